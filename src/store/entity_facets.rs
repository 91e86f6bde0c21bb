//! Facet counts of a list of entities: how many of them facts tie to each year, status and entity of another
//! kind. An entity that several facts tie to a value counts once. The facts are gone through in their order,
//! which is theirs in memory too; from entity to entity each look would be at another end of it.

use std::collections::BTreeMap;

use super::columns::{Columns, EntitySet, FactSet, small};
use super::facets::FacetCounts;
use super::lists::Narrowed;
use crate::domain::{EntityType, Facet, Kind, Status};

impl Narrowed<'_> {
    pub(super) fn counts_of_entities(&self, kind: Kind) -> FacetCounts {
        let columns = &self.store.columns;
        let (mut with_words, mut listed) = (EntitySet::new(), EntitySet::new());
        for entity in columns.entities_of(kind).filter(|entity| self.has_words(*entity)) {
            with_words.grow_and_insert(entity as usize);
            let own = columns.entities[entity as usize].entity_type;
            if self.filters.entity_type.is_none_or(|wanted| wanted == own) {
                listed.grow_and_insert(entity as usize);
            }
        }

        let (mut free, sole) = (self.list.facets(), self.sole_facet());
        let mut tally = Tally::new(columns, &with_words, &listed);
        for facet in self.fitting.in_force() {
            free.retain(|other| *other != facet);
            // Those of a sole facet are the counts of the whole list.
            if Some(facet) != sole {
                tally.count(self.fitting.under_others(facet), &[facet]);
            }
        }
        let fitting = tally.count(&self.fitting.whole, &free);
        if let Some(Facet::About(other)) = sole
            && let Some(slug) = self.filters.about.get(&other)
            && let Some(in_force) = columns.place_of(other, slug)
        {
            tally.tied[in_force as usize] = small(fitting.count_ones(..));
        }
        let mut types = BTreeMap::<EntityType, u64>::new();
        for entity in fitting.ones() {
            *types.entry(columns.entities[entity].entity_type).or_default() += 1;
        }
        FacetCounts {
            years: tally.years(),
            statuses: tally.statuses(),
            subjects: Vec::new(),
            types: types.into_iter().collect(),
            entities: self.offered(&tally.tied),
        }
    }
}

/// Counts under way.
struct Tally<'c> {
    columns: &'c Columns,
    /// The entities of the list's kind that are looked at, and those of them that count.
    own: &'c EntitySet,
    listed: &'c EntitySet,
    first_year: i32,
    /// Those that facts tie to each year, from the first on, and to each status.
    of_year: Vec<EntitySet>,
    of_status: Vec<EntitySet>,
    /// How many there are for each entity of another kind, by its place.
    tied: Vec<u32>,
}

impl<'c> Tally<'c> {
    fn new(columns: &'c Columns, own: &'c EntitySet, listed: &'c EntitySet) -> Self {
        let mut years = columns.of_year.keys();
        let first_year = years.next().copied().unwrap_or_default();
        let last_year = years.next_back().copied().unwrap_or(first_year);
        Self {
            columns,
            own,
            listed,
            first_year,
            of_year: vec![EntitySet::new(); distance(first_year, last_year) + 1],
            of_status: vec![EntitySet::new(); Status::ALL.len()],
            tied: vec![0; columns.entities.len()],
        }
    }

    /// Counts what facts say of entities, for some facets. Returns the entities that they are about.
    fn count(&mut self, facts: &FactSet, by: &[Facet]) -> EntitySet {
        let columns = self.columns;
        let (by_year, by_status) = (by.contains(&Facet::Year), by.contains(&Facet::Status));
        let mut others = EntitySet::new();
        for facet in by {
            let Facet::About(kind) = facet else { continue };
            let entities = columns.entities_of(*kind);
            entities.for_each(|entity| others.grow_and_insert(entity as usize));
        }
        let (mut met, mut pairs) = (EntitySet::new(), Vec::new());
        let mut own = Vec::new();
        for fact in facts.ones().map(small) {
            own.clear();
            own.extend(columns.ties_within(fact, self.own));
            for entity in own.iter().map(|entity| *entity as usize) {
                met.grow_and_insert(entity);
                if by_status {
                    self.of_status[columns.status(fact) as usize].grow_and_insert(entity);
                }
                for year in columns.years_of(fact).filter(|_| by_year) {
                    self.of_year[distance(self.first_year, year)].grow_and_insert(entity);
                }
            }
            if !own.is_empty() {
                for other in columns.ties_within(fact, &others) {
                    pairs.extend(own.iter().map(|entity| (other, *entity)));
                }
            }
        }
        self.count_pairs(&pairs);
        met
    }

    /// Counts for each other entity those that share a fact with it, each once: they are put side by side first.
    fn count_pairs(&mut self, pairs: &[(u32, u32)]) {
        let mut ends = vec![0_u32; self.tied.len()];
        for (other, _) in pairs {
            ends[*other as usize] += 1;
        }
        let mut begin = 0;
        for end in &mut ends {
            begin += std::mem::replace(end, begin);
        }
        // Until all are there, where those of each end is where the next one goes.
        let mut sharing = vec![0_u32; pairs.len()];
        for (other, entity) in pairs {
            let end = &mut ends[*other as usize];
            sharing[*end as usize] = *entity;
            *end += 1;
        }
        let (mut begin, mut last) = (0, vec![u32::MAX; self.tied.len()]);
        for (other, end) in (0_u32..).zip(ends) {
            let is_new = |entity: &&u32| {
                std::mem::replace(&mut last[**entity as usize], other) != other
                    && self.listed.contains(**entity as usize)
            };
            let sharing = sharing[begin as usize..end as usize].iter();
            self.tied[other as usize] += small(sharing.filter(is_new).count());
            begin = end;
        }
    }

    fn years(&self) -> BTreeMap<i32, u64> {
        let years = (self.first_year..).zip(&self.of_year);
        years.filter_map(|(year, entities)| self.counted(year, entities)).collect()
    }

    fn statuses(&self) -> Vec<(Status, u64)> {
        let statuses = Status::ALL.iter().zip(&self.of_status);
        statuses.filter_map(|(status, entities)| self.counted(*status, entities)).collect()
    }

    /// How many of the entities of a value count, where any do.
    fn counted<V>(&self, value: V, entities: &EntitySet) -> Option<(V, u64)> {
        let count = u64::try_from(entities.intersection_count(self.listed)).unwrap_or(u64::MAX);
        (count > 0).then_some((value, count))
    }
}

/// How many years lie from one to a later one.
fn distance(from: i32, to: i32) -> usize {
    usize::try_from(to - from).unwrap_or_default()
}
