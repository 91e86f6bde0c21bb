//! The list of all facts.

use super::support::Site;

#[tokio::test]
async fn every_fact_is_listed_with_statement_status_place_and_code() {
    let page = Site::open().await.page("/facts").await;
    let rows = page.texts(".fact-row");
    assert_eq!(rows.len(), 101);
    assert!(rows.iter().all(|row| row.contains("번째 문단") && row.contains("GS-")));
    assert_eq!(page.texts(".fact-row .status").len(), 101);
    let association =
        rows.iter().find(|row| row.contains("과학기술정보통신부의 인가")).expect("p10");
    for part in ["완료", "2018년 1월", "경북일보 기사 10번째 문단", "GS-0030-4"] {
        assert!(association.contains(part), "{part} in {association}");
    }
}
