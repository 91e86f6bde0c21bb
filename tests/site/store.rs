//! The database: the same facts as the seeds, rebuilt whenever it is not theirs, replaced at no loss.

use std::fs;

use gyeongsan::domain::{Fact, Filters, Kind, List, Quantity};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{Built, Store, StoreError, ensure};
use tempfile::TempDir;

use super::good_seeds::write_good;
use super::support::seeds;

/// Every fact, by code.
async fn all(store: &Store) -> Result<Vec<Fact>, StoreError> {
    let every = Filters::default();
    let facts = store.narrowed(List::Facts, &every).await?;
    Ok(facts.facts(0..facts.total()).await?.items)
}

#[tokio::test]
async fn what_goes_in_comes_out() {
    let folder = TempDir::new().expect("a folder");
    let seeds = seeds();
    let (store, _) = ensure(&seeds, &folder.path().join("a.sqlite")).await.expect("a store");
    assert_eq!(all(&store).await.expect("facts"), seeds.facts);
    assert_eq!(store.sources().await.expect("sources"), seeds.sources);
    assert_eq!(store.terms().await.expect("terms"), seeds.terms);
    for kind in Kind::ALL {
        let stored = store.entities(*kind).await.expect("entities");
        let stored: Vec<_> = stored.into_iter().map(|summary| summary.entity).collect();
        let own: Vec<_> =
            seeds.entities.iter().filter(|entity| entity.kind() == *kind).cloned().collect();
        assert_eq!(stored, own);
    }
}

#[tokio::test]
async fn a_number_comes_out_to_the_last_digit() {
    let folder = TempDir::new().expect("a folder");
    for (at, number) in
        [1.0 / 3.0, 0.1 + 0.2, 9_007_199_254_740_991.0, 1e22, 5e-324].iter().enumerate()
    {
        let mut seeds = seeds();
        let has_both = |quantity: &&mut Quantity| quantity.equivalent.is_some();
        let mut quantities = seeds.facts.iter_mut().filter_map(|fact| fact.quantity.as_mut());
        let quantity = quantities.find(has_both).expect("a number in two units");
        quantity.value = *number;
        quantity.equivalent.as_mut().expect("in another unit").value = *number;
        let path = folder.path().join(format!("{at}.sqlite"));
        let (store, _) = ensure(&seeds, &path).await.expect("a store");
        assert_eq!(all(&store).await.expect("facts"), seeds.facts, "{number}");
    }
}

#[tokio::test]
async fn two_pieces_of_evidence_may_be_in_one_paragraph() {
    let folder = TempDir::new().expect("a folder");
    let mut seeds = seeds();
    let fact = &mut seeds.facts[0];
    let mut other = fact.evidence[0].clone();
    other.phrases = vec!["경산".to_owned()];
    fact.evidence.push(other);
    let (store, _) = ensure(&seeds, &folder.path().join("a.sqlite")).await.expect("a store");
    assert_eq!(all(&store).await.expect("facts"), seeds.facts);
}

#[tokio::test]
async fn seeds_read_a_file_at_a_time_give_what_seeds_in_memory_give() {
    let folder = TempDir::new().expect("a folder");
    let seeds = seeds();
    let path = folder.path().join("a.sqlite");
    let (store, built) = ensure(&SeedSource::Embedded, &path).await.expect("a store");
    assert_eq!(built, Built::Anew);
    assert_eq!(all(&store).await.expect("facts"), seeds.facts);
    assert_eq!(store.unpublished().await.expect("a count"), 0);
    let (_, built) = ensure(&seeds, &path).await.expect("a store");
    assert_eq!(built, Built::Reused, "the same digest");
}

#[tokio::test]
async fn seeds_that_are_wrong_leave_the_database_as_it_was() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let (store, _) = ensure(&seeds(), &path).await.expect("a store");
    store.close().await;
    let whole = fs::read(&path).expect("the file");
    let wrong = TempDir::new().expect("a folder");
    write_good(wrong.path());
    // The first file of facts is right, and may have been written before the second is read.
    fs::write(wrong.path().join("facts/b.toml"), "[[fact]]\n").expect("a file");
    let wrong = SeedSource::Folder(wrong.path().to_owned());
    let error = ensure(&wrong, &path).await.expect_err("wrong seeds");
    assert!(error.to_string().contains("facts/b.toml:1:1"), "{error}");
    assert_eq!(fs::read(&path).expect("the file"), whole);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "it and its lock");
}

#[tokio::test]
async fn the_right_file_is_kept_and_every_other_rebuilt() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let seeds = seeds();
    let built = async || {
        let (store, built) = ensure(&seeds, &path).await.expect("a store");
        assert_eq!(all(&store).await.expect("facts").len(), 101);
        store.close().await;
        built
    };
    assert_eq!(built().await, Built::Anew);
    assert_eq!(built().await, Built::Reused);

    let whole = fs::read(&path).expect("the file");
    fs::write(&path, &whole[..whole.len() / 2]).expect("cut short");
    assert_eq!(built().await, Built::Anew, "a file cut short");

    fs::write(&path, b"not a database, but long enough to look at".repeat(200)).expect("junk");
    assert_eq!(built().await, Built::Anew, "junk");

    fs::write(&path, b"").expect("emptied");
    assert_eq!(built().await, Built::Anew, "an empty file");

    let mut damaged = fs::read(&path).expect("the file");
    let page = damaged.len() / 4096 / 2 * 4096;
    damaged[page..page + 4096].fill(0xA5);
    fs::write(&path, &damaged).expect("a damaged page");
    assert_eq!(built().await, Built::Anew, "a damaged page");

    let whole = fs::read(&path).expect("the file");
    let text = "청색기술".as_bytes();
    let within = whole.windows(text.len()).position(|bytes| bytes == text).expect("a text");
    for place in [within, 30, 62, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[place] ^= 1;
        fs::write(&path, &damaged).expect("a bit turned over");
        assert_eq!(built().await, Built::Anew, "a bit of byte {place}");
    }
    assert_eq!(built().await, Built::Reused);
}

#[tokio::test]
async fn a_database_of_another_schema_is_replaced() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let (store, _) = ensure(&seeds(), &path).await.expect("a store");
    store.close().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut older = sqlx::ConnectOptions::connect(&options).await.expect("a connection");
    let changed = sqlx::query("UPDATE meta SET value = 'older' WHERE key = 'schema'");
    assert_eq!(changed.execute(&mut older).await.expect("changed").rows_affected(), 1);
    sqlx::Connection::close(older).await.expect("closed");
    let (_, built) = ensure(&seeds(), &path).await.expect("a store");
    assert_eq!(built, Built::Anew);
}

#[tokio::test]
async fn a_database_of_other_seeds_is_replaced() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let (store, _) = ensure(&seeds(), &path).await.expect("a store");
    store.close().await;

    let others = TempDir::new().expect("a folder");
    write_good(others.path());
    let others = Seeds::read(&SeedSource::Folder(others.path().to_owned())).expect("good seeds");
    let (store, built) = ensure(&others, &path).await.expect("a store");
    assert_eq!(built, Built::Anew);
    assert_eq!(all(&store).await.expect("facts"), others.facts);
}

#[tokio::test]
async fn four_starts_at_once_take_turns() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let seeds = std::sync::Arc::new(seeds());
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let (seeds, path) = (std::sync::Arc::clone(&seeds), path.clone());
            // A thread each: a start waits for the lock with its thread.
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let (_, built) =
                    runtime.expect("a runtime").block_on(ensure(&*seeds, &path)).expect("a store");
                built
            })
        })
        .collect();
    let built: Vec<Built> = starts.into_iter().map(|start| start.join().expect("built")).collect();
    assert_eq!(built.iter().filter(|built| **built == Built::Anew).count(), 1, "{built:?}");
}

#[tokio::test]
async fn a_removed_or_replaced_file_changes_no_answer() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let (store, _) = ensure(&seeds(), &path).await.expect("a store");
    let ask = || {
        let store = store.clone();
        tokio::spawn(async move { all(&store).await.map(|facts| facts.len()) })
    };
    fs::remove_file(&path).expect("removed");
    for answer in (0..40).map(|_| ask()).collect::<Vec<_>>() {
        assert_eq!(answer.await.expect("ends").expect("answers"), 101, "removed");
    }
    let others = TempDir::new().expect("a folder");
    write_good(others.path());
    let others = Seeds::read(&SeedSource::Folder(others.path().to_owned())).expect("good seeds");
    let (other, _) = ensure(&others, &path).await.expect("another store");
    for answer in (0..40).map(|_| ask()).collect::<Vec<_>>() {
        assert_eq!(answer.await.expect("ends").expect("answers"), 101, "replaced");
    }
    assert_eq!(all(&other).await.expect("facts").len(), 1);
}

#[tokio::test]
async fn a_file_of_someone_else_is_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("important.txt");
    fs::write(&path, "중요한 글").expect("a file");
    let error = ensure(&seeds(), &path).await.expect_err("not ours");
    assert!(error.to_string().contains("덮어쓰지 않았습니다"), "{error}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "중요한 글");
    for path in [folder.path().to_owned(), folder.path().join("..")] {
        let error = ensure(&seeds(), &path).await.expect_err("a folder");
        assert!(error.to_string().contains("파일의 경로가 아닙니다"), "{error}");
    }
    assert_eq!(
        fs::read_dir(folder.path()).expect("a folder").count(),
        1,
        "nothing was left behind"
    );
}

#[tokio::test]
async fn a_later_fact_ends_the_doubt_about_a_plan() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let facts = folder.path().join("facts/a.toml");
    let own = fs::read_to_string(&facts).expect("the facts").replace("\"lead\"", "\"subject\"");
    let plan = own.replace("GS-0042-3", "GS-0001-3").replace("\"done\"", "\"planned\"");
    let plan_and = |date: &str| {
        let later = own.replace("2017-01", date);
        fs::write(&facts, format!("{plan}\n{later}")).expect("the facts");
        Seeds::read(&SeedSource::Folder(folder.path().to_owned())).expect("good seeds")
    };
    let database = folder.path().join("a.sqlite");
    let code = gyeongsan::domain::Code::from_number(1).expect("a code");
    for (date, followed) in [("2016-12", false), ("2017-03", true)] {
        let (store, _) = ensure(&plan_and(date), &database).await.expect("a store");
        let plan = store.fact(code).await.expect("an answer").expect("the plan");
        assert_eq!(store.is_followed(&plan), followed, "{date}");
    }
}

#[tokio::test]
async fn leftovers_of_a_build_that_died_are_removed() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    fs::write(folder.path().join("a.sqlite.tmp-1"), b"half").expect("a leftover");
    fs::write(folder.path().join("a.sqlite.tmp-backup"), b"mine").expect("another's file");
    ensure(&seeds(), &path).await.expect("a store");
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    assert!(!names.iter().any(|name| name == "a.sqlite.tmp-1"), "{names:?}");
    assert!(names.iter().any(|name| name == "a.sqlite.tmp-backup"), "{names:?}");
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, b"").expect("a file");
    let error = ensure(&seeds(), &file.join("a.sqlite")).await.expect_err("a file is no folder");
    assert!(error.to_string().contains("a.sqlite"), "{error}");
}
