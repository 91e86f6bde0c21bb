//! The shapes of records as data. The names of their fields are part of the site's promise: none is changed or
//! removed in this version.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::domain::{PlanState, Status};

/// The plans, with how many are in each state.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlansData {
    /// How many of all plans that fit are in each state, by the state's key.
    pub counts: BTreeMap<&'static str, u64>,
    #[serde(flatten)]
    pub list: ListData<FactData>,
}

/// A theme, with how its plans stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThemeData {
    pub edition: Option<EditionData>,
    pub slug: String,
    pub name: String,
    /// What it is about, in one sentence.
    pub summary: String,
    /// How many facts and plans there are.
    pub facts: u64,
    pub plans: u64,
    /// How many plans are in each state, by the state's key.
    pub counts: BTreeMap<&'static str, u64>,
    #[schema(format = "uri")]
    pub url: String,
}

/// Every source.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourcesData {
    pub edition: Option<EditionData>,
    pub total: usize,
    /// The newest first.
    pub items: Vec<SourceData>,
}

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

/// A fact: one statement, and the sources it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactData {
    /// The permanent code: `GS-0042-3`.
    #[schema(pattern = r"^GS-[0-9]{4,}-[0-9]$")]
    pub code: String,
    /// The page of the fact, absolute.
    #[schema(format = "uri")]
    pub url: String,
    /// The slug of the theme it belongs to; null in editions from before there were themes.
    pub theme: Option<String>,
    /// The theme in Korean.
    pub theme_text: Option<String>,
    pub title: String,
    pub statement: String,
    #[schema(schema_with = status_schema)]
    pub status: Status,
    /// The status in Korean.
    pub status_text: &'static str,
    /// The status in Korean with the year of the first source, where it may have changed since.
    #[schema(example = "2018년 당시 계획")]
    pub status_then: String,
    /// Why it is concluded from the context rather than stated; null when a source states it.
    pub inferred: Option<String>,
    /// The date to go by; null when no source gives one.
    pub date: Option<DateData>,
    /// What each source says of the date, the fact's own first.
    pub dates: Vec<SourceValueData<DateData>>,
    /// The number to go by; null when the fact has none.
    pub quantity: Option<QuantityData>,
    /// What each source says of the number, the fact's own first.
    pub quantities: Vec<SourceValueData<QuantityData>>,
    pub about: Vec<AboutData>,
    pub evidence: Vec<EvidenceData>,
    /// The sources it rests on, each once, in the order of the evidence.
    pub sources: Vec<FactSourceData>,
    /// The earlier facts that it tells the outcome of.
    pub outcome_of: Vec<OutcomeOfData>,
    /// The later facts that tell what became of it, the newest last.
    pub outcomes: Vec<OutcomeData>,
    /// Its state as a plan; null when it is not a plan.
    pub plan: Option<PlanData>,
    /// The edition that the citation is pinned to; null when the fact was changed since the newest.
    pub edition: Option<u32>,
    /// The address at which the fact stays as that edition has it.
    #[schema(format = "uri")]
    pub pinned_url: Option<String>,
    /// One line to cite the fact by.
    pub citation: Option<String>,
}

/// A source of a fact, as one names it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactSourceData {
    pub slug: String,
    /// Publisher, day and kind in Korean.
    pub text: String,
    /// The address of the original; null where it is not known.
    pub original: Option<String>,
}

/// What a source says of a date or a number.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SaidData)]
pub struct SourceValueData<T> {
    /// The slug of the source.
    pub source: String,
    #[serde(flatten)]
    pub value: T,
    /// How it relates to what was said before: `confirms`, `more-exact`, `differs`; null for the first.
    pub relation: Option<&'static str>,
    /// Why both values are kept, when they differ.
    pub why: Option<String>,
}

/// Which earlier fact a fact tells the outcome of.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeOfData {
    /// The code of the earlier fact.
    pub fact: String,
    /// `done`, `partly`, `begun`, `changed`, `postponed` or `dropped`.
    #[serde(rename = "as")]
    #[schema(example = "done")]
    pub outcome: &'static str,
    /// Why it is taken for the same plan; null where a source says so.
    pub inferred: Option<String>,
}

/// A later fact that tells what became of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeData {
    /// The code of the later fact.
    pub fact: String,
    #[serde(rename = "as")]
    #[schema(example = "done")]
    pub outcome: &'static str,
    pub inferred: Option<String>,
    pub title: String,
    pub statement: String,
    pub date: Option<DateData>,
    /// The sources of the later fact, in the order of its evidence.
    pub sources: Vec<FactSourceData>,
    #[schema(format = "uri")]
    pub url: String,
}

/// How a plan stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanData {
    #[schema(schema_with = state_schema)]
    pub state: PlanState,
    /// The state in Korean.
    pub state_text: &'static str,
    /// What is known of it, in one Korean line.
    pub line: String,
    /// When it was to come about; null where no time was named.
    pub due: Option<DateData>,
    /// Null where it is not known.
    pub late: Option<LateData>,
}

/// How late a plan came about: negative months are early.
#[derive(Debug, Serialize, ToSchema)]
pub struct LateData {
    pub at_least_months: f64,
    /// Null where it is not known.
    pub at_most_months: Option<f64>,
    /// In Korean.
    pub text: String,
}

fn state_schema() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("How a plan stands on the day."))
        .enum_values(Some(PlanState::ALL.iter().map(|state| state.key())))
        .build()
}

fn status_schema() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("A fact's status, as its source has it."))
        .enum_values(Some(Status::ALL.iter().map(|status| status.key())))
        .build()
}

/// A date at the precision that its source gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct DateData {
    /// EDTF (ISO 8601-2), level 2: `2018-40` is the first half of 2018, `../2025` is by 2025.
    pub edtf: String,
    /// The first day it may be; null where only a limit is known: by 2025.
    #[schema(format = Date)]
    pub earliest: Option<String>,
    /// The last day it may be; null where only a beginning is known: from 2019.
    #[schema(format = Date)]
    pub latest: Option<String>,
    /// The source's own words.
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
    /// Whether the source says 여, 약, 이상 or the like.
    pub approximate: bool,
    /// Which of them: `about` 약, `over` 여, `at-least` 이상.
    pub qualifier: Option<&'static str>,
    /// The source's own words.
    pub phrase: String,
    /// The number in Korean words.
    pub text: String,
    /// The same in another unit, where the source gives it.
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
    /// The slug of the source that says so.
    pub source: String,
    #[schema(format = "uri")]
    pub url: String,
}

/// What a fact rests on: a source, and its paragraph where the editor holds the text.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceData {
    /// The source's name in addresses.
    pub source: String,
    /// From 1, the headline being the first; null for a source whose text is not at hand.
    pub paragraph: Option<u16>,
    /// The short phrases of the source that carry the fact.
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
    /// Other names that sources use.
    pub aliases: Vec<String>,
    /// Its classification among its kind.
    #[serde(rename = "type")]
    #[schema(example = "strategic")]
    pub entity_type: &'static str,
    /// The classification in Korean.
    pub type_text: &'static str,
    /// A remark of the editor.
    pub note: Option<String>,
    /// What it is, in a Korean sentence.
    pub meaning: String,
    /// When it came about, or was to, in Korean; null where no source says.
    pub when_text: Option<String>,
    /// The state of the plan that tells most about it, in Korean, with (추정) where an editor concluded it; null
    /// without one.
    pub state_text: Option<String>,
    /// The codes of the facts about it.
    pub facts: Vec<String>,
    #[schema(format = "uri")]
    pub url: String,
}

/// A publication that facts rest on, without its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceData {
    pub slug: String,
    pub publisher: String,
    /// `article`, `release` or `official`.
    #[schema(example = "article")]
    pub kind: &'static str,
    /// Null where it is not known, as is the byline.
    pub title: Option<String>,
    pub byline: Option<String>,
    /// EDTF (ISO 8601-2).
    pub published: String,
    /// How the date is known; null when it is printed.
    pub published_basis: Option<String>,
    /// The address of the original; null where it is not known.
    pub original: Option<String>,
    /// Whether the editor holds the text, so that a program proves what rests on it.
    pub audited: bool,
    /// How much was read of a public text that is not at hand: `whole` or `beginning`.
    pub seen: Option<&'static str>,
    /// The press release that it restates. Sources of one origin do not confirm each other.
    pub origin: Option<String>,
    pub rights: String,
    /// How many facts rest on it.
    pub facts: usize,
    /// Empty for a source whose text is not at hand.
    pub paragraphs: Vec<ParagraphData>,
    /// Whether the paragraphs have every fact that rests on them. They have the first 500 by code, and none in the list
    /// of all sources; the table `evidence` of the data package has all.
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
    /// Its first words, at most 20 characters, by which one finds it in the original.
    pub opening: Option<String>,
    /// How many sentences it has.
    pub sentences: usize,
    /// Why no fact rests on it, when none does.
    pub unused: Option<String>,
    /// The codes of the facts that rest on it.
    pub facts: Vec<String>,
}
