//! Citations: what a journalist pastes and what a reference manager reads, newspaper first, nothing
//! said that is not known.

use axum::http::{StatusCode, header};

use super::support::{Site, css};

const HEADLINE: &str = "우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력";

#[tokio::test]
async fn a_fact_page_shows_its_sentence_with_the_source_and_folds_the_other_formats() {
    let page = Site::open().await.page("/facts/GS-0041-5").await;
    let sentence = page.text(".use > .quote");
    assert!(sentence.contains("12번째 문단. 정리: 경산 정책기록 GS-0041-5(제1판)"), "{sentence}");
    assert!(sentence.starts_with(&page.text("p.statement")), "{sentence}");
    assert_eq!(
        page.texts(".use details > .quote")[..1],
        [format!(
            "경북일보 2018년(추정) 기사 「{HEADLINE}」(김윤섭 기자), 8, 12번째 문단. \
             정리: 경산 정책기록 GS-0041-5(제1판), https://example.org/facts/GS-0041-5@1"
        )]
    );
    assert_eq!(page.text(".use details > summary"), "다른 형식");
    assert_eq!(page.texts(".use details > .quote")[1], "https://example.org/facts/GS-0041-5@1");
    assert_eq!(
        page.texts(".use details > .quote")[2],
        format!(
            "김윤섭. (2018년, 추정). 「{HEADLINE}」. 『경북일보』, 8, 12번째 문단. 경산 정책기록. (2026년 11월 23일). \
             「AMRC ASIA Industry4.0센터 설립 MOA 체결」. GS-0041-5, 제1판. \
             https://example.org/facts/GS-0041-5@1"
        )
    );
    let html = page.html();
    let folded = css(".use details a");
    let folded: Vec<_> = html.select(&folded).filter_map(|link| link.attr("href")).collect();
    for suffix in [".bib", ".ris", ".csl.json", ".txt"] {
        assert!(folded.contains(&format!("/facts/GS-0041-5@1{suffix}").as_str()), "{suffix}");
    }
}

#[tokio::test]
async fn a_ris_file_is_tags_and_values_between_ty_and_er() {
    let site = Site::open().await;
    for code in ["GS-0041-5", "GS-0042-3", "GS-0016-9", "GS-0101-6", "GS-0083-5", "GS-0066-7"] {
        let file = site.page(&format!("/facts/{code}@1.ris")).await;
        let lines: Vec<&str> = file.body.split_terminator("\r\n").collect();
        assert_eq!((lines[0], lines[lines.len() - 1]), ("TY  - NEWS", "ER  - "), "{code}");
        for line in &lines {
            let (tag, rest) = line.split_at(2);
            assert!(tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{line}");
            assert!(rest.starts_with("  - "), "{line}");
        }
        assert!(lines.contains(&"AU  - 김윤섭") && lines.contains(&"PY  - 2018"), "{code}");
    }
}

#[tokio::test]
async fn files_say_what_they_are() {
    let site = Site::open().await;
    for (suffix, media_type) in [
        (".bib", "application/x-bibtex; charset=utf-8"),
        (".ris", "application/x-research-info-systems; charset=utf-8"),
        (".csl.json", "application/vnd.citationstyles.csl+json"),
        (".txt", "text/plain; charset=utf-8"),
    ] {
        let file = site.page(&format!("/facts/GS-0042-3{suffix}")).await;
        assert_eq!(file.header(header::CONTENT_TYPE), media_type);
        let spoken = site.get(&format!("/facts/0042-3{suffix}")).await;
        assert_eq!(spoken.header(header::LOCATION), format!("/facts/GS-0042-3{suffix}"));
        let absent = site.get(&format!("/facts/GS-0794-5{suffix}")).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
        let later = site.get(&format!("/facts/GS-0042-3@9{suffix}")).await;
        assert_eq!(later.status, StatusCode::NOT_FOUND);
    }
}
