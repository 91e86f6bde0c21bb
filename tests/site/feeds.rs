//! Feeds and the calendar, read by parsers of their formats.

use atom_syndication::Feed;
use axum::http::header;
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime};

use super::support::Site;

fn day(date: Option<DatePerhapsTime>) -> String {
    match date {
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(moment))) => moment.to_string(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn every_atom_feed_is_read_and_its_ids_hang_on_codes() {
    let site = Site::open().await;
    for (path, entries, some) in [
        ("/timeline.atom", 21, "tag:example.org,2026:/facts/GS-0042-3"),
        ("/facts.atom", 101, "tag:example.org,2026:/facts/GS-0101-6"),
        ("/editions.atom", 1, "tag:example.org,2026:/editions/1"),
    ] {
        let answer = site.page(path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
        let feed = Feed::read_from(answer.body.as_bytes()).expect(path);
        assert_eq!(feed.entries().len(), entries, "{path}");
        assert!(feed.entries().iter().any(|entry| entry.id() == some), "{some} in {path}");
        let own = feed.links().iter().find(|link| link.rel() == "self").expect("self");
        assert_eq!(own.href(), format!("https://example.org{path}"));
        for entry in feed.entries() {
            assert!(entry.links()[0].href().starts_with("https://example.org/"), "{path}");
            assert_eq!(
                entry.updated().to_rfc3339(),
                "2026-11-23T00:00:00+09:00",
                "the edition's day"
            );
        }
    }
}

#[tokio::test]
async fn the_calendar_has_whole_spans_and_says_what_is_a_plan() {
    let site = Site::open().await;
    let answer = site.page("/timeline.ics").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "text/calendar; charset=utf-8");
    assert!(answer.body.lines().all(|line| line.len() <= 75), "lines are folded (RFC 5545, 3.1)");
    let calendar: Calendar = answer.body.parse().expect("a calendar");
    let events: Vec<_> = calendar.components.iter().filter_map(|part| part.as_event()).collect();
    assert_eq!(events.len(), 21);
    let event = |code: &str| {
        let uid = format!("{code}@example.org");
        *events.iter().find(|event| event.get_uid() == Some(uid.as_str())).expect(code)
    };
    for (code, summary, first, after_last) in [
        (
            "GS-0042-3",
            "[계획] AMRC ASIA 센터 설립 예정 (2018년 상반기)",
            "2018-01-01",
            "2018-07-01",
        ),
        (
            "GS-0021-6",
            "경북 탄소산업 클러스터 예비타당성조사 통과 (2016년 12월)",
            "2016-12-01",
            "2017-01-01",
        ),
        (
            "GS-0083-5",
            "[전망] 청색기술산업 시장 2025년까지 1조 달러 예상 (2025년까지)",
            "2025-12-31",
            "2026-01-01",
        ),
    ] {
        let event = event(code);
        assert_eq!(event.get_summary(), Some(summary));
        assert_eq!(
            (day(event.get_start()), day(event.get_end())),
            (first.to_owned(), after_last.to_owned())
        );
    }
    assert_eq!(answer.body, site.page("/timeline.ics").await.body, "the same bytes each time");
}
