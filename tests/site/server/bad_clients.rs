//! Clients that mean harm or know no better: none of them gets two answers to one request, none keeps a
//! place from others, and each is told what was wrong.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Server;
use crate::command_line::gyeongsan;

const GET: &str = "GET /robots.txt HTTP/1.1\r\nHost: test\r\n\r\n";

fn read_all(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Reads one answer that says its length, and leaves the connection open.
fn read_answer(stream: &mut TcpStream) -> String {
    let (mut answer, mut byte) = (Vec::new(), [0]);
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("a head");
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).expect("ASCII");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.expect("a length").parse().expect("a number")];
    stream.read_exact(&mut body).expect("a body");
    head + &String::from_utf8_lossy(&body)
}

#[test]
fn what_is_no_request_is_refused_once_and_the_connection_ends() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let post = "POST /sources/kyongbuk-2018 HTTP/1.1\r\nHost: test\r\n";
    for (request, status) in [
        ("nonsense\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: test\r\nX: a\0b\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: test\r\nX: a\r\n folded\r\n\r\n".to_owned(), 400),
        (format!("{post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400),
        (format!("{post}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"), 400),
        (format!("{post}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"), 400),
        (format!("{post}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), 400),
        (format!("{post}Content-Length: many\r\n\r\n"), 400),
        (format!("{post}Content-Length: 70000\r\n\r\n{}", "a".repeat(70_000)), 413),
        ("POST /facts HTTP/1.1\r\nHost: test\r\nContent-Length: 20000\r\n\r\n".to_owned(), 413),
        (format!("GET /{} HTTP/1.1\r\nHost: test\r\n\r\n", "a".repeat(9_000)), 414),
        (format!("GET /{} HTTP/1.1\r\nHost: test\r\n\r\n", "a".repeat(100_000)), 414),
        (format!("GET / HTTP/1.1\r\nHost: test\r\n{}\r\n", "X: 1\r\n".repeat(70)), 431),
        (format!("GET / HTTP/1.1\r\nHost: test\r\n{}\r\n", "X: 1\r\n".repeat(2_000)), 431),
        (format!("GET / HTTP/1.1\r\nHost: test\r\nX: {}\r\n\r\n", "a".repeat(100_000)), 431),
    ] {
        // The second request must not be read as one, whatever the first was.
        let answer = server.send(&format!("{request}{GET}"));
        let shown: String = request.chars().take(90).collect();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{shown:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{shown:?}: {answer}");
        for said in [
            "content-security-policy: ",
            "x-content-type-options: nosniff",
            "x-frame-options: DENY",
            "cross-origin-opener-policy: same-origin",
            "connection: close",
        ] {
            assert!(answer.contains(said), "{said} for {shown:?}: {answer}");
        }
        assert!(answer.contains("<html lang=\"ko\""), "{shown:?}: {answer}");
    }
    assert!(server.page("/robots.txt").contains("Sitemap"), "the server goes on");
}

#[test]
fn what_is_meant_for_other_servers_gets_one_answer_and_leads_nowhere() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    for (line, status) in [
        ("OPTIONS *", 404),
        ("CONNECT evil.test:443", 404),
        ("TRACE /", 405),
        ("DELETE /facts", 405),
        ("GET //evil.test", 404),
        ("GET /%5Cevil.test", 404),
        ("GET /..", 404),
        ("GET /%2e%2e/etc/passwd", 404),
        ("GET /%252e%252e/", 404),
        ("GET /.git/config", 404),
        ("GET /%ff", 400),
    ] {
        let answer =
            server.send(&format!("{line} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{line}: {answer}");
        assert!(!answer.to_lowercase().contains("\r\nlocation:"), "{line}: {answer}");
        assert!(answer.contains("x-content-type-options: nosniff"), "{line}: {answer}");
    }
    let preface = server.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assert!(preface.is_empty() || preface.starts_with("HTTP/1.1 400"), "{preface}");
    let old = server.send("GET /robots.txt HTTP/1.0\r\n\r\n");
    assert!(old.starts_with("HTTP/1.0 200") || old.starts_with("HTTP/1.1 200"), "{old}");
}

#[test]
fn a_wrong_request_behind_a_right_one_is_refused_by_itself() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let answer = server.send(&format!("{GET}nonsense\r\n\r\n{GET}"));
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 2, "{answer}");
    let (_, refusal) = answer.split_once("HTTP/1.1 400 ").expect("a refusal");
    assert!(refusal.contains("content-security-policy: "), "{refusal}");
}

#[test]
fn requests_that_follow_each_other_are_answered_in_their_order() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let mut stream = server.connect();
    stream.write_all(format!("{GET}{GET}").as_bytes()).expect("sent");
    for _ in 0..2 {
        assert!(read_answer(&mut stream).contains("Sitemap"));
    }
    stream.write_all(b"GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n").expect("sent");
    assert!(read_answer(&mut stream).starts_with("HTTP/1.1 404"), "an error ends no connection");
    stream.write_all(GET.as_bytes()).expect("sent");
    assert!(read_answer(&mut stream).contains("Sitemap"));
}

#[test]
fn the_oldest_unused_connection_gives_way_when_there_are_too_many() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(gyeongsan(&folder).args(["--max-connections", "8"]));
    let mut used = server.connect();
    // Silent ones and unfinished heads, more than there is room for.
    let mut bad: Vec<TcpStream> = (0..40).map(|_| server.connect()).collect();
    for stream in bad.iter_mut().skip(20) {
        let _ = stream.write_all(b"GET / HT");
    }
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(server.page("/robots.txt").contains("Sitemap"));
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(server.metric("http_connections") <= 8.0);
    assert!(server.metric("http_connections_closed_early_total{reason=\"evicted\"}") >= 33.0);
    assert_eq!(used.read(&mut [0; 16]).unwrap_or(0), 0, "the first to come was the first to go");
}

#[test]
fn whoever_sends_nothing_whole_is_closed_in_time() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let silent = server.connect();
    let mut begun_head = server.connect();
    begun_head.write_all(b"GET / HTTP/1.1\r\nHost: te").expect("sent");
    let mut slow_body = server.connect();
    let head =
        "POST /sources/kyongbuk-2018 HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\ntext=";
    slow_body.write_all(head.as_bytes()).expect("sent");
    let mut idle = server.connect();
    idle.write_all(GET.as_bytes()).expect("sent");
    assert!(read_answer(&mut idle).contains("Sitemap"));
    let begun = Instant::now();
    // A byte now and then buys no time.
    let mut dripping = server.connect();
    dripping.write_all(b"GET / HTTP/1.1\r\n").expect("sent");
    while begun.elapsed() < Duration::from_secs(30) && dripping.write_all(b"X").is_ok() {
        std::thread::sleep(Duration::from_millis(300));
    }
    assert!(begun.elapsed() < Duration::from_secs(13), "{:?}", begun.elapsed());
    assert_eq!(read_all(silent), "");
    assert_eq!(read_all(begun_head), "");
    let answer = read_all(slow_body);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("connection: close"), "{answer}");
    assert_eq!(read_all(idle), "");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn nothing_that_a_client_says_of_itself_changes_the_answer() {
    let folder = TempDir::new().expect("a folder");
    let server =
        Server::start(gyeongsan(&folder).env("GYEONGSAN_PUBLIC_URL", "https://records.example"));
    let plain = |answer: String| -> String {
        answer.lines().filter(|line| !line.starts_with("date: ")).collect()
    };
    for target in ["/", "/facts/GS-0042-3", "/timeline/", "/facts.json", "/sitemap.xml"] {
        let expected = plain(server.get(target));
        assert!(!expected.contains("evil"));
        let said = format!(
            "GET {target} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\
             X-Forwarded-Proto: http\r\nX-Forwarded-Prefix: /evil\r\nForwarded: host=evil.example\r\n\
             X-Original-URL: /evil\r\nX-Rewrite-URL: /evil\r\nConnection: close\r\n\r\n"
        );
        assert_eq!(plain(server.send(&said)), expected, "{target}");
        let absolute = format!(
            "GET http://evil.example{target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        );
        assert_eq!(plain(server.send(&absolute)), expected, "{target}");
    }
    assert!(
        server.get("/").contains("strict-transport-security: max-age="),
        "told to be behind TLS"
    );
}
