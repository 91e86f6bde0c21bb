//! The page on accessibility.

use super::support::{Site, seeds};

#[tokio::test]
async fn it_says_what_was_tested_what_falls_short_and_whom_to_tell() {
    let silent = Site::open().await.page("/accessibility").await.main();
    for part in
        ["KWCAG", "axe", "2026년 11월 24일", "아직 모자란 것", "낭독기", "정해져 있지 않습니다"]
    {
        assert!(silent.contains(part), "{part} in {silent}");
    }
    let site = Site::with(&seeds(), "2026-11-23", Some("desk@example.org")).await;
    assert!(site.page("/accessibility").await.links().contains("mailto:desk@example.org"));
}
