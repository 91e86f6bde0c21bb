//! Building a database first and serving what was built, as the units of systemd do.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::process::await_that;
use super::{Server, process};
use crate::command_line::gyeongsan;
use crate::good_seeds::{FACTS, write_good};

const FACT: &str = "/facts/GS-0042-3";

/// A folder with seeds in `seeds`, and in `site.sqlite` the database that was built of them.
fn built() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write_good(&folder.path().join("seeds"));
    assert!(build(&folder));
    folder
}

/// Whether a database could be built of the seeds as they are now.
fn build(folder: &TempDir) -> bool {
    let build = ["build", "--seeds", "seeds", "--out", "site.sqlite"];
    gyeongsan(folder).args(build).output().expect("the binary runs").status.success()
}

fn serve(folder: &TempDir, options: &[&str]) -> Server {
    Server::start(gyeongsan(folder).args(["--database", "site.sqlite"]).args(options))
}

fn write_facts(folder: &Path, facts: &str) {
    fs::write(folder.join("seeds/facts/a.toml"), facts).expect("a seed file");
}

#[test]
fn what_was_built_is_served_until_another_is_built_and_asked_for() {
    let folder = built();
    let server = serve(&folder, &[]);
    let before = server.ready();
    assert!(server.page(FACT).contains("지시"));
    write_facts(folder.path(), &FACTS.replace("지시", "당부"));
    assert!(server.reload());
    assert_eq!(server.ready()["digest"], before["digest"], "the seeds are nothing to it");
    assert!(build(&folder));
    assert!(server.page(FACT).contains("지시"));
    assert!(server.reload());
    assert!(server.page(FACT).contains("당부"));
}

#[test]
fn a_file_that_is_replaced_is_opened_when_it_is_watched() {
    let folder = built();
    let server = serve(&folder, &["--watch"]);
    write_facts(folder.path(), &FACTS.replace("지시", "당부"));
    assert!(build(&folder));
    await_that("the change shows", || server.page(FACT).contains("당부"));
}

#[test]
fn wrong_seeds_never_reach_the_server() {
    let folder = built();
    let before = fs::read(folder.path().join("site.sqlite")).expect("a database");
    write_facts(folder.path(), "nonsense");
    assert!(!build(&folder));
    assert!(fs::read(folder.path().join("site.sqlite")).expect("a database") == before);
    let server = serve(&folder, &[]);
    assert!(server.page(FACT).contains("지시"));
    assert!(server.ready()["last_reload_error"].is_null());
}

#[test]
fn a_damaged_file_ends_a_start_and_leaves_what_was_served_at_a_reload() {
    let folder = built();
    let server = serve(&folder, &[]);
    let page = server.page(FACT);
    let path = folder.path().join("site.sqlite");
    let mut bytes = fs::read(&path).expect("a database");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let cut = bytes[..middle].to_vec();
    for (bytes, reason) in [
        (bytes, "손상된"),
        (cut, "손상된"),
        (b"junk".to_vec(), "이 프로그램이 만든 데이터베이스가 아닙니다"),
    ] {
        // As another file, for the server has this one open.
        fs::write(folder.path().join("new"), &bytes).expect("a file");
        fs::rename(folder.path().join("new"), &path).expect("in its place");
        assert!(!server.reload());
        let error = server.ready()["last_reload_error"].as_str().expect("why").to_owned();
        assert!(error.contains("site.sqlite") && error.contains(reason), "{error}");
        assert!(server.page(FACT) == page);
        let mut start = gyeongsan(&folder);
        start.args(["serve", "--listen", "127.0.0.1:0", "--database", "site.sqlite"]);
        let (code, said) = process::failed_start(&mut start);
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.starts_with("오류: ") && said.contains(": site.sqlite. ") && said.contains(reason),
            "{said}"
        );
    }
    assert!(!build(&folder), "what is not ours any more is not overwritten");
    fs::remove_file(&path).expect("removed");
    assert!(build(&folder) && server.reload());
}

#[test]
fn seeds_and_a_database_together_are_refused() {
    let folder = built();
    let mut both = gyeongsan(&folder);
    both.args(["--database", "site.sqlite"]).env("GYEONGSAN_SEEDS", "seeds");
    let (code, said) = process::failed_start(both.env("GYEONGSAN_LISTEN", "127.0.0.1:0"));
    assert_eq!(code, Some(1));
    assert!(said.contains("--seeds와 --database는 함께 쓸 수 없습니다"), "{said}");
}
