//! The page about the site.

use super::support::Site;

#[tokio::test]
async fn it_says_what_the_site_is_not_and_explains_every_status() {
    let main = Site::open().await.page("/about").await.main();
    assert!(main.contains("공식 사이트가 아닙니다"));
    for status in ["완료", "추진 중", "계획", "전망", "현황"] {
        assert!(main.contains(status), "{status}");
    }
}
