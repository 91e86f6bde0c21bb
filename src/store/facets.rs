//! Which facts fit the filters of a list, and how many records have each value of a facet, all other facets'
//! filters kept. One pass says of each fact whether it fits all filters, all but one, or fewer: the
//! counts of a facet are over the facts that fit all but that facet. A search holds what it found against its
//! filters in the same way.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::domain::{EntityType, Facet, FacetValue, Filters, List};
use crate::store::fact_index::{FactIndex, IndexedFact, state_value};

/// The most sources, units, or entities of a kind, that are counted out; the most frequent come first.
const OFFERED: usize = 8;

/// How many records of a list have a value, whatever else is wanted of the value's facet, all other filters kept.
/// The values come facet by facet in the order of the list's facets, and of each facet as a page offers them.
pub type FacetCounts = Vec<(FacetValue, u64)>;

/// The facets in force, each with the numbers of the values that are wanted; a value that no record has is none.
#[derive(Debug)]
pub struct Conditions(Vec<(Facet, Vec<usize>)>);

/// How a record fits the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    All,
    /// It would fit if it were not for this facet.
    AllBut(Facet),
    No,
}

/// The filters of a list, held against every fact. What they ask of entities alone is not looked at.
#[derive(Debug)]
pub struct FacetQuery {
    fits: Vec<Fit>,
    /// The numbers of the states that the plans are in on the day, by fact.
    states: Vec<Option<usize>>,
    list: List,
    filters: Filters,
}

impl FacetQuery {
    /// `with_words` are the ids of the facts that have the words asked for.
    pub fn new(
        index: &FactIndex,
        list: List,
        filters: &Filters,
        with_words: Option<&HashSet<i64>>,
        today: NaiveDate,
    ) -> Self {
        let conditions = Conditions::new(index, filters);
        let mut states = vec![None; index.facts.len()];
        // Only the list of plans asks for states.
        if list == List::Plans {
            for plan in &index.plans {
                states[*plan] = index.state_number(*plan, today);
            }
        }
        let fit = |(fact, state): (&IndexedFact, &Option<usize>)| {
            let has_words =
                with_words.is_none_or(|ids| ids.contains(&i64::from(fact.code.number())));
            let has = |number: usize| {
                fact.values.binary_search(&number).is_ok() || *state == Some(number)
            };
            if is_listed(list, fact) && has_words { conditions.fit(has) } else { Fit::No }
        };
        let fits = index.facts.iter().zip(&states).map(fit).collect();
        Self { fits, states, list, filters: filters.clone() }
    }

    /// Whether the fact at a position fits.
    pub fn fits(&self, fact: usize) -> bool {
        self.fits[fact] == Fit::All
    }

    /// How many facts there are with each value.
    pub fn count_facts(&self, index: &FactIndex) -> FacetCounts {
        let mut counts = vec![0; index.values.len()];
        for fact in 0..self.fits.len() {
            for number in self.countable(index, fact) {
                counts[number] += 1;
            }
        }
        facet_counts(index, &self.list.facets(), &self.filters, &counts, &BTreeMap::new())
    }

    /// How many of some entities there are with each value, which an entity has when one fact about it has it.
    /// The entities are by type what `has_type` says; the counts of the types leave that out.
    pub fn count_entities(
        &self,
        index: &FactIndex,
        entities: impl Iterator<Item = usize>,
        has_type: impl Fn(usize) -> bool,
    ) -> FacetCounts {
        let mut counts = vec![0; index.values.len()];
        // The entity for which a value was counted last, so that each is counted once.
        let mut counted_for = vec![None; index.values.len()];
        let mut types = BTreeMap::<EntityType, u64>::new();
        for entity in entities {
            let facts = &index.entities[entity].facts;
            if facts.iter().any(|fact| self.fits(*fact)) {
                *types.entry(index.entities[entity].entity_type).or_default() += 1;
            }
            if has_type(entity) {
                for number in facts.iter().flat_map(|fact| self.countable(index, *fact)) {
                    if counted_for[number].replace(entity) != Some(entity) {
                        counts[number] += 1;
                    }
                }
            }
        }
        facet_counts(index, &self.list.facets(), &self.filters, &counts, &types)
    }

    /// The numbers of the values that a fact counts for: all when it fits, those of the only facet that it does not fit.
    fn countable<'i>(
        &self,
        index: &'i FactIndex,
        position: usize,
    ) -> impl Iterator<Item = usize> + use<'i> {
        let (fit, values) = (self.fits[position], &index.facts[position].values);
        let (values, state) = match fit {
            Fit::No => (&[][..], None),
            Fit::All | Fit::AllBut(_) => (&values[..], self.states[position]),
        };
        let counts = move |number: &usize| fit.counts_for(index.values[*number].facet());
        values.iter().copied().chain(state).filter(counts)
    }
}

impl Conditions {
    pub fn new(index: &FactIndex, filters: &Filters) -> Self {
        let mut conditions: Vec<(Facet, Vec<usize>)> = Vec::new();
        for value in &filters.values {
            let number = match value {
                // No fact has one.
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

    /// How a record fits that has the values of some numbers.
    pub fn fit(&self, has: impl Fn(usize) -> bool) -> Fit {
        let mut unmet =
            self.0.iter().filter(|(_, wanted)| !wanted.iter().any(|number| has(*number)));
        match (unmet.next(), unmet.next()) {
            (None, _) => Fit::All,
            (Some((facet, _)), None) => Fit::AllBut(*facet),
            (Some(_), Some(_)) => Fit::No,
        }
    }
}

impl Fit {
    /// Whether a record counts for the values that it has of a facet.
    pub fn counts_for(self, facet: Facet) -> bool {
        match self {
            Self::All => true,
            Self::AllBut(unmet) => unmet == facet,
            Self::No => false,
        }
    }
}

/// The counts by the number of a value, and by type where the list is of entities, as facets show them.
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
            // They have numbers in their order.
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

/// Whether a fact is in a list without filters.
fn is_listed(list: List, fact: &IndexedFact) -> bool {
    match list {
        List::Plans => fact.plan.is_some(),
        List::Timeline => fact.dates.is_some(),
        List::Figures => fact.has_quantity,
        List::Facts | List::Entities(_) => true,
    }
}
