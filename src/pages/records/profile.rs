//! The profile of an entity, in the rows that readers look for: what, who, when, how much, where, and how it is now.
//! Each answer comes from a fact. For an undertaking, a row without an answer says so, which is an answer too.

use std::cmp::Reverse;
use std::sync::Arc;

use super::fact_item::FactItem;
use crate::domain::{
    About, Entity, EntityType, InstitutionType, Kind, MONEY, Outcome, Role, Slug, Source, Status,
    Term,
};
use crate::hangul::{Particle, with_particle};
use crate::wording::{date_text, entity_type_label, equivalent_text, quantity_text};

/// A row of the profile: a question with its answer.
#[derive(Debug)]
pub struct ProfileRow {
    pub label: &'static str,
    pub answer: Option<ProfileAnswer>,
}

/// An answer of the profile, a note on it, the fact that gives it, and the publisher of the source that says so.
#[derive(Debug)]
pub struct ProfileAnswer {
    pub text: String,
    pub note: Option<String>,
    pub item: Option<Arc<FactItem>>,
    pub publisher: Option<String>,
}

impl ProfileAnswer {
    /// An answer that a fact gives by `source`, else by the source of its first piece of evidence.
    fn of(item: &Arc<FactItem>, source: Option<&Slug>, text: String, note: Option<String>) -> Self {
        let source = item.source(item.fact.source_or_first(source));
        let publisher = source.map(|source| source.publisher.clone());
        Self { text, note, item: Some(Arc::clone(item)), publisher }
    }
}

/// The most names in an answer; of more, the rest is only counted.
const NAMED: usize = 3;

/// The rows of an entity. `own` has the facts that are mainly about it, `all` every fact in which it takes part.
/// Nobody expects every answer for an industry or an institution, so their empty rows are left out.
pub fn rows(entity: &Entity, own: &[Arc<FactItem>], all: &[Arc<FactItem>]) -> Vec<ProfileRow> {
    // An office has no date of its own, and none of its many places is its own.
    if matches!(
        entity.entity_type,
        EntityType::Institution(InstitutionType::LocalGovernment | InstitutionType::Government)
    ) {
        return Vec::new();
    }
    let what = ProfileAnswer {
        text: entity_type_label(entity.entity_type).to_owned(),
        note: None,
        item: None,
        publisher: None,
    };
    let is_undertaking = entity.kind().is_undertaking();
    let mut rows = Vec::new();
    // For an institution or an industry, the sentence above already says what it is, and nobody asks who does it.
    if is_undertaking {
        rows.push(("무엇", Some(what)));
        rows.push(("누가", names_in_roles(own, &[Role::Lead, Role::Party])));
    }
    // An industry has no date and no place of its own.
    let is_somewhere = entity.kind() != Kind::Industry;
    rows.extend(is_somewhere.then(|| ("언제", when(own))));
    if is_undertaking {
        rows.push(("얼마", cost(own)));
    }
    if let Some(area) = area(own).filter(|_| entity.kind() == Kind::Site) {
        rows.push(("넓이", Some(area)));
    }
    rows.extend(is_somewhere.then(|| ("어디", names_in_roles(own, &[Role::Location]))));
    rows.push(("지금", now(entity, all)));
    let row = |(label, answer)| ProfileRow { label, answer };
    rows.into_iter().map(row).filter(|row| is_undertaking || row.answer.is_some()).collect()
}

/// A sentence that says what an entity is: the glossary's, else the fact that defines it. Without these, an
/// undertaking has the fact of how it came about or what was planned, and anything else nothing.
pub fn definition(
    entity: &Entity,
    own: &[Arc<FactItem>],
    terms: &[Term],
) -> Option<(String, Option<Arc<FactItem>>)> {
    let of_name = |name: &str| {
        let is_its = |term: &&Term| term.name == name || term.aliases.iter().any(|own| own == name);
        terms.iter().find(is_its)
    };
    if let Some(term) = entity.names().find_map(of_name) {
        return Some((term.explanation.clone(), None));
    }
    let topics: Vec<String> =
        entity.names().map(|name| with_particle(name, Particle::Topic)).collect();
    let is_defining = |item: &&Arc<FactItem>| {
        let statement = item.fact.statement.as_str();
        // What a source said of its own day is told in the past tense.
        let is_definition = match item.fact.status {
            Status::Assessment => false,
            Status::State => statement.ends_with("입니다.") || statement.ends_with("였습니다."),
            _ => statement.ends_with("입니다."),
        };
        is_definition && topics.iter().any(|topic| statement.starts_with(topic))
    };
    let telling = match entity.kind() {
        Kind::Agreement => own.iter().min_by_key(|item| (!item.is_done(), item.fact.code)),
        kind if kind.is_undertaking() => {
            own.iter().min_by_key(|item| (!completes(item), item.plan.is_none(), item.fact.code))
        }
        _ => None,
    };
    let item = own.iter().find(is_defining).or(telling)?;
    Some((item.fact.statement.clone(), Some(Arc::clone(item))))
}

/// A sentence that says what an entity is by its type alone.
pub fn classification(entity: &Entity) -> String {
    let label = entity_type_label(entity.entity_type);
    format!("{} {label}입니다.", with_particle(&entity.name, Particle::Topic))
}

/// Whether a fact tells that a plan was carried out.
fn completes(item: &FactItem) -> bool {
    item.fact.outcome_of.iter().any(|outcome| outcome.outcome == Outcome::Done)
}

/// The entities in these roles, with the first fact that names one. Where an editor concluded a role, the name says so.
fn names_in_roles(own: &[Arc<FactItem>], roles: &[Role]) -> Option<ProfileAnswer> {
    let in_roles = own.iter().flat_map(|item| {
        let about = item.fact.about.iter().filter(|about| roles.contains(&about.role));
        about.map(move |about| (item, about))
    });
    // What a source states comes before what was concluded, so that nobody is marked who is named somewhere.
    let mut in_roles: Vec<_> = in_roles.collect();
    in_roles.sort_by_key(|(_, about)| about.inferred.is_some());
    let mut distinct: Vec<&About> = Vec::new();
    for (_, about) in &in_roles {
        if distinct.iter().all(|other| other.entity.name != about.entity.name) {
            distinct.push(about);
        }
    }
    let (item, first) = in_roles.first()?;
    let shown = if distinct.len() > NAMED { NAMED - 1 } else { distinct.len() };
    let names = distinct.iter().take(shown).map(|about| {
        let mark = if about.inferred.is_some() { "(추정)" } else { "" };
        format!("{}{mark}", about.entity.name)
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let text =
        if distinct.len() > NAMED { format!("{names} 등 {}곳", distinct.len()) } else { names };
    Some(ProfileAnswer::of(item, first.source.as_ref(), text, None))
}

/// When it came about, or else when it was planned for. The completion of a plan comes first, then what is done, then
/// the most exact date.
pub fn when(own: &[Arc<FactItem>]) -> Option<ProfileAnswer> {
    let rank = |status: Status| match status {
        Status::Done => 0,
        Status::Planned | Status::Forecast => 1,
        Status::Ongoing | Status::State | Status::Assessment => 2,
    };
    let dated = own.iter().filter_map(|item| Some((item, item.fact.date()?.edtf)));
    let (item, _) = dated.min_by_key(|(item, edtf)| {
        let width = edtf.latest() - edtf.earliest();
        (!completes(item), rank(item.fact.status), width, edtf.earliest())
    })?;
    let source = item.fact.date()?.source.as_ref();
    Some(ProfileAnswer::of(item, source, item.date_text(), Some(item.fact.title.clone())))
}

/// What it cost or was to cost. Sales are not a cost.
fn cost(own: &[Arc<FactItem>]) -> Option<ProfileAnswer> {
    measure(own.iter().filter(|item| !item.fact.title.contains("매출")), |unit| unit == MONEY)
}

/// How large a site is.
fn area(own: &[Arc<FactItem>]) -> Option<ProfileAnswer> {
    measure(own.iter(), |unit| matches!(unit, "㎡" | "평"))
}

/// The number in a unit: of what was completed, else from the most sources. One that was only planned comes last.
fn measure<'i>(
    own: impl Iterator<Item = &'i Arc<FactItem>>,
    has_unit: impl Fn(&str) -> bool,
) -> Option<ProfileAnswer> {
    let counted = own.filter_map(|item| {
        let quantity = item.fact.quantity().filter(|quantity| has_unit(&quantity.unit))?;
        Some((item, quantity))
    });
    let (item, quantity) = counted.min_by_key(|(item, _)| {
        let sources = Reverse(item.sources.len());
        (item.fact.is_prospective(), !completes(item), sources, item.fact.code)
    })?;
    let equivalent = equivalent_text(quantity).map(|text| format!("({text}) "));
    let note = format!("{}{}", equivalent.unwrap_or_default(), item.fact.title);
    let source = quantity.source.as_ref();
    Some(ProfileAnswer::of(item, source, quantity_text(quantity), Some(note)))
}

/// The last event that is known. If no source is newer, the answer adds that nothing was found since.
fn now(entity: &Entity, all: &[Arc<FactItem>]) -> Option<ProfileAnswer> {
    let takes_part = |item: &FactItem| {
        item.fact.about.iter().any(|about| {
            (about.entity.kind, &about.entity.slug) == (entity.kind(), &entity.slug)
                && !matches!(about.role, Role::Speaker | Role::Provider | Role::Basis)
        })
    };
    let is_event = |item: &FactItem| {
        let is_outcome = !item.fact.outcome_of.is_empty();
        let is_news = !item.fact.is_prospective() && item.fact.status != Status::Assessment;
        is_news && (item.fact.happened().is_some() || is_outcome)
    };
    let events = all.iter().filter(|item| is_event(item) && takes_part(item));
    let (heard, _, item) = events
        .filter_map(|item| {
            let is_outcome = !item.fact.outcome_of.is_empty();
            let known = item.known_on()?;
            // What still went on is news from its first day, what was over from when it may have ended.
            let happened = item.fact.happened().map(|date| match date.edtf.end() {
                Some(end) if item.is_done() => end.earliest(),
                Some(_) => date.edtf.earliest(),
                None => date.edtf.latest(),
            });
            let heard = happened.map_or(known, |happened| known.min(happened));
            Some((heard, (is_outcome, item.is_done(), Reverse(item.fact.code)), item))
        })
        .max_by_key(|(heard, rank, _)| (*heard, *rank))?;
    let is_newer = |source: &Arc<Source>| source.published.edtf.earliest() > heard;
    let is_last = !all.iter().flat_map(|item| &item.sources).any(is_newer);
    let note = is_last.then(|| "그 뒤의 소식은 찾지 못했습니다.".to_owned());
    let when = match item.fact.happened() {
        Some(date) => date_text(date.edtf),
        None => format!("{}년", item.year()?),
    };
    let text = format!("{when}: {}", item.fact.title);
    let source = item.fact.happened().and_then(|date| date.source.as_ref());
    Some(ProfileAnswer::of(item, source, text, note))
}
