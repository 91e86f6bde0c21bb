//! Filters in addresses: the name of each facet's parameter, and how its values are read and written.

use super::parameters::{ParameterError, ParameterFault, Parameters, SEARCH_MAX};
use crate::domain::{
    EntityType, Facet, FacetValue, Filters, Kind, PlanState, RecordKind, Slug, Status,
};

/// The parameter for the words that a record must contain.
pub(super) const WORDS: &str = "q";

/// The years that can be asked for: those of four digits.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

/// The states that a list of plans can be narrowed to. `passed` also finds plans that never named a time, because a
/// reader asks what became of a plan, not why that is unknown.
pub const STATES: &[PlanState] = &[
    PlanState::Done,
    PlanState::Partly,
    PlanState::Begun,
    PlanState::Changed,
    PlanState::Postponed,
    PlanState::Dropped,
    PlanState::Passed,
    PlanState::NotDue,
    PlanState::Unverifiable,
];

/// The name of a facet's parameter.
pub const fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Year => "year",
        Facet::Status => "status",
        Facet::State => "state",
        Facet::Theme => "theme",
        Facet::Source => "source",
        Facet::Subject => "kind",
        Facet::Unit => "unit",
        Facet::Type | Facet::Record => "type",
        Facet::About(kind) => kind.key(),
    }
}

/// Reads the filters of these facets from the parameters. `kind` is set where the list holds entities of one kind.
pub(super) fn parse_filters(
    facets: &[Facet],
    kind: Option<Kind>,
    parameters: Parameters<'_>,
) -> Result<Filters, ParameterError> {
    let mut filters = Filters::default();
    for facet in facets {
        for text in parameters.texts(facet_name(*facet), SEARCH_MAX)? {
            filters.values.insert(facet_value(kind, *facet, &text)?);
        }
    }
    filters.text = parameters.text(WORDS, SEARCH_MAX)?;
    Ok(filters)
}

/// The parameters for the values of the filters, in the order of these facets.
pub(super) fn chosen(facets: &[Facet], filters: &Filters) -> Vec<(&'static str, String)> {
    let values = facets.iter().flat_map(|facet| filters.of(*facet));
    values.map(|value| (facet_name(value.facet()), value_text(value))).collect()
}

/// Reads the text of a parameter as a value of its facet.
fn facet_value(kind: Option<Kind>, facet: Facet, text: &str) -> Result<FacetValue, ParameterError> {
    let name = facet_name(facet);
    let slug = || Slug::parse(text).ok_or_else(|| ParameterFault::NoSuch(text.to_owned()).of(name));
    Ok(match facet {
        Facet::Year => {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            let year = text.parse().ok().filter(|year| is_number && YEARS.contains(year));
            FacetValue::Year(year.ok_or_else(|| ParameterFault::NotAYear.of(name))?)
        }
        Facet::Status => FacetValue::Status(one_of(name, text, Status::ALL, Status::key)?),
        Facet::State => FacetValue::State(one_of(name, text, STATES, PlanState::key)?),
        Facet::Theme => FacetValue::Theme(slug()?),
        Facet::Source => FacetValue::Source(slug()?),
        Facet::Subject => FacetValue::Subject(one_of(name, text, Kind::ALL, Kind::key)?),
        Facet::Unit => FacetValue::Unit(text.to_owned()),
        Facet::Type => {
            // Facts have no types of their own.
            let kind = kind.ok_or_else(|| ParameterFault::Unknown.of(name))?;
            let none = || none_of(name, text, EntityType::keys(kind));
            FacetValue::Type(EntityType::from_key(kind, text).ok_or_else(none)?)
        }
        Facet::Record => {
            FacetValue::Record(one_of(name, text, &RecordKind::all(), RecordKind::key)?)
        }
        Facet::About(kind) => FacetValue::About(kind, slug()?),
    })
}

/// A value as it stands in an address.
pub fn value_text(value: &FacetValue) -> String {
    match value {
        FacetValue::Year(year) => year.to_string(),
        FacetValue::Status(status) => status.key().to_owned(),
        FacetValue::State(state) => state.key().to_owned(),
        FacetValue::Theme(slug) | FacetValue::Source(slug) | FacetValue::About(_, slug) => {
            slug.to_string()
        }
        FacetValue::Unit(unit) => unit.clone(),
        FacetValue::Subject(kind) => kind.key().to_owned(),
        FacetValue::Type(entity_type) => entity_type.key().to_owned(),
        FacetValue::Record(kind) => kind.key().to_owned(),
    }
}

/// The value among `all` whose key is this text.
pub(super) fn one_of<T: Copy>(
    name: &str,
    text: &str,
    all: &[T],
    key: impl Fn(T) -> &'static str,
) -> Result<T, ParameterError> {
    let found = all.iter().copied().find(|value| key(*value) == text);
    let keys = || all.iter().map(|value| key(*value)).collect();
    found.ok_or_else(|| none_of(name, text, keys()))
}

fn none_of(name: &str, typed: &str, values: Vec<&'static str>) -> ParameterError {
    ParameterFault::NotOneOf { typed: typed.to_owned(), values }.of(name)
}
