//! Feeds, read by a parser of their format.

use atom_syndication::Feed;
use axum::http::header;

use uuid::{Uuid, uuid};

use super::support::Site;

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
