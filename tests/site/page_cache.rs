//! What goes out of the page cache: the same page in each encoding, with a tag of its own, made once,
//! and not sent to who has it.

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

#[tokio::test]
async fn a_page_is_the_same_in_every_encoding_and_each_has_its_tag() {
    let site = Site::open().await;
    let plain = site.page(PAGE).await;
    assert_eq!(plain.header(header::CONTENT_ENCODING), "");
    let mut tags = vec![plain.header(header::ETAG).to_owned()];
    for (accepted, encoding) in [("br, gzip", "br"), ("gzip", "gzip")] {
        let answer = encoded(&site, accepted).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), encoding);
        assert_eq!(answer.header(header::VARY), "accept-encoding");
        assert_eq!(answer.header(header::CONTENT_LENGTH), answer.bytes.len().to_string());
        assert!(answer.bytes.len() < plain.bytes.len() / 2);
        let mut read = Vec::new();
        if encoding == "br" {
            brotli::BrotliDecompress(&mut &answer.bytes[..], &mut read).expect("brotli");
        } else {
            let mut decoder = flate2::read::GzDecoder::new(&answer.bytes[..]);
            decoder.read_to_end(&mut read).expect("gzip");
        }
        assert_eq!(read, plain.bytes);
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
    let tag = whole.header(header::ETAG).to_owned();
    assert_eq!(
        asked(&site, target, header::IF_NONE_MATCH, &tag).await.status,
        StatusCode::NOT_MODIFIED
    );
}
