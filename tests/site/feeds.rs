//! Feeds, read by a parser of their format.

use atom_syndication::Feed;
use axum::http::header;

use super::support::Site;

#[tokio::test]
async fn every_atom_feed_is_read_and_its_ids_hang_on_codes() {
    let site = Site::open().await;
    for (path, entries, some) in [
        ("/timeline.atom", 21, "tag:example.org,2026:/facts/GS-0042-3"),
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
