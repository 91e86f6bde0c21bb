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

/// The site on a day, served since noon in Greenwich of another.
async fn on(day: &str, since: &str) -> Site {
    let since = format!("{since}T12:00:00Z").parse().expect("a moment");
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
async fn a_page_is_as_it_was_when_the_server_began_unless_a_plan_has_lapsed_since() {
    let (february, january) = ("Thu, 01 Feb 2018 12:00:00 GMT", "Thu, 01 Jan 2026 12:00:00 GMT");
    for (day, since, expected) in [
        ("2018-02-01", "2018-02-01", february),
        ("2018-06-30", "2018-02-01", february),
        // 상반기 is over when July begins in Seoul, and does so in every server.
        ("2018-07-01", "2018-02-01", ""),
        ("2018-07-02", "2018-02-01", ""),
        ("2025-12-31", "2019-01-01", "Tue, 01 Jan 2019 12:00:00 GMT"),
        // 2025년까지.
        ("2026-01-01", "2019-01-01", ""),
        ("2026-01-01", "2026-01-01", january),
        ("2026-11-22", "2026-01-01", january),
    ] {
        let site = on(day, since).await;
        for target in [PAGE, "/", TABLE, "/facts.json", DOWNLOAD] {
            let answer = site.page(target).await;
            assert_eq!(answer.header(header::LAST_MODIFIED), expected, "{target} on {day}");
        }
    }
}

#[tokio::test]
async fn what_has_a_date_on_two_days_is_the_same_on_both() {
    let targets = [
        "/",
        PAGE,
        "/facts/GS-0042-3.json",
        "/facts/GS-0042-3/embed",
        "/facts/GS-0042-3@1",
        "/facts/GS-0042-3@1/embed",
        "/timeline",
        TABLE,
        "/timeline.json",
        "/timeline.atom",
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
    for (since, days) in [
        ("2018-02-01", ["2018-02-01", "2018-06-29", "2018-06-30", "2018-07-01", "2018-07-02"]),
        ("2018-07-01", ["2018-07-01", "2018-07-02", "2018-12-31", "2019-01-01", "2019-01-02"]),
        ("2022-02-28", ["2022-02-28", "2022-03-01", "2025-12-31", "2026-01-01", "2026-05-05"]),
    ] {
        for day in days {
            let site = on(day, since).await;
            for target in targets {
                let answer = site.page(target).await;
                let date = answer.header(header::LAST_MODIFIED).to_owned();
                if date.is_empty() {
                    continue;
                }
                let (bytes, before) =
                    seen.entry((target, date)).or_insert_with(|| (answer.bytes.clone(), day));
                assert!(*bytes == answer.bytes, "{target} on {before} and on {day}");
                same += usize::from(*before != day);
            }
        }
    }
    assert!(same > 3 * targets.len(), "{same} pages kept their date overnight");
}

#[tokio::test]
async fn what_may_change_with_each_day_has_a_date_on_the_first_alone() {
    for target in ["/facts/GS-0042-3@1", "/facts/GS-0042-3@1/embed", "/.well-known/security.txt"] {
        for (day, expected) in [("2018-06-02", "Sat, 02 Jun 2018 12:00:00 GMT"), ("2018-06-03", "")]
        {
            let site = on(day, "2018-06-02").await;
            let answer = site.page(target).await;
            assert_eq!(answer.header(header::LAST_MODIFIED), expected, "{target} on {day}");
        }
    }
}

#[tokio::test]
async fn who_has_it_since_then_is_told_so() {
    let site = on("2018-06-30", "2018-02-01").await;
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
    // Twice the same is none (RFC 9110, 13.1.3).
    let since = (header::IF_MODIFIED_SINCE, "Thu, 01 Feb 2018 12:00:00 GMT");
    let answer = asked(&site, PAGE, &[since.clone(), since]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let head = Request::builder().method(Method::HEAD).uri(PAGE);
    let head = head.header(header::IF_MODIFIED_SINCE, "Thu, 01 Feb 2018 12:00:00 GMT");
    let answer = site.send(head.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn any_other_date_says_nothing() {
    let site = on("2018-06-30", "2018-02-01").await;
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
    let site = on("2018-06-30", "2018-02-01").await;
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
    let site = on("2018-06-30", "2018-02-01").await;
    let links = site.page("/").await.addresses();
    let style = links.iter().find(|link| link.starts_with("/static/site.")).expect("a style sheet");
    assert_eq!(site.page(style).await.header(header::LAST_MODIFIED), "");
}

#[tokio::test]
async fn nobody_goes_on_with_a_file_that_is_another_by_now() {
    let site = on("2018-06-30", "2018-02-01").await;
    let whole = site.page(DOWNLOAD).await;
    let (tag, date) = (whole.header(header::ETAG), whole.header(header::LAST_MODIFIED));
    let weak = format!("W/{tag}");
    let (match_tag, unmodified) = (header::IF_MATCH, header::IF_UNMODIFIED_SINCE);
    for (name, value, expected) in [
        (&match_tag, tag, StatusCode::PARTIAL_CONTENT),
        (&match_tag, "*", StatusCode::PARTIAL_CONTENT),
        (&match_tag, "\"another\"", StatusCode::PRECONDITION_FAILED),
        (&match_tag, &weak, StatusCode::PRECONDITION_FAILED),
        (&unmodified, date, StatusCode::PARTIAL_CONTENT),
        (&unmodified, "Thu, 01 Feb 2018 11:59:59 GMT", StatusCode::PRECONDITION_FAILED),
        (&unmodified, "Thu, 01 Feb 2018 12:00:01 GMT", StatusCode::PRECONDITION_FAILED),
        (&unmodified, "no date", StatusCode::PARTIAL_CONTENT),
    ] {
        let fields = [(name.clone(), value), (header::RANGE, "bytes=1000-")];
        let answer = asked(&site, DOWNLOAD, &fields).await;
        assert_eq!(answer.status, expected, "{name}: {value}");
        if expected == StatusCode::PARTIAL_CONTENT {
            assert_eq!(answer.bytes, whole.bytes[1000..]);
        } else {
            assert!(answer.body.contains("처음부터 다시 받아"), "{}", answer.body);
        }
    }
}
