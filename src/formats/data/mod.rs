//! Records as data: made from the domain types with absolute addresses, in the shapes that programs read, as JSON
//! and, flattened, as CSV.

mod search_shapes;
mod shapes;

pub use search_shapes::{HitData, SearchData, SuggestionData, SuggestionsData};
pub use shapes::{
    AboutData, DateData, EditionData, EntityData, EvidenceData, FactData, FactSourceData, LateData,
    ListData, MeasureData, OutcomeData, OutcomeOfData, ParagraphData, PlanData, PlansData,
    QuantityData, SourceData, SourceValueData, SourcesData, ThemeData,
};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::Citation;
use crate::address::{Address, PublicUrl};
use crate::domain::{
    About, Comparable, EditionHead, Entity, Evidence, Fact, FactDate, Measure, OutcomeOf,
    Paragraph, PlanProgress, Qualifier, Quantity, Relation, Seen, Slug, Source, Theme, relations,
};
use crate::wording::{
    date_text, entity_type_label, lateness_text, months, quantity_text, role_label, source_text,
    state_label, status_label, status_text,
};

/// The outcomes of a plan: its progress, a line about it, and the sources of the outcomes.
#[derive(Debug, Clone, Copy)]
pub struct Outcomes<'a> {
    pub progress: &'a PlanProgress,
    pub line: &'a str,
    pub sources: &'a [Arc<Source>],
}

/// Makes data with absolute addresses.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    pub public_url: &'a PublicUrl,
}

impl Data<'_> {
    /// A fact with the citation from its page and, for a plan, its outcomes.
    pub fn fact(
        self,
        fact: &Fact,
        address: &Address,
        cited: Option<&Citation>,
        outcomes: Option<Outcomes<'_>>,
        theme: Option<&Theme>,
        sources: &[Arc<Source>],
    ) -> FactData {
        let reports = outcomes.iter().flat_map(|outcomes| {
            outcomes.progress.reports.iter().map(|report| (report, outcomes.sources))
        });
        let reports = reports.map(|(report, sources)| OutcomeData {
            fact: report.fact.code.to_string(),
            outcome: report.outcome.key(),
            inferred: report.inferred.clone(),
            title: report.fact.title.clone(),
            statement: report.fact.statement.clone(),
            date: report.fact.date().map(DateData::from),
            sources: sources_of(&report.fact, sources),
            url: self.public_url.of(&Address::Fact(report.fact.code, None)),
        });
        FactData {
            outcomes: reports.collect(),
            plan: outcomes.map(|outcomes| plan(fact, outcomes)),
            code: fact.code.to_string(),
            url: self.public_url.of(address),
            theme: fact.theme.as_ref().map(ToString::to_string),
            theme_text: theme.map(|theme| theme.name.clone()),
            title: fact.title.clone(),
            statement: fact.statement.clone(),
            status: fact.status,
            status_text: status_label(fact.status),
            status_then: status_text(fact.status, sources.first().map(AsRef::as_ref)),
            inferred: fact.inferred.clone(),
            date: fact.date().map(DateData::from),
            dates: source_values(fact, &fact.dates),
            quantity: fact.quantity().map(QuantityData::from),
            quantities: source_values(fact, &fact.quantities),
            about: fact.about.iter().map(|about| self.about(fact, about)).collect(),
            evidence: fact.evidence.iter().map(|piece| self.evidence(piece)).collect(),
            outcome_of: fact.outcome_of.iter().map(OutcomeOfData::from).collect(),
            sources: sources_of(fact, sources),
            edition: cited.and_then(|cited| cited.edition),
            pinned_url: cited
                .and_then(|cited| cited.edition)
                .map(|edition| self.public_url.of(&Address::Fact(fact.code, Some(edition)))),
            citation: cited.map(Citation::in_article),
        }
    }

    fn about(self, fact: &Fact, about: &About) -> AboutData {
        let entity = &about.entity;
        AboutData {
            kind: entity.kind.key(),
            slug: entity.slug.to_string(),
            name: entity.name.clone(),
            role: about.role.key(),
            role_text: role_label(about.role),
            inferred: about.inferred.is_some(),
            inference: about.inferred.clone(),
            source: fact.source_or_first(about.source.as_ref()).to_string(),
            url: self.public_url.of(&Address::Entity(entity.kind, entity.slug.clone())),
        }
    }

    fn evidence(self, piece: &Evidence) -> EvidenceData {
        EvidenceData {
            source: piece.source.to_string(),
            paragraph: piece.paragraph,
            phrases: piece.phrases.clone(),
            url: self.public_url.of(&Address::evidence(piece)),
        }
    }

    /// An entity with what it is, when it came about, how its plan stands, and the codes of the facts about it.
    pub fn entity(
        self,
        entity: &Entity,
        meaning: String,
        when_text: Option<String>,
        state_text: Option<String>,
        facts: Vec<String>,
    ) -> EntityData {
        EntityData {
            kind: entity.kind().key(),
            slug: entity.slug.to_string(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            entity_type: entity.entity_type.key(),
            type_text: entity_type_label(entity.entity_type),
            note: entity.note.clone(),
            meaning,
            when_text,
            state_text,
            facts,
            url: self.public_url.of(&Address::Entity(entity.kind(), entity.slug.clone())),
        }
    }

    /// A source with facts that rest on it, which may not be all, and their total number.
    pub fn source(
        self,
        source: &Source,
        facts: &[Fact],
        total: usize,
        is_complete: bool,
    ) -> SourceData {
        let mut resting: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        for fact in facts {
            let ours = fact.evidence.iter().filter(|piece| piece.source == source.slug);
            for number in ours.filter_map(|piece| piece.paragraph).collect::<BTreeSet<_>>() {
                resting.entry(number).or_default().push(fact.code.to_string());
            }
        }
        let mut paragraph = |paragraph: &Paragraph| ParagraphData {
            number: paragraph.number,
            role: paragraph.role.key(),
            digest: paragraph.digest.clone(),
            opening: paragraph.opening.clone(),
            sentences: paragraph.sentences.len(),
            unused: paragraph.unused.clone(),
            facts: resting.remove(&paragraph.number).unwrap_or_default(),
        };
        SourceData {
            slug: source.slug.to_string(),
            publisher: source.publisher.clone(),
            kind: source.kind.key(),
            title: source.title.clone(),
            byline: source.byline.clone(),
            published: source.published.edtf.to_string(),
            published_basis: source.published.basis.clone(),
            original: source.url.clone(),
            audited: source.is_audited(),
            seen: source.seen.map(Seen::key),
            origin: source.origin.as_ref().map(ToString::to_string),
            rights: source.rights.clone(),
            facts: total,
            paragraphs: source.paragraphs.iter().map(&mut paragraph).collect(),
            is_complete,
            url: self.public_url.of(&Address::Source(source.slug.clone())),
        }
    }
}

impl From<&Source> for FactSourceData {
    fn from(source: &Source) -> Self {
        Self {
            slug: source.slug.to_string(),
            text: source_text(source),
            original: source.url.clone(),
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
        let edtf = date.edtf;
        Self {
            edtf: edtf.to_string(),
            earliest: (!edtf.is_by()).then(|| edtf.earliest().to_string()),
            latest: (!edtf.is_from()).then(|| edtf.latest().to_string()),
            phrase: date.phrase.clone(),
            text: date_text(edtf),
            basis: date.basis.clone(),
        }
    }
}

impl From<&OutcomeOf> for OutcomeOfData {
    fn from(outcome: &OutcomeOf) -> Self {
        Self {
            fact: outcome.fact.to_string(),
            outcome: outcome.outcome.key(),
            inferred: outcome.inferred.clone(),
        }
    }
}

/// A date or number as one source gives it, with the reason why it differs from those of others.
trait SourceValue: Comparable {
    fn source(&self) -> Option<&Slug>;
    fn differs(&self) -> Option<&String>;
}

impl SourceValue for FactDate {
    fn source(&self) -> Option<&Slug> {
        self.source.as_ref()
    }

    fn differs(&self) -> Option<&String> {
        self.differs.as_ref()
    }
}

impl SourceValue for Quantity {
    fn source(&self) -> Option<&Slug> {
        self.source.as_ref()
    }

    fn differs(&self) -> Option<&String> {
        self.differs.as_ref()
    }
}

fn source_values<'s, T: SourceValue, D: From<&'s T>>(
    fact: &Fact,
    values: &'s [T],
) -> Vec<SourceValueData<D>> {
    let data = |(one, relation): (&'s T, Option<Relation>)| SourceValueData {
        source: fact.source_or_first(one.source()).to_string(),
        value: D::from(one),
        relation: relation.map(Relation::key),
        why: one.differs().cloned(),
    };
    values.iter().zip(relations(values)).map(data).collect()
}

/// The sources of a fact, as far as they are in `known`.
fn sources_of(fact: &Fact, known: &[Arc<Source>]) -> Vec<FactSourceData> {
    let source = |slug: &Slug| known.iter().find(|source| source.slug == *slug);
    fact.sources()
        .into_iter()
        .filter_map(source)
        .map(|source| FactSourceData::from(&**source))
        .collect()
}

fn plan(fact: &Fact, Outcomes { progress, line, .. }: Outcomes<'_>) -> PlanData {
    let late = lateness_text(progress).zip(progress.lateness).map(|(text, lateness)| {
        let (at_least_months, at_most_months) = months(lateness);
        let rounded = |months: f64| (months * 10.0).round() / 10.0;
        LateData {
            at_least_months: rounded(at_least_months),
            at_most_months: at_most_months.map(rounded),
            text,
        }
    });
    PlanData {
        state: progress.state,
        state_text: state_label(progress.state),
        line: line.to_owned(),
        due: progress.due.and(fact.date()).map(DateData::from),
        late,
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

/// Data as indented JSON text that ends with a line break.
#[expect(clippy::expect_used, reason = "data has no map whose keys are not text")]
pub fn json_text(data: &impl Serialize) -> String {
    serde_json::to_string_pretty(data).expect("data becomes JSON") + "\n"
}
