//! How many records of a list there would be with each other value of a filter, all other filters kept.
//! Decided in memory (`columns`).

use std::collections::BTreeMap;

use super::columns::{FactSet, small};
use super::fitting::Fitting;
use super::lists::Narrowed;
use crate::domain::{EntityRef, EntityType, Facet, Filters, Kind, List, Status};

/// The most entities of a kind that are counted out; the most frequent come first.
const OFFERED: usize = 40;

/// How many records of a list there are with each value of a filter, all other filters kept.
#[derive(Debug, Clone, Default)]
pub struct FacetCounts {
    /// A record counts in each year that its date touches.
    pub years: BTreeMap<i32, u64>,
    pub statuses: Vec<(Status, u64)>,
    pub subjects: Vec<(Kind, u64)>,
    pub types: Vec<(EntityType, u64)>,
    /// Of each kind the one that is in force, then the most frequent.
    pub entities: Vec<(EntityRef, u64)>,
}

impl Narrowed<'_> {
    /// How many records there are with each value of each filter of the list.
    pub fn facet_counts(&self) -> FacetCounts {
        if self.filters.is_empty() {
            return self.counts_of_whole();
        }
        let counts = self.counted();
        match self.sole_facet() {
            Some(facet) => self.with_whole(counts, facet),
            None => counts,
        }
    }

    /// The counts of the list without any filter.
    fn counts_of_whole(&self) -> FacetCounts {
        let filters = Filters::default();
        let fitting = Fitting::of(&self.store.columns, self.list, &filters, None);
        let whole = Narrowed {
            store: self.store,
            list: self.list,
            filters: &filters,
            fitting,
            entities: None,
        };
        self.store.facets.of_whole(self.list, || whole.counted())
    }

    /// The counts with those of the sole facet, which are the counts of the whole list.
    fn with_whole(&self, mut counts: FacetCounts, sole: Facet) -> FacetCounts {
        let whole = self.counts_of_whole();
        match sole {
            Facet::Year => counts.years = whole.years,
            Facet::Status => counts.statuses = whole.statuses,
            Facet::Subject => counts.subjects = whole.subjects,
            Facet::Type => counts.types = whole.types,
            Facet::About(kind) => {
                let is_in_force =
                    |entity: &EntityRef| self.filters.about.get(&kind) == Some(&entity.slug);
                counts.entities.retain(|(entity, _)| entity.kind != kind || is_in_force(entity));
                let of_kind = whole.entities.into_iter().filter(|(entity, _)| entity.kind == kind);
                let others = of_kind.filter(|(entity, _)| !is_in_force(entity));
                counts.entities.extend(others.take(OFFERED - 1));
            }
        }
        counts
    }

    fn counted(&self) -> FacetCounts {
        match self.list {
            List::Entities(kind) => self.counts_of_entities(kind),
            List::Timeline | List::Facts | List::Figures => self.counts_of_facts(),
        }
    }

    fn counts_of_facts(&self) -> FacetCounts {
        let (columns, fitting) = (&self.store.columns, &self.fitting);
        let years = counts(fitting.under_others(Facet::Year), &columns.of_year);
        FacetCounts {
            years: years.into_iter().collect(),
            statuses: counts(fitting.under_others(Facet::Status), &columns.of_status),
            subjects: counts(fitting.under_others(Facet::Subject), &columns.of_subject),
            types: Vec::new(),
            entities: self.offered(&self.counts_of_ties()),
        }
    }

    /// The facet in force, where nothing else narrows the list.
    pub(super) fn sole_facet(&self) -> Option<Facet> {
        let mut in_force = self.fitting.in_force();
        let sole = in_force.next().filter(|_| in_force.next().is_none());
        sole.filter(|_| self.filters.text.is_none() && self.filters.entity_type.is_none())
    }

    /// How many facts there are for each entity, by its place; of the kind that is the sole facet, for the one
    /// in force alone.
    fn counts_of_ties(&self) -> Vec<u32> {
        let columns = &self.store.columns;
        let mut tied = vec![0_u32; columns.entities.len()];
        for fact in self.fitting.whole.ones() {
            for entity in columns.ties_of(small(fact)) {
                tied[*entity as usize] += 1;
            }
        }
        let sole = self.sole_facet();
        for facet in self.fitting.in_force().filter(|facet| Some(*facet) != sole) {
            let Facet::About(kind) = facet else { continue };
            for entity in columns.entities_of(kind) {
                tied[entity as usize] = 0;
            }
            for fact in self.fitting.under_others(facet).ones() {
                for entity in columns.ties_of(small(fact)) {
                    if columns.kind_of(*entity) == kind {
                        tied[*entity as usize] += 1;
                    }
                }
            }
        }
        tied
    }

    /// The entities that are offered as filters, with their counts.
    pub(super) fn offered(&self, tied: &[u32]) -> Vec<(EntityRef, u64)> {
        let columns = &self.store.columns;
        let mut offered = Vec::new();
        for facet in self.list.facets() {
            let Facet::About(kind) = facet else { continue };
            let count = |entity: u32| tied[entity as usize];
            let mut found: Vec<u32> =
                columns.entities_of(kind).filter(|entity| count(*entity) > 0).collect();
            let in_force = self.filters.about.get(&kind);
            let in_force = in_force.and_then(|slug| columns.place_of(kind, slug));
            let order = |entity: &u32| {
                (Some(*entity) != in_force, std::cmp::Reverse(count(*entity)), *entity)
            };
            if found.len() > OFFERED {
                found.select_nth_unstable_by_key(OFFERED, order);
                found.truncate(OFFERED);
            }
            found.sort_unstable_by_key(order);
            let reference = |entity: u32| columns.entities[entity as usize].reference.clone();
            offered.extend(found.into_iter().map(|at| (reference(at), u64::from(count(at)))));
        }
        offered
    }
}

/// How many facts of a set have each value, where any has.
fn counts<V: Copy>(facts: &FactSet, of_value: &BTreeMap<V, FactSet>) -> Vec<(V, u64)> {
    let count = |(value, having): (&V, &FactSet)| {
        (*value, u64::try_from(facts.intersection_count(having)).unwrap_or(u64::MAX))
    };
    of_value.iter().map(count).filter(|(_, count)| *count > 0).collect()
}

/// The counts of the lists that are not narrowed, kept once they were asked for.
#[derive(Debug, Default)]
pub struct WholeFacets(std::sync::Mutex<std::collections::HashMap<List, FacetCounts>>);

impl WholeFacets {
    fn of_whole(&self, list: List, count: impl FnOnce() -> FacetCounts) -> FacetCounts {
        // Whoever held the lock and panicked had not touched what is kept.
        let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.entry(list).or_insert_with(count).clone()
    }
}
