//! The catalogue of the downloads: DCAT 3 as JSON-LD, with the context included. The licence covers what the project
//! wrote; the sources' own words on their rights stand beside it.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::address::{Address, Download, FixedPage, PublicUrl};
use crate::domain::{EditionHead, Source};
use crate::wording::{LICENSE_URL, RIGHTS, SITE_NAME, source_title};

/// A file of the dataset.
#[derive(Debug)]
pub struct Distribution {
    /// In Korean.
    pub title: String,
    pub address: Address,
    /// Size in bytes and SHA-256, where they are known beforehand.
    pub measured: Option<(u64, String)>,
}

/// The content of a catalogue.
#[derive(Debug)]
pub struct Catalog<'a> {
    pub description: &'a str,
    pub public_url: &'a PublicUrl,
    /// Sorted with the newest first.
    pub editions: &'a [EditionHead],
    pub sources: &'a [Arc<Source>],
    pub distributions: &'a [Distribution],
}

impl Catalog<'_> {
    /// The catalogue as a JSON-LD document.
    pub fn document(&self) -> Value {
        let publisher = json!({
            "@id": format!("{}#publisher", self.public_url.of(&FixedPage::Home.into())),
            "@type": "foaf:Agent",
            "foaf:name": korean(SITE_NAME),
        });
        json!({
            "@context": context(),
            "@id": self.public_url.of(&Address::Download(Download::Catalog)),
            "@type": "dcat:Catalog",
            "dct:title": korean(&format!("{SITE_NAME} 자료 목록")),
            "dct:description": korean(self.description),
            "dct:language": language(),
            "dct:publisher": publisher,
            "foaf:homepage": reference(&self.public_url.of(&FixedPage::Home.into())),
            "dcat:dataset": self.dataset(&publisher),
        })
    }

    fn dataset(&self, publisher: &Value) -> Value {
        let mut dataset = json!({
            "@id": format!("{}#dataset", self.public_url.of(&FixedPage::Home.into())),
            "@type": "dcat:Dataset",
            "dct:title": korean(SITE_NAME),
            "dct:description": korean(self.description),
            "dct:language": language(),
            "dct:publisher": publisher,
            "dct:license": reference(LICENSE_URL),
            "dct:rights": { "@type": "dct:RightsStatement", "rdfs:label": korean(RIGHTS) },
            "dct:source": self.sources.iter().map(|source| self.source(source)).collect::<Vec<_>>(),
            "dcat:keyword": [korean("경산시"), korean("산업정책"), korean("지역산업")],
            "dcat:landingPage": reference(&self.public_url.of(&FixedPage::Home.into())),
            "dcat:distribution":
                self.distributions.iter().map(|file| self.distribution(file)).collect::<Vec<_>>(),
        });
        if let (Some(newest), Some(first)) = (self.editions.first(), self.editions.last()) {
            dataset["dct:issued"] = day(first);
            dataset["dct:modified"] = day(newest);
            dataset["dcat:version"] = json!(newest.number.to_string());
        }
        dataset
    }

    fn source(&self, source: &Source) -> Value {
        let mut document = json!({
            "@id": format!("{}#article", self.public_url.of(&Address::Source(source.slug.clone()))),
            "@type": "foaf:Document",
            "dct:title": korean(&source_title(source)),
            "dct:publisher": { "@type": "foaf:Organization", "foaf:name": korean(&source.publisher) },
            "dct:rights": { "@type": "dct:RightsStatement", "rdfs:label": korean(&source.rights) },
        });
        if let Some(author) = source.author() {
            document["dct:creator"] =
                json!({ "@type": "foaf:Person", "foaf:name": korean(author) });
        }
        document
    }

    fn distribution(&self, file: &Distribution) -> Value {
        let url = self.public_url.of(&file.address);
        let media_type = file.address.media_type();
        let media_type = media_type.split_once(';').map_or(media_type, |(plain, _)| plain);
        let mut distribution = json!({
            "@type": "dcat:Distribution",
            "dct:title": korean(&file.title),
            "dcat:accessURL": reference(&url),
            "dcat:downloadURL": reference(&url),
            "dcat:mediaType":
                reference(&format!("https://www.iana.org/assignments/media-types/{media_type}")),
        });
        if let Some((size, sha256)) = &file.measured {
            distribution["dcat:byteSize"] =
                json!({ "@type": "xsd:nonNegativeInteger", "@value": size.to_string() });
            distribution["spdx:checksum"] = json!({
                "@type": "spdx:Checksum",
                "spdx:algorithm": reference("spdx:checksumAlgorithm_sha256"),
                "spdx:checksumValue": { "@type": "xsd:hexBinary", "@value": sha256 },
            });
        }
        distribution
    }
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn korean(text: &str) -> Value {
    json!({ "@language": "ko", "@value": text })
}

fn reference(id: &str) -> Value {
    json!({ "@id": id })
}

/// Korean, as an entry of the register that DCAT 3 names.
fn language() -> Value {
    reference("http://id.loc.gov/vocabulary/iso639-1/ko")
}

fn day(edition: &EditionHead) -> Value {
    json!({ "@type": "xsd:date", "@value": edition.date.to_string() })
}
