//! A start where the seeds cannot be loaded and an older database lies there.

use std::fs;

use tempfile::TempDir;

use super::{Server, process};
use crate::command_line::gyeongsan;
use crate::good_seeds::{FACTS, write_good};

const FACT: &str = "/facts/GS-0042-3";

/// A folder in which a server has been, with good seeds; and these.
fn served_before() -> (TempDir, TempDir) {
    let (folder, seeds) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    write_good(seeds.path());
    let server = Server::start(gyeongsan(&folder).arg("--seeds").arg(seeds.path()));
    assert!(server.page(FACT).contains("지시"));
    assert_eq!(server.terminate(), Some(0));
    (folder, seeds)
}

/// What a start says that is to fail.
fn failed_start(folder: &TempDir, seeds: &TempDir, options: &[&str]) -> String {
    let mut command = gyeongsan(folder);
    command.arg("--seeds").arg(seeds.path()).args(["--listen", "127.0.0.1:0"]).args(options);
    let (code, said) = process::failed_start(&mut command);
    assert_eq!(code, Some(1), "{said}");
    said
}

fn break_seeds(seeds: &TempDir) {
    fs::write(seeds.path().join("facts/a.toml"), "nonsense").expect("a seed file");
}

#[test]
fn with_a_fallback_the_last_database_is_served_and_the_reason_is_told() {
    let (folder, seeds) = served_before();
    break_seeds(&seeds);
    let server =
        Server::start(gyeongsan(&folder).arg("--seeds").arg(seeds.path()).arg("--fallback"));
    assert!(server.page(FACT).contains("지시"));
    let ready = server.ready();
    let error = ready["last_reload_error"].as_str().expect("why");
    assert!(error.contains("facts/a.toml:1"), "{error}");
    assert!(ready["loaded"].is_null(), "{ready}");
    assert!((server.metric("gyeongsan_last_reload_failed") - 1.0).abs() < f64::EPSILON);
    assert!(server.log().contains("falling back"), "{}", server.log());
    // Nothing is lost: as soon as the seeds are right they are served.
    let facts = FACTS.replace("지시", "당부");
    fs::write(seeds.path().join("facts/a.toml"), facts).expect("a seed file");
    assert!(server.reload());
    assert!(server.page(FACT).contains("당부"));
    assert!(server.ready()["loaded"].is_string());
}

#[test]
fn without_one_the_mistakes_are_shown_and_the_database_is_left() {
    let (folder, seeds) = served_before();
    break_seeds(&seeds);
    let database = folder.path().join("gyeongsan.sqlite");
    let before = fs::read(&database).expect("a database");
    let said = failed_start(&folder, &seeds, &[]);
    assert!(said.contains("facts/a.toml"), "{said}");
    assert!(fs::read(&database).expect("a database") == before);
}

#[test]
fn nothing_whole_to_fall_back_on_is_no_fallback() {
    let (folder, seeds) = served_before();
    break_seeds(&seeds);
    let database = folder.path().join("gyeongsan.sqlite");
    let mut bytes = fs::read(&database).expect("a database");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    for damaged in [true, false] {
        if damaged {
            fs::write(&database, &bytes).expect("a database");
        } else {
            fs::remove_file(&database).expect("no database");
        }
        let said = failed_start(&folder, &seeds, &["--fallback"]);
        assert!(said.contains("facts/a.toml") && said.contains("nothing whole"), "{said}");
    }
}

#[test]
fn where_nothing_was_nothing_is_left() {
    let (_, seeds) = served_before();
    break_seeds(&seeds);
    let folder = TempDir::new().expect("a folder");
    failed_start(&folder, &seeds, &["--fallback"]);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
}
