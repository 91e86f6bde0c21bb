//! The numbers of the article, and of the record.

use super::support::{Site, record};

#[tokio::test]
async fn every_number_stands_in_its_group_with_its_time_and_who_gives_it() {
    let page = Site::open().await.page("/figures").await;
    assert_eq!(
        page.texts("main h2"),
        ["조건 선택", "경산의 규모", "계획한 수와 실제 수", "사업과 기관의 수", "세계 전망"]
    );
    let rows = page.texts("tbody tr");
    let expected = [
        "산업 5개",
        "1,040만 9,000㎡ 315만 평",
        "기업 3,000여 곳",
        "대학 10곳",
        "12만 명",
        "일자리 100개",
        "20여 차례",
        "기업 135곳",
        "10%",
        "기업 50여 곳",
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
    assert_eq!(page.text("h1"), "수치: 명");
    let colleges = site.page("/figures?unit=%EA%B0%9C%20%EB%8C%80%ED%95%99").await;
    assert_eq!(colleges.text("h1"), "수치: 대학(곳)", "as people count, not as the data has it");
    assert_eq!(site.get("/figures?unit=%EB%AA%85%EB%AA%85").await.status.as_u16(), 404);
}

/// The rows of a group of the record.
async fn group(heading: &str) -> Vec<String> {
    let page = Site::of(&record(), "2026-12-01").await.page("/figures").await;
    let headings = page.texts("main section > h2");
    let at = headings.iter().position(|own| own == heading).expect(heading);
    page.texts(&format!("main section:has(> #g{}) tbody tr", at + 1))
}

#[tokio::test]
async fn an_outlook_on_the_world_is_what_nobody_here_plans() {
    let outlooks = group("세계 전망").await;
    assert!(!outlooks.is_empty());
    for row in &outlooks {
        assert!(row.contains("FBEI") && row.contains("달러"), "{row}");
    }
    let money = group("사업비와 금액").await;
    for sum in ["881억 원", "71억 7,000만 원", "268억 원"] {
        assert!(money.iter().any(|row| row.starts_with(sum)), "{sum}");
    }
    let planned = group("계획한 수와 실제 수").await;
    assert!(planned.iter().any(|row| row.starts_with("66만여 ㎡")), "{planned:?}");
}

#[tokio::test]
async fn only_what_came_about_has_a_real_number_beside_it() {
    let planned = group("계획한 수와 실제 수").await;
    let money = group("사업비와 금액").await;
    let real: Vec<&String> =
        planned.iter().chain(&money).filter(|row| row.contains("실제는")).collect();
    assert!(!real.is_empty());
    for row in real {
        assert!(row.contains("이루어짐"), "{row}");
    }
    let begun = money.iter().find(|row| row.starts_with("346억 원")).expect("begun");
    assert!(begun.contains("시작됨"), "{begun}");
}
