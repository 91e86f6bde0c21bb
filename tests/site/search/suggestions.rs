//! Suggestions: what a word means stands before the things that are called so.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::support::{Site, record};

async fn suggested(site: &Site, typed: &str) -> Vec<(String, String)> {
    let typed = utf8_percent_encode(typed, NON_ALPHANUMERIC);
    let answer = site.page(&format!("/search/suggest?q={typed}")).await;
    let data: Value = serde_json::from_str(&answer.body).expect("JSON");
    let items = data["items"].as_array().expect("items");
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    items.iter().map(|item| (text(item, "kind"), text(item, "name"))).collect()
}

#[tokio::test]
async fn the_definition_comes_first() {
    let site = Site::of(&record(), "2026-11-30").await;
    for typed in ["청색기술", "청색", "ㅊㅅㄱ", "cjdtor"] {
        let names = suggested(&site, typed).await;
        let names: Vec<(&str, &str)> =
            names.iter().map(|(kind, name)| (kind.as_str(), name.as_str())).take(2).collect();
        assert_eq!(names, [("용어", "청색기술"), ("산업", "청색기술산업")], "{typed}");
    }
    assert_eq!(suggested(&site, "뿌리산업").await[0].0, "용어");
    // A term that only has the word somewhere does not push the thing itself aside.
    assert_eq!(suggested(&site, "AMRC").await[0].1, "AMRC");
}
