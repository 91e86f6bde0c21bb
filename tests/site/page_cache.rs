//! What goes out of the page cache: the same page in each encoding, with a tag of its own, made once, and not sent to
//! who has it.

use std::io::Read;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use futures_util::future::join_all;

use crate::support::{Answer, Site};

const PAGE: &str = "/facts/GS-0042-3";

/// The answer to a request with one more header.
async fn asked(site: &Site, target: &str, name: header::HeaderName, value: &str) -> Answer {
    let request = Request::builder().uri(target).header(header::HOST, "test").header(name, value);
    site.send(request.body(Body::empty()).expect("a request")).await
}

async fn encoded(site: &Site, accepted: &str) -> Answer {
    asked(site, PAGE, header::ACCEPT_ENCODING, accepted).await
}

/// The bytes of an answer without their encoding.
fn content(answer: &Answer) -> Vec<u8> {
    let mut read = Vec::new();
    match answer.header(header::CONTENT_ENCODING) {
        "br" => brotli::BrotliDecompress(&mut &answer.bytes[..], &mut read).expect("brotli"),
        "gzip" => {
            let mut decoder = flate2::read::GzDecoder::new(&answer.bytes[..]);
            decoder.read_to_end(&mut read).expect("gzip");
        }
        _ => read.extend_from_slice(&answer.bytes),
    }
    read
}

/// What browsers say that they accept.
const BROWSER: &str = "gzip, deflate, br, zstd";

const HITS: &str = "gyeongsan_page_cache_requests_total{result=\"hit\"}";
const MISSES: &str = "gyeongsan_page_cache_requests_total{result=\"miss\"}";
const PAGES: &str = "gyeongsan_page_cache_pages";

#[tokio::test]
async fn a_browser_gets_a_page_as_short_as_can_be_and_it_is_made_once() {
    let site = Site::open().await;
    let first = encoded(&site, BROWSER).await;
    assert_eq!(first.header(header::CONTENT_ENCODING), "br");
    // Who takes brotli alone gets the very same, and another spelling of the address is no other page.
    let brotli = encoded(&site, "br").await;
    assert_eq!((&brotli.bytes, &brotli.headers), (&first.bytes, &first.headers));
    let target = format!("{PAGE}?utm_source=x");
    let shared = asked(&site, &target, header::ACCEPT_ENCODING, BROWSER).await;
    assert_eq!((&shared.bytes, &shared.headers), (&first.bytes, &first.headers));
    assert_eq!((site.metric(MISSES).await, site.metric(HITS).await), (1, 2));
    let gzip = encoded(&site, "gzip").await;
    assert_eq!(gzip.header(header::CONTENT_ENCODING), "gzip");
    assert!(gzip.bytes.len() > first.bytes.len());
    assert_eq!(content(&gzip), content(&first));
}

#[tokio::test]
async fn another_server_gives_a_page_the_same_bytes_and_tag() {
    for accepted in ["br", "gzip", "identity"] {
        let (one, other) = (Site::open().await, Site::open().await);
        let (one, other) = (encoded(&one, accepted).await, encoded(&other, accepted).await);
        assert_eq!((&one.bytes, &one.headers), (&other.bytes, &other.headers), "{accepted}");
    }
}

#[tokio::test]
async fn a_static_file_is_as_short_as_can_be_from_the_first() {
    let site = Site::open().await;
    let links = site.page("/").await.addresses();
    let style = links.iter().find(|link| link.starts_with("/static/site.")).expect("a style sheet");
    let answer = asked(&site, style, header::ACCEPT_ENCODING, BROWSER).await;
    assert_eq!(answer.header(header::CONTENT_ENCODING), "br");
}

#[tokio::test]
async fn a_page_is_the_same_in_every_encoding_and_each_has_its_tag() {
    let site = Site::open().await;
    let plain = site.page(PAGE).await;
    assert_eq!(plain.header(header::CONTENT_ENCODING), "");
    let mut tags = vec![plain.header(header::ETAG).to_owned()];
    for (accepted, encoding) in [("br", "br"), ("gzip", "gzip")] {
        let answer = encoded(&site, accepted).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), encoding);
        assert_eq!(answer.header(header::VARY), "accept-encoding");
        assert_eq!(answer.header(header::CONTENT_LENGTH), answer.bytes.len().to_string());
        assert!(answer.bytes.len() < plain.bytes.len() / 2);
        assert_eq!(content(&answer), plain.bytes);
        tags.push(answer.header(header::ETAG).to_owned());
    }
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')), "{tags:?}");
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3);
}

#[tokio::test]
async fn what_is_kept_is_said_just_as_what_is_made() {
    let site = Site::open().await;
    for target in [
        "/",
        PAGE,
        "/facts/GS-0042-3/embed",
        "/facts/GS-0042-3/card.png",
        "/facts/GS-0042-3.json",
        "/timeline?year=2017",
        "/timeline.atom",
        "/facts.csv",
        "/robots.txt",
    ] {
        let made = asked(&site, target, header::ACCEPT_ENCODING, "br").await;
        assert_eq!(made.status, StatusCode::OK, "{target}");
        let hits = site.metric(HITS).await;
        let kept = asked(&site, target, header::ACCEPT_ENCODING, "br").await;
        assert_eq!(site.metric(HITS).await, hits + 1, "{target}");
        assert_eq!(kept.headers, made.headers, "{target}");
        assert_eq!(kept.bytes, made.bytes, "{target}");
    }
}

#[tokio::test]
async fn a_picture_is_drawn_once_whatever_encodings_are_accepted() {
    let site = Site::open().await;
    let answers = ["br", "gzip", "identity", BROWSER]
        .map(|accepted| asked(&site, "/cards/1/home.png", header::ACCEPT_ENCODING, accepted));
    let answers = join_all(answers).await;
    assert!(answers.iter().all(|answer| answer.bytes == answers[0].bytes));
    assert!(answers.iter().all(|answer| answer.header(header::CONTENT_ENCODING).is_empty()));
    assert_eq!(site.metric(MISSES).await, 1);
}

#[tokio::test]
async fn who_has_a_page_is_told_so() {
    let site = Site::open().await;
    let tag = site.page(PAGE).await.header(header::ETAG).to_owned();
    for condition in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let answer = asked(&site, PAGE, header::IF_NONE_MATCH, &condition).await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{condition}");
        assert_eq!(answer.bytes.len(), 0);
        assert_eq!(answer.header(header::ETAG), tag);
        assert_eq!(answer.header(header::VARY), "accept-encoding");
        assert!(answer.header(header::CACHE_CONTROL).contains("stale-while-revalidate"));
    }
    let other = asked(&site, PAGE, header::IF_NONE_MATCH, "\"0123\"").await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn who_accepts_nothing_gets_plain_bytes_all_the_same() {
    for accepted in ["*;q=0", "identity;q=0", "gzip;q=0, br;q=0, *;q=0.000", "br;q=2, *;q=0"] {
        // Nothing is kept yet.
        let site = Site::open().await;
        for (target, expected) in [
            (PAGE, StatusCode::OK),
            (PAGE, StatusCode::OK),
            ("/timeline.csv", StatusCode::OK),
            ("/search?q=AMRC", StatusCode::OK),
            ("/facts/0042-3", StatusCode::PERMANENT_REDIRECT),
            ("/nowhere", StatusCode::NOT_FOUND),
        ] {
            let answer = asked(&site, target, header::ACCEPT_ENCODING, accepted).await;
            assert_eq!(answer.status, expected, "{target}, {accepted}");
            assert_eq!(answer.header(header::CONTENT_ENCODING), "", "{target}, {accepted}");
        }
    }
}

#[tokio::test]
async fn a_table_has_a_tag_and_a_length_like_any_page() {
    let site = Site::open().await;
    for target in ["/facts.csv", "/timeline.csv?year=2017", "/institutions.csv?bom=1"] {
        let plain = site.page(target).await;
        for (accepted, encoding) in
            [(BROWSER, "br"), ("br", "br"), ("gzip;x=1;q=0.5, *;q=0", "gzip"), ("identity", "")]
        {
            let answer = asked(&site, target, header::ACCEPT_ENCODING, accepted).await;
            assert_eq!(answer.header(header::CONTENT_ENCODING), encoding, "{target}, {accepted}");
            assert_eq!(answer.header(header::CONTENT_LENGTH), answer.bytes.len().to_string());
            assert_eq!(answer.header(header::VARY), "accept-encoding");
            assert_eq!(content(&answer), plain.bytes, "{target}, {accepted}");
        }
        let tag = plain.header(header::ETAG);
        let again = asked(&site, target, header::IF_NONE_MATCH, tag).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{target}");
    }
}

#[tokio::test]
async fn a_head_has_the_headers_of_the_page_and_no_body() {
    let site = Site::open().await;
    for _ in 0..2 {
        let page = site.page(PAGE).await;
        let head = site.request(Method::HEAD, PAGE).await;
        assert_eq!(head.status, StatusCode::OK);
        assert_eq!(head.headers, page.headers);
        assert_eq!(head.bytes.len(), 0);
    }
}

#[tokio::test]
async fn many_who_want_one_page_at_once_wait_for_one_making() {
    let site = Site::open().await;
    let answers = join_all((0..40).map(|_| site.page("/timeline"))).await;
    assert!(answers.iter().all(|answer| answer.bytes == answers[0].bytes));
    assert_eq!(site.metric(MISSES).await, 1);
}

#[tokio::test]
async fn errors_and_searches_take_no_room() {
    let site = Site::open().await;
    for target in [
        "/facts/GS-9999-1",
        "/search?q=없는말",
        "/search?q=탄소",
        "/search.json?q=탄소",
        "/facts?year=1",
    ] {
        let target = target.replace("없는말", "%EC%97%86%EB%8A%94%EB%A7%90");
        site.get(&target.replace("탄소", "%ED%83%84%EC%86%8C")).await;
    }
    assert_eq!(site.metric(PAGES).await, 0);
    // A shared link with something added is the page itself, kept once.
    site.page("/timeline").await;
    site.page("/timeline?utm_source=kakao").await;
    assert_eq!(site.metric(PAGES).await, 1);
}

#[tokio::test]
async fn a_download_is_taken_up_where_it_broke_off() {
    let site = Site::open().await;
    let target = "/data/gyeongsan.sqlite";
    let whole = site.page(target).await;
    assert_eq!(whole.header(header::ACCEPT_RANGES), "bytes");
    let rest = asked(&site, target, header::RANGE, "bytes=70000-").await;
    assert_eq!(rest.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(rest.bytes, whole.bytes[70_000..]);
    let length = whole.bytes.len();
    let range = format!("bytes 70000-{}/{length}", length - 1);
    assert_eq!(rest.header(header::CONTENT_RANGE), range);
    let beyond = asked(&site, target, header::RANGE, &format!("bytes={length}-")).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.header(header::CONTENT_RANGE), format!("bytes */{length}"));
    // A Range is for GET alone (RFC 9110, 14.2).
    let head = Request::head(target).header(header::RANGE, "bytes=70000-");
    let head = site.send(head.body(Body::empty()).expect("a request")).await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.header(header::CONTENT_LENGTH), length.to_string());
    assert_eq!(head.header(header::CONTENT_RANGE), "");
    let tag = whole.header(header::ETAG).to_owned();
    assert_eq!(
        asked(&site, target, header::IF_NONE_MATCH, &tag).await.status,
        StatusCode::NOT_MODIFIED
    );
}

#[tokio::test]
async fn nobody_goes_on_with_a_file_that_is_another_by_now() {
    let site = Site::open().await;
    let target = "/data/gyeongsan.sqlite";
    let whole = site.page(target).await;
    let tag = whole.header(header::ETAG);
    let weak = format!("W/{tag}");
    for (name, value, status) in [
        (header::IF_MATCH, tag, StatusCode::PARTIAL_CONTENT),
        (header::IF_MATCH, "*", StatusCode::PARTIAL_CONTENT),
        (header::IF_MATCH, "\"another\"", StatusCode::PRECONDITION_FAILED),
        (header::IF_MATCH, &weak, StatusCode::PRECONDITION_FAILED),
        (header::IF_RANGE, tag, StatusCode::PARTIAL_CONTENT),
        // Who asks for the rest of another file gets this one whole (RFC 9110, 13.1.5).
        (header::IF_RANGE, "\"another\"", StatusCode::OK),
        (header::IF_RANGE, &weak, StatusCode::OK),
        (header::IF_RANGE, "Thu, 01 Feb 2018 12:00:00 GMT", StatusCode::OK),
    ] {
        let request =
            Request::get(target).header(&name, value).header(header::RANGE, "bytes=1000-");
        let answer = site.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, status, "{name}: {value}");
        match status {
            StatusCode::PARTIAL_CONTENT => assert_eq!(answer.bytes, whole.bytes[1000..]),
            StatusCode::OK => assert_eq!(answer.bytes, whole.bytes),
            _ => assert!(answer.body.contains("처음부터 다시 받아"), "{}", answer.body),
        }
    }
}

#[tokio::test]
async fn no_answer_says_since_when_it_is_so() {
    let site = Site::open().await;
    for target in [PAGE, "/timeline.csv", "/data/gyeongsan.sqlite", "/"] {
        let answer = site.page(target).await;
        assert!(!answer.headers.contains_key(header::LAST_MODIFIED), "{target}");
        assert!(answer.header(header::ETAG).starts_with('"'), "{target}");
        // A date of the reader's own says nothing, for there is nothing to hold it against.
        let since = "Wed, 31 Dec 2098 15:00:00 GMT";
        let again = asked(&site, target, header::IF_MODIFIED_SINCE, since).await;
        assert_eq!(again.status, StatusCode::OK, "{target}");
    }
}
