//! Search and suggestions as data.

use axum::http::{StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::support::Site;

async fn asked(site: &Site, path: &str, text: &str) -> Value {
    let text = utf8_percent_encode(text, NON_ALPHANUMERIC);
    let answer = site.page(&format!("{path}?q={text}")).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/json; charset=utf-8");
    serde_json::from_str(&answer.body).expect("JSON")
}

#[tokio::test]
async fn a_search_as_data_is_what_its_page_shows() {
    let site = Site::open().await;
    let found = asked(&site, "/search.json", "청색기술").await;
    assert_eq!(found["query"], "청색기술");
    assert_eq!(found["edition"]["number"], 1);
    let items = found["items"].as_array().expect("items");
    assert_eq!(found["total"], items.len());
    let first = |index: usize| (items[index]["kind"].as_str(), items[index]["name"].as_str());
    assert_eq!(first(0), (Some("term"), Some("청색기술")), "the exact name");
    assert_eq!(first(1), (Some("industry"), Some("청색기술산업")), "what begins with it");
    assert_eq!(items[1]["url"], "https://example.org/industries/blue-technology");
    assert_eq!(items[0]["why"], Value::Null, "the words stand in it");
    for kind in ["fact", "industry"] {
        assert!(items.iter().any(|item| item["kind"] == kind), "{kind}");
    }
    let page = site.page("/search?q=%EC%B2%AD%EC%83%89%EA%B8%B0%EC%88%A0").await;
    for item in items {
        let path = item["url"].as_str().expect("a URL").replace("https://example.org", "");
        assert!(page.links().contains(&path), "{path}");
    }
}

#[tokio::test]
async fn a_search_says_why_and_what_is_near() {
    let site = Site::open().await;
    let initials = asked(&site, "/search.json", "ㅊㅅㄱㅅ").await;
    assert_eq!(initials["items"][0]["id"], "blue-technology");
    assert_eq!(initials["items"][0]["why"], "초성 일치");
    let nothing = asked(&site, "/search.json", "청색기슬단").await;
    assert_eq!(nothing["total"], 0);
    assert!(nothing["nearest"].as_array().is_some_and(|near| !near.is_empty()), "{nothing}");
    assert_eq!(asked(&site, "/search.json", "").await["total"], 0);
}

#[tokio::test]
async fn what_is_typed_so_far_becomes_names() {
    let site = Site::open().await;
    for typed in ["청색", "청ㅅ", "ㅊㅅㄱ", "cjdtor"] {
        let suggested = asked(&site, "/search/suggest", typed).await;
        let items = suggested["items"].as_array().expect("items");
        assert!((1..=8).contains(&items.len()), "{typed}: {suggested}");
        let industry = items
            .iter()
            .find(|item| item["url"] == "https://example.org/industries/blue-technology");
        assert!(industry.is_some_and(|item| item["kind"] == "산업"), "{typed}: {suggested}");
    }
    assert_eq!(asked(&site, "/search/suggest", "").await["items"], serde_json::json!([]));
    assert_eq!(asked(&site, "/search/suggest", "\"'*(").await["items"], serde_json::json!([]));
}

#[tokio::test]
async fn data_refuses_what_it_does_not_know() {
    let site = Site::open().await;
    for target in [
        "/search.json?q=a&page=2",
        "/search.json?q=a&q=b",
        "/search/suggest?query=a",
        "/search/suggest?q=%ff",
    ] {
        let answer = site.get(target).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{target}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{target}");
    }
    let long = format!("/search/suggest?q={}", "a".repeat(201));
    assert_eq!(site.get(&long).await.status, StatusCode::BAD_REQUEST);
}
