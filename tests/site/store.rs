//! The database: the same records as the seeds, in a temporary file that leaves nothing behind or in a file to keep,
//! which is refused when it is not as it was built.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use gyeongsan::domain::{Fact, Filters, Kind, List, Quantity};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{Store, StoreError, build_file};
use tempfile::TempDir;

use super::good_seeds::write_good;
use super::support::seeds;

/// Every fact, by code.
async fn all(store: &Store) -> Result<Vec<Fact>, StoreError> {
    let every = Filters::default();
    let facts = store.narrowed(List::Facts, &every, NaiveDate::default()).await?;
    Ok(facts.facts(0..facts.total()).await?.items)
}

/// Seeds with one fact.
fn small_seeds() -> Seeds {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    Seeds::read(&SeedSource::Folder(folder.path().to_owned())).expect("good seeds")
}

/// A folder with the database of the project's own seeds.
async fn built() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    build_file(&seeds(), &path).await.expect("a database");
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect()
}

#[tokio::test]
async fn what_goes_in_comes_out() {
    let seeds = seeds();
    let (_folder, path) = built().await;
    for store in [Store::build(&seeds).await, Store::open(&path).await] {
        let store = store.expect("a store");
        assert_eq!(all(&store).await.expect("facts"), seeds.facts);
        assert_eq!(store.sources().await.expect("sources"), seeds.sources);
        assert_eq!(store.terms().await.expect("terms"), seeds.terms);
        assert_eq!(store.seeds_digest().await.expect("a digest"), seeds.digest);
        assert_eq!(store.unpublished().await.expect("a count"), 0);
        for kind in Kind::ALL {
            let every = Filters::default();
            let list = store.narrowed(List::Entities(*kind), &every, NaiveDate::MIN).await;
            let stored = list.expect("a list").entities(0..u64::MAX).await.expect("entities").items;
            let own: Vec<_> =
                seeds.entities.iter().filter(|entity| entity.kind() == *kind).cloned().collect();
            assert_eq!(stored, own);
        }
    }
}

#[tokio::test]
async fn a_number_comes_out_to_the_last_digit() {
    for number in [1.0 / 3.0, 0.1 + 0.2, 9_007_199_254_740_991.0, 1e22, 5e-324] {
        let mut seeds = seeds();
        let has_both = |quantity: &&mut Quantity| quantity.equivalent.is_some();
        let mut quantities = seeds.facts.iter_mut().filter_map(|fact| fact.quantities.first_mut());
        let quantity = quantities.find(has_both).expect("a number in two units");
        quantity.value = number;
        quantity.equivalent.as_mut().expect("in another unit").value = number;
        let store = Store::build(&seeds).await.expect("a store");
        assert_eq!(all(&store).await.expect("facts"), seeds.facts, "{number}");
    }
}

#[tokio::test]
async fn two_pieces_of_evidence_may_be_in_one_paragraph() {
    let mut seeds = seeds();
    let fact = &mut seeds.facts[0];
    let mut other = fact.evidence[0].clone();
    other.phrases = vec!["경산".to_owned()];
    fact.evidence.push(other);
    let store = Store::build(&seeds).await.expect("a store");
    assert_eq!(all(&store).await.expect("facts"), seeds.facts);
}

#[tokio::test]
async fn a_file_that_is_not_as_it_was_built_is_refused_with_the_reason() {
    let (_folder, path) = built().await;
    let whole = fs::read(&path).expect("the file");
    let refused = async |what: &str, reason: &str| {
        let error = Store::open(&path).await.expect_err(what).to_string();
        let name = path.to_str().expect("UTF-8");
        assert!(error.contains(reason) && error.contains(name), "{what}: {error}");
        assert!(error.contains("build로 "), "{what} says what to do: {error}");
    };

    let text = "청색기술".as_bytes();
    let within = whole.windows(text.len()).position(|bytes| bytes == text).expect("a text");
    let everywhere = (1..9).map(|part| whole.len() / 9 * part + part);
    for at in everywhere.chain([0, 30, 62, within, whole.len() - 1]) {
        let mut turned = whole.clone();
        turned[at] ^= 1 << (at % 8);
        fs::write(&path, &turned).expect("a bit turned over");
        refused(&format!("a bit of byte {at}"), "손상된 데이터베이스입니다: ").await;
    }
    fs::write(&path, &whole[..whole.len() / 2]).expect("cut short");
    refused("cut short", "손상된 데이터베이스입니다: ").await;
    fs::write(&path, [&whole[..], b"more"].concat()).expect("longer");
    refused("longer", "손상된 데이터베이스입니다: ").await;
    for junk in [&b"not a database, but long enough to look at".repeat(200)[..], b"short", b""] {
        fs::write(&path, junk).expect("junk");
        refused("junk", "이 프로그램이 만든 데이터베이스가 아닙니다").await;
    }
    fs::remove_file(&path).expect("removed");
    refused("nothing", "없는 파일입니다: ").await;
    fs::create_dir(&path).expect("a folder");
    refused("a folder", "데이터베이스가 아닙니다").await;
    fs::remove_dir(&path).expect("an empty folder");

    fs::write(&path, &whole).expect("the file");
    Store::open(&path).await.expect("as it was built");
}

#[tokio::test]
async fn a_database_of_another_schema_is_refused() {
    let (_folder, path) = built().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut older = sqlx::ConnectOptions::connect(&options).await.expect("a connection");
    let changed = sqlx::query("UPDATE meta SET value = 'older' WHERE key = 'schema'");
    assert_eq!(changed.execute(&mut older).await.expect("changed").rows_affected(), 1);
    sqlx::Connection::close(older).await.expect("closed");
    let (mut bytes, mut sum) = (fs::read(&path).expect("the file"), sha2::Sha256::default());
    bytes[60..64].fill(0);
    sha2::Digest::update(&mut sum, &bytes);
    bytes[60..64].copy_from_slice(&sha2::Digest::finalize(sum)[..4]);
    fs::write(&path, bytes).expect("a file with the right checksum");
    let error = Store::open(&path).await.expect_err("another schema").to_string();
    assert!(
        error.starts_with("이 프로그램과 맞지 않는 데이터베이스입니다: ")
            && error.ends_with(". build로 다시 만드세요."),
        "{error}"
    );
}

#[tokio::test]
async fn a_build_replaces_a_database_and_leaves_nothing_else() {
    let (folder, path) = built().await;
    build_file(&small_seeds(), &path).await.expect("another");
    let store = Store::open(&path).await.expect("a store");
    assert_eq!(all(&store).await.expect("facts").len(), 1);
    assert_eq!(names(folder.path()), ["a.sqlite"]);
}

#[tokio::test]
async fn a_removed_or_replaced_file_changes_no_answer() {
    let (_folder, path) = built().await;
    let store = Store::open(&path).await.expect("a store");
    let ask = || {
        let store = store.clone();
        tokio::spawn(async move { all(&store).await.map(|facts| facts.len()) })
    };
    fs::remove_file(&path).expect("removed");
    for answer in (0..40).map(|_| ask()).collect::<Vec<_>>() {
        assert_eq!(answer.await.expect("ends").expect("answers"), 101, "removed");
    }
    build_file(&small_seeds(), &path).await.expect("another database");
    let other = Store::open(&path).await.expect("another store");
    for answer in (0..40).map(|_| ask()).collect::<Vec<_>>() {
        assert_eq!(answer.await.expect("ends").expect("answers"), 101, "replaced");
    }
    assert_eq!(all(&other).await.expect("facts").len(), 1);
}

#[tokio::test]
async fn a_file_of_someone_else_is_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("important.txt");
    let long = "중요한 글".repeat(20);
    for text in ["중요한 글", &long] {
        fs::write(&path, text).expect("a file");
        let error = build_file(&seeds(), &path).await.expect_err("not ours");
        assert!(error.to_string().contains("덮어쓰지 않았습니다"), "{error}");
        assert_eq!(fs::read_to_string(&path).expect("the file"), text);
    }
    for path in [folder.path().to_owned(), folder.path().join("..")] {
        let error = build_file(&seeds(), &path).await.expect_err("a folder");
        assert!(error.to_string().contains("덮어쓰지 않았습니다"), "{error}");
    }
    assert_eq!(names(folder.path()), ["important.txt"], "nothing was left behind");
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, b"").expect("a file");
    let path = file.join("a.sqlite");
    let error = build_file(&seeds(), &path).await.expect_err("a file is no folder");
    assert!(error.to_string().contains("a.sqlite"), "{error}");
}
