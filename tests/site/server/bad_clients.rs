//! Clients that mean harm or know no better: none of them gets two answers to one request, none keeps a
//! place from others, and each is told what was wrong.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Server;
use super::process::await_that;
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
fn a_request_that_is_refused_has_one_answer_and_ends_the_connection() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let post = "POST /sources/kyongbuk-2018 HTTP/1.1\r\nHost: test\r\n";
    let ours = [
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n".to_owned(), 400),
        (format!("{post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400),
        (format!("{post}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"), 400),
        (format!("{post}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"), 400),
        (format!("{post}Content-Length: 250000\r\n\r\n{}", "a".repeat(250_000)), 413),
        ("POST /facts HTTP/1.1\r\nHost: test\r\nContent-Length: 250000\r\n\r\n".to_owned(), 413),
        (format!("GET /{} HTTP/1.1\r\nHost: test\r\n\r\n", "a".repeat(9_000)), 414),
        (format!("GET / HTTP/1.1\r\nHost: test\r\n{}\r\n", "X: 1\r\n".repeat(70)), 431),
    ];
    // What is no request at all hyper refuses by itself, with a bare status.
    let bare = [
        ("nonsense\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: test\r\nX: a\0b\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost: test\r\nX: a\r\n folded\r\n\r\n".to_owned(), 400),
        (format!("{post}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), 400),
        (format!("{post}Content-Length: many\r\n\r\n"), 400),
        (format!("GET /{} HTTP/1.1\r\nHost: test\r\n\r\n", "a".repeat(100_000)), 431),
        (format!("GET / HTTP/1.1\r\nHost: test\r\n{}\r\n", "X: 1\r\n".repeat(2_000)), 431),
        (format!("GET / HTTP/1.1\r\nHost: test\r\nX: {}\r\n\r\n", "a".repeat(100_000)), 431),
    ];
    let refused = ours.iter().map(|case| (case, true)).chain(bare.iter().map(|case| (case, false)));
    for ((request, status), is_ours) in refused {
        // The second request must not be read as one, whatever the first was.
        let answer = server.send(&format!("{request}{GET}"));
        let shown: String = request.chars().take(90).collect();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{shown:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{shown:?}: {answer}");
        assert!(answer.contains("connection: close"), "{shown:?}: {answer}");
        // A cache without instructions must have nothing to keep.
        assert!(answer.contains("cache-control: no-store") || !is_ours, "{shown:?}: {answer}");
        for said in [
            "content-security-policy: ",
            "x-content-type-options: nosniff",
            "x-frame-options: DENY",
            "cross-origin-opener-policy: same-origin",
            "<html lang=\"ko\"",
        ] {
            assert!(answer.contains(said) == is_ours, "{said} for {shown:?}: {answer}");
        }
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
    assert!(answer.contains("HTTP/1.1 400 "), "{answer}");
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
fn seven_hundred_silent_clients_shut_no_one_out() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let mut bad: Vec<TcpStream> = (0..700).map(|_| server.connect()).collect();
    for stream in bad.iter_mut().skip(350) {
        stream.write_all(b"GET / HT").expect("sent");
    }
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(server.page("/robots.txt").contains("Sitemap"));
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    await_that("they are closed", || server.metric("http_connections") < 2.0);
}

#[test]
fn whoever_comes_beyond_the_limit_of_connections_waits_and_is_answered() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(gyeongsan(&folder).args(["--max-connections", "8"]));
    let mut idle: Vec<TcpStream> = (0..8).map(|_| server.connect()).collect();
    for stream in idle.iter_mut().take(4) {
        stream.write_all(GET.as_bytes()).expect("sent");
        assert!(read_answer(stream).contains("Sitemap"));
    }
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let asking = [(); 20].map(|()| scope.spawn(|| server.page("/robots.txt")));
        for answer in asking {
            assert!(answer.join().expect("an answer").contains("Sitemap"));
        }
    });
    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(24), "a silent client has twenty seconds: {waited:?}");
}

#[test]
fn two_thousand_requests_of_one_client_at_once_are_all_answered() {
    let folder = TempDir::new().expect("a folder");
    // A tenth of what is answered at once by default, so that nearly all of them wait their turn.
    let server = Server::start(gyeongsan(&folder).args(["--max-requests", "25"]));
    let targets = ["/", "/timeline", "/facts?page=2", "/facts.json", "/nothing", "/terms/"];
    let ask = |number: usize| {
        let target = targets[number % targets.len()];
        let request = format!("GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        let mut stream = server.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        (stream, target)
    };
    let streams: Vec<_> = (0..2_000).map(ask).collect();
    for (stream, target) in streams {
        let status = match target {
            "/nothing" => "404",
            "/terms/" => "308",
            _ => "200",
        };
        let answer = read_all(stream);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{target}: {answer}");
    }
    assert!(server.metric("http_requests_turned_away_total") < 0.5);
}

#[test]
fn whoever_sends_nothing_whole_is_closed_in_time() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let silent = server.connect();
    let mut begun_head = server.connect();
    begun_head.write_all(b"GET / HTTP/1.1\r\nHost: te").expect("sent");
    let mut slow_body = server.connect();
    let head = "POST /sources/kyongbuk-2018 HTTP/1.1\r\nHost: test\r\nContent-Type: \
        application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ntext=";
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
    assert!(begun.elapsed() < Duration::from_secs(24), "{:?}", begun.elapsed());
    assert_eq!(read_all(silent), "");
    assert_eq!(read_all(begun_head), "");
    let answer = read_all(slow_body);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("connection: close"), "{answer}");
    assert_eq!(read_all(idle), "");
    assert!(begun.elapsed() < Duration::from_secs(26), "{:?}", begun.elapsed());
}

#[test]
fn a_reader_that_takes_nothing_of_its_answer_is_closed_in_time() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let files = server.metric("process_open_fds");
    let begun = Instant::now();
    // More than the buffers of both sockets hold.
    let download = "GET /data/gyeongsan.sqlite HTTP/1.1\r\nHost: test\r\n\r\n".repeat(100);
    let stalled: Vec<TcpStream> = (0..3).map(|_| server.connect()).collect();
    for mut stream in &stalled {
        stream.write_all(download.as_bytes()).expect("sent");
    }
    let mut taking = server.connect();
    taking.write_all(download.as_bytes()).expect("sent");
    let mut taken = vec![0; 64 * 1024];
    let closed = || server.metric("http_connections_closed_early_total{reason=\"timeout\"}");
    while closed() < 3.0 && begun.elapsed() < Duration::from_secs(40) {
        // One that takes a little now and then is not stalled.
        taking.read_exact(&mut taken).expect("the next bytes");
        std::thread::sleep(Duration::from_millis(500));
    }
    let closed_after = begun.elapsed();
    assert!((3.0..3.5).contains(&closed()), "{} closed", closed());
    let in_time = Duration::from_secs(10)..Duration::from_secs(35);
    assert!(in_time.contains(&closed_after), "{closed_after:?}");
    taking.read_exact(&mut taken).expect("the one that reads is served on");
    await_that("their descriptors are free", || {
        server.metric("process_open_fds") <= files + 2.0 + 1.0
    });
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
