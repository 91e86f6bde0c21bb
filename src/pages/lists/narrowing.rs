//! The filters of a list in words: those in force, those that a reader may add with the number of records for each,
//! and the title of a filtered list.

use crate::address::{Address, Listing, facet_name};
use crate::domain::{Facet, FacetValue, Filters, Kind, List, PlanState};
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
    /// The number of records with the value.
    pub count: u64,
    /// The list with the value; if it is in force, the list without it.
    pub address: Address,
    pub in_force: bool,
}

impl OfferedValue {
    /// The class for the colour of a theme.
    pub fn class(&self) -> Option<String> {
        match &self.value {
            FacetValue::Theme(slug) => Some(format!("theme-{slug}")),
            _ => None,
        }
    }

    /// The key of the mark of a state.
    pub fn mark_key(&self) -> Option<&'static str> {
        match &self.value {
            FacetValue::State(state) => Some(state.key()),
            _ => None,
        }
    }
}

/// The name of a value; `None` if the value is an entity, a theme or a source that does not exist.
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

/// Whether everything that the filters name exists.
pub fn are_known(context: Context<'_>, filters: &Filters) -> bool {
    filters.values.iter().all(|value| value_label(context, value).is_some())
}

/// The filters in force, in the order of these facets: the text of each, and the address without it.
pub fn tags(
    context: Context<'_>,
    facets: &[Facet],
    filters: &Filters,
    narrowed: impl Fn(Filters) -> Address,
) -> Vec<(String, Address)> {
    let tag = |value: &FacetValue| {
        let label = value_label(context, value)?;
        let label = match value.facet() {
            // A status and a type can have the same name.
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

/// These facets with the values that some record has. Sources of one or two records are left out unless chosen.
pub(super) fn groups(
    context: Context<'_>,
    facets: &[Facet],
    filters: &Filters,
    narrowed: impl Fn(Filters) -> Address,
    counts: &FacetCounts,
) -> Vec<FacetGroup> {
    let value = |(value, count): &(FacetValue, u64)| {
        let in_force = filters.values.contains(value);
        // Dozens of sources have only one or two records, which their own pages show.
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

/// The title of a list with its filters, as one would say it: `이루어진 탄소 계획`, `2017년 연표 가운데 있었던 일`, `탄소 수치: 명`. With
/// more than four filters it gives only their number.
pub(super) fn narrowed_title(context: Context<'_>, listing: &Listing, title: &str) -> String {
    let Listing { list, filters, .. } = listing;
    match filters.len() {
        0 => return title.to_owned(),
        1..=4 => {}
        conditions => return format!("조건 {conditions}개로 좁힌 {}", list_label(*list)),
    }
    let word = |value: &FacetValue| match value {
        FacetValue::State(state) => Some(state_before_plan(*state).to_owned()),
        FacetValue::Subject(kind) => {
            Some(format!("{} 다룬", with_particle(kind_label(*kind), Particle::Object)))
        }
        _ => value_label(context, value),
    };
    // Values of one facet are alternatives.
    let words = |facet: Facet| {
        let words: Vec<String> = filters.of(facet).filter_map(word).collect();
        (!words.is_empty()).then(|| words.join("·"))
    };
    let with_subject =
        |subject: &str, verb: &str| format!("{} {verb}", with_particle(subject, Particle::Subject));
    let text = filters.text.as_ref().map(|text| with_subject(&format!("‘{text}’"), "나오는"));
    let source = words(Facet::Source).map(|sources| with_subject(&sources, "전한"));
    let hope = FacetValue::State(PlanState::Unverifiable);
    let noun = match list {
        // A source tells of events, not of a timeline.
        List::Timeline if source.is_some() => "일",
        // A hope that nobody can check is not called a plan.
        List::Plans if filters.of(Facet::State).eq([&hope]) => "기대",
        list => list_label(*list),
    };
    let before = [Facet::State, Facet::Year, Facet::Subject];
    let about = Kind::ALL.iter().map(|kind| Facet::About(*kind));
    let before = before.into_iter().chain(about).chain([Facet::Theme]);
    let mut parts: Vec<String> =
        text.into_iter().chain(source).chain(before.filter_map(words)).collect();
    parts.push(noun.to_owned());
    let mut title = parts.join(" ");
    for (facet, joint) in [(Facet::Status, " 가운데 "), (Facet::Type, ": "), (Facet::Unit, ": ")]
    {
        if let Some(words) = words(facet) {
            title = format!("{title}{joint}{words}");
        }
    }
    title
}
