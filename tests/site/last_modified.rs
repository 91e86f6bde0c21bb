//! Since when what is at an address has been there, and who is told on that ground that he has it
//! (RFC 9110, 8.8.2 and 13.1.3).

use std::collections::HashMap;

use axum::body::Body;
use axum::http::{HeaderName, Method, Request, StatusCode, header};

use crate::support::{Answer, Site, seeds};

/// A plan for the first half of 2018.
const PAGE: &str = "/facts/GS-0042-3";
const TABLE: &str = "/timeline.csv";
const DOWNLOAD: &str = "/data/gyeongsan.sqlite";

/// The site on a day, served since the first of February 2018, noon in Greenwich.
async fn on(day: &str) -> Site {
    let since = "2018-02-01T12:00:00Z".parse().expect("a moment");
    Site::since(since, &seeds(), day, Some("editor@example.org")).await
}

async fn asked(site: &Site, target: &str, fields: &[(HeaderName, &str)]) -> Answer {
    let mut request = Request::builder().uri(target).header(header::ACCEPT_ENCODING, "br");
    for (name, value) in fields {
        request = request.header(name, *value);
    }
    site.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_page_is_as_it_was_when_the_edition_took_its_place_or_a_plan_last_lapsed() {
    for (day, expected) in [
        ("2018-02-01", "Thu, 01 Feb 2018 12:00:00 GMT"),
        ("2018-06-30", "Thu, 01 Feb 2018 12:00:00 GMT"),
        // 상반기 is over when July begins in Seoul.
        ("2018-07-01", "Sat, 30 Jun 2018 15:00:00 GMT"),
        ("2018-12-31", "Sat, 30 Jun 2018 15:00:00 GMT"),
        ("2019-01-01", "Mon, 31 Dec 2018 15:00:00 GMT"),
        // 2025년까지.
        ("2025-12-31", "Mon, 31 Dec 2018 15:00:00 GMT"),
        ("2026-11-22", "Wed, 31 Dec 2025 15:00:00 GMT"),
    ] {
        let site = on(day).await;
        for target in [PAGE, "/", TABLE, "/facts.json", DOWNLOAD] {
            let answer = site.page(target).await;
            assert_eq!(answer.header(header::LAST_MODIFIED), expected, "{target} on {day}");
        }
    }
}

#[tokio::test]
async fn what_has_one_date_on_two_days_is_the_same_on_both() {
    let targets = [
        "/",
        PAGE,
        "/facts/GS-0042-3.json",
        "/facts/GS-0042-3/embed",
        "/timeline",
        TABLE,
        "/timeline.json",
        "/timeline.atom",
        "/timeline.ics",
        "/editions.atom",
        "/timeline/overdue",
        "/institutions/gyeongsan-city",
        "/institutions.json",
        "/sitemap.xml",
        "/data/catalog.jsonld",
        "/.well-known/security.txt",
    ];
    let mut seen: HashMap<(&str, String), (Vec<u8>, &str)> = HashMap::new();
    let mut same = 0;
    for day in [
        "2018-03-01",
        "2018-06-29",
        "2018-06-30",
        "2018-07-01",
        "2018-07-02",
        "2018-12-31",
        "2019-01-01",
        "2022-02-28",
        "2025-12-31",
        "2026-01-01",
        "2026-01-02",
    ] {
        let site = on(day).await;
        for target in targets {
            let answer = site.page(target).await;
            let date = answer.header(header::LAST_MODIFIED).to_owned();
            assert!(date.ends_with(" GMT"), "{target} on {day}: {date}");
            let (bytes, before) =
                seen.entry((target, date)).or_insert_with(|| (answer.bytes.clone(), day));
            assert!(*bytes == answer.bytes, "{target} on {before} and on {day}");
            same += usize::from(*before != day);
        }
    }
    assert!(same > targets.len(), "{same} pages kept their date overnight");
}

#[tokio::test]
async fn who_has_it_since_then_is_told_so() {
    let site = on("2018-06-30").await;
    for target in [PAGE, TABLE, DOWNLOAD] {
        let page = site.page(target).await;
        let date = page.header(header::LAST_MODIFIED).to_owned();
        // The three forms of a date (RFC 9110, 5.6.7).
        for form in [&*date, "Thursday, 01-Feb-18 12:00:00 GMT", "Thu Feb  1 12:00:00 2018"] {
            for _ in 0..2 {
                let answer = asked(&site, target, &[(header::IF_MODIFIED_SINCE, form)]).await;
                assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{target}, {form}");
                assert_eq!(answer.bytes.len(), 0);
                assert_eq!(answer.header(header::VARY), "accept-encoding");
                assert!(answer.header(header::CACHE_CONTROL).contains("max-age=60"));
            }
        }
    }
    let head = Request::builder().method(Method::HEAD).uri(PAGE);
    let head = head.header(header::IF_MODIFIED_SINCE, "Thu, 01 Feb 2018 12:00:00 GMT");
    let answer = site.send(head.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn any_other_date_says_nothing() {
    let site = on("2018-06-30").await;
    for date in [
        "Thu, 01 Feb 2018 11:59:59 GMT",
        // Of the reader's own clock: another replica may have had another edition then.
        "Thu, 01 Feb 2018 12:00:01 GMT",
        "Wed, 31 Dec 2098 15:00:00 GMT",
        "yesterday",
        "",
    ] {
        for target in [PAGE, TABLE, DOWNLOAD] {
            let answer = asked(&site, target, &[(header::IF_MODIFIED_SINCE, date)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{target}, {date}");
            assert!(!answer.bytes.is_empty());
        }
    }
}

#[tokio::test]
async fn a_tag_says_it_better() {
    let site = on("2018-06-30").await;
    let page = asked(&site, PAGE, &[]).await;
    let (tag, date) = (page.header(header::ETAG), page.header(header::LAST_MODIFIED));
    for (has, since, expected) in [
        ("\"another\"", date, StatusCode::OK),
        (tag, "Thu, 01 Feb 2001 12:00:00 GMT", StatusCode::NOT_MODIFIED),
    ] {
        let fields = [(header::IF_NONE_MATCH, has), (header::IF_MODIFIED_SINCE, since)];
        assert_eq!(asked(&site, PAGE, &fields).await.status, expected, "{has}, {since}");
    }
}

#[tokio::test]
async fn what_never_changes_has_no_date() {
    let site = on("2018-06-30").await;
    let links = site.page("/").await.addresses();
    let style = links.iter().find(|link| link.starts_with("/static/site.")).expect("a style sheet");
    assert_eq!(site.page(style).await.header(header::LAST_MODIFIED), "");
}
