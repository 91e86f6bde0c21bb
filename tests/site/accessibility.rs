//! The page on accessibility.

use super::support::{Site, seeds};

#[tokio::test]
async fn it_says_what_is_kept_to_what_falls_short_and_whom_to_tell() {
    let silent = Site::open().await.page("/accessibility").await.main();
    for part in ["WCAG 2.2 AA", "키보드만으로", "아직 확인하지 못한 점", "낭독기"]
    {
        assert!(silent.contains(part), "{part} in {silent}");
    }
    assert!(!silent.contains("불편한 점 알리기"), "without a contact nobody is asked to write");
    let site = Site::with(&seeds(), "2026-11-23", Some("desk@example.org")).await;
    assert!(site.page("/accessibility").await.links().contains("mailto:desk@example.org"));
}
