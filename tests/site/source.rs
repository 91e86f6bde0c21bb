//! The source and its paragraph map.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::support::{Answer, Site, css};

const SOURCE: &str = "/sources/kyongbuk-2018";

/// Pastes a text into the paragraph check, as a browser sends it.
async fn paste(site: &Site, text: &str) -> Answer {
    paste_at(site, SOURCE, text).await
}

async fn paste_at(site: &Site, target: &str, text: &str) -> Answer {
    let encoded: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let request = Request::builder().method(Method::POST).uri(target);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(format!("text={}", encoded.concat()))).expect("a request"))
        .await
}

#[tokio::test]
async fn a_pasted_paragraph_is_known_and_leads_to_its_facts() {
    let site = Site::open().await;
    // Paragraph 2, as a browser may copy it: spaced otherwise, decomposed, with a line end.
    let page = paste(&site, "  경산지식산업지구   조감도\r\n").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    let checked = page.text("[role=status]");
    assert!(checked.contains("2번째 문단 과 같습니다"), "{checked}");
    assert!(checked.contains("경산지식산업지구 조감도"), "{checked}");
}

#[tokio::test]
async fn a_text_that_differs_does_not_match_and_is_not_shown() {
    let site = Site::open().await;
    let page = paste(&site, "경산지식산업지구 조감도.\n\n경산지식산업지구 조감도").await;
    let checked = page.text("[role=status]");
    assert!(checked.contains("2번째 문단") && checked.contains("같지 않은 줄이 1개"), "{checked}");
    let secret = paste(&site, "비밀스러운 문장").await;
    assert!(!secret.body.contains("비밀스러운 문장"));
    assert!(paste(&site, " ").await.text("[role=status]").contains("붙인 글이 없습니다"));
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused() {
    let site = Site::open().await;
    let page = paste(&site, &"가".repeat(64 * 1024 / 9 + 10)).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.main().contains("붙인 글이 너무 깁니다"));
    let elsewhere = site.request(Method::POST, "/sources").await;
    assert_eq!(elsewhere.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(paste_at(&site, "/sources/none", "글").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cell_for_each_paragraph_tells_how_many_facts_it_carries() {
    let page = Site::open().await.page(SOURCE).await;
    let cells = page.texts(".cells-of li");
    assert_eq!(cells.len(), 32);
    for empty in [1, 21, 29, 30, 31, 32] {
        assert!(cells[empty - 1].contains("기록 없음"), "{}", cells[empty - 1]);
    }
    let rows = page.texts(".map tbody tr");
    assert_eq!(rows.len(), 32);
    let html = page.html();
    let (row, fact) = (css(".map tbody tr"), css("li"));
    let carried = html.select(&row).map(|row| row.select(&fact).count());
    for ((cell, row), carried) in cells.iter().zip(&rows).zip(carried) {
        let told = if carried == 0 { "없음".to_owned() } else { format!("{carried} 건") };
        assert!(cell.replace("건", " 건").contains(&told), "{cell} and {row}");
    }
}

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
    assert!(main.contains("2018년(추정)") && main.contains("추정 기사에 나온 날은"));
    assert!(main.contains("김윤섭 기자") && main.contains("우수 지역산업 바탕"));
}

#[tokio::test]
async fn the_list_leads_to_the_source() {
    let page = Site::open().await.page("/sources").await;
    assert!(page.links().contains("/sources/kyongbuk-2018"));
    assert!(page.main().contains("경북일보"));
}
