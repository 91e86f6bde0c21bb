//! What goes out of the page cache: the same page in each encoding, with a tag of its own, made once, soon
//! at first and short from then on, and not sent to who has it.

use std::io::Read;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use futures_util::future::join_all;
use tokio::time::sleep;

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

/// The page as a browser gets it once it is kept in brotli, which is made beside the answers.
async fn shortened(site: &Site) -> Answer {
    for _ in 0..1000 {
        let answer = encoded(site, BROWSER).await;
        if answer.header(header::CONTENT_ENCODING) == "br" {
            return answer;
        }
        sleep(Duration::from_millis(5)).await;
    }
    panic!("no brotli in five seconds");
}

/// The answer to a browser that has a page under a tag.
async fn asked_with(site: &Site, tag: &str) -> Answer {
    let request = Request::builder()
        .uri(PAGE)
        .header(header::HOST, "test")
        .header(header::ACCEPT_ENCODING, BROWSER)
        .header(header::IF_NONE_MATCH, tag);
    site.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_browser_gets_a_page_soon_at_first_and_short_from_then_on() {
    let site = Site::open().await;
    let first = encoded(&site, BROWSER).await;
    assert_eq!(first.header(header::CONTENT_ENCODING), "gzip");
    let then = shortened(&site).await;
    assert!(then.bytes.len() < first.bytes.len());
    assert_eq!(content(&then), content(&first));
    assert_eq!(site.page_cache().await.misses, 1);
    // Who takes brotli alone gets the very same; and who takes gzip alone is not worse off.
    let brotli = encoded(&site, "br").await;
    assert_eq!((&brotli.bytes, &brotli.headers), (&then.bytes, &then.headers));
    assert_eq!(encoded(&site, "gzip").await.headers, first.headers);
    // Another spelling of the address is no other page.
    let target = format!("{PAGE}?utm_source=x");
    let shared = asked(&site, &target, header::ACCEPT_ENCODING, BROWSER).await;
    assert_eq!(shared.header(header::CONTENT_ENCODING), "br");
    assert_eq!(site.page_cache().await.misses, 1);
}

#[tokio::test]
async fn who_has_the_shorter_bytes_is_told_so_before_they_are_made_again() {
    let site = Site::open().await;
    let brotli = encoded(&site, "br").await.header(header::ETAG).to_owned();
    // The site as it is after a start, or in the morning.
    let site = Site::open().await;
    for made in [false, true] {
        let answer = asked_with(&site, &brotli).await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{made}");
        assert_eq!(answer.header(header::ETAG), brotli, "{made}");
        assert_eq!(answer.bytes.len(), 0);
    }
    let gzip = encoded(&site, "gzip").await.header(header::ETAG).to_owned();
    assert_eq!(asked_with(&site, &gzip).await.status, StatusCode::NOT_MODIFIED);
    // A cache before many readers is to change to the shorter bytes.
    shortened(&site).await;
    let answer = asked_with(&site, &gzip).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::ETAG), brotli);
    // Brotli is no answer to who does not accept it.
    let site = Site::open().await;
    let request = Request::builder().uri(PAGE).header(header::HOST, "test");
    let request =
        request.header(header::ACCEPT_ENCODING, "gzip").header(header::IF_NONE_MATCH, brotli);
    let answer = site.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::ETAG), gzip);
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
        "/facts/GS-0042-3.json",
        "/timeline?year=2017",
        "/timeline.atom",
        "/robots.txt",
    ] {
        let made = asked(&site, target, header::ACCEPT_ENCODING, "br").await;
        assert_eq!(made.status, StatusCode::OK, "{target}");
        let hits = site.page_cache().await.hits;
        let kept = asked(&site, target, header::ACCEPT_ENCODING, "br").await;
        assert_eq!(site.page_cache().await.hits, hits + 1, "{target}");
        assert_eq!(kept.headers, made.headers, "{target}");
        assert_eq!(kept.bytes, made.bytes, "{target}");
    }
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
async fn a_table_is_compressed_on_its_way_as_was_settled() {
    let site = Site::open().await;
    let plain = site.page("/timeline.csv").await;
    for (accepted, encoding) in
        [(BROWSER, "gzip"), ("br", "br"), ("gzip;x=1;q=0.5, *;q=0", "gzip"), ("identity", "")]
    {
        let answer = asked(&site, "/timeline.csv", header::ACCEPT_ENCODING, accepted).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), encoding, "{accepted}");
        assert_eq!(answer.header(header::VARY), "accept-encoding");
        assert_eq!(content(&answer), plain.bytes, "{accepted}");
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
    assert_eq!(site.page_cache().await.misses, 1);
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
    assert_eq!(site.page_cache().await.entries, 0);
    // A shared link with something added is the page itself, kept once.
    site.page("/timeline").await;
    site.page("/timeline?utm_source=kakao").await;
    assert_eq!(site.page_cache().await.entries, 1);
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
