//! Parts of lists: which records fit the filters, how many there are, and how many there would be with
//! each other value of a filter. Decided in memory (`columns`), so that what a page of a list costs does
//! not hang on how far down it is; what stands on it is read from the tables.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::columns::{Columns, Fit, Wanted};
use super::{EntitySummary, Store, StoreError};
use crate::domain::{EntityRef, EntityType, Facet, Fact, Filters, Kind, List, Status};

/// The most entities of a kind that are counted out; the most frequent come first.
const OFFERED: usize = 40;

/// A part of a list, and how many records the whole has.
#[derive(Debug)]
pub struct Part<T> {
    pub items: Vec<T>,
    pub total: u64,
}

/// How many records of a list there are with each value of a filter, all other filters kept.
#[derive(Debug, Default)]
pub struct FacetCounts {
    /// A record counts in each year that its date touches.
    pub years: BTreeMap<i32, u64>,
    pub statuses: Vec<(Status, u64)>,
    pub subjects: Vec<(Kind, u64)>,
    pub types: Vec<(EntityType, u64)>,
    /// Of each kind the one that is in force, then the most frequent.
    pub entities: Vec<(EntityRef, u64)>,
}

/// A list narrowed by filters. What they want is looked up once, whatever is asked of the list then.
pub struct Narrowed<'s> {
    store: &'s Store,
    list: List,
    filters: &'s Filters,
    wanted: Wanted,
    /// In a list of entities the ids of those that have the words asked for.
    entities: Option<HashSet<i64>>,
}

impl Store {
    /// A list narrowed by filters.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn narrowed<'s>(
        &'s self,
        list: List,
        filters: &'s Filters,
    ) -> Result<Narrowed<'s>, StoreError> {
        let (mut facts, mut entities) = (None, None);
        if let Some(text) = &filters.text {
            let found = self.ids_with_text(text).await?;
            if matches!(list, List::Entities(_)) {
                entities = Some(found.1.into_iter().collect());
            } else {
                facts = Some(found.0.into_iter().collect());
            }
        }
        let wanted = self.columns.wanted(filters, facts);
        Ok(Narrowed { store: self, list, filters, wanted, entities })
    }
}

impl Narrowed<'_> {
    /// The facts within `range` of the list's order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn facts(&self, range: Range<u64>) -> Result<Part<Fact>, StoreError> {
        let (ids, total) = self.ids_within(range);
        Ok(Part { items: self.store.facts_by_id(ids).await?, total })
    }

    /// The entities within `range` of the list's order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn entities(&self, range: Range<u64>) -> Result<Part<EntitySummary>, StoreError> {
        let (ids, total) = self.ids_within(range);
        Ok(Part { items: self.store.summaries_by_id(&ids).await?, total })
    }

    /// How many records fit.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.ids_within(0..0).1
    }

    /// The ids of all records that fit, in the list's order.
    #[must_use]
    pub fn ids(&self) -> Vec<i64> {
        self.ids_within(0..u64::MAX).0
    }

    /// The ids in a range of the list's order, and how many there are in all.
    fn ids_within(&self, range: Range<u64>) -> (Vec<i64>, u64) {
        let (list, wanted, columns) = (self.list, &self.wanted, &self.store.columns);
        let whole = |fact: u32| columns.fit(fact, wanted) == Fit::Whole;
        let bounds = bound(range.start)..bound(range.end);
        let (ids, total) = match list {
            List::Entities(kind) => {
                let fits = |entity: &u32| {
                    let known = &columns.entities[*entity as usize];
                    wanted.entity_type.is_none_or(|wanted| wanted == known.entity_type)
                        && self.has_words(known.id)
                        && columns.facts_about(*entity).iter().any(|fact| whole(*fact))
                };
                let id = |entity: u32| columns.entities[entity as usize].id;
                within(columns.entities_of(kind).filter(fits).map(id), &bounds)
            }
            _ if self.filters.is_empty() => {
                let facts = columns.facts_of(list);
                let total = facts.len();
                let wanted = facts.skip(bounds.start).take(bounds.len());
                (wanted.map(|fact| columns.id_of_fact(fact)).collect(), total)
            }
            _ => {
                let fits = columns.fits_of(list, wanted);
                let whole = fits.filter(|(_, fit)| *fit == Fit::Whole).map(|(fact, _)| fact);
                let mut facts: Vec<u32> = whole.collect();
                if !bounds.is_empty() {
                    columns.sort(list, &mut facts);
                }
                within(facts.into_iter().map(|fact| columns.id_of_fact(fact)), &bounds)
            }
        };
        (ids, u64::try_from(total).unwrap_or(u64::MAX))
    }

    /// Whether an entity has the words asked for.
    fn has_words(&self, entity: i64) -> bool {
        self.entities.as_ref().is_none_or(|entities| entities.contains(&entity))
    }

    /// How many records there are with each value of each filter of the list.
    #[must_use]
    pub fn facet_counts(&self) -> FacetCounts {
        let (wanted, columns) = (&self.wanted, &self.store.columns);
        let mut tally = Tally::new(columns);
        let List::Entities(kind) = self.list else {
            for (fact, fit) in columns.fits_of(self.list, wanted) {
                tally.add(fact, fit, fact);
            }
            return tally.counts(self.list, self.filters);
        };
        for entity in columns.entities_of(kind) {
            let known = &columns.entities[entity as usize];
            if !self.has_words(known.id) {
                continue;
            }
            let of_type = wanted.entity_type.is_none_or(|wanted| wanted == known.entity_type);
            let mut fits = false;
            for fact in columns.facts_about(entity) {
                let fit = columns.fit(*fact, wanted);
                fits |= fit == Fit::Whole;
                if of_type {
                    tally.add(*fact, fit, entity);
                }
            }
            if fits {
                *tally.types.entry(known.entity_type).or_default() += 1;
            }
        }
        tally.counts(self.list, self.filters)
    }
}

/// Counts under way. A record, which may be met through several facts, counts once for a value: each
/// value keeps the record that it counted last.
struct Tally<'c> {
    columns: &'c Columns,
    years: Vec<Counter>,
    statuses: Vec<Counter>,
    subjects: Vec<Counter>,
    types: BTreeMap<EntityType, u64>,
    entities: Vec<Counter>,
}

#[derive(Clone, Copy, Default)]
struct Counter {
    count: u32,
    /// The record counted last, counted from 1.
    last: u32,
}

impl Counter {
    fn count(&mut self, record: u32) {
        if self.last != record + 1 {
            self.last = record + 1;
            self.count += 1;
        }
    }
}

impl<'c> Tally<'c> {
    fn new(columns: &'c Columns) -> Self {
        let (first, last) = columns.years;
        let years = usize::try_from(i64::from(last) - i64::from(first) + 1).unwrap_or_default();
        let counters = |count: usize| vec![Counter::default(); count];
        Self {
            columns,
            years: counters(years),
            statuses: counters(Status::ALL.len()),
            subjects: counters(Kind::ALL.len()),
            types: BTreeMap::new(),
            entities: counters(columns.entities.len()),
        }
    }

    /// Counts a record for the values of a fact: all of them, or those of the one facet that keeps the
    /// fact out.
    fn add(&mut self, fact: u32, fit: Fit, record: u32) {
        let counts = |facet: Facet| fit == Fit::Whole || fit == Fit::But(facet);
        if fit == Fit::Not {
            return;
        }
        if let Some((from, to)) = self.columns.years_of(fact).filter(|_| counts(Facet::Year)) {
            let place =
                |year: i32| usize::try_from(year - self.columns.years.0).unwrap_or_default();
            for year in &mut self.years[place(from)..=place(to)] {
                year.count(record);
            }
        }
        if counts(Facet::Status) {
            self.statuses[self.columns.status(fact) as usize].count(record);
        }
        if counts(Facet::Subject) {
            for (kind, counter) in Kind::ALL.iter().zip(&mut self.subjects) {
                if self.columns.is_mainly_about(fact, *kind) {
                    counter.count(record);
                }
            }
        }
        for entity in self.columns.ties_of(fact) {
            let kind = || self.columns.entities[*entity as usize].reference.kind;
            if fit == Fit::Whole || fit == Fit::But(Facet::About(kind())) {
                self.entities[*entity as usize].count(record);
            }
        }
    }

    /// What was counted of the facets of a list.
    fn counts(self, list: List, filters: &Filters) -> FacetCounts {
        let counted = |counter: &Counter| Some(u64::from(counter.count)).filter(|count| *count > 0);
        let known = |values: &[Counter]| values.iter().map(counted).collect::<Vec<_>>();
        let years = (self.columns.years.0..).zip(known(&self.years));
        let statuses = Status::ALL.iter().copied().zip(known(&self.statuses));
        let subjects = Kind::ALL.iter().copied().zip(known(&self.subjects));
        let facets = list.facets();
        let is_fact = facets.contains(&Facet::Subject);
        let mut counts = FacetCounts {
            years: years.filter_map(|(year, count)| Some((year, count?))).collect(),
            statuses: statuses.filter_map(|(status, count)| Some((status, count?))).collect(),
            subjects: subjects
                .filter_map(|(kind, count)| Some((kind, count.filter(|_| is_fact)?)))
                .collect(),
            types: self.types.into_iter().collect(),
            entities: Vec::new(),
        };
        for facet in facets {
            let Facet::About(kind) = facet else { continue };
            let of_kind = self.columns.entities_of(kind);
            let mut found: Vec<(u64, u32)> = of_kind
                .filter_map(|at| Some((counted(&self.entities[at as usize])?, at)))
                .collect();
            let in_force = filters.about.get(&kind);
            let entity = |at: u32| &self.columns.entities[at as usize].reference;
            found.sort_unstable_by_key(|(count, at)| {
                (Some(&entity(*at).slug) != in_force, std::cmp::Reverse(*count), *at)
            });
            found.truncate(OFFERED);
            counts
                .entities
                .extend(found.into_iter().map(|(count, at)| (entity(at).clone(), count)));
        }
        counts
    }
}

/// The items within bounds, and how many there are in all.
fn within(items: impl Iterator<Item = i64>, bounds: &Range<usize>) -> (Vec<i64>, usize) {
    let (mut found, mut total) = (Vec::new(), 0);
    for item in items {
        if bounds.contains(&total) {
            found.push(item);
        }
        total += 1;
    }
    (found, total)
}

/// A bound as memory counts.
fn bound(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
