//! One example address for each template. `OpenAPI` and the labels of metrics are made from these, so a test makes
//! sure that every kind of address is here.

use std::collections::BTreeMap;

use super::{
    Address, Download, EmbedRequest, EmbeddedPage, FactFormat, FixedFile, FixedPage, ListFormat,
    Listing, PublicUrl, TableFormat,
};
use crate::domain::{Code, Filters, Kind, List, Slug};

/// The records that the examples name.
#[derive(Debug, Clone)]
pub struct ExampleRecords {
    pub public_url: PublicUrl,
    pub fact: Code,
    pub source: Slug,
    pub theme: Slug,
    pub entities: BTreeMap<Kind, Slug>,
}

impl ExampleRecords {
    /// Made-up names, for when there are no records.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the texts are a code and a slug"
    )]
    pub fn made_up(public_url: &str) -> Self {
        let slug = Slug::parse("example").expect("letters alone are a slug");
        Self {
            public_url: PublicUrl::new(public_url),
            fact: Code::parse("GS-0042-3").expect("the check digit of 0042 is 3"),
            source: slug.clone(),
            theme: slug.clone(),
            entities: Kind::ALL.iter().map(|kind| (*kind, slug.clone())).collect(),
        }
    }
}

impl Address {
    /// One address of each template.
    pub fn examples(of: &ExampleRecords) -> Vec<Self> {
        let fixed = FixedPage::ALL.iter().copied().map(Self::Page);
        let fixed = fixed.chain(EmbeddedPage::ALL.iter().copied().map(Self::Embed));
        let fixed = fixed.chain(FixedFile::ALL.iter().copied().map(Self::File));
        let mut all: Vec<Self> =
            fixed.chain(Download::ALL.iter().copied().map(Self::Download)).collect();
        for list in List::all() {
            let formats = ListFormat::of(list).iter();
            all.extend(formats.map(|format| Self::List(Listing::from(list).in_format(*format))));
        }
        for edition in [None, Some(1)] {
            all.push(Self::Fact(of.fact, edition));
            let formats = FactFormat::ALL.iter();
            all.extend(formats.map(|format| Self::FactIn(of.fact, edition, *format)));
        }
        for (kind, slug) in &of.entities {
            all.push(Self::Entity(*kind, slug.clone()));
            all.push(Self::EntityData(*kind, slug.clone()));
        }
        all.extend([
            Self::Theme(of.theme.clone()),
            Self::ThemeData(of.theme.clone()),
            Self::Source(of.source.clone()),
            Self::SourceData(of.source.clone()),
            Self::SourceTable(TableFormat::Xlsx),
            Self::SourceTable(TableFormat::CSV),
            Self::Edition(1),
            Self::SitemapPart(1),
            Self::Search(Filters::default()),
            Self::SearchData(Filters::default()),
            Self::Suggestions(String::new()),
            Self::Card(Box::new(FixedPage::Terms.into()), 1),
            Self::Embedding(EmbedRequest::of(of.public_url.of(&Self::Fact(of.fact, None)))),
            Self::Asset("site.css".to_owned()),
        ]);
        all
    }
}
