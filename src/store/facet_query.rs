//! Which facts fit the filters of a list, and how many records there would be with each other value of a filter,
//! all other filters kept. One pass says of each fact whether it fits all filters, all but one, or fewer: the
//! counts of a facet are over the facts that fit all but that facet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::fact_index::{FacetValue, FactIndex, IndexedFact, state_value};
use crate::domain::{EntityRef, EntityType, Facet, Filters, Kind, List, PlanState, Slug, Status};

/// The most entities of a kind that are counted out; the most frequent come first.
const OFFERED: usize = 40;

/// How many records of a list there are with each value of a filter, all other filters kept.
#[derive(Debug, Clone, Default)]
pub struct FacetCounts {
    /// A record counts in each year that its date touches.
    pub years: BTreeMap<i32, u64>,
    pub statuses: Vec<(Status, u64)>,
    pub states: Vec<(PlanState, u64)>,
    /// In the order of the themes.
    pub themes: Vec<(Slug, u64)>,
    /// The one in force, then those on which the most rests.
    pub sources: Vec<(Slug, u64)>,
    pub subjects: Vec<(Kind, u64)>,
    pub types: Vec<(EntityType, u64)>,
    /// Of each kind the one that is in force, then the most frequent.
    pub entities: Vec<(EntityRef, u64)>,
}

/// How a fact fits the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
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
        let conditions = conditions(index, filters);
        // Only the list of plans asks for states.
        let asks_states = list == List::Plans;
        let state = |fact: usize| index.state_number(fact, today).filter(|_| asks_states);
        let states: Vec<Option<usize>> = (0..index.facts.len()).map(state).collect();
        let fit = |(fact, state): (&IndexedFact, &Option<usize>)| {
            let has_words =
                with_words.is_none_or(|ids| ids.contains(&i64::from(fact.code.number())));
            let has = |number: usize| {
                fact.values.binary_search(&number).is_ok() || *state == Some(number)
            };
            let mut unmet =
                conditions.iter().filter(|(_, number)| number.is_none_or(|number| !has(number)));
            match (is_listed(list, fact) && has_words, unmet.next(), unmet.next()) {
                (true, None, _) => Fit::All,
                (true, Some((facet, _)), None) => Fit::AllBut(*facet),
                _ => Fit::No,
            }
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
        self.facet_counts(index, &counts)
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
        FacetCounts { types: types.into_iter().collect(), ..self.facet_counts(index, &counts) }
    }

    /// The values of a fact that it counts for: all when it fits, those of the only facet that it does not fit.
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
        let counts = move |number: &usize| match fit {
            Fit::AllBut(facet) => index.values[*number].facet() == facet,
            Fit::All | Fit::No => true,
        };
        values.iter().copied().chain(state).filter(counts)
    }

    /// The counts by value as the facets of the list show them.
    fn facet_counts(&self, index: &FactIndex, counts: &[u64]) -> FacetCounts {
        let mut facets = FacetCounts::default();
        let shown = self.list.facets();
        for (value, count) in index.values.iter().zip(counts).filter(|(_, count)| **count > 0) {
            match value {
                _ if !shown.contains(&value.facet()) => {}
                FacetValue::Year(year) => drop(facets.years.insert(*year, *count)),
                FacetValue::Status(status) => facets.statuses.push((*status, *count)),
                FacetValue::State(state) => facets.states.push((*state, *count)),
                FacetValue::Theme(theme) => facets.themes.push((theme.clone(), *count)),
                FacetValue::Source(source) => facets.sources.push((source.clone(), *count)),
                FacetValue::Subject(kind) => facets.subjects.push((*kind, *count)),
                FacetValue::Entity(..) => {}
            }
        }
        facets.statuses.sort_unstable();
        facets.states.sort_unstable();
        facets.subjects.sort_unstable();
        facets.sources.sort_by_key(|(source, count)| {
            (self.filters.source.as_ref() != Some(source), Reverse(*count))
        });
        facets.sources.truncate(OFFERED);
        for facet in shown {
            let Facet::About(kind) = facet else { continue };
            let chosen = self.filters.about.get(&kind);
            let chosen = chosen.and_then(|slug| index.entity(kind, slug));
            let mut offered: Vec<usize> =
                index.entities_of(kind).filter(|entity| counts[*entity] > 0).collect();
            offered.sort_unstable_by_key(|entity| {
                (Some(*entity) != chosen, Reverse(counts[*entity]), *entity)
            });
            offered.truncate(OFFERED);
            let reference = |entity: usize| index.entities[entity].reference.clone();
            facets
                .entities
                .extend(offered.into_iter().map(|entity| (reference(entity), counts[entity])));
        }
        facets
    }
}

/// Whether a fact is in a list without filters.
fn is_listed(list: List, fact: &IndexedFact) -> bool {
    match list {
        List::Plans => fact.plan.is_some(),
        List::Timeline => fact.dates.is_some(),
        List::Figures => fact.quantity.is_some(),
        List::Facts | List::Entities(_) => true,
    }
}

/// The facets in force, each with the number of the value that is wanted; without one when no fact has it.
fn conditions(index: &FactIndex, filters: &Filters) -> Vec<(Facet, Option<usize>)> {
    let about = filters.about.iter().map(|(kind, slug)| FacetValue::Entity(*kind, slug.clone()));
    let wanted = (filters.year.map(FacetValue::Year).into_iter())
        .chain(filters.status.map(FacetValue::Status))
        .chain(filters.state.map(state_value))
        .chain(filters.theme.clone().map(FacetValue::Theme))
        .chain(filters.source.clone().map(FacetValue::Source))
        .chain(filters.subject.map(FacetValue::Subject))
        .chain(about);
    wanted.map(|value| (value.facet(), index.number(&value))).collect()
}
