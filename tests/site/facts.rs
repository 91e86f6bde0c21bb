//! The list of all facts.

use super::support::Site;

#[tokio::test]
async fn every_fact_is_listed_with_statement_status_place_and_code() {
    let site = Site::open().await;
    let mut rows = Vec::new();
    for (path, on_page) in [("/facts", 50), ("/facts?page=2", 50), ("/facts?page=3", 1)] {
        let page = site.page(path).await;
        assert_eq!(page.texts(".fact-row").len(), on_page, "{path}");
        rows.extend(page.texts(".fact-row"));
    }
    assert_eq!(rows.len(), 101);
    assert!(rows.iter().all(|row| row.contains("번째 문단") && row.contains("GS-")));
    let association =
        rows.iter().find(|row| row.contains("과학기술정보통신부의 인가")).expect("p10");
    for part in ["2018년 1월", "경북일보 10번째 문단", "GS-0030-4"] {
        assert!(association.contains(part), "{part} in {association}");
    }
}
