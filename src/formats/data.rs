//! Records as data: the shapes that programs read, in JSON and, flattened, in CSV. The names of their
//! members are part of the site's promise: none changes or goes in this version.

use serde::Serialize;
use utoipa::ToSchema;

use super::Citation;
use crate::address::Address;
use crate::domain::{
    About, EditionHead, Entity, Evidence, Fact, FactDate, Measure, Paragraph, Quantity, Source,
};
use crate::wording::{date_text, entity_type_label, quantity_text, role_label, status_label};

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
    #[schema(inline)]
    pub status: StatusData,
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

/// A fact's status, as the article has it.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatusData {
    Done,
    Ongoing,
    Planned,
    Forecast,
    State,
}

impl StatusData {
    /// The key of the status, as it stands in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Forecast => "forecast",
            Self::State => "state",
        }
    }
}

/// A date at the precision that the article gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct DateData {
    /// EDTF (ISO 8601-2), level 2: `2018-40` is the first half of 2018, `../2025` is by 2025.
    pub edtf: String,
    /// The first day it may be.
    #[schema(format = Date)]
    pub earliest: String,
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

/// Makes data with absolute addresses.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// Without a slash at its end.
    pub public_url: &'a str,
}

impl Data<'_> {
    pub(super) fn url(self, address: &Address) -> String {
        format!("{}{address}", self.public_url)
    }

    /// A fact, cited as it is cited on its page.
    #[must_use]
    pub fn fact(self, fact: &Fact, address: &Address, cited: Option<&Citation>) -> FactData {
        use crate::domain::Status;
        FactData {
            code: fact.code.to_string(),
            url: self.url(address),
            title: fact.title.clone(),
            statement: fact.statement.clone(),
            status: match fact.status {
                Status::Done => StatusData::Done,
                Status::Ongoing => StatusData::Ongoing,
                Status::Planned => StatusData::Planned,
                Status::Forecast => StatusData::Forecast,
                Status::State => StatusData::State,
            },
            status_text: status_label(fact.status),
            inferred: fact.inferred.clone(),
            date: fact.date.as_ref().map(DateData::from),
            quantity: fact.quantity.as_ref().map(QuantityData::from),
            about: fact.about.iter().map(|about| self.about(about)).collect(),
            evidence: fact.evidence.iter().map(|piece| self.evidence(piece)).collect(),
            edition: cited.and_then(|cited| cited.edition),
            citation: cited.map(Citation::in_article),
        }
    }

    fn about(self, about: &About) -> AboutData {
        let entity = &about.entity;
        AboutData {
            kind: entity.kind.key(),
            slug: entity.slug.to_string(),
            name: entity.name.clone(),
            role: about.role.key(),
            role_text: role_label(about.role),
            inferred: about.inferred.is_some(),
            inference: about.inferred.clone(),
            url: self.url(&Address::Entity(entity.kind, entity.slug.clone())),
        }
    }

    fn evidence(self, piece: &Evidence) -> EvidenceData {
        EvidenceData {
            source: piece.source.to_string(),
            paragraph: piece.paragraph,
            phrases: piece.phrases.clone(),
            url: self.url(&Address::Paragraph(piece.source.clone(), piece.paragraph)),
        }
    }

    /// An entity with the codes of the facts about it.
    #[must_use]
    pub fn entity(self, entity: &Entity, facts: Vec<String>) -> EntityData {
        EntityData {
            kind: entity.kind().key(),
            slug: entity.slug.to_string(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            entity_type: entity.entity_type.key(),
            type_text: entity_type_label(entity.entity_type),
            note: entity.note.clone(),
            facts,
            url: self.url(&Address::Entity(entity.kind(), entity.slug.clone())),
        }
    }

    /// A source, with the facts that rest on it.
    #[must_use]
    pub fn source(self, source: &Source, facts: &[Fact]) -> SourceData {
        let resting = |paragraph: &Paragraph| {
            let on_it = |fact: &&Fact| {
                let mut pieces = fact.evidence.iter();
                pieces
                    .any(|piece| piece.source == source.slug && piece.paragraph == paragraph.number)
            };
            facts.iter().filter(on_it).map(|fact| fact.code.to_string()).collect()
        };
        let paragraph = |paragraph: &Paragraph| ParagraphData {
            number: paragraph.number,
            role: paragraph.role.key(),
            digest: paragraph.digest.clone(),
            unused: paragraph.unused.clone(),
            facts: resting(paragraph),
        };
        SourceData {
            slug: source.slug.to_string(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            byline: source.byline.clone(),
            published: source.published.edtf.to_string(),
            published_basis: source.published.basis.clone(),
            rights: source.rights.clone(),
            paragraphs: source.paragraphs.iter().map(paragraph).collect(),
            url: self.url(&Address::Source(source.slug.clone())),
        }
    }
}

impl From<&EditionHead> for EditionData {
    fn from(head: &EditionHead) -> Self {
        Self { number: head.number, date: head.date.to_string(), digest: head.digest.clone() }
    }
}

impl From<&FactDate> for DateData {
    fn from(date: &FactDate) -> Self {
        Self {
            edtf: date.edtf.to_string(),
            earliest: date.edtf.earliest().to_string(),
            latest: date.edtf.latest().to_string(),
            phrase: date.phrase.clone(),
            text: date_text(date.edtf),
            basis: date.basis.clone(),
        }
    }
}

impl From<&Quantity> for QuantityData {
    fn from(quantity: &Quantity) -> Self {
        let measure = |measure: &Measure| MeasureData {
            value: measure.value,
            unit: measure.unit.clone(),
            phrase: measure.phrase.clone(),
        };
        Self {
            value: quantity.value,
            unit: quantity.unit.clone(),
            approximate: quantity.qualifier.is_some(),
            qualifier: quantity.qualifier.map(crate::domain::Qualifier::key),
            phrase: quantity.phrase.clone(),
            text: quantity_text(quantity),
            equivalent: quantity.equivalent.as_ref().map(measure),
        }
    }
}

/// Data as JSON text, indented, each document ended by a line end.
///
/// # Errors
/// None that data of these shapes can cause; serde's signature has one.
pub fn json_text(data: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(data).map(|text| text + "\n")
}
