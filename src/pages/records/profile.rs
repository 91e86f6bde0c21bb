//! What the sources say of an entity, in the six rows that readers look for: what, when, who, how much, where, and how
//! it is now, each from a fact. A row that nothing answers says so: that is an answer too.

use std::cmp::Reverse;
use std::sync::Arc;

use super::fact_item::FactItem;
use crate::domain::{
    Entity, EntityType, Fact, InstitutionType, Kind, MONEY, Quantity, Role, Status, Term,
};
use crate::hangul::{Particle, with_particle};
use crate::wording::{date_text, entity_type_label};

/// A question with its answer.
#[derive(Debug)]
pub struct Row {
    pub label: &'static str,
    pub answer: Option<Answer>,
}

/// An answer, what is to be added to it, and the fact that gives it.
#[derive(Debug)]
pub struct Answer {
    pub text: String,
    pub note: Option<String>,
    pub item: Option<Arc<FactItem>>,
}

/// How many names an answer has before it counts them.
const NAMED: usize = 3;

/// The rows of an entity, from the facts that are mainly about it.
pub fn rows(entity: &Entity, own: &[Arc<FactItem>]) -> Vec<Row> {
    let what =
        Answer { text: entity_type_label(entity.entity_type).to_owned(), note: None, item: None };
    let mut rows = vec![Row { label: "무엇", answer: Some(what) }];
    // What an institution or an industry is done by is not asked.
    if matches!(entity.kind(), Kind::Project | Kind::Agreement | Kind::Site) {
        rows.push(Row { label: "누가", answer: named(own, &[Role::Lead, Role::Party]) });
    }
    // Of an office no date and no number among many is its own.
    let is_office = matches!(
        entity.entity_type,
        EntityType::Institution(InstitutionType::LocalGovernment | InstitutionType::Government)
    );
    if !is_office {
        rows.push(Row { label: "언제", answer: when(own) });
        rows.push(Row { label: "얼마", answer: how_much(entity.kind(), own) });
    }
    rows.push(Row { label: "어디", answer: named(own, &[Role::Location]) });
    rows.push(Row { label: "지금", answer: now(entity, own) });
    rows
}

/// What an entity is, in a sentence: the glossary's, or that of a fact which begins with its name.
pub fn definition(
    entity: &Entity,
    own: &[Arc<FactItem>],
    terms: &[Term],
) -> Option<(String, Option<Arc<FactItem>>)> {
    let is_its = |term: &&Term| {
        let names = std::iter::once(&term.name).chain(&term.aliases);
        names.into_iter().any(|name| entity.names().any(|own| own == name))
    };
    if let Some(term) = terms.iter().find(is_its) {
        return Some((term.explanation.clone(), None));
    }
    let begins = |item: &FactItem| {
        let topic = |name: &str| with_particle(name, Particle::Topic);
        entity.names().any(|name| item.fact.statement.starts_with(&topic(name)))
    };
    let settled = |item: &FactItem| matches!(item.fact.status, Status::State | Status::Done);
    // Of an institution, whatever it did says not what it is.
    let is_telling = |item: &&Arc<FactItem>| {
        item.fact.status != Status::Assessment
            && (entity.kind() != Kind::Institution || begins(item) && settled(item))
    };
    let best = own
        .iter()
        .filter(is_telling)
        .min_by_key(|item| (!begins(item), !settled(item), item.fact.code))?;
    Some((best.fact.statement.clone(), Some(Arc::clone(best))))
}

/// Who stands in these roles, with the fact that says so first.
fn named(own: &[Arc<FactItem>], roles: &[Role]) -> Option<Answer> {
    let mut names: Vec<&str> = Vec::new();
    let mut first = None;
    for item in own {
        let about = item.fact.about.iter().filter(|about| roles.contains(&about.role));
        for about in about {
            first = first.or(Some(item));
            if !names.contains(&about.entity.name.as_str()) {
                names.push(&about.entity.name);
            }
        }
    }
    let item = Arc::clone(first?);
    let text = match names.len() {
        count if count > NAMED => format!("{} 등 {count}곳", names[..NAMED - 1].join(", ")),
        _ => names.join(", "),
    };
    Some(Answer { text, note: None, item: Some(item) })
}

/// When it came about, or else when it was to.
fn when(own: &[Arc<FactItem>]) -> Option<Answer> {
    let dated = own.iter().filter(|item| item.has_date());
    let rank = |item: &FactItem| match item.fact.status {
        Status::Done => 0,
        Status::Planned | Status::Forecast => 1,
        Status::Ongoing | Status::State | Status::Assessment => 2,
    };
    let item = dated.min_by_key(|item| {
        (rank(item), item.fact.date().map(|date| (date.edtf.earliest(), date.edtf.latest())))
    })?;
    let note = Some(item.fact.title.clone());
    Some(Answer { text: item.date_text(), note, item: Some(Arc::clone(item)) })
}

/// What it cost; how large a site is; how many there are of an industry or in an institution.
fn how_much(kind: Kind, own: &[Arc<FactItem>]) -> Option<Answer> {
    let fits = |quantity: &Quantity| match kind {
        Kind::Project | Kind::Agreement => quantity.unit == MONEY,
        Kind::Site => matches!(quantity.unit.as_str(), "㎡" | "평" | "원"),
        Kind::Industry | Kind::Institution => !matches!(quantity.unit.as_str(), "%" | "차례"),
    };
    let counted = own.iter().filter(|item| item.fact.quantity().is_some_and(fits));
    let item = counted.min_by_key(|item| {
        (item.fact.is_prospective(), Reverse(item.sources.len()), item.fact.code)
    })?;
    let equivalent = item.equivalent_text().map(|text| format!("({text})"));
    let note =
        [equivalent, Some(item.fact.title.clone())].into_iter().flatten().collect::<Vec<_>>();
    Some(Answer {
        text: item.quantity_text()?,
        note: Some(note.join(" ")),
        item: Some(Arc::clone(item)),
    })
}

/// The last that was heard: what became of a plan, or what happened.
fn now(entity: &Entity, own: &[Arc<FactItem>]) -> Option<Answer> {
    let is_about = |fact: &Fact| {
        let mut about = fact.about.iter().map(|about| &about.entity);
        about.any(|other| (other.kind, &other.slug) == (entity.kind(), &entity.slug))
    };
    let last = |item: &FactItem| {
        let told = item.plan.as_ref().and_then(|plan| plan.course.last());
        // What became of a plan of several may have been another's part of it.
        let told = told.map(|told| told.fact.clone()).filter(is_about);
        let own = (!item.fact.is_prospective()).then(|| item.fact.clone());
        let heard = told.into_iter().chain(own).filter(|fact| fact.date().is_some());
        heard.max_by_key(|fact: &Fact| fact.date().map(|date| date.edtf.latest()))
    };
    let (item, fact) = own
        .iter()
        .filter_map(|item| Some((item, last(item)?)))
        .max_by_key(|(_, fact)| fact.date().map(|date| date.edtf.latest()))?;
    let day = date_text(fact.date()?.edtf);
    let note = Some(format!("{day} 뒤의 소식은 찾지 못했습니다."));
    Some(Answer { text: format!("{day}: {}", fact.title), note, item: Some(Arc::clone(item)) })
}
