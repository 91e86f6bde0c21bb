//! The files that describe the data: a catalogue and digests that are true of what can be taken. That records keep to
//! their schemas is asked in `tests/readers.py`.

use axum::http::header;
use gyeongsan::domain::List;
use serde_json::Value;

use super::digest;
use crate::support::Site;

#[tokio::test]
async fn the_catalog_lists_what_can_be_taken() {
    let site = Site::open().await;
    let catalog: Value =
        serde_json::from_str(&site.page("/data/catalog.jsonld").await.body).expect("JSON");
    assert_eq!(catalog["@type"], "dcat:Catalog");
    let dataset = &catalog["dcat:dataset"];
    assert_eq!(dataset["dcat:version"], "1");
    assert_eq!(dataset["dct:issued"]["@value"], "2026-11-23");
    assert_eq!(dataset["dct:source"][0]["dct:publisher"]["foaf:name"]["@value"], "경북일보");
    assert_eq!(dataset["dct:license"]["@id"], "https://creativecommons.org/licenses/by/4.0/");
    assert!(
        dataset["dct:source"][0]["dct:rights"]["rdfs:label"]["@value"]
            .as_str()
            .is_some_and(|rights| rights.contains("저작권은 경북일보"))
    );
    let files = dataset["dcat:distribution"].as_array().expect("files");
    assert_eq!(files.len(), 5 + 3 * List::all().len() + 3, "the whole, the lists and the sources");
    let mut measured = 0;
    for file in files {
        let url = file["dcat:downloadURL"]["@id"].as_str().expect("an address");
        let answer = site.page(url.strip_prefix("https://example.org").expect("ours")).await;
        let plain = answer.header(header::CONTENT_TYPE).split(';').next().unwrap_or_default();
        let media_type = file["dcat:mediaType"]["@id"].as_str().expect("a type");
        assert!(media_type.ends_with(&format!("media-types/{plain}")), "{url}");
        if let Some(size) = file["dcat:byteSize"]["@value"].as_str() {
            assert_eq!(size, answer.bytes.len().to_string(), "{url}");
            let sum = &file["spdx:checksum"]["spdx:checksumValue"]["@value"];
            assert_eq!(sum, &digest(&answer.bytes), "{url}");
            measured += 1;
        }
    }
    assert_eq!(measured, 4, "database, package and the two schemas");
}

#[tokio::test]
async fn the_digests_are_those_of_the_files() {
    let site = Site::open().await;
    let sums = site.page("/data/SHA256SUMS").await;
    assert_eq!(sums.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
    let mut names = Vec::new();
    for line in sums.body.lines() {
        let (sum, name) = line.split_once("  ").expect("two spaces");
        assert_eq!(sum, digest(&site.page(&format!("/data/{name}")).await.bytes), "{name}");
        names.push(name);
    }
    assert_eq!(
        names,
        [
            "gyeongsan.sqlite",
            "datapackage.zip",
            "catalog.jsonld",
            "fact.schema.json",
            "entity.schema.json"
        ]
    );
}
