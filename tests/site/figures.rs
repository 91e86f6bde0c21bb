//! The numbers of the article.

use super::support::Site;

#[tokio::test]
async fn every_number_stands_in_its_group_with_its_time_and_who_gives_it() {
    let page = Site::open().await.page("/figures").await;
    assert_eq!(
        page.texts("main h2"),
        ["조건 선택", "경산의 규모", "계획한 수와 실제 수", "세계 전망"]
    );
    let rows = page.texts("tbody tr");
    let expected = [
        "산업 5개",
        "20여 차례",
        "기업 135곳",
        "1,040만 9,000㎡ 315만 평",
        "기업 3,000여 곳",
        "대학 10곳",
        "12만 명",
        "10%",
        "기업 50여 곳",
        "일자리 100개",
        "1조 달러",
    ];
    assert_eq!(rows.len(), expected.len(), "{rows:?}");
    for (row, number) in rows.iter().zip(expected) {
        assert!(row.starts_with(number), "{number} in {row}");
        assert!(row.ends_with("경북일보"), "{row}");
        assert!(row.contains("20"), "no number without its year: {row}");
    }
    assert!(page.main().contains("‘여’는 그보다 조금 많다는 뜻입니다."));
}

#[tokio::test]
async fn numbers_are_narrowed_by_their_unit() {
    let site = Site::open().await;
    let page = site.page("/figures?unit=%EB%AA%85").await;
    assert_eq!(page.texts("tbody tr").len(), 1);
    assert!(page.text("tbody tr").contains("12만 명"));
    assert_eq!(site.get("/figures?unit=%EB%AA%85%EB%AA%85").await.status.as_u16(), 404);
}
