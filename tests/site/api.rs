//! What is told of the addresses, for programs and search engines.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use serde_json::Value;

use super::support::{Site, css, seeds, text_of};

async fn description(site: &Site) -> Value {
    let answer = site.page("/openapi.json").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/json; charset=utf-8");
    serde_json::from_str(&answer.body).expect("JSON")
}

#[tokio::test]
async fn the_description_is_read_by_a_parser_of_openapi() {
    let text = Site::open().await.page("/openapi.json").await.body;
    let spec = oas3::from_json(&text).expect("OpenAPI 3.1");
    assert_eq!(spec.openapi, "3.1.0");
    assert!(spec.paths.as_ref().is_some_and(|paths| paths.len() > 50));
    let json: Value = serde_json::from_str(&text).expect("JSON");
    for reference in references(&json) {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(json.pointer(pointer).is_some(), "{reference}");
    }
}

/// Every `$ref` of a document.
fn references(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(members.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}

#[tokio::test]
async fn every_route_is_described() {
    let described = description(&Site::open().await).await;
    let described: BTreeSet<String> =
        described["paths"].as_object().expect("paths").keys().cloned().collect();
    let source = include_str!("../../src/web/router.rs");
    let routes = source.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    for route in routes.filter(|route| !route.starts_with("/static/")) {
        let described = described.iter().any(|path| matches(route, path));
        assert!(described, "{route} is not described");
    }
}

/// Whether a described path is one of a route's: the same number of segments, and each the same where
/// the route does not leave it open.
fn matches(route: &str, path: &str) -> bool {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    let fits = |(own, other): (&&str, &&str)| own == other || own.starts_with('{');
    route.len() == path.len() && route.iter().zip(&path).all(fits)
}

#[tokio::test]
async fn everything_that_is_described_is_there() {
    let site = Site::open().await;
    let document = description(&site).await;
    for (path, item) in document["paths"].as_object().expect("paths") {
        let operation = &item["get"];
        let mut target = path.clone();
        let mut query = Vec::new();
        for parameter in operation["parameters"].as_array().expect("parameters") {
            let name = parameter["name"].as_str().expect("a name");
            if parameter["in"] == "path" {
                let example = if path.starts_with("/sources") {
                    "kyongbuk-2018"
                } else if path.contains("/{slug}") {
                    match path.split('/').nth(1) {
                        Some("industries") => "blue-technology",
                        Some("projects") => "amrc-asia-centre",
                        Some("agreements") => "amrc-moa",
                        Some("sites") => "knowledge-industry-district",
                        _ => "gyeongsan-city",
                    }
                } else {
                    parameter["example"].as_str().expect("an example")
                };
                target = target.replace(&format!("{{{name}}}"), example);
            } else if name == "url" {
                query.push("url=https://example.org/facts/GS-0042-3".to_owned());
            } else {
                let value = match (name, parameter["schema"]["enum"][0].as_str()) {
                    (_, Some(key)) => key,
                    ("year", _) => "2017",
                    ("q", _) => "AMRC",
                    ("page" | "maxwidth" | "maxheight", _) => "1",
                    _ => continue,
                };
                query.push(format!("{name}={value}"));
            }
        }
        for target in [target.clone(), format!("{target}?{}", query.join("&"))] {
            let required = target.starts_with("/oembed") && !target.contains('?');
            let no_part = target.starts_with("/sitemaps/");
            if required || no_part {
                continue;
            }
            let answer = site.get(&target).await;
            let fine = answer.status.is_success() || answer.status.is_redirection();
            assert!(fine, "{target}: {} {}", answer.status, answer.body);
            if answer.status.is_success() {
                let promised =
                    operation["responses"]["200"]["content"].as_object().expect("content");
                assert_eq!(
                    promised.keys().next().map(String::as_str),
                    Some(answer.header(header::CONTENT_TYPE)),
                    "{target}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_examples_on_the_page_work() {
    let site = Site::open().await;
    let page = site.page("/data").await;
    let html = page.html();
    let examples: String = html.select(&css("pre.example")).map(text_of).collect();
    let addresses: Vec<&str> = examples
        .split(['\'', '"'])
        .filter(|part| part.starts_with("https://example.org/"))
        .collect();
    assert_eq!(addresses.len(), 4, "{examples}");
    for address in addresses {
        let target = address.strip_prefix("https://example.org").expect("ours");
        assert_eq!(site.get(target).await.status, StatusCode::OK, "{address}");
    }
    assert!(page.main().contains("첫 숫자가 그대로인 동안"), "a promise");
}

#[tokio::test]
async fn the_map_has_every_page_with_the_day_it_changed() {
    let site = Site::open().await;
    let answer = site.page("/sitemap.xml").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/xml; charset=utf-8");
    let locations: BTreeSet<&str> =
        answer.body.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    let seeds = seeds();
    for fact in &seeds.facts {
        assert!(locations.contains(format!("https://example.org/facts/{}", fact.code).as_str()));
    }
    // Facts, entities, the source, one edition, eight lists, and eight other pages.
    assert_eq!(locations.len(), 101 + 63 + 1 + 1 + 8 + 8);
    assert_eq!(answer.body.matches("<lastmod>2026-11-23</lastmod>").count(), locations.len());
    for location in locations {
        let target = location.strip_prefix("https://example.org").expect("ours");
        assert_eq!(site.get(target).await.status, StatusCode::OK, "{location}");
    }
    assert_eq!(
        site.get("/sitemaps/1.xml").await.status,
        StatusCode::NOT_FOUND,
        "one file is enough"
    );
}

#[tokio::test]
async fn robots_are_told_what_has_no_end() {
    let answer = Site::open().await.page("/robots.txt").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
    for line in ["User-agent: *", "Disallow: /search?", "Sitemap: https://example.org/sitemap.xml"]
    {
        assert!(answer.body.lines().any(|own| own == line), "{line}");
    }
}
