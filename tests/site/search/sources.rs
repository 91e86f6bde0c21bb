//! Sources in the search: a newspaper's name finds what it published, a title its source, and neither stands before
//! the things that the record is about.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::support::{Answer, Site, css, record};

async fn site() -> Site {
    Site::of(&record(), "2026-11-30").await
}

async fn page(site: &Site, query: &str) -> Answer {
    site.page(&format!("/search?q={}", utf8_percent_encode(query, NON_ALPHANUMERIC))).await
}

async fn data(site: &Site, path: &str, query: &str) -> Value {
    let query = utf8_percent_encode(query, NON_ALPHANUMERIC);
    serde_json::from_str(&site.page(&format!("{path}?q={query}")).await.body).expect("JSON")
}

/// The addresses of the sources that a search shows, in their order.
fn sources(page: &Answer) -> Vec<String> {
    let (html, selector) = (page.html(), css("[aria-labelledby=sources] li > a"));
    let links = html.select(&selector);
    links.filter_map(|link| link.value().attr("href").map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_newspaper_finds_its_sources_with_their_day_and_kind() {
    let site = site().await;
    for (newspaper, expected) in [
        ("경북일보", &["/sources/kyongbuk-2018"][..]),
        (
            "전자신문",
            &[
                "/sources/etnews-2018-02-18",
                "/sources/etnews-2019-09-02",
                "/sources/etnews-2022-12-16",
                "/sources/etnews-2023-08-02",
            ],
        ),
        ("아주경제", &["/sources/ajunews-2017-12-22", "/sources/ajunews-2022-12-18"]),
        ("아주 경제", &["/sources/ajunews-2017-12-22", "/sources/ajunews-2022-12-18"]),
        ("전자신문에서", &["/sources/etnews-2018-02-18"]),
        ("ㅇㅈㄱㅈ", &["/sources/ajunews-2017-12-22"]),
        ("dkwnrudwp", &["/sources/ajunews-2017-12-22"]),
    ] {
        let page = page(&site, newspaper).await;
        let found = sources(&page);
        for address in expected {
            assert!(found.iter().any(|known| known == address), "{newspaper}: {found:?}");
        }
    }
    // Facts speak of the newspaper too; whoever types its name looks for what it published.
    let sections = page(&site, "경북일보").await.texts("main section h2");
    assert_eq!(sections, ["출처", "이름과 용어", "기록"]);
    let sections = page(&site, "탄소").await.texts("main section h2");
    assert_eq!(sections, ["이름과 용어", "기록", "출처"]);
    let text = page(&site, "아주경제").await.text("[aria-labelledby=sources]");
    assert!(text.contains("2017년 12월 22일 기사"), "{text}");
    let text = page(&site, "전자신문").await.text("[aria-labelledby=sources]");
    assert!(text.contains("전자신문 「산단공, '경산4일반산단' 업종확대 분양」"), "{text}");
}

#[tokio::test]
async fn a_title_finds_its_source_behind_what_the_record_is_about() {
    let site = site().await;
    let whole = page(&site, "영남대, 청색기술기반 연구과제 선정").await;
    assert_eq!(sources(&whole), ["/sources/etnews-2019-09-02"]);
    let marked = whole.texts("[aria-labelledby=sources] mark");
    assert!(marked.iter().any(|mark| mark == "청색기술기반"), "{marked:?}");
    let word = page(&site, "영남대").await;
    assert!(sources(&word).contains(&"/sources/etnews-2019-09-02".to_owned()));
    let items = data(&site, "/search.json", "영남대").await;
    let kinds: Vec<&str> = items["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|item| item["kind"].as_str())
        .collect();
    assert_eq!(kinds[0], "institution", "{kinds:?}");
}

#[tokio::test]
async fn sources_are_found_as_data_and_suggested() {
    let site = site().await;
    let found = data(&site, "/search.json", "아주경제").await;
    assert_eq!(found["total"], 2);
    let first = &found["items"][0];
    assert_eq!(first["kind"], "source");
    assert_eq!(first["id"], "ajunews-2017-12-22");
    assert_eq!(first["name"], "아주경제 2017년 12월 22일 기사(제목 미확인)");
    assert_eq!(first["text"], "아주경제 2017년 12월 22일 기사");
    assert_eq!(first["url"], "https://example.org/sources/ajunews-2017-12-22");
    let suggested = data(&site, "/search/suggest", "전자신").await;
    let items = suggested["items"].as_array().expect("items");
    assert_eq!(items.len(), 4, "{suggested}");
    assert!(items.iter().all(|item| item["kind"] == "출처"), "{suggested}");
    // A subject is not lost among headlines that begin with its name.
    let suggested = data(&site, "/search/suggest", "경산").await;
    let kinds: Vec<&str> = suggested["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|item| item["kind"].as_str())
        .collect();
    assert!(!kinds.contains(&"출처"), "{suggested}");
}
