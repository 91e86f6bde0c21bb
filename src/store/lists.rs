//! Parts of lists: which records fit the filters, and how many there are. This is decided in memory, so that a page
//! costs the same however far down the list it is; only the records on it are read from the tables.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use chrono::NaiveDate;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::error::StoreError;
use super::facets::{Conditions, FacetCounts, FilterMatch, facet_counts};
use super::fact_index::{IndexedFact, IndexedPlan};
use super::handle::Store;
use crate::domain::{Entity, EntityType, Facet, FacetValue, Fact, Filters, Kind, List};

/// A part of a list, and how many records the whole has.
#[derive(Debug)]
pub struct ListPart<T> {
    pub items: Vec<T>,
    pub total: u64,
}

/// A narrowed list. Its filters are applied to the facts once, whatever is then asked of the list.
#[derive(Debug)]
pub struct FilteredList<'s> {
    store: &'s Store,
    list: List,
    filters: &'s Filters,
    /// How each fact matches the filters. What the filters ask of entities alone is not looked at.
    matches: Vec<FilterMatch>,
    /// The numbers of the states that the plans are in on the day, by fact.
    states: Vec<Option<usize>>,
    /// In a list of entities, the ids of those that have the words asked for.
    with_words: Option<HashSet<i64>>,
}

impl Store {
    /// A list narrowed by filters, as it is on a day, because the day decides the state of plans.
    ///
    /// The future is boxed for the reason that [`Self::facts_by_id`] gives.
    pub fn narrowed<'s>(
        &'s self,
        list: List,
        filters: &'s Filters,
        today: NaiveDate,
    ) -> BoxFuture<'s, Result<FilteredList<'s>, StoreError>> {
        self.held_against(list, filters, today).boxed()
    }

    async fn held_against<'s>(
        &'s self,
        list: List,
        filters: &'s Filters,
        today: NaiveDate,
    ) -> Result<FilteredList<'s>, StoreError> {
        let (mut facts, mut with_words) = (None, None);
        if let Some(text) = &filters.text {
            let found = self.ids_with_text(text).await?;
            if list.is_of_entities() {
                with_words = Some(found.entities);
            } else {
                facts = Some(found.facts);
            }
        }
        let index = &self.index;
        let conditions = Conditions::new(index, filters);
        let mut states = vec![None; index.facts.len()];
        // Only the list of plans asks for states.
        if list == List::Plans {
            for plan in &index.plans {
                states[*plan] = index.state_number(*plan, today);
            }
        }
        let filter_match = |(fact, state): (&IndexedFact, &Option<usize>)| {
            let code = i64::from(fact.code.number());
            let has_words = facts.as_ref().is_none_or(|ids| ids.contains(&code));
            let has = |number: usize| {
                fact.values.binary_search(&number).is_ok() || *state == Some(number)
            };
            if is_listed(list, fact) && has_words { conditions.check(has) } else { FilterMatch::No }
        };
        let matches = index.facts.iter().zip(&states).map(filter_match).collect();
        Ok(FilteredList { store: self, list, filters, matches, states, with_words })
    }
}

impl FilteredList<'_> {
    /// The facts within `range` of the list's order.
    pub async fn facts(&self, range: Range<u64>) -> Result<ListPart<Fact>, StoreError> {
        let ids = self.ids();
        let items = self.store.facts_by_id(within(&ids, range)).await?;
        Ok(ListPart { items, total: ids.len() as u64 })
    }

    /// The day on which the fact before this position of the timeline begins, if there is one.
    pub fn day_before(&self, position: u64) -> Option<NaiveDate> {
        let index = &self.store.index;
        let before = usize::try_from(position.checked_sub(1)?).ok()?;
        let fact = index.by_date.iter().filter(|fact| self.is_match(**fact)).nth(before)?;
        index.facts[*fact].dates.map(|(earliest, _)| earliest)
    }

    /// The entities within `range` of the list's order.
    pub async fn entities(&self, range: Range<u64>) -> Result<ListPart<Entity>, StoreError> {
        let ids = self.ids();
        let items = self.store.entities_by_id(&within(&ids, range)).await?;
        Ok(ListPart { items, total: ids.len() as u64 })
    }

    /// How many records fit.
    pub fn total(&self) -> u64 {
        self.ids().len() as u64
    }

    /// The ids of all records that fit, in the list's order.
    pub fn ids(&self) -> Vec<i64> {
        let index = &self.store.index;
        let is_match = |fact: &usize| self.is_match(*fact);
        let id = |fact: usize| index.id_of(fact);
        match self.list {
            List::Plans => self.plans().map(|(fact, _)| id(fact)).collect(),
            List::Timeline => index.by_date.iter().copied().filter(is_match).map(id).collect(),
            List::Facts | List::Figures => {
                (0..index.facts.len()).filter(is_match).map(id).collect()
            }
            List::Entities(kind) => {
                let is_match = |entity: &usize| {
                    self.has_type(*entity) && index.entities[*entity].facts.iter().any(is_match)
                };
                let entities = self.entities_with_words(kind).filter(is_match);
                entities.map(|entity| index.entities[entity].id).collect()
            }
        }
    }

    /// The positions of the plans that fit, by theme and then by code, with what is known of each.
    pub fn plans(&self) -> impl Iterator<Item = (usize, &IndexedPlan)> {
        let index = &self.store.index;
        let matching = index.plans.iter().copied().filter(|plan| self.is_match(*plan));
        matching.filter_map(|plan| Some((plan, index.facts[plan].plan.as_ref()?)))
    }

    /// How many records there are with each value of each filter of the list. An entity has a value when one fact about it
    /// has it; the counts of the types leave out which types are wanted.
    pub fn facet_counts(&self) -> FacetCounts {
        let index = &self.store.index;
        let mut counts = vec![0; index.values.len()];
        let mut types = BTreeMap::<EntityType, u64>::new();
        match self.list {
            List::Entities(kind) => {
                // The entity for which a value was counted last, so that each is counted once.
                let mut counted_for = vec![None; index.values.len()];
                for entity in self.entities_with_words(kind) {
                    let facts = &index.entities[entity].facts;
                    if facts.iter().any(|fact| self.is_match(*fact)) {
                        *types.entry(index.entities[entity].entity_type).or_default() += 1;
                    }
                    if self.has_type(entity) {
                        for number in facts.iter().flat_map(|fact| self.countable(*fact)) {
                            if counted_for[number].replace(entity) != Some(entity) {
                                counts[number] += 1;
                            }
                        }
                    }
                }
            }
            List::Plans | List::Timeline | List::Facts | List::Figures => {
                for number in (0..self.matches.len()).flat_map(|fact| self.countable(fact)) {
                    counts[number] += 1;
                }
            }
        }
        facet_counts(index, &self.list.facets(), self.filters, &counts, &types)
    }

    /// Whether the fact at a position matches the filters.
    fn is_match(&self, fact: usize) -> bool {
        self.matches[fact] == FilterMatch::All
    }

    /// The numbers of the values that a fact counts for: all when it fits, those of the only facet that it does not fit.
    fn countable(&self, position: usize) -> impl Iterator<Item = usize> {
        let index = &self.store.index;
        let (filter_match, values) = (self.matches[position], &index.facts[position].values);
        let (values, state) = match filter_match {
            FilterMatch::No => (&[][..], None),
            FilterMatch::All | FilterMatch::AllBut(_) => (&values[..], self.states[position]),
        };
        // The facet is looked up only where it matters: there are millions of values to count.
        let counts = move |number: &usize| {
            filter_match == FilterMatch::All
                || filter_match.counts_for(index.values[*number].facet())
        };
        values.iter().copied().chain(state).filter(counts)
    }

    /// Every value of a facet that a fitting fact has, even if a page would not offer them all.
    pub fn values_of(&self, facet: Facet) -> BTreeSet<&FacetValue> {
        let index = &self.store.index;
        let matching = (0..index.facts.len()).filter(|fact| self.is_match(*fact));
        let values = matching.flat_map(|fact| index.facts[fact].values.iter());
        values.map(|number| &index.values[*number]).filter(|value| value.facet() == facet).collect()
    }

    fn entities_with_words(&self, kind: Kind) -> impl Iterator<Item = usize> {
        let id = |entity: usize| self.store.index.entities[entity].id;
        let has_words = move |entity: &usize| {
            self.with_words.as_ref().is_none_or(|ids| ids.contains(&id(*entity)))
        };
        self.store.index.entities_of(kind).filter(has_words)
    }

    fn has_type(&self, entity: usize) -> bool {
        let own = self.store.index.entities[entity].entity_type;
        self.filters.admits(&FacetValue::Type(own))
    }
}

/// The ids within a range, which may lie beyond the end.
fn within(ids: &[i64], range: Range<u64>) -> Vec<i64> {
    let bound = |position: u64| {
        usize::try_from(position).map_or(ids.len(), |position| position.min(ids.len()))
    };
    ids[bound(range.start)..bound(range.end).max(bound(range.start))].to_vec()
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
