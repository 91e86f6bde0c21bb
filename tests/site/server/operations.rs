//! What operators ask of a running server, and what its log says.

use serde_json::Value;
use tempfile::TempDir;

use super::Server;
use crate::command_line::gyeongsan;

#[test]
fn it_tells_whether_and_what_it_serves() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    assert_eq!(server.page("/health/live"), "ok\n");
    let ready = server.ready();
    assert!(ready["facts"].as_u64().is_some_and(|facts| facts > 200));
    assert_eq!(ready["edition"], 6);
    assert_eq!(ready["digest"].as_str().map(str::len), Some(64));
    assert_eq!(ready["last_reload_error"], Value::Null);
    let time = ready["last_reload"].as_str().expect("a time");
    assert!(chrono::DateTime::parse_from_rfc3339(time).is_ok(), "{time}");
}

#[test]
fn every_request_is_counted_by_its_route() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    for code in ["GS-0042-3", "GS-0041-5", "GS-0794-5"] {
        server.get(&format!("/facts/{code}"));
    }
    server.get("/no/such/page");
    server.get("/plans/");
    server.get("/search?q=%EC%97%86%EB%8A%94%EB%82%B1%EB%A7%90%EA%B0%80%EB%B3%B4%EC%9E%90");
    for (sample, value) in [
        ("http_requests_total{route=\"/facts/{code}\",status=\"2xx\"}", 2.0),
        ("http_requests_total{route=\"/facts/{code}\",status=\"4xx\"}", 1.0),
        ("http_requests_total{route=\"unmatched\",status=\"4xx\"}", 1.0),
        ("http_requests_total{route=\"/plans\",status=\"3xx\"}", 1.0),
        ("http_request_duration_seconds_count{route=\"/facts/{code}\"}", 3.0),
        ("http_request_duration_seconds_bucket{route=\"/facts/{code}\",le=\"+Inf\"}", 3.0),
        ("gyeongsan_searches_without_result_total", 1.0),
        ("gyeongsan_reloads_total{result=\"ok\"}", 0.0),
    ] {
        assert!((server.metric(sample) - value).abs() < 0.5, "{sample}: {}", server.metric(sample));
    }
    assert!(server.metric("process_resident_memory_bytes") > 1_000_000.0);
    assert!(server.metric("process_open_fds") > 3.0);
    assert!(server.metric("http_connections") >= 1.0);
}

#[test]
fn the_counts_are_in_the_form_that_prometheus_reads() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    server.get("/");
    let answer = server.get("/metrics");
    assert!(answer.contains("content-type: text/plain; version=0.0.4"), "{answer}");
    let text = server.page("/metrics");
    let (mut family, mut samples) = ("", 0);
    for line in text.lines() {
        if let Some(about) = line.strip_prefix("# TYPE ") {
            family = about.split(' ').next().expect("a name");
        } else if !line.starts_with("# HELP ") {
            let (sample, value) = line.rsplit_once(' ').expect("a sample and its value");
            assert!(value.parse::<f64>().is_ok(), "{line}");
            assert!(sample.starts_with(family), "{line} under {family}");
            let name = sample.split('{').next().expect("a name");
            assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{line}");
            samples += 1;
        }
    }
    assert!(samples > 20, "{text}");
}

#[test]
fn operators_may_have_a_socket_of_their_own() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(gyeongsan(&folder).env("GYEONGSAN_ADMIN_LISTEN", "127.0.0.1:0"));
    for target in ["/metrics", "/health/ready"] {
        assert!(server.get(target).starts_with("HTTP/1.1 404"), "{target} is not for readers");
        assert!(!server.admin_page(target).is_empty());
    }
    assert_eq!(server.page("/health/live"), "ok\n");
    server.page("/robots.txt");
    let counted = "http_requests_total{route=\"/robots.txt\",status=\"2xx\"} 1\n";
    assert!(server.admin_page("/metrics").contains(counted));
}

#[test]
fn the_log_of_programs_is_one_object_a_line_and_names_no_reader() {
    let folder = TempDir::new().expect("a folder");
    let mut command = gyeongsan(&folder);
    command.args(["--log-format", "json"]).env("RUST_LOG", "debug,sqlx=warn");
    let server = Server::start(&mut command);
    server.get("/search?q=secret-words");
    server.get("/facts?q=secret-words");
    let log = server.log();
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert!(lines.iter().any(|line| line["message"] == "snapshot ready"
        && line["facts"].as_u64().is_some_and(|facts| facts > 200)));
    let answered = |line: &&Value| line["route"] == "/search" && line["status"] == 200;
    assert!(lines.iter().any(|line| answered(&line)), "{log}");
    assert!(!log.contains("127.0.0.1"), "{log}");
    // What was searched in vain is kept, by itself: no route, no method, nothing of who asked.
    let telling: Vec<_> =
        lines.iter().filter(|line| line.to_string().contains("secret-words")).collect();
    assert!(!telling.is_empty(), "{log}");
    for line in telling {
        assert_eq!(line["message"], "nothing found", "{line}");
    }
}
