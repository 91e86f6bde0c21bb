//! What a page tells machines in the terms of schema.org, as JSON-LD 1.1. It says no more than is known: a half-year
//! is an interval, a concluded year of publication is left out, and only what has happened is an event.

use serde_json::{Value, json};

use crate::address::{Address, FixedPage};
use crate::domain::{EditionHead, Edtf, Entity, Fact, Kind, Point, Source, SourceKind, Status};
use crate::wording::{LICENSE_URL, SITE_NAME};

/// Where the site is, for absolute addresses.
#[derive(Debug, Clone, Copy)]
pub struct LinkedData<'a> {
    /// Without a slash at its end.
    pub public_url: &'a str,
}

impl LinkedData<'_> {
    fn url(self, address: &Address) -> String {
        format!("{}{address}", self.public_url)
    }

    /// A source that facts rest on.
    pub fn article(self, source: &Source) -> Value {
        let mut article = json!({
            "@type": match source.kind {
                SourceKind::Article => "NewsArticle",
                SourceKind::Release | SourceKind::Official => "Report",
            },
            "@id": format!("{}#article", self.url(&Address::Source(source.slug.clone()))),
            "publisher": { "@type": "Organization", "name": source.publisher },
            "inLanguage": "ko",
        });
        if let Some(title) = &source.title {
            article["headline"] = json!(title);
        }
        if let Some(author) = source.author() {
            article["author"] = json!({ "@type": "Person", "name": author });
        }
        if let Some(url) = &source.url {
            article["url"] = json!(url);
        }
        if !source.published.is_concluded() {
            article["datePublished"] = json!(source.published.edtf.to_string());
        }
        article
    }

    /// A fact: a claim that is based on its sources and, if it tells of something that happened at a known date, that
    /// event.
    pub fn fact<'s>(
        self,
        fact: &Fact,
        address: &Address,
        sources: impl Iterator<Item = &'s Source>,
    ) -> Vec<Value> {
        let url = self.url(address);
        let mut claim = json!({
            "@type": "Claim",
            "@id": format!("{url}#claim"),
            "url": url,
            "identifier": fact.code.to_string(),
            "name": fact.title,
            "text": fact.statement,
            "inLanguage": "ko",
            "about": fact.about.iter().map(|about| self.thing(
                about.entity.kind,
                &about.entity.name,
                &Address::Entity(about.entity.kind, about.entity.slug.clone()),
            )).collect::<Vec<_>>(),
        });
        claim["isBasedOn"] = sources.map(|source| self.article(source)).collect();
        if let Some(date) = fact.date() {
            claim["temporalCoverage"] = json!(interval(date.edtf));
        }
        let Some(start) = happened(fact) else { return vec![claim] };
        let event = json!({
            "@type": "Event",
            "@id": format!("{url}#event"),
            "name": fact.title,
            "description": fact.statement,
            "startDate": start,
            "subjectOf": { "@id": claim["@id"] },
        });
        vec![claim, event]
    }

    /// An entity alone.
    pub fn entity(self, entity: &Entity) -> Value {
        let address = Address::Entity(entity.kind(), entity.slug.clone());
        let mut thing = self.thing(entity.kind(), &entity.name, &address);
        if !entity.aliases.is_empty() {
            thing["alternateName"] = json!(entity.aliases);
        }
        thing
    }

    fn thing(self, kind: Kind, name: &str, address: &Address) -> Value {
        let class = match kind {
            Kind::Institution => "Organization",
            Kind::Site => "Place",
            Kind::Industry | Kind::Project | Kind::Agreement => "Thing",
        };
        json!({ "@type": class, "@id": self.url(address), "name": name, "url": self.url(address) })
    }

    /// The whole site as a dataset.
    pub fn dataset<'s>(
        self,
        description: &str,
        edition: Option<&EditionHead>,
        sources: impl Iterator<Item = &'s Source>,
        downloads: &[(&str, Address)],
    ) -> Value {
        let download = |(label, address): &(&str, Address)| {
            json!({
                "@type": "DataDownload",
                "name": label,
                "encodingFormat": match address {
                    Address::Download(download) => download.media_type(),
                    _ => "",
                },
                "contentUrl": self.url(address),
            })
        };
        let mut dataset = json!({
            "@type": "Dataset",
            "@id": format!("{}#dataset", self.url(&FixedPage::Home.into())),
            "name": SITE_NAME,
            "description": description,
            "url": self.url(&FixedPage::Home.into()),
            "inLanguage": "ko",
            "isAccessibleForFree": true,
            "creator": { "@type": "Organization", "name": SITE_NAME, "url": self.url(&FixedPage::Home.into()) },
            "license": LICENSE_URL,
            "isBasedOn": sources.map(|source| self.article(source)).collect::<Vec<_>>(),
            "distribution": downloads.iter().map(download).collect::<Vec<_>>(),
        });
        if let Some(edition) = edition {
            dataset["version"] = json!(edition.number.to_string());
            dataset["dateModified"] = json!(edition.date.to_string());
        }
        dataset
    }

    /// The path to a page from the home page.
    pub fn breadcrumbs(self, steps: &[(&str, &Address)]) -> Value {
        let steps = (1..).zip(steps).map(|(position, (label, address))| {
            json!({
                "@type": "ListItem", "position": position, "name": label, "item": self.url(address),
            })
        });
        json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>() })
    }
}

/// The things of one page as the text of a `script` element, in which nothing can end the element.
pub fn linked_data_text(things: &[Value]) -> String {
    let graph = json!({ "@context": "https://schema.org", "@graph": things });
    graph.to_string().replace('<', "\\u003c")
}

/// A date in ISO 8601: a year, month, day or limit as it is, any other date as its span of days; `None` for a date in
/// doubt, for which ISO 8601 has no form.
fn interval(date: Edtf) -> Option<String> {
    if date.is_uncertain() || date.is_approximate() {
        None
    } else if date.is_by() || date.is_from() || is_plain(date) {
        Some(date.to_string())
    } else {
        Some(format!("{}/{}", date.earliest(), date.latest()))
    }
}

/// Whether a date is one year, month or day.
fn is_plain(date: Edtf) -> bool {
    let point = matches!(date.start(), Point::Year(_) | Point::Month { .. } | Point::Day(_));
    point && !date.is_by() && !date.is_from() && Edtf::from(date.start()).latest() == date.latest()
}

/// When an event happened, if that is one year, month or day and not in doubt.
fn happened(fact: &Fact) -> Option<String> {
    let date = fact.date()?.edtf;
    let sure = fact.status == Status::Done && is_plain(date) && !date.is_uncertain();
    sure.then(|| date.start().to_string())
}
