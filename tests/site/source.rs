//! The source and its paragraph map.

use super::support::Site;

#[tokio::test]
async fn the_map_has_every_paragraph_and_says_why_some_carry_nothing() {
    let page = Site::open().await.page("/sources/kyongbuk-2018").await;
    let rows = page.texts(".map tbody tr");
    assert_eq!(rows.len(), 32);
    for (number, row) in (1..).zip(&rows) {
        assert!(row.starts_with(&format!("{number}번째")), "{row}");
        let empty = [1, 21, 29, 30, 31, 32].contains(&number);
        assert_eq!(row.contains("기록 없음: "), empty, "{row}");
    }
    assert!(rows[1].contains("사진 설명") && rows[1].contains("경산지식산업지구 조감도"));
    assert!(rows[31].contains("저작권 표시"));
}

#[tokio::test]
async fn the_year_of_the_article_is_marked_as_concluded() {
    let page = Site::open().await.page("/sources/kyongbuk-2018").await;
    let main = page.main();
    assert!(main.contains("2018년(추정)") && main.contains("미루어 봄"));
    assert!(main.contains("김윤섭 기자") && main.contains("우수 지역산업 바탕"));
}

#[tokio::test]
async fn the_list_leads_to_the_source() {
    let page = Site::open().await.page("/sources").await;
    assert!(page.links().contains("/sources/kyongbuk-2018"));
    assert!(page.main().contains("경북일보"));
}
