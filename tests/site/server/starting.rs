//! One command in an empty folder, and requests that anyone may send.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use super::Server;
use crate::command_line::gyeongsan;

#[test]
fn the_binary_alone_in_an_empty_folder_serves_the_site() {
    let folder = TempDir::new().expect("a folder");
    let alone = folder.path().join("gyeongsan");
    fs::copy(env!("CARGO_BIN_EXE_gyeongsan"), &alone).expect("a copy");
    let server = Server::start(Command::new(&alone).current_dir(folder.path()));
    let answer = server.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("2018년 경산의 계획, 어떻게 되었을까요?"));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").flatten().collect();
    assert_eq!(left.len(), 1, "it writes nothing here: {left:?}");
}

#[test]
fn a_signal_ends_it_with_code_0() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(gyeongsan(&folder).arg("serve"));
    server.send("GET /timeline HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_port_in_use_is_named() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let listen = server.address().to_string();
    let output = gyeongsan(&folder).args(["--listen", &listen]).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    let told = "다른 프로그램이 쓰고 있습니다. --listen에 다른 주소를 적으세요.";
    assert!(said.contains(&listen) && said.contains(told), "{said}");
}

#[test]
fn long_targets_and_heads_are_answered_on_the_wire() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let long =
        format!("GET /{} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n", "a".repeat(9000));
    assert!(server.send(&long).starts_with("HTTP/1.1 414"));
    let field = format!("X-Long: {}\r\n", "a".repeat(20_000));
    let wide = format!("GET / HTTP/1.1\r\nHost: test\r\n{field}Connection: close\r\n\r\n");
    assert!(server.send(&wide).starts_with("HTTP/1.1 431"));
    for (fields, has_page) in [(80, true), (101, false)] {
        let many = "X-One: 1\r\n".repeat(fields);
        let many = format!("GET / HTTP/1.1\r\nHost: test\r\n{many}Connection: close\r\n\r\n");
        let answer = server.send(&many);
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
        assert_eq!(answer.contains("브라우저가 보낸 정보가 너무 많습니다"), has_page, "{answer}");
    }
    let endless = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(200_000));
    let answer = server.send(&endless);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(server.send("nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
    let after = server.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assert!(after.starts_with("HTTP/1.1 200"), "the server goes on");
}

#[test]
fn a_name_serves_as_address_too() {
    let folder = TempDir::new().expect("a folder");
    let output = gyeongsan(&folder).args(["--listen", "no-such-host.invalid:1"]).output();
    let output = output.expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-host.invalid:1"));
    let server = Server::start(gyeongsan(&folder).env("GYEONGSAN_LISTEN", "localhost:0"));
    let answer = server.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

/// What it allocated; the rest of its memory is the code, which in a build for tests is several times as large.
#[test]
fn it_rests_on_at_most_20_mib_of_its_own() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let answer = server.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()));
    let status = status.expect("the process's accounting");
    let resident = status.lines().find(|line| line.starts_with("RssAnon:")).expect("RssAnon");
    let kib: u64 = resident.split_whitespace().nth(1).expect("a number").parse().expect("KiB");
    assert!(kib <= 20 * 1024, "{kib} KiB at rest");
}

#[test]
fn head_has_no_body_on_the_wire() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    for target in ["/", "/nothing", "/timeline/"] {
        let answer = server
            .send(&format!("HEAD {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"));
        assert!(answer.ends_with("\r\n\r\n"), "{target}: {answer}");
    }
}

#[test]
fn a_download_that_could_not_be_made_is_made_for_the_next() {
    let folder = TempDir::new().expect("a folder");
    let room = folder.path().join("room");
    fs::create_dir(&room).expect("room");
    let server = Server::start(gyeongsan(&folder).env("TMPDIR", &room));
    fs::remove_dir(&room).expect("nothing of it is left");
    for target in ["/data/gyeongsan.sqlite", "/data/datapackage.zip"] {
        let ask = || {
            server
                .send(&format!("HEAD {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"))
        };
        let refused = ask();
        assert!(refused.starts_with("HTTP/1.1 500"), "{refused}");
        assert!(refused.contains("content-type: application/problem+json"), "{refused}");
        fs::create_dir(&room).expect("room");
        let made = ask();
        assert!(made.starts_with("HTTP/1.1 200"), "{made}");
        assert!(made.contains("\r\ncontent-length: "), "{made}");
        assert_eq!(fs::read_dir(&room).expect("room").count(), 0, "no name is left behind");
        fs::remove_dir(&room).expect("an empty folder");
    }
}
