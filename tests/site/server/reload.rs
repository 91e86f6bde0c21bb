//! Another edition while the site is open: all of it or nothing, and nobody notices but by reading.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use super::Server;
use super::process::await_that;
use crate::command_line::gyeongsan;
use crate::good_seeds::{FACTS, write_good};

const FACT: &str = "/facts/GS-0042-3";

/// The good seeds with another word for what the one fact says, title and statement alike.
fn write_saying(seeds: &Path, word: &str) {
    fs::write(seeds.join("facts/a.toml"), FACTS.replace("지시", word)).expect("a seed file");
}

fn serve(folder: &TempDir, seeds: &TempDir, options: &[&str]) -> Server {
    write_good(seeds.path());
    Server::start(gyeongsan(folder).arg("--seeds").arg(seeds.path()).args(options))
}

fn folders() -> (TempDir, TempDir) {
    (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"))
}

#[test]
fn a_signal_brings_the_seeds_as_they_are_now() {
    let (folder, seeds) = folders();
    let server = serve(&folder, &seeds, &[]);
    let before = server.ready();
    assert!(server.page(FACT).contains("지시"));
    write_saying(seeds.path(), "당부");
    assert!(server.reload());
    let page = server.page(FACT);
    assert!(page.contains("당부") && !page.contains("지시"), "{page}");
    assert_ne!(server.ready()["digest"], before["digest"]);
    assert_eq!(server.ready()["reloads"], 1);
    assert!(server.reload(), "nothing has changed since");
    assert!(server.log().contains("nothing has changed"), "{}", server.log());
}

#[test]
fn who_has_a_page_from_before_is_not_told_that_it_is_the_same() {
    let (folder, seeds) = folders();
    let server = serve(&folder, &seeds, &[]);
    let field = |answer: &str, name: &str| {
        let line = answer.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("{name} in {answer}")).to_owned()
    };
    let ask = |condition: &str| {
        let end = "Connection: close\r\n\r\n";
        server.send(&format!("GET {FACT} HTTP/1.1\r\nHost: test\r\n{condition}\r\n{end}"))
    };
    let before = server.get(FACT);
    let tag = format!("If-None-Match: {}", field(&before, "etag"));
    assert!(ask(&tag).starts_with("HTTP/1.1 304 "));
    server.page("/");
    let cached = || server.metric("gyeongsan_page_cache_pages");
    assert!((cached() - 2.0).abs() < 0.5);
    write_saying(seeds.path(), "당부");
    assert!(server.reload());
    let answer = ask(&tag);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("당부"), "{answer}");
    assert!((cached() - 1.0).abs() < 0.5, "pages of before take no room: {}", cached());
}

#[test]
fn wrong_seeds_change_nothing_and_are_told_of() {
    let (folder, seeds) = folders();
    let server = serve(&folder, &seeds, &[]);
    let (page, digest) = (server.page(FACT), server.ready()["digest"].clone());
    let file = seeds.path().join("facts/a.toml");
    let whole = fs::read(&file).expect("a seed file");
    let half = whole[..whole.len() / 2].to_vec();
    let binary: Vec<u8> = (0..=255).cycle().take(4096).collect();
    for (what, bytes) in [("cut short", half), ("binary", binary), ("empty", Vec::new())] {
        fs::write(&file, bytes).expect("a seed file");
        assert!(!server.reload(), "{what}");
        let ready = server.ready();
        let error = ready["last_reload_error"].as_str().expect("why");
        assert!(
            error.starts_with("새 자료에 오류가 ")
                && error.contains("건 있어 이전 내용을 그대로 보여 줍니다. "),
            "{what}: {error}"
        );
        assert_eq!((server.page(FACT), &ready["digest"]), (page.clone(), &digest), "{what}");
    }
    assert!((server.metric("gyeongsan_reloads_total{result=\"failed\"}") - 3.0).abs() < 0.5);
    assert!((server.metric("gyeongsan_last_reload_failed") - 1.0).abs() < 0.5);
    assert_eq!(server.log().matches("reload failed").count(), 3);
    fs::write(&file, whole).expect("a seed file");
    assert!(server.reload(), "right again");
    assert_eq!(server.ready()["reload_failures"], 3);
}

#[test]
fn a_watched_folder_is_read_again_when_it_changes() {
    let (folder, seeds) = folders();
    let server = serve(&folder, &seeds, &["--watch"]);
    write_saying(seeds.path(), "당부");
    await_that("the change shows", || server.page(FACT).contains("당부"));
    fs::write(seeds.path().join("facts/a.toml"), "nonsense").expect("a seed file");
    await_that("the mistake shows", || server.ready()["last_reload_error"].is_string());
    assert!(server.page(FACT).contains("당부"));
}

#[test]
fn there_is_nothing_to_watch_in_the_binary() {
    let folder = TempDir::new().expect("a folder");
    // Whoever else is on this machine may have the usual port.
    let watch = ["--watch", "--listen", "127.0.0.1:0"];
    let output = gyeongsan(&folder).args(watch).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--watch를 쓰려면 --seeds나 --database도 적으세요."), "{said}");
}

#[test]
fn a_storm_of_signals_is_few_reloads() {
    let (folder, seeds) = folders();
    let server = serve(&folder, &seeds, &[]);
    for turn in 0..60 {
        write_saying(seeds.path(), if turn % 2 == 0 { "당부" } else { "요청" });
        server.signal("-HUP");
    }
    await_that("the last is served", || server.page(FACT).contains("요청"));
    let reloads = server.ready()["reloads"].as_u64().expect("a number");
    assert!((1..=20).contains(&reloads), "{reloads} reloads");
}

#[test]
fn no_request_fails_and_no_page_is_mixed_while_editions_change() {
    let (folder, seeds) = folders();
    let server = serve(&folder, &seeds, &[]);
    write_saying(seeds.path(), "당부");
    assert!(server.reload());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = [FACT, "/facts", "/facts.json", "/search?q=%EC%9E%A5%EC%9D%B4"]
            .map(|target| {
                let (server, done) = (&server, &done);
                scope.spawn(move || {
                    let mut answers = 0;
                    while !done.load(Ordering::Relaxed) {
                        let page = server.page(target);
                        assert!(!(page.contains("당부") && page.contains("요청")), "{page}");
                        answers += 1;
                    }
                    answers
                })
            })
            .into();
        let memory = |server: &Server| server.metric("process_resident_memory_bytes");
        let mut after_ten = 0.0;
        for turn in 0..20 {
            write_saying(seeds.path(), if turn % 2 == 0 { "요청" } else { "당부" });
            assert!(server.reload());
            if turn == 10 {
                after_ten = memory(&server);
            }
        }
        std::thread::sleep(Duration::from_millis(100));
        let grown = memory(&server) - after_ten;
        done.store(true, Ordering::Relaxed);
        assert!(grown < 8.0 * 1024.0 * 1024.0, "{grown} bytes in ten reloads");
        for reader in readers {
            assert!(reader.join().expect("no failed request") > 20);
        }
    });
}
