//! What befalls a machine, done to the server for real: the site goes on or says what is wrong, and no page is ever
//! wrong. Longer forms of the same are in `scripts/soak`.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::Server;
use super::process::{await_that, failed_start};
use crate::command_line::gyeongsan;
use crate::support::ONE_ARTICLE;

const FACT: &str = "/facts/GS-0042-3";

/// The binary in a folder, after something was done to the shell that becomes it.
fn after(setting: &str, folder: &TempDir) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{setting} && exec \"$0\" \"$@\"")]);
    command.arg(env!("CARGO_BIN_EXE_gyeongsan")).current_dir(folder.path());
    command
}

/// The same where mounts are the process's own, and go with it; nothing where that is not allowed.
fn after_mounting(setting: &str, folder: &TempDir) -> Option<Command> {
    let own: &[&str] = &["--map-root-user", "--mount"];
    let allowed = Command::new("unshare").args(own).arg("true").status();
    if !allowed.is_ok_and(|status| status.success()) {
        eprintln!("not tried: this machine lets no test mount a file system of its own");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(own).args(["sh", "-c", &format!("{setting} && exec \"$0\" \"$@\"")]);
    command.arg(env!("CARGO_BIN_EXE_gyeongsan")).current_dir(folder.path());
    Some(command)
}

fn build(folder: &TempDir) {
    let output = gyeongsan(folder).args(["build", "--out", "gyeongsan.sqlite"]).output();
    let output = output.expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A copy of the project's seeds, to be changed.
fn seeds_in(folder: &Path) {
    let to = folder.join("seeds");
    let copied = Command::new("cp").arg("-r").arg(ONE_ARTICLE).arg(to).status();
    assert!(copied.expect("cp runs").success());
}

/// Other seeds than before, as right as those.
fn change_seeds(folder: &Path) {
    let path = folder.join("seeds/terms.toml");
    let terms = fs::read_to_string(&path).expect("terms");
    fs::write(path, terms + "\n# changed\n").expect("terms");
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_no_half_database() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("gyeongsan.sqlite");
    for moment in 0..15 {
        let mut process = gyeongsan(&folder)
            .args(["build", "--out", "gyeongsan.sqlite"])
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(Duration::from_millis(moment * 25));
        let _ = process.kill();
        process.wait().expect("it ends");
        if path.exists() {
            let server = Server::start(gyeongsan(&folder).args(["--database", "gyeongsan.sqlite"]));
            assert!(server.page(FACT).contains("AMRC ASIA"), "after {moment}");
            fs::remove_file(&path).expect("removed");
        }
    }
    build(&folder);
}

#[test]
fn a_server_that_is_killed_leaves_nothing_behind() {
    let (folder, room) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let server = Server::start(gyeongsan(&folder).env("TMPDIR", room.path()));
    assert!(server.page(FACT).contains("AMRC ASIA"));
    let left = || fs::read_dir(room.path()).expect("a folder").count();
    assert_eq!(left(), 0, "nobody else sees the file");
    assert!(server.page("/data/SHA256SUMS").contains("gyeongsan.sqlite"));
    server.signal("-KILL");
    server.wait();
    assert_eq!(left() + fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_database_that_is_deleted_or_replaced_underfoot_changes_no_answer() {
    let folder = TempDir::new().expect("a folder");
    build(&folder);
    let server = Server::start(gyeongsan(&folder).args(["--database", "gyeongsan.sqlite"]));
    let path = folder.path().join("gyeongsan.sqlite");
    let pages = [FACT, "/timeline", "/facts.json", "/search?q=%ED%83%84%EC%86%8C"];
    let before = pages.map(|target| server.page(target));
    fs::remove_file(&path).expect("removed");
    assert!(pages.map(|target| server.page(target)) == before, "deleted");
    assert!(!server.reload());
    fs::write(&path, "something else").expect("another file");
    assert!(!server.reload());
    assert!(pages.map(|target| server.page(target)) == before, "replaced");
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_full_disk_leaves_what_was_served_and_is_named() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("room")).expect("a folder");
    seeds_in(folder.path());
    let build = ["build", "--seeds", "seeds", "--out", "gyeongsan.sqlite"];
    assert!(gyeongsan(&folder).args(build).output().expect("it runs").status.success());
    let size = fs::metadata(folder.path().join("gyeongsan.sqlite")).expect("a database").len();
    let mount = |bytes: u64| format!("mount -t tmpfs -o size={bytes} tmpfs room");

    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["build", "--out", "room/a"]] {
        let Some(mut none) = after_mounting(&mount(size / 2), &folder) else { return };
        let (code, said) = failed_start(none.env("TMPDIR", "room").args(arguments));
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("오류") && said.contains("full"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }

    let Some(mut one) = after_mounting(&mount(size * 3 / 2), &folder) else { return };
    let server = Server::start(one.env("TMPDIR", "room").args(["--seeds", "seeds"]));
    let page = server.page(FACT);
    change_seeds(folder.path());
    for _ in 0..3 {
        assert!(!server.reload(), "there is no room for another");
        assert!(server.page(FACT) == page);
    }
    let error = server.ready()["last_reload_error"].as_str().expect("why").to_owned();
    assert!(error.contains("full") || error.contains("No space"), "{error}");
}

#[test]
fn where_nothing_can_be_written_a_database_is_served_and_seeds_are_told_what_is_missing() {
    let folder = TempDir::new().expect("a folder");
    build(&folder);
    let setting = "mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\"";
    let Some(mut database) = after_mounting(setting, &folder) else { return };
    database.env("TMPDIR", folder.path());
    let server = Server::start(database.args(["--database", "gyeongsan.sqlite"]));
    for target in [FACT, "/facts", "/timeline", "/search?q=%ED%83%84%EC%86%8C"] {
        assert!(!server.page(target).is_empty(), "{target}");
    }
    let answer = server.get("/data/gyeongsan.sqlite");
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    assert!(server.log().contains("Read-only"), "{}", server.log());

    let Some(mut seeds) = after_mounting(setting, &folder) else { return };
    seeds.env("TMPDIR", folder.path());
    let (code, said) = failed_start(seeds.args(["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("TMPDIR") && said.contains("Read-only"), "{said}");
}

#[test]
fn when_file_descriptors_run_out_readers_are_still_answered() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(after("ulimit -n 96", &folder).arg("serve"));
    // More than there are descriptors for; the last of them wait until the first are closed for their silence.
    let _silent: Vec<TcpStream> = (0..90).map(|_| server.connect()).collect();
    for _ in 0..10 {
        assert!(server.page(FACT).contains("AMRC ASIA"));
    }
    assert!(server.metric("process_open_fds") <= 96.0);
    assert!(server.log().matches("accepting failed").count() <= 5, "{}", server.log());
}

#[test]
fn within_a_limit_of_memory_a_crowd_is_answered() {
    let folder = TempDir::new().expect("a folder");
    // Of addresses, in KiB: stacks that are reserved count, memory that is used is far less.
    let server = Server::start(after("ulimit -v 1500000", &folder).arg("serve"));
    let crowd: Vec<TcpStream> = (0..300)
        .map(|_| {
            let mut stream = server.connect();
            let request = "GET /timeline HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
            stream.write_all(request.as_bytes()).expect("sent");
            stream
        })
        .collect();
    for mut stream in crowd {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    await_that("it is at rest", || server.page(FACT).contains("AMRC ASIA"));
}
