//! The shapes of records as data. The names of their members are part of the site's promise: none
//! changes or goes in this version.

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::domain::Status;

/// The edition that is served.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EditionData {
    /// From 1.
    pub number: u32,
    /// The day it was published (ISO 8601).
    #[schema(format = Date)]
    pub date: String,
    /// SHA-256 over the edition's text, in hexadecimal.
    pub digest: String,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListData<T> {
    /// Null while nothing has been published.
    pub edition: Option<EditionData>,
    /// How many records fit, on all pages.
    pub total: u64,
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    pub items: Vec<T>,
}

/// A fact: one statement, and the paragraphs it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactData {
    /// The permanent code: `GS-0042-3`.
    #[schema(pattern = r"^GS-[0-9]{4,}-[0-9]$")]
    pub code: String,
    /// The page of the fact, absolute.
    #[schema(format = "uri")]
    pub url: String,
    pub title: String,
    pub statement: String,
    #[schema(schema_with = status_schema)]
    pub status: Status,
    /// The status in Korean.
    pub status_text: &'static str,
    /// Why it is concluded from the context rather than stated; null when the article states it.
    pub inferred: Option<String>,
    /// Null when the article gives no date.
    pub date: Option<DateData>,
    /// Null when the fact has no number.
    pub quantity: Option<QuantityData>,
    pub about: Vec<AboutData>,
    pub evidence: Vec<EvidenceData>,
    /// The edition that the citation is pinned to; null when the fact was changed since the newest.
    pub edition: Option<u32>,
    /// One line to cite the fact by.
    pub citation: Option<String>,
}

fn status_schema() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("A fact's status, as the article has it."))
        .enum_values(Some(Status::ALL.iter().map(|status| status.key())))
        .build()
}

/// A date at the precision that the article gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct DateData {
    /// EDTF (ISO 8601-2), level 2: `2018-40` is the first half of 2018, `../2025` is by 2025.
    pub edtf: String,
    /// The first day it may be; null where only a limit is known: by 2025.
    #[schema(format = Date)]
    pub earliest: Option<String>,
    /// The last day it may be.
    #[schema(format = Date)]
    pub latest: String,
    /// The article's own words.
    pub phrase: String,
    /// The date in Korean words.
    pub text: String,
    /// How it was concluded, where that took more than reading.
    pub basis: Option<String>,
}

/// A number with its unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuantityData {
    pub value: f64,
    pub unit: String,
    /// Whether the article says 여, 약, 이상 or the like.
    pub approximate: bool,
    /// Which of them: `about` 약, `over` 여, `at-least` 이상.
    pub qualifier: Option<&'static str>,
    /// The article's own words.
    pub phrase: String,
    /// The number in Korean words.
    pub text: String,
    /// The same in another unit, where the article gives it.
    pub equivalent: Option<MeasureData>,
}

/// A quantity in a second unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureData {
    pub value: f64,
    pub unit: String,
    pub phrase: String,
}

/// What a fact is about, and its role in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AboutData {
    #[schema(example = "institution")]
    pub kind: &'static str,
    pub slug: String,
    pub name: String,
    #[schema(example = "party")]
    pub role: &'static str,
    /// The role in Korean.
    pub role_text: &'static str,
    /// Whether the relation is concluded from the context rather than stated.
    pub inferred: bool,
    /// Why it is concluded.
    pub inference: Option<String>,
    #[schema(format = "uri")]
    pub url: String,
}

/// A paragraph that a fact rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceData {
    /// The source's name in addresses.
    pub source: String,
    /// From 1, the headline being the first.
    pub paragraph: u16,
    /// The short phrases of the paragraph that carry the fact.
    pub phrases: Vec<String>,
    #[schema(format = "uri")]
    pub url: String,
}

/// Something that facts are about.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntityData {
    #[schema(example = "industry")]
    pub kind: &'static str,
    pub slug: String,
    pub name: String,
    /// Other names that the article uses.
    pub aliases: Vec<String>,
    /// Its classification among its kind.
    #[serde(rename = "type")]
    #[schema(example = "strategic")]
    pub entity_type: &'static str,
    /// The classification in Korean.
    pub type_text: &'static str,
    /// A remark of the editor.
    pub note: Option<String>,
    /// The codes of the facts about it.
    pub facts: Vec<String>,
    #[schema(format = "uri")]
    pub url: String,
}

/// Something published that facts rest on. Holds none of its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceData {
    pub slug: String,
    pub title: String,
    pub publisher: String,
    pub byline: String,
    /// EDTF (ISO 8601-2).
    pub published: String,
    /// How the date is concluded; null when it is printed.
    pub published_basis: Option<String>,
    pub rights: String,
    pub paragraphs: Vec<ParagraphData>,
    /// Whether the paragraphs have every fact that rests on them. They have the first 500 by code; the table
    /// `evidence` of the data package has all.
    pub is_complete: bool,
    #[schema(format = "uri")]
    pub url: String,
}

/// A paragraph of a source, by number and digest.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParagraphData {
    pub number: u16,
    #[schema(example = "body")]
    pub role: &'static str,
    /// SHA-256 over its text in NFC with white space collapsed, in hexadecimal.
    pub digest: String,
    /// Why no fact rests on it, when none does.
    pub unused: Option<String>,
    /// The codes of the facts that rest on it.
    pub facts: Vec<String>,
}

/// What a search found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchData {
    /// Null while nothing has been published.
    pub edition: Option<EditionData>,
    /// What was searched for.
    pub query: String,
    /// How many records were found.
    pub total: usize,
    /// Whether there are just so many, or so many and more.
    pub total_is_exact: bool,
    /// Whether the records have every word of the query; with false each was found without one of them.
    pub has_all_words: bool,
    /// Always 1: the best come on one page.
    pub page: u32,
    /// Always 1.
    pub pages: u32,
    /// The best first.
    pub items: Vec<HitData>,
    /// The names most like a text that nothing was found for.
    pub nearest: Vec<SuggestionData>,
}

/// A record that a search found.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitData {
    /// `fact`, `term`, or an entity's kind.
    #[schema(example = "institution")]
    pub kind: &'static str,
    /// A fact's code, or another record's slug.
    pub id: String,
    /// A fact's title, or another record's name.
    pub name: String,
    /// A fact's statement, or a term's explanation.
    pub text: Option<String>,
    /// Why it was found, in Korean; null when the words stand in it as they were typed.
    pub why: Option<String>,
    #[schema(format = "uri")]
    pub url: String,
}

/// The names that what is typed so far may become.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsData {
    pub query: String,
    pub items: Vec<SuggestionData>,
}

/// A name to go to.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionData {
    pub name: String,
    /// What it is, in Korean.
    pub kind: &'static str,
    /// Why it is offered, in Korean; null when it begins or goes on as was typed.
    pub why: Option<String>,
    #[schema(format = "uri")]
    pub url: String,
}
