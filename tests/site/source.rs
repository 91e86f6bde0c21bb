//! The source, its paragraphs, and the check of a pasted sentence.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use unicode_normalization::UnicodeNormalization;

use super::support::{Answer, Site, css};

const SOURCE: &str = "/sources/kyongbuk-2018";

/// Pastes a text into the sentence check, as a browser sends it.
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

/// A sentence that the article has not.
const OTHER: &str = "비밀스러운 <b>문장</b>이다.";

#[tokio::test]
async fn a_pasted_paragraph_is_known_and_leads_to_its_facts() {
    let site = Site::open().await;
    // Paragraph 2, as a browser may copy it: spaced otherwise, decomposed, with a line end.
    let decomposed: String = "  경산지식산업지구   조감도\r\n".nfd().collect();
    for pasted in ["경산지식산업지구 조감도", "경산지식산업지구\n조감도", &decomposed]
    {
        let page = paste(&site, pasted).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        let checked = page.text("[role=status]");
        assert!(checked.starts_with("2번째 문단 전체와 같습니다."), "{checked}");
        assert!(!checked.contains("가운데") && !checked.contains("원문에 없는"), "{checked}");
        let html = page.html();
        let links = css("[role=status] a");
        let links: Vec<_> = html.select(&links).filter_map(|link| link.attr("href")).collect();
        assert_eq!(links[0], "/sources/kyongbuk-2018#p2");
        assert!(links[1].starts_with("/facts/GS-"), "{links:?}");
    }
}

#[tokio::test]
async fn a_sentence_is_known_by_its_paragraph() {
    let site = Site::open().await;
    // The second sentence of a caption, which the newspaper did not set apart.
    let page = paste(&site, "‘경산시 제공’").await;
    let checked = page.text("[role=status]");
    assert!(checked.starts_with("20번째 문단 에 있는 문장입니다."), "{checked}");
    let page = paste(&site, "우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력").await;
    let checked = page.text("[role=status]");
    assert!(checked.starts_with("1번째 문단 전체와 같습니다. 기록 없음: "), "{checked}");
}

#[tokio::test]
async fn a_sentence_that_is_not_there_is_shown_as_it_was_pasted_and_kept_nowhere() {
    let site = Site::open().await;
    let page = paste(&site, OTHER).await;
    assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    let told = "원문에 없는 문장입니다: 비밀스러운 <b>문장</b>이다. 글자나 띄어쓰기가 다르면 없는 문장으로 나옵니다.";
    assert_eq!(page.text("[role=status]"), told);
    assert!(page.body.contains("비밀스러운 &#60;b&#62;문장&#60;/b&#62;이다."), "escaped");
    assert!(!site.page(SOURCE).await.body.contains("비밀스러운"));
    let spaced = paste(&site, "경산 지식산업지구 조감도").await.text("[role=status]");
    assert!(spaced.starts_with("원문에 없는 문장입니다: 경산 지식산업지구 조감도"), "{spaced}");
}

#[tokio::test]
async fn of_a_mixed_paste_each_sentence_is_told() {
    let site = Site::open().await;
    let pasted = format!("경산지식산업지구 조감도\n\n{OTHER} 경산시 제공.\n또 다른 글");
    let checked = paste(&site, &pasted).await.text("[role=status]");
    for part in [
        "문장 4개 가운데 2개가 원문에 있습니다.",
        "2번째 문단 전체와 같습니다.",
        "20번째 문단 에 있는 문장입니다.",
        "원문에 없는 문장입니다: 비밀스러운 <b>문장</b>이다.",
        "원문에 없는 문장입니다: 또 다른 글 글자나",
    ] {
        assert_eq!(checked.matches(part).count(), 1, "{part} in {checked}");
    }
    assert_eq!(checked.matches("글자나 띄어쓰기가").count(), 1, "{checked}");
}

#[tokio::test]
async fn where_nothing_was_pasted_the_page_asks_for_it() {
    let site = Site::open().await;
    for pasted in ["", " \r\n", "“…”"] {
        let page = paste(&site, pasted).await;
        assert_eq!(page.text("[role=status]"), "확인할 문장을 붙여 넣어 주세요.");
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused() {
    let site = Site::open().await;
    // Of what UTF-8 writes longest, and of Korean lines as a form ends them.
    for longest in ["𝕏".repeat(20_000), "가나다\r\n".repeat(5_000)] {
        assert_eq!(paste(&site, &longest).await.status, StatusCode::OK);
        let page = paste(&site, &format!("{longest}가")).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(page.text("h1"), "붙여 넣은 글이 너무 깁니다");
        let told = "한 번에 2만 자까지 확인할 수 있습니다. 나누어 붙여 넣어 주세요.";
        assert_eq!(page.text(".lead"), told);
    }
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
    let facts = html.select(&row).map(|row| row.select(&fact).count());
    for ((cell, row), facts) in cells.iter().zip(&rows).zip(facts) {
        let label = if facts == 0 { "없음".to_owned() } else { format!("{facts} 건") };
        assert!(cell.replace("건", " 건").contains(&label), "{cell} and {row}");
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
    assert!(rows[11].contains("본문 ‘지난해 12월 영국의’로 시작"), "{}", rows[11]);
    assert!(
        page.text(".folded").starts_with("문단별 기록 문단 32개 가운데 26개에 기록이 있습니다.")
    );
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
