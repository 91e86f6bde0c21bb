//! What a record of its kind would normally have and no source states. Computed from the model over all
//! sources, so it is true of every entity without anyone typing it; says nothing of sources the record lacks.

use super::{
    Code, Edtf, Entity, EntityType, Fact, InstitutionType, ProjectType, Quantity, Role, Status,
};

/// Something no source states about an entity.
#[derive(Debug, Clone, PartialEq)]
pub enum Absence {
    /// No fact has a date.
    AnyDate,
    /// The most exact date is this; no day is named.
    ExactDay(Edtf),
    /// No amount of money.
    Money,
    /// Nobody is named as carrying it out.
    Lead,
    /// No industry is named as its field.
    Field,
    /// No place is named.
    Location,
    /// Fewer than two parties are named outright; these are.
    Parties { stated: Vec<String> },
    /// Whether what was intended or under way came about.
    Outcome,
    /// How many companies there are.
    Companies,
    /// No area.
    Area,
    /// How large a body is.
    Size,
    /// A quantity counts entities of which the source names only some.
    Names { fact: Code, quantity: Quantity, named: Vec<String> },
}

/// What no source states about an entity, given every fact about it. Only facts that have
/// the entity as their subject count as its own: a total over several sites is no site's area.
pub fn absences(entity: &Entity, facts: &[Fact]) -> Vec<Absence> {
    let is_subject = |fact: &&Fact| {
        fact.about.iter().any(|about| {
            about.role == Role::Subject
                && about.entity.kind == entity.kind()
                && about.entity.slug == entity.slug
        })
    };
    let own: Vec<&Fact> = facts.iter().filter(is_subject).collect();
    let mut missing = Vec::new();
    missing.extend(missing_date(entity.entity_type, &own));
    missing.extend(missing_attributes(entity.entity_type, &own, facts));
    missing.extend(own.iter().filter_map(|fact| missing_names(fact)));
    missing
}

fn missing_date(entity_type: EntityType, facts: &[&Fact]) -> Option<Absence> {
    if !matches!(entity_type, EntityType::Project(_) | EntityType::Agreement(_)) {
        return None;
    }
    let dates = facts.iter().filter_map(|fact| fact.date());
    let finest = dates.min_by_key(|date| date.edtf.latest() - date.edtf.earliest());
    match finest {
        None => Some(Absence::AnyDate),
        Some(date) if date.edtf.is_span() => Some(Absence::ExactDay(date.edtf)),
        Some(_) => None,
    }
}

fn missing_attributes(entity_type: EntityType, facts: &[&Fact], all: &[Fact]) -> Vec<Absence> {
    let has_role =
        |role: Role| facts.iter().flat_map(|fact| &fact.about).any(|about| about.role == role);
    let has_unit = |units: &[&str]| {
        let quantities = facts.iter().filter_map(|fact| fact.quantity());
        quantities.into_iter().any(|quantity| units.iter().any(|unit| quantity.unit.contains(unit)))
    };
    // An amount that is told of it in whatever role is told.
    let has_money = || {
        all.iter().flat_map(|fact| &fact.quantities).any(|quantity| quantity.unit.contains(MONEY))
    };
    let has_any_quantity = facts.iter().any(|fact| !fact.quantities.is_empty());
    let is_open = facts.iter().any(|fact| fact.is_prospective() || fact.status == Status::Ongoing)
        && all.iter().all(|fact| fact.outcome_of.is_empty());
    let candidates = match entity_type {
        EntityType::Agreement(_) => {
            let stated = stated_parties(facts);
            vec![(stated.len() < 2, Absence::Parties { stated }), (!has_money(), Absence::Money)]
        }
        EntityType::Project(project) => vec![
            (!has_role(Role::Lead), Absence::Lead),
            (!has_role(Role::Field), Absence::Field),
            (!has_role(Role::Location), Absence::Location),
            (!has_money() && project != ProjectType::Event, Absence::Money),
            (is_open, Absence::Outcome),
        ],
        EntityType::Site(_) => vec![(!has_unit(AREA), Absence::Area)],
        EntityType::Industry(_) => {
            vec![(!has_money(), Absence::Money), (!has_unit(COMPANIES), Absence::Companies)]
        }
        EntityType::Institution(institution) => {
            let body =
                matches!(institution, InstitutionType::Association | InstitutionType::Council);
            vec![(body && !has_any_quantity, Absence::Size)]
        }
    };
    candidates.into_iter().filter_map(|(missing, absence)| missing.then_some(absence)).collect()
}

/// The unit in which a source would state what something costs the city.
const MONEY: &str = "원";

/// The units in which the source would count companies.
const COMPANIES: &[&str] = &["기업", "개사", "업체"];

/// The units in which the source would state an area.
const AREA: &[&str] = &["㎡", "평", "ha"];

fn stated_parties(facts: &[&Fact]) -> Vec<String> {
    let parties = facts.iter().flat_map(|fact| &fact.about);
    let stated = parties.filter(|about| about.role == Role::Party && about.inferred.is_none());
    let mut names: Vec<String> = stated.map(|about| about.entity.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn missing_names(fact: &Fact) -> Option<Absence> {
    let named = fact.names_of_counted()?.into_iter().map(str::to_owned).collect();
    Some(Absence::Names { fact: fact.code, quantity: fact.quantity()?.clone(), named })
}
