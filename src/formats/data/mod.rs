//! Records as data: made from the domain with absolute addresses, in the shapes that programs read, in
//! JSON and, flattened, in CSV.

mod shapes;

pub use shapes::{
    AboutData, DateData, EditionData, EntityData, EvidenceData, FactData, HitData, ListData,
    MeasureData, ParagraphData, QuantityData, SearchData, SourceData, SuggestionData,
    SuggestionsData,
};

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Citation;
use crate::address::Address;
use crate::domain::{
    About, EditionHead, Entity, Evidence, Fact, FactDate, Measure, Paragraph, Qualifier, Quantity,
    Source,
};
use crate::wording::{date_text, entity_type_label, quantity_text, role_label, status_label};

/// Makes data with absolute addresses.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// Without a slash at its end.
    pub public_url: &'a str,
}

impl Data<'_> {
    /// The absolute form of an address.
    pub fn url(self, address: &Address) -> String {
        format!("{}{address}", self.public_url)
    }

    /// A fact, cited as it is cited on its page.
    pub fn fact(self, fact: &Fact, address: &Address, cited: Option<&Citation>) -> FactData {
        FactData {
            code: fact.code.to_string(),
            url: self.url(address),
            title: fact.title.clone(),
            statement: fact.statement.clone(),
            status: fact.status,
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

    /// A source, with facts that rest on it, be it all of them or not.
    pub fn source(self, source: &Source, facts: &[Fact], is_complete: bool) -> SourceData {
        let mut resting: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        for fact in facts {
            let ours = fact.evidence.iter().filter(|piece| piece.source == source.slug);
            for number in ours.map(|piece| piece.paragraph).collect::<BTreeSet<_>>() {
                resting.entry(number).or_default().push(fact.code.to_string());
            }
        }
        let mut paragraph = |paragraph: &Paragraph| ParagraphData {
            number: paragraph.number,
            role: paragraph.role.key(),
            digest: paragraph.digest.clone(),
            unused: paragraph.unused.clone(),
            facts: resting.remove(&paragraph.number).unwrap_or_default(),
        };
        SourceData {
            slug: source.slug.to_string(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            byline: source.byline.clone(),
            published: source.published.edtf.to_string(),
            published_basis: source.published.basis.clone(),
            rights: source.rights.clone(),
            paragraphs: source.paragraphs.iter().map(&mut paragraph).collect(),
            is_complete,
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
            earliest: (!date.edtf.is_by()).then(|| date.edtf.earliest().to_string()),
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
            qualifier: quantity.qualifier.map(Qualifier::key),
            phrase: quantity.phrase.clone(),
            text: quantity_text(quantity),
            equivalent: quantity.equivalent.as_ref().map(measure),
        }
    }
}

/// Data as JSON text, indented, each document ended by a line end.
#[expect(clippy::expect_used, reason = "data has no map whose keys are not text")]
pub fn json_text(data: &impl Serialize) -> String {
    serde_json::to_string_pretty(data).expect("data becomes JSON") + "\n"
}
