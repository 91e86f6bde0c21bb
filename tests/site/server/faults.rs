//! What befalls a machine, done to the server for real: the site goes on, says what is wrong, and mends
//! itself where it can. Longer forms of the same are in `scripts/soak`.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::Server;
use super::process::await_that;
use crate::command_line::gyeongsan;

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

fn build(folder: &TempDir) -> String {
    let output = gyeongsan(folder).arg("build").output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A copy of the project's seeds, to be changed.
fn seeds_in(folder: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let copied = Command::new("cp").arg("-r").arg(from).arg(folder).status();
    assert!(copied.expect("cp runs").success());
}

/// Other seeds than before, as right as those.
fn change_seeds(folder: &Path) {
    let path = folder.join("seeds/terms.toml");
    let terms = fs::read_to_string(&path).expect("terms");
    fs::write(path, terms + "\n# changed\n").expect("terms");
}

#[test]
fn one_bit_that_turned_over_is_found_and_the_file_built_anew() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("gyeongsan.sqlite");
    build(&folder);
    let good = fs::read(&path).expect("a database");
    let text = "지식융합연구소".as_bytes();
    let in_a_text = good.windows(text.len()).position(|bytes| bytes == text).expect("the name");
    let everywhere = (1..9).map(|part| good.len() / 9 * part + part);
    for at in everywhere.chain([0, 20, in_a_text]) {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        fs::write(&path, bad).expect("a database");
        assert!(build(&folder).contains("만들었습니다"), "byte {at}");
    }
    assert!(build(&folder).contains("그대로 두었습니다"));
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_nothing_half_done() {
    let folder = TempDir::new().expect("a folder");
    for moment in 0..20 {
        let _ = fs::remove_file(folder.path().join("gyeongsan.sqlite"));
        let mut process = gyeongsan(&folder)
            .arg("build")
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("the binary starts");
        std::thread::sleep(Duration::from_millis(moment * 25));
        let _ = process.kill();
        process.wait().expect("it ends");
        let said = build(&folder);
        assert!(said.contains("gyeongsan.sqlite"), "{said}");
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        assert_eq!(names, ["gyeongsan.sqlite", "gyeongsan.sqlite.lock"], "after {moment}");
    }
}

#[test]
fn four_that_start_at_once_on_one_database_all_serve() {
    let folder = TempDir::new().expect("a folder");
    std::thread::scope(|scope| {
        let starting = [(); 4].map(|()| {
            scope.spawn(|| {
                let server = Server::start(&mut gyeongsan(&folder));
                (server.page(FACT), server.terminate())
            })
        });
        let pages: Vec<_> =
            starting.into_iter().map(|one| one.join().expect("it serves")).collect();
        for (page, code) in &pages {
            assert!(page.contains("AMRC ASIA"));
            assert_eq!(*code, Some(0));
        }
    });
    assert!(build(&folder).contains("그대로 두었습니다"));
}

#[test]
fn a_database_that_is_deleted_or_replaced_underfoot_changes_no_answer() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let path = folder.path().join("gyeongsan.sqlite");
    let pages = [FACT, "/timeline", "/facts.json", "/search?q=%ED%83%84%EC%86%8C"];
    let before = pages.map(|target| server.page(target));
    fs::remove_file(&path).expect("removed");
    assert!(pages.map(|target| server.page(target)) == before, "deleted");
    fs::write(&path, "something else").expect("another file");
    assert!(pages.map(|target| server.page(target)) == before, "replaced");
    assert!(server.reload(), "the same seeds are served on");
    assert_eq!(server.terminate(), Some(0));
    let server = Server::start(&mut gyeongsan(&folder));
    assert!(pages.map(|target| server.page(target)) == before, "built anew at the next start");
}

#[test]
fn damage_that_is_met_while_serving_is_mended_without_a_hand() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let path = folder.path().join("gyeongsan.sqlite");
    let other = TempDir::new().expect("a folder");
    let sound = Server::start(&mut gyeongsan(&other));
    let mut file = fs::OpenOptions::new().write(true).open(&path).expect("the database");
    let length = file.metadata().expect("its size").len();
    file.seek(SeekFrom::Start(4096)).expect("its second page");
    file.write_all(&vec![0xA5; usize::try_from(length - 4096).expect("small")]).expect("written");
    let codes = sound.page("/facts.csv");
    let codes: Vec<String> = codes
        .lines()
        .filter_map(|line| line.split("GS-").nth(1).map(|rest| format!("GS-{}", &rest[..6])))
        .collect();
    assert!(codes.len() > 90, "{codes:?}");
    let repaired = || server.metric("gyeongsan_repairs_total") > 0.0;
    for code in &codes {
        let answer = server.get(&format!("/facts/{code}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{code}: {answer}\n{}", server.log());
    }
    assert!(repaired(), "the damage was met");
    for target in [FACT, "/timeline", "/facts.csv", "/facts.json", "/search?q=%ED%83%84%EC%86%8C"] {
        assert!(server.page(target) == sound.page(target), "{target}");
    }
    assert!(build(&folder).contains("그대로 두었습니다"), "and the file is right again");
}

#[test]
fn a_full_disk_leaves_what_was_served_and_is_named() {
    let folder = TempDir::new().expect("a folder");
    let room = folder.path().join("room");
    fs::create_dir(&room).expect("a folder");
    seeds_in(folder.path());
    build(&folder);
    let size = fs::metadata(folder.path().join("gyeongsan.sqlite")).expect("a database").len();
    let mount = |bytes: u64| format!("mount -t tmpfs -o size={bytes} tmpfs room");
    let arguments = ["--seeds", "seeds", "--database", "room/site.sqlite"];

    let Some(mut none) = after_mounting(&mount(size / 2), &folder) else { return };
    let output = none.arg("build").args(arguments).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("오류") && !said.contains("panicked"), "{said}");

    let Some(mut one) = after_mounting(&mount(size * 3 / 2), &folder) else { return };
    let server = Server::start(one.env("GYEONGSAN_LISTEN", "127.0.0.1:0").args(arguments));
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
fn a_folder_that_cannot_be_written_is_no_trouble_while_the_right_database_lies_in_it() {
    let folder = TempDir::new().expect("a folder");
    seeds_in(folder.path());
    let output = gyeongsan(&folder).args(["build", "--seeds", "seeds"]).output();
    assert!(output.expect("the binary runs").status.success());
    let setting = "mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\"";
    let Some(mut command) = after_mounting(setting, &folder) else { return };
    let server = Server::start(command.args(["--seeds", "seeds"]));
    let page = server.page(FACT);
    change_seeds(folder.path());
    assert!(!server.reload(), "another cannot be written");
    let error = server.ready()["last_reload_error"].as_str().expect("why").to_owned();
    assert!(error.contains("gyeongsan.sqlite") && error.contains("Read-only"), "{error}");
    assert!(server.page(FACT) == page);
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
