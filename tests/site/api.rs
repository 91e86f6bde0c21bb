//! What is told of the addresses, for programs and search engines.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use gyeongsan::address::{Address, ExampleRecords, FixedPage};
use gyeongsan::domain::{Kind, List};
use serde_json::Value;

use super::crawl::crawl;
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

/// The templates that a document describes.
fn described(document: &Value) -> BTreeSet<String> {
    document["paths"].as_object().expect("paths").keys().cloned().collect()
}

#[tokio::test]
async fn every_address_is_described() {
    let described = described(&description(&Site::open().await).await);
    let examples = Address::examples(&ExampleRecords::made_up("https://example.org"));
    let templates: BTreeSet<String> =
        examples.iter().map(|address| address.template().to_owned()).collect();
    let missing: Vec<_> = templates.difference(&described).collect();
    // Static files are no part of the API.
    assert_eq!(missing, ["/static/{file}"]);
    let (lists, kinds) = (List::all().len(), Kind::ALL.len());
    let expected =
        8 + 2 + 8 + 6 + 4 * lists + 2 + 2 * 9 + 2 * kinds + 2 + 2 + 2 + 1 + 1 + 3 + 1 + 1;
    assert_eq!(described.len(), expected);
    for path in ["/.well-known/security.txt", "/facts/{code}@{edition}.csl.json", "/sites.csv"] {
        assert!(described.contains(path), "{path}");
    }
}

#[tokio::test]
async fn whatever_the_site_links_is_described() {
    let site = Site::open().await;
    let described = described(&description(&site).await);
    let mut asked = BTreeSet::new();
    for target in crawl(&site).await.into_keys() {
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let address = Address::parse(path, Some(query)).expect(path);
        if !matches!(address, Address::Asset(_)) {
            assert!(described.contains(address.template()), "{target}");
            asked.insert(address.template());
        }
    }
    // Links lead to all but what is for programs alone, and to facts in their pinned formats or in none.
    assert!(asked.len() > 60, "{}", asked.len());
}

#[tokio::test]
async fn everything_that_is_described_is_there() {
    let contact = Some("records@example.org");
    let site = Site::with(&seeds(), "2026-11-22", contact).await;
    let document = description(&site).await;
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        let operation = &item["get"];
        let mut target = path.clone();
        for parameter in item["parameters"].as_array().expect("parameters") {
            let name = parameter["name"].as_str().expect("a name");
            let example = parameter["example"].as_str().expect("an example");
            target = target.replace(&format!("{{{name}}}"), example);
        }
        let (mut needed, mut given) = (Vec::new(), Vec::new());
        for parameter in operation["parameters"].as_array().expect("parameters") {
            let name = parameter["name"].as_str().expect("a name");
            // Of several values that may be given one is enough.
            let schema = &parameter["schema"];
            let schema = if schema["type"] == "array" { &schema["items"] } else { schema };
            let value = match (name, schema["enum"][0].as_str()) {
                (_, Some(key)) => key,
                ("url", _) => parameter["example"].as_str().expect("an example"),
                ("year", _) => "2017",
                ("q", _) => "AMRC",
                ("page" | "maxwidth" | "maxheight", _) => "1",
                ("industry", _) => "blue-technology",
                _ => continue,
            };
            given.push(format!("{name}={value}"));
            if parameter["required"] == true {
                needed.push(format!("{name}={value}"));
            }
        }
        let needed = needed.join("&");
        // The sitemap of a small site has no parts.
        if target.starts_with("/sitemaps/") {
            continue;
        }
        for query in [needed, given.join("&")] {
            let answer = site.get(&format!("{target}?{query}")).await;
            let fine = answer.status.is_success() || answer.status.is_redirection();
            assert!(fine, "{target}?{query}: {} {}", answer.status, answer.body);
            if answer.status.is_success() {
                let promised =
                    operation["responses"]["200"]["content"].as_object().expect("content");
                assert_eq!(
                    promised.keys().next().map(String::as_str),
                    Some(answer.header(header::CONTENT_TYPE)),
                    "{target}"
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 100, "{asked}");
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
    assert_eq!(addresses.len(), 3, "{examples}");
    for address in addresses {
        let target = address.strip_prefix("https://example.org").expect("ours");
        assert_eq!(site.get(target).await.status, StatusCode::OK, "{address}");
    }
    assert!(page.main().contains("첫 숫자가 같은 동안"), "a promise");
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
    // Facts, entities, themes, the source, one edition, the lists, and the fixed pages.
    assert_eq!(locations.len(), 101 + 63 + 7 + 1 + 1 + List::all().len() + FixedPage::ALL.len());
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
