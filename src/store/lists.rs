//! Parts of lists: which records fit the filters, and how many there are. Decided in memory (`columns`), so
//! that what a page of a list costs does not hang on how far down it is; what stands on it is read from
//! the tables.

use std::collections::HashSet;
use std::ops::Range;

use super::fitting::Fitting;
use super::{EntitySummary, Store, StoreError};
use crate::domain::{Fact, Filters, List};

/// A part of a list, and how many records the whole has.
#[derive(Debug)]
pub struct Part<T> {
    pub items: Vec<T>,
    pub total: u64,
}

/// A list narrowed by filters. What they want is looked up once, whatever is asked of the list then.
#[derive(Debug)]
pub struct Narrowed<'s> {
    pub(super) store: &'s Store,
    pub(super) list: List,
    pub(super) filters: &'s Filters,
    pub(super) fitting: Fitting,
    /// In a list of entities the ids of those that have the words asked for.
    pub(super) entities: Option<HashSet<i64>>,
}

impl Store {
    /// A list narrowed by filters.
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
                facts = Some(self.columns.with_ids(&found.0));
            }
        }
        let fitting = Fitting::of(&self.columns, list, filters, facts.as_ref());
        Ok(Narrowed { store: self, list, filters, fitting, entities })
    }
}

impl Narrowed<'_> {
    /// The facts within `range` of the list's order.
    pub async fn facts(&self, range: Range<u64>) -> Result<Part<Fact>, StoreError> {
        let ids = within(self.ids_in_order(), range);
        Ok(Part { items: self.store.facts_by_id(ids).await?, total: self.total() })
    }

    /// The entities within `range` of the list's order.
    pub async fn entities(&self, range: Range<u64>) -> Result<Part<EntitySummary>, StoreError> {
        let ids = within(self.ids_in_order(), range);
        Ok(Part { items: self.store.summaries_by_id(&ids).await?, total: self.total() })
    }

    /// How many records fit.
    pub fn total(&self) -> u64 {
        let total = match self.list {
            List::Entities(_) => self.ids_in_order().count(),
            List::Timeline | List::Facts | List::Figures => self.fitting.whole.count_ones(..),
        };
        u64::try_from(total).unwrap_or(u64::MAX)
    }

    /// The ids of all records that fit, in the list's order.
    pub fn ids(&self) -> Vec<i64> {
        self.ids_in_order().collect()
    }

    fn ids_in_order(&self) -> Box<dyn Iterator<Item = i64> + '_> {
        let columns = &self.store.columns;
        let List::Entities(kind) = self.list else {
            return columns.in_order(self.list, &self.fitting.whole);
        };
        let of_type = |entity: &u32| {
            let known = columns.entities[*entity as usize].entity_type;
            self.filters.entity_type.is_none_or(|wanted| wanted == known)
        };
        let fits = |entity: &u32| {
            let mut facts = columns.facts_about(*entity).iter();
            facts.any(|fact| self.fitting.whole.contains(*fact as usize))
        };
        let entities = columns.entities_of(kind).filter(of_type);
        let entities = entities.filter(|entity| self.has_words(*entity)).filter(fits);
        Box::new(entities.map(|entity| columns.entities[entity as usize].id))
    }

    /// Whether an entity has the words asked for.
    pub(super) fn has_words(&self, entity: u32) -> bool {
        let id = self.store.columns.entities[entity as usize].id;
        self.entities.as_ref().is_none_or(|entities| entities.contains(&id))
    }
}

/// The items within a range.
fn within(items: impl Iterator<Item = i64>, range: Range<u64>) -> Vec<i64> {
    let bound = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    items.skip(bound(range.start)).take(bound(range.end - range.start)).collect()
}
