//! What a page says to machines: tags for reference managers, JSON-LD, the other forms of an address;
//! and what staff paste into a document.

use std::collections::BTreeMap;

use axum::http::header;
use serde_json::{Value, json};

use super::crawl::crawl;
use super::support::{Answer, Site, css};

const HEADLINE: &str = "우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력";

/// The metadata tags of a page by name.
fn tags(page: &Answer) -> BTreeMap<String, String> {
    let (html, selector) = (page.html(), css("meta[name][content]"));
    let tag = |tag: scraper::ElementRef<'_>| {
        (
            tag.attr("name").unwrap_or_default().to_owned(),
            tag.attr("content").unwrap_or_default().to_owned(),
        )
    };
    html.select(&selector).map(tag).collect()
}

/// The things of a page's JSON-LD, of one type.
fn things(page: &Answer, of_type: &str) -> Vec<Value> {
    let (html, selector) = (page.html(), css("script[type='application/ld+json']"));
    let text: String = html.select(&selector).flat_map(|script| script.text()).collect();
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["@context"], "https://schema.org");
    let graph = document["@graph"].as_array().expect("a graph").clone();
    graph.into_iter().filter(|thing| thing["@type"] == of_type).collect()
}

#[tokio::test]
async fn a_reference_manager_takes_a_fact_as_an_article_of_the_newspaper() {
    let page = Site::open().await.page("/facts/GS-0041-5").await;
    let tags = tags(&page);
    for (name, content) in [
        ("DC.type", "newspaperArticle"),
        ("citation_title", HEADLINE),
        ("citation_author", "김윤섭"),
        ("citation_journal_title", "경북일보"),
        ("citation_date", "2018"),
        ("citation_firstpage", "8, 12번째 문단"),
        ("citation_language", "ko"),
        ("citation_public_url", "https://example.org/facts/GS-0041-5@1"),
    ] {
        assert_eq!(tags.get(name).map(String::as_str), Some(content), "{name}");
    }
    assert!(tags["citation_abstract"].contains("날짜는 추정"), "{}", tags["citation_abstract"]);
    assert!(tags["citation_abstract"].contains("GS-0041-5(제1판)"));
}

#[tokio::test]
async fn the_site_is_a_dataset_and_each_page_has_the_way_to_it() {
    let site = Site::open().await;
    let dataset = &things(&site.page("/").await, "Dataset")[0];
    assert_eq!(
        (&dataset["version"], &dataset["dateModified"]),
        (&"1".into(), &"2026-11-23".into())
    );
    assert_eq!(dataset["isBasedOn"], json!(["https://example.org/sources/kyongbuk-2018"]));
    let page = site.page("/institutions/gyeongsan-city").await;
    assert_eq!(things(&page, "BreadcrumbList")[0]["itemListElement"][1]["name"], "경산시");
}

#[tokio::test]
async fn nothing_in_a_page_can_end_its_json_ld() {
    for (path, page) in crawl(&Site::open().await).await {
        let scripts = page.body.matches("<script").count();
        assert_eq!(scripts, page.body.matches("</script>").count(), "{path}");
        assert!(scripts <= 2, "{path}");
    }
}

#[tokio::test]
async fn every_form_is_linked_with_its_type() {
    let site = Site::open().await;
    for (page, form, media_type) in [
        ("/facts/GS-0042-3", "/facts/GS-0042-3.bib", "application/x-bibtex"),
        ("/facts/GS-0042-3", "/facts/GS-0042-3.ris", "application/x-research-info-systems"),
        (
            "/facts/GS-0042-3",
            "/facts/GS-0042-3.csl.json",
            "application/vnd.citationstyles.csl+json",
        ),
        ("/facts/GS-0042-3", "/facts/GS-0042-3.txt", "text/plain"),
        ("/timeline", "/timeline.atom", "application/atom+xml"),
        // As programs ask for it.
        ("/sources", "/sources.csv", "text/csv"),
    ] {
        let html = site.page(page).await.html();
        let selector = css(&format!("link[rel=alternate][href='https://example.org{form}']"));
        let link = html.select(&selector).next().expect(form);
        assert!(link.attr("type").is_some_and(|own| own.starts_with(media_type)), "{form}");
    }
    let file = site.page("/facts/GS-0042-3.bib").await;
    assert_eq!(file.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
}

#[tokio::test]
async fn a_plan_is_pasted_with_what_became_of_it() {
    let site = Site::open().await;
    let page = site.page("/facts/GS-0042-3").await;
    let html = page.html();
    let text: String = html.select(&css(".use > .quote")).flat_map(|block| block.text()).collect();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(lines[0], page.text("p.statement"));
    let searched = "2018년(추정)까지 나온 출처 1건 기준";
    assert_eq!(lines[1], format!("[2018년 당시 계획. 그 뒤: 결과를 확인하지 못함, {searched}]"));
    assert_eq!(
        lines[2],
        format!(
            "출처: 경북일보 2018년(추정) 기사 「{HEADLINE}」(김윤섭 기자), 12번째 문단. 정리: 경산 \
             정책기록 GS-0042-3(제1판), https://example.org/facts/GS-0042-3@1"
        )
    );
    let address = &page.texts(".use details > .quote")[1];
    assert_eq!(
        address,
        "https://example.org/facts/GS-0042-3@1 [AMRC ASIA 센터 설립 예정: 그 뒤 결과를 확인하지 못함]"
    );
}
