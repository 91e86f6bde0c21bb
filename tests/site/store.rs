//! The database: the same facts as the seeds, rebuilt whenever it is not theirs, replaced at no loss.

use std::fs;

use gyeongsan::domain::Kind;
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{Built, Selection, ensure};
use tempfile::TempDir;

use super::support::seeds;
use super::wrong_seeds::write_good;

#[tokio::test]
async fn what_goes_in_comes_out() {
    let folder = TempDir::new().expect("a folder");
    let seeds = seeds();
    let (store, _) = ensure(&seeds, &folder.path().join("a.sqlite")).await.expect("a store");
    assert_eq!(store.facts(Selection::All).await.expect("facts"), seeds.facts);
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
async fn the_right_file_is_kept_and_every_other_rebuilt() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    let seeds = seeds();
    let built = async || {
        let (store, built) = ensure(&seeds, &path).await.expect("a store");
        assert_eq!(store.facts(Selection::All).await.expect("facts").len(), 101);
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
    assert_eq!(built().await, Built::Reused);
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
    assert_eq!(store.facts(Selection::All).await.expect("facts"), others.facts);
}

#[tokio::test]
async fn the_same_seeds_give_the_same_tables() {
    let folder = TempDir::new().expect("a folder");
    let seeds = seeds();
    let (one, _) = ensure(&seeds, &folder.path().join("1.sqlite")).await.expect("a store");
    let (two, _) = ensure(&seeds, &folder.path().join("2.sqlite")).await.expect("a store");
    let dated = |store: gyeongsan::store::Store| async move {
        store.facts(Selection::Dated).await.expect("facts")
    };
    assert_eq!(dated(one).await, dated(two).await);
}

#[tokio::test]
async fn leftovers_of_a_build_that_died_are_removed() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.sqlite");
    fs::write(folder.path().join("a.sqlite.tmp-1"), b"half").expect("a leftover");
    ensure(&seeds(), &path).await.expect("a store");
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    assert!(!names.iter().any(|name| name.contains(".tmp-")), "{names:?}");
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, b"").expect("a file");
    let error = ensure(&seeds(), &file.join("a.sqlite")).await.expect_err("a file is no folder");
    assert!(error.to_string().contains("a.sqlite"), "{error}");
}
