//! Whether a record fits filters, and how many records have each value of a facet, all other facets' filters kept. One
//! pass says of each record whether it fits all filters, all but one, or fewer: the counts of a facet are over the
//! records that fit all but that facet. Lists and searches are held against their filters in the same way.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::{EntityType, Facet, FacetValue, Filters};
use crate::store::fact_index::{FactIndex, state_value};

/// At most so many sources, units, or entities of a kind are listed, the most frequent first.
const OFFERED: usize = 8;

/// How many records of a list have each value under the filters of all other facets. The values come facet by facet
/// in the order of the list's facets, and within a facet as a page offers them.
pub type FacetCounts = Vec<(FacetValue, u64)>;

/// The facets that are narrowed, each with the numbers of its chosen values. A value that no record has has no
/// number.
#[derive(Debug)]
pub struct Conditions(Vec<(Facet, Vec<usize>)>);

/// How a record matches the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterMatch {
    All,
    /// The filters of every facet match but those of this one.
    AllBut(Facet),
    No,
}

impl Conditions {
    pub fn new(index: &FactIndex, filters: &Filters) -> Self {
        let mut conditions: Vec<(Facet, Vec<usize>)> = Vec::new();
        for value in &filters.values {
            let number = match value {
                // Facts have no type.
                FacetValue::Type(_) => continue,
                FacetValue::State(state) => index.number(&state_value(*state)),
                value => index.number(value),
            };
            // The values of a facet stand together.
            match conditions.last_mut().filter(|(facet, _)| *facet == value.facet()) {
                Some((_, numbers)) => numbers.extend(number),
                None => conditions.push((value.facet(), number.into_iter().collect())),
            }
        }
        Self(conditions)
    }

    /// Checks a record against the conditions; `has` tells whether it has the value with a number.
    pub fn check(&self, has: impl Fn(usize) -> bool) -> FilterMatch {
        let mut unmet =
            self.0.iter().filter(|(_, wanted)| !wanted.iter().any(|number| has(*number)));
        match (unmet.next(), unmet.next()) {
            (None, _) => FilterMatch::All,
            (Some((facet, _)), None) => FilterMatch::AllBut(*facet),
            (Some(_), Some(_)) => FilterMatch::No,
        }
    }
}

impl FilterMatch {
    /// Whether a record counts for the values that it has of a facet.
    pub fn counts_for(self, facet: Facet) -> bool {
        match self {
            Self::All => true,
            Self::AllBut(unmet) => unmet == facet,
            Self::No => false,
        }
    }
}

/// Arranges the counts, by the numbers of values and for entities by type, as facets show them.
pub fn facet_counts(
    index: &FactIndex,
    facets: &[Facet],
    filters: &Filters,
    counts: &[u64],
    types: &BTreeMap<EntityType, u64>,
) -> FacetCounts {
    let types: FacetCounts =
        types.iter().map(|(one, count)| (FacetValue::Type(*one), *count)).collect();
    let types = types.iter().map(|(value, count)| (value, *count));
    let counted: Vec<(&FacetValue, u64)> =
        index.values.iter().zip(counts.iter().copied()).chain(types).collect();
    let mut shown = FacetCounts::new();
    for facet in facets {
        let is_offered =
            |(value, count): &(&FacetValue, u64)| *count > 0 && value.facet() == *facet;
        let mut offered: Vec<_> = counted.iter().copied().filter(is_offered).collect();
        match facet {
            // Themes are numbered in their order.
            Facet::Theme => {}
            Facet::Source | Facet::Unit | Facet::About(_) => {
                let is_wanted = |value: &FacetValue| filters.values.contains(value);
                offered.sort_by_key(|(value, count)| (!is_wanted(value), Reverse(*count)));
                offered.truncate(OFFERED);
            }
            Facet::Year
            | Facet::Status
            | Facet::State
            | Facet::Subject
            | Facet::Type
            | Facet::Record => offered.sort_unstable(),
        }
        shown.extend(offered.into_iter().map(|(value, count)| (value.clone(), count)));
    }
    shown
}
