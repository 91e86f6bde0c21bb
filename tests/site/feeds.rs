//! Feeds, read by a parser of their format.

use atom_syndication::Feed;
use axum::http::header;
use gyeongsan::domain::{Code, Fact, Outcome, OutcomeOf};
use uuid::{Uuid, uuid};

use super::support::{Site, css, seeds};

const NAMESPACE: Uuid = uuid!("5f1c9a52-0f3b-4f57-9f0e-6d2c1b7a4e83");

#[tokio::test]
async fn every_atom_feed_is_read_and_its_ids_hang_on_codes() {
    let site = Site::open().await;
    for (path, entries, some) in
        [("/timeline.atom", 21, "/facts/GS-0042-3"), ("/editions.atom", 1, "/editions/1")]
    {
        let answer = site.page(path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
        let feed = Feed::read_from(answer.body.as_bytes()).expect(path);
        assert_eq!(feed.entries().len(), entries, "{path}");
        // RFC 9562, 5.5: a UUID of the name in the namespace of this site, whatever its host.
        let id = Uuid::new_v5(&NAMESPACE, some.as_bytes()).urn().to_string();
        assert!(feed.entries().iter().any(|entry| entry.id() == id), "{some} in {path}");
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
async fn a_feed_is_as_new_as_the_newest_of_its_entries() {
    let mut seeds = seeds();
    let previewed = seeds.facts.iter().find(|fact| fact.code.to_string() == "GS-0041-5").cloned();
    let code = Code::from_number(901).expect("a code");
    seeds.facts.push(Fact { code, ..previewed.expect("a fact") });
    let site = Site::of(&seeds, "2026-12-05").await;
    for (path, day) in [
        // What is not published yet is new today.
        ("/timeline.atom", "2026-12-05T00:00:00+09:00"),
        ("/editions.atom", "2026-11-23T00:00:00+09:00"),
    ] {
        let feed = Feed::read_from(site.page(path).await.body.as_bytes()).expect(path);
        let newest = feed.entries().iter().map(|entry| *entry.updated()).max();
        assert_eq!(Some(*feed.updated()), newest, "{path}");
        assert_eq!(feed.updated().to_rfc3339(), day, "{path}");
    }
}

/// A site whose plan GS-0042-3 has an outcome, told by the fact GS-0041-5.
async fn with_outcome() -> Site {
    let mut seeds = seeds();
    let plan = Code::parse("GS-0042-3").expect("a code");
    let teller = seeds.facts.iter_mut().find(|fact| fact.code.to_string() == "GS-0041-5");
    teller.expect("a fact").outcome_of =
        vec![OutcomeOf { fact: plan, outcome: Outcome::Begun, inferred: None }];
    Site::of(&seeds, "2026-11-23").await
}

#[tokio::test]
async fn the_feed_of_plans_tells_when_their_time_has_passed() {
    let site = Site::open().await;
    let feed = Feed::read_from(site.page("/plans.atom").await.body.as_bytes()).expect("Atom");
    let passed = |code: &str| Uuid::new_v5(&NAMESPACE, format!("/facts/{code}#passed").as_bytes());
    let entry =
        feed.entries().iter().find(|entry| entry.id() == passed("GS-0042-3").urn().to_string());
    let entry = entry.expect("the centre of the first half of 2018");
    assert_eq!(entry.title().value, "AMRC ASIA 센터 설립 예정: 예정한 때 지남");
    assert_eq!(entry.updated().to_rfc3339(), "2018-07-01T00:00:00+09:00", "the day after its last");
    assert_eq!(entry.links()[0].href(), "https://example.org/facts/GS-0042-3");
    let summary = &entry.summary().expect("a summary").value;
    assert!(summary.contains("예정한 때(2018년 상반기)가 지났습니다."), "{summary}");
    assert!(feed.entries().len() <= 50);
    let days: Vec<_> = feed.entries().iter().map(|entry| *entry.updated()).collect();
    assert!(days.is_sorted_by(|one, other| one >= other), "the newest first: {days:?}");
    let page = site.page("/plans").await;
    let link = page.html().select(&css("link[type='application/atom+xml; charset=utf-8']")).count();
    assert_eq!(link, 1, "readers of feeds find it");
}

#[tokio::test]
async fn the_feed_of_plans_tells_what_was_found_and_then_no_longer_that_time_has_passed() {
    let site = with_outcome().await;
    let feed = Feed::read_from(site.page("/plans.atom").await.body.as_bytes()).expect("Atom");
    let of_plan: Vec<_> = feed
        .entries()
        .iter()
        .filter(|entry| entry.links()[0].href().ends_with("/facts/GS-0042-3"))
        .collect();
    let titles: Vec<&str> = of_plan.iter().map(|entry| entry.title().value.as_str()).collect();
    assert_eq!(titles, ["AMRC ASIA 센터 설립 예정: 시작됨"]);
    let id = Uuid::new_v5(&NAMESPACE, b"/facts/GS-0042-3#GS-0041-5").urn().to_string();
    assert_eq!(of_plan[0].id(), id);
    let summary = &of_plan[0].summary().expect("a summary").value;
    let told = seeds().facts.into_iter().find(|fact| fact.code.to_string() == "GS-0041-5");
    assert!(summary.ends_with(&told.expect("a fact").statement), "{summary}");
    assert_eq!(of_plan[0].updated().to_rfc3339(), "2026-11-23T00:00:00+09:00", "the edition's day");
    let begun = Feed::read_from(site.page("/plans.atom?state=begun").await.body.as_bytes());
    assert_eq!(begun.expect("Atom").entries().len(), 1, "the same filters as the page");
}
