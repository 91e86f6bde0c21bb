//! The page about the site.

use gyeongsan::pages::{Contact, SiteConfig};

use super::support::{Site, seeds};

#[tokio::test]
async fn it_says_what_the_site_is_not_and_that_nobody_runs_this_copy() {
    let main = Site::open().await.page("/about").await.main();
    assert!(main.contains("공식 사이트가 아닙니다"));
    assert!(main.contains("이 사이트는 운영자를 밝히지 않았습니다."));
    assert!(!main.contains("틀린 곳이 있으면"), "nobody can be told");
}

#[tokio::test]
async fn an_operator_is_named_with_whom_to_tell() {
    let config = SiteConfig {
        operator: Some("경산 기록모임".to_owned()),
        contact: Contact::parse("https://example.org/report"),
        ..SiteConfig::default()
    };
    let site = Site::configured(&seeds(), "2026-11-23", config).await;
    let page = site.page("/about").await;
    assert!(page.main().contains("경산 기록모임이 운영합니다."));
    assert!(page.main().contains("틀린 곳이 있으면 example.org/report 주소로 알려 주세요."));
    assert!(page.links().contains("https://example.org/report"));
    let fact = site.page("/facts/GS-0042-3").await;
    assert!(fact.main().contains("이 기록의 오류 알리기"));
    assert!(fact.text("footer.bottom").contains("운영: 경산 기록모임"));
}
