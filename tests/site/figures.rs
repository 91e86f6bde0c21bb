//! The numbers of the article.

use super::support::Site;

#[tokio::test]
async fn every_number_stands_with_its_unit_and_the_words_of_the_article() {
    let page = Site::open().await.page("/figures").await;
    let rows = page.texts("tbody tr");
    let expected = [
        ("5개 산업", "5대 전략산업"),
        ("20여 차례", "20여 차례"),
        ("135개사", "135개 회원사"),
        ("100개 일자리", "100개"),
        ("1,040만 9,000㎡ 315만 평", "315만평"),
        ("3,000여 개 기업", "3000여 기업"),
        ("10개 대학", "10개 대학"),
        ("12만 명", "12만 대학생"),
        ("10%", "10%"),
        ("1조 달러", "1조 달러"),
        ("50여 개 기업", "50여 개"),
    ];
    assert_eq!(rows.len(), expected.len());
    for (row, (number, phrase)) in rows.iter().zip(expected) {
        assert!(row.starts_with(number), "{number} in {row}");
        assert!(row.contains(&format!("{phrase}’")), "{phrase} in {row}");
    }
}
