//! Narrows what a search found by kind of record, and facts by theme and by the state of a plan. This is decided in
//! memory before the best are read, so that it needs no statement of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::document::Key;
use super::searcher::RecordMatch;
use crate::domain::{FacetValue, Filters, RecordKind, SEARCH_FACETS};
use crate::store::error::StoreError;
use crate::store::facets::{Conditions, FacetCounts, FilterMatch, facet_counts};
use crate::store::fact_index::FactIndex;
use crate::store::values::code_of;

/// Removes from what was found whatever does not fit the filters on a day. Returns how many records have each value
/// under the filters of all other facets.
pub fn narrow(
    index: &FactIndex,
    found: &mut HashMap<Key, RecordMatch>,
    filters: &Filters,
    today: NaiveDate,
) -> Result<FacetCounts, StoreError> {
    let conditions = Conditions::new(index, filters);
    let mut counts = vec![0; index.values.len()];
    let mut unmatched = HashSet::new();
    for key in found.keys() {
        let values = values(index, *key, today)?;
        let filter_match = conditions.check(|number| values.contains(&number));
        for number in values {
            counts[number] += u64::from(filter_match.counts_for(index.values[number].facet()));
        }
        if filter_match != FilterMatch::All {
            unmatched.insert(*key);
        }
    }
    found.retain(|key, _| !unmatched.contains(key));
    Ok(facet_counts(index, &SEARCH_FACETS, filters, &counts, &BTreeMap::new()))
}

/// The numbers of the values that a record has.
fn values(index: &FactIndex, key: Key, today: NaiveDate) -> Result<Vec<usize>, StoreError> {
    let mut values = Vec::new();
    let kind = match key {
        Key::Entity(id) => {
            let at = index.entities.binary_search_by_key(&id, |entity| entity.id);
            let missing = StoreError::BadRow { table: "search_record", id, column: "id" };
            RecordKind::Entity(index.entities[at.map_err(|_| missing)?].reference.kind)
        }
        Key::Term(_) => RecordKind::Term,
        Key::Source(_) => RecordKind::Source,
        Key::Fact(id) => {
            let missing = StoreError::BadRow { table: "search_record", id, column: "id" };
            let fact = index.fact(code_of(id, "search_record")?).map_err(|_| missing)?;
            values.extend(&index.facts[fact].values);
            values.extend(index.state_number(fact, today));
            RecordKind::Fact
        }
    };
    values.extend(index.number(&FacetValue::Record(kind)));
    Ok(values)
}
