//! What narrows a list, in words: the values in force, the values that a reader may add with how many records have
//! each, and what a list under one value is called.

use crate::address::{Address, Listing, facet_name};
use crate::domain::{Facet, FacetValue, Filters, List};
use crate::hangul::{Particle, with_particle};
use crate::pages::Context;
use crate::store::FacetCounts;
use crate::wording::{
    entity_type_label, facet_label, kind_label, list_label, record_kind_label, source_text,
    state_before_plan, state_label, status_label, unit_label,
};

/// A facet with its values.
#[derive(Debug)]
pub struct FacetGroup {
    pub label: &'static str,
    /// The facet's parameter, for ids on the page.
    pub name: &'static str,
    pub values: Vec<OfferedValue>,
}

/// A value of a facet.
#[derive(Debug)]
pub struct OfferedValue {
    pub value: FacetValue,
    pub label: String,
    /// How many records have it.
    pub count: u64,
    /// The list with the value, or without it when it is in force.
    pub address: Address,
    pub in_force: bool,
}

impl OfferedValue {
    /// The class of the colour of a theme.
    pub fn class(&self) -> Option<String> {
        match &self.value {
            FacetValue::Theme(slug) => Some(format!("theme-{slug}")),
            _ => None,
        }
    }

    /// The mark of a state.
    pub fn mark(&self) -> Option<&'static str> {
        match &self.value {
            FacetValue::State(state) => Some(state.key()),
            _ => None,
        }
    }
}

/// What a value is called; `None` if it names an entity, a theme or a source that does not exist.
pub fn value_label(context: Context<'_>, value: &FacetValue) -> Option<String> {
    let Context { store, site, .. } = context;
    Some(match value {
        FacetValue::Year(year) => format!("{year}년"),
        FacetValue::Status(status) => status_label(*status).to_owned(),
        FacetValue::State(state) => state_label(*state).to_owned(),
        FacetValue::Theme(slug) => site.theme(slug)?.name.clone(),
        FacetValue::Source(slug) => source_text(site.source(slug)?),
        FacetValue::Unit(unit) => store.has_unit(unit).then(|| unit_label(unit))?,
        FacetValue::Subject(kind) => format!("{} 기록", kind_label(*kind)),
        FacetValue::Type(entity_type) => entity_type_label(*entity_type).to_owned(),
        FacetValue::Record(kind) => record_kind_label(*kind).to_owned(),
        FacetValue::About(kind, slug) => store.entity_name(*kind, slug)?.to_owned(),
    })
}

/// Whether everything that filters name exists.
pub fn are_known(context: Context<'_>, filters: &Filters) -> bool {
    filters.values.iter().all(|value| value_label(context, value).is_some())
}

/// The filters in force, by these facets: what each says, and what is left without it, at its address.
pub fn tags(
    context: Context<'_>,
    facets: &[Facet],
    filters: &Filters,
    narrowed: impl Fn(Filters) -> Address,
) -> Vec<(String, Address)> {
    let tag = |value: &FacetValue| {
        let label = value_label(context, value)?;
        let label = match value.facet() {
            // A status and a type can have one word for both.
            facet @ (Facet::Status | Facet::Unit | Facet::Type) => {
                format!("{}: {label}", facet_label(facet))
            }
            _ => label,
        };
        Some((label, narrowed(filters.toggled(value))))
    };
    let values = facets.iter().flat_map(|facet| filters.of(*facet));
    let mut tags: Vec<_> = values.filter_map(tag).collect();
    if let Some(text) = &filters.text {
        tags.push((format!("‘{text}’"), narrowed(Filters { text: None, ..filters.clone() })));
    }
    tags
}

/// These facets, each with the values that some record has.
pub(super) fn groups(
    context: Context<'_>,
    facets: &[Facet],
    filters: &Filters,
    narrowed: impl Fn(Filters) -> Address,
    counts: &FacetCounts,
) -> Vec<FacetGroup> {
    let value = |(value, count): &(FacetValue, u64)| {
        let in_force = filters.values.contains(value);
        // Dozens of sources have one or two records, which their own pages show as well.
        if value.facet() == Facet::Source && *count <= 2 && !in_force {
            return None;
        }
        let address = narrowed(filters.toggled(value));
        let (label, count) = (value_label(context, value)?, *count);
        Some(OfferedValue { value: value.clone(), label, count, address, in_force })
    };
    let group = |facet: &Facet| {
        let own = counts.iter().filter(|(value, _)| value.facet() == *facet);
        let values = own.filter_map(value).collect();
        FacetGroup { label: facet_label(*facet), name: facet_name(*facet), values }
    };
    let mut groups: Vec<FacetGroup> = facets.iter().map(group).collect();
    groups.retain(|group| !group.values.is_empty());
    groups
}

/// What a list is called that is narrowed by one value alone, where that reads well: `탄소 계획`, `수치: 명`.
pub(super) fn title_under(context: Context<'_>, listing: &Listing) -> Option<String> {
    let Filters { values, text: None } = &listing.filters else { return None };
    let noun = match listing.list {
        // A source tells of what happened, not of a timeline.
        List::Timeline if matches!(values.first(), Some(FacetValue::Source(_))) => "일",
        list => list_label(list),
    };
    let mut values = values.iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let label = value_label(context, value)?;
    Some(match value {
        FacetValue::Year(_) | FacetValue::Theme(_) | FacetValue::About(..) => {
            format!("{label} {noun}")
        }
        FacetValue::State(state) => {
            state_before_plan(*state).map_or(label, |before| format!("{before} {noun}"))
        }
        FacetValue::Source(_) => {
            format!("{} 전한 {noun}", with_particle(&label, Particle::Subject))
        }
        FacetValue::Unit(_) => format!("{noun}: {label}"),
        FacetValue::Status(_)
        | FacetValue::Subject(_)
        | FacetValue::Type(_)
        | FacetValue::Record(_) => return None,
    })
}
