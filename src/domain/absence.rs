//! What a record of its kind would normally have and the source does not state. Computed from the
//! model alone, so it is true of every entity without anyone typing it; says nothing of what other
//! sources may hold.

use super::{Entity, EntityType, Fact, Point, ProjectType, Role, Status};

/// Something the source does not state about an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// No fact has a date.
    AnyDate,
    /// The most exact date is this coarse; no day is named.
    ExactDay(Point),
    /// No amount of money.
    Money,
    /// Nobody is named as carrying it out.
    Lead,
    /// No industry is named as its field.
    Field,
    /// No place is named.
    Location,
    /// Fewer than two parties are named outright.
    Parties { stated: usize },
    /// A planned thing of which no result is recorded.
    Outcome,
    /// No area.
    Area,
    /// No number at all: size, output, jobs.
    Size,
    /// A fact counts entities of which the source names only some.
    Names { fact: super::Code, named: Vec<String> },
}

/// What the source does not state about an entity, given every fact about it. Only facts that have
/// the entity as their subject count as its own: a total over several sites is no site's area.
#[must_use]
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
    missing.extend(missing_attributes(entity.entity_type, &own));
    missing.extend(own.iter().filter_map(|fact| missing_names(fact)));
    missing
}

fn missing_date(entity_type: EntityType, facts: &[&Fact]) -> Option<Absence> {
    if !matches!(entity_type, EntityType::Project(_) | EntityType::Agreement(_)) {
        return None;
    }
    let dates = facts.iter().filter_map(|fact| fact.date.as_ref());
    let finest = dates.min_by_key(|date| date.edtf.latest() - date.edtf.earliest());
    match finest {
        None => Some(Absence::AnyDate),
        Some(date) if date.edtf.is_span() => Some(Absence::ExactDay(date.edtf.start())),
        Some(_) => None,
    }
}

fn missing_attributes(entity_type: EntityType, facts: &[&Fact]) -> Vec<Absence> {
    let has_role =
        |role: Role| facts.iter().flat_map(|fact| &fact.about).any(|about| about.role == role);
    let has_unit = |units: &[&str]| {
        let quantities = facts.iter().filter_map(|fact| fact.quantity.as_ref());
        quantities.into_iter().any(|quantity| units.iter().any(|unit| quantity.unit.contains(unit)))
    };
    let has_any_quantity = facts.iter().any(|fact| fact.quantity.is_some());
    let is_open = facts.iter().any(|fact| fact.is_prospective())
        && !facts.iter().any(|fact| fact.status == Status::Done);
    let candidates = match entity_type {
        EntityType::Agreement(_) => {
            let stated = stated_parties(facts);
            vec![(stated < 2, Absence::Parties { stated }), (!has_unit(MONEY), Absence::Money)]
        }
        EntityType::Project(project) => vec![
            (!has_role(Role::Lead), Absence::Lead),
            (!has_role(Role::Field), Absence::Field),
            (!has_role(Role::Location), Absence::Location),
            (!has_unit(MONEY) && project != ProjectType::Event, Absence::Money),
            (is_open, Absence::Outcome),
        ],
        EntityType::Site(_) => vec![(!has_unit(AREA), Absence::Area)],
        EntityType::Industry(_) | EntityType::Institution(_) => {
            vec![(!has_any_quantity, Absence::Size)]
        }
    };
    candidates.into_iter().filter_map(|(missing, absence)| missing.then_some(absence)).collect()
}

/// The units in which the source would state an amount of money.
const MONEY: &[&str] = &["원", "달러"];

/// The units in which the source would state an area.
const AREA: &[&str] = &["㎡", "평", "ha"];

fn stated_parties(facts: &[&Fact]) -> usize {
    let parties = facts.iter().flat_map(|fact| &fact.about);
    let stated = parties.filter(|about| about.role == Role::Party && about.inferred.is_none());
    let mut slugs: Vec<_> = stated.map(|about| &about.entity.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs.len()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a fact names a handful of entities, far below 2^53"
)]
fn missing_names(fact: &Fact) -> Option<Absence> {
    let named = fact.named_of_counted()?;
    let quantity = fact.quantity.as_ref()?;
    (quantity.value > named.len() as f64).then(|| Absence::Names {
        fact: fact.code,
        named: named.into_iter().map(|entity| entity.name.clone()).collect(),
    })
}
