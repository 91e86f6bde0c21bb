//! The search form: plain words, wherever they stand.

use axum::http::StatusCode;

use super::support::{Answer, Site};

async fn search(site: &Site, query: &str) -> Answer {
    let encoded: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    site.page(&format!("/search?q={}", encoded.concat())).await
}

#[tokio::test]
async fn words_inside_compounds_and_across_spaces_are_found() {
    let site = Site::open().await;
    for (query, expected) in [
        ("탄소", "탄소성형부품 설계해석과 상용화 기반구축사업"),
        ("실증센터", "첨단 성형가공기술 상용화 실증센터"),
        ("kimm", "한국기계연구원"),
        ("ＡＭＲＣ", "AMRC ASIA Industry4.0센터"),
        ("산업 탄소", "탄소산업"),
        ("뿌리산업", "뿌리 산업"),
        ("양성자가속기연구센터", "양성자 가속기연구센터"),
        ("GS-0042-3", "AMRC ASIA 센터 설립 예정"),
        ("예타", "예비타당성조사"),
    ] {
        let main = search(&site, query).await.main();
        assert!(main.contains(expected), "{query}");
    }
}

#[tokio::test]
async fn a_code_is_found_as_people_say_it_and_a_slip_is_pointed_out() {
    let site = Site::open().await;
    for spoken in ["0042-3", "GS-0042-3", "gs 0042 3", "ＧＳ－００４２－３"] {
        let page = search(&site, spoken).await;
        let direct = page.text("section[aria-labelledby=direct]");
        assert!(direct.contains("AMRC ASIA 센터 설립 예정"), "{spoken}");
    }
    let slip = search(&site, "GS-0024-3").await;
    let meant = slip.text("section[aria-labelledby=meant]");
    assert!(meant.contains("잘못 적힌 듯합니다") && meant.contains("GS-0042-3"), "{meant}");
    assert!(slip.texts("section[aria-labelledby=direct]").is_empty(), "never another silently");
}

#[tokio::test]
async fn nothing_found_says_what_was_searched_and_leads_on() {
    let site = Site::open().await;
    let page = search(&site, "없는말입니다").await;
    assert!(page.main().contains("‘없는말입니다’에 맞는 것이 없습니다"));
    assert!(page.links().contains("/facts"));
}

#[tokio::test]
async fn an_empty_search_asks_for_a_word() {
    let site = Site::open().await;
    for target in ["/search", "/search?q=", "/search?q=+++"] {
        assert!(site.page(target).await.main().contains("찾을 말을 적어 주세요"), "{target}");
    }
    let punctuation = search(&site, "%%%!!!\"'").await;
    assert!(punctuation.main().contains("맞는 것이 없습니다"));
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text_and_never_as_markup() {
    let page = search(&Site::open().await, "<script>alert(1)</script>\"'&").await;
    assert!(!page.body.contains("<script>"));
    assert!(page.main().contains("<script>alert(1)</script>"));
}

#[tokio::test]
async fn a_bad_query_is_refused_by_name() {
    let site = Site::open().await;
    for query in [
        "q=a&q=b".to_owned(),
        "q=%ff".to_owned(),
        "q=%00".to_owned(),
        format!("q={}", "a".repeat(201)),
    ] {
        let answer = site.get(&format!("/search?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.main().contains("‘q’ 값"), "{query}");
    }
}
