//! The search as the store answers it: hits and suggestions as records of the domain, and the ids of the records that
//! have a text, for narrowing lists.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::document::Key;
use super::match_reason::MatchReason;
use super::narrow::narrow;
use super::query::Query;
use super::results::{FoundRecord, Hit, SearchResults};
use super::searcher::{Hits, RecordMatch, Search};
use super::session::Scope;
use super::variant::QueryVariant;
use crate::domain::{Code, CodeError, Filters};
use crate::hangul::fold;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// The longest query that the log repeats, in characters.
const LOGGED: usize = 80;

/// The ids of the records that have a text.
#[derive(Default)]
pub struct TextMatches {
    pub facts: HashSet<i64>,
    pub entities: HashSet<i64>,
}

impl Store {
    /// The best `most` records that a text finds and that fit the filters on a day; none for a text without a letter
    /// or digit. A query that takes too long is cut short and says so.
    pub async fn search(
        &self,
        wanted: &Filters,
        today: NaiveDate,
        most: usize,
    ) -> Result<SearchResults, StoreError> {
        let Some(text) = &wanted.text else { return Ok(SearchResults::default()) };
        let query = Query::of(text);
        if query.is_empty() {
            return Ok(SearchResults::default());
        }
        let mut search = self.search.start(Scope::Everything).await?;
        search.find(&query).await?;
        let found_nothing = search.hits.found.is_empty();
        let facet_sample = search.hits.has_more().then_some(search.hits.found.len());
        let facets = narrow(&self.index, &mut search.hits.found, wanted, today)?;
        let is_narrowed = !wanted.values.is_empty();
        let count = if is_narrowed { search.hits.count() } else { search.count().await? };
        // Records are read on another connection, so this one goes back first.
        let Search { mut session, hits, .. } = search;
        let near = if found_nothing { session.nearest(&query).await? } else { Vec::new() };
        let cut_short = session.was_cut_short();
        drop(session);
        // A code in any spelling is found by the page itself.
        let is_code = !matches!(Code::parse_spoken(text), Err(CodeError::Form));
        if found_nothing && !cut_short && !is_code {
            let zero_results = self.search.count_zero_result();
            let term: String = text.chars().take(LOGGED).collect();
            tracing::info!(?term, zero_results, "nothing found");
        }
        let found = self.found(hits, &near, most).await?;
        Ok(SearchResults {
            count,
            facets,
            facet_sample,
            words_left_out: query.cut,
            cut_short,
            ..found
        })
    }

    /// The records with names that what is typed so far may become, the best `most` of them.
    pub async fn suggest(&self, text: &str, most: usize) -> Result<Vec<Hit>, StoreError> {
        let query = Query::of(text);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut search = self.search.start(Scope::Names).await?;
        search.find(&query).await?;
        let Search { session, hits, .. } = search;
        drop(session);
        Ok(self.found(hits, &[], most).await?.hits)
    }

    /// The records that have every word of a text, for narrowing lists. For a common text these are only the few
    /// hundred that a search looks at.
    pub(in crate::store) async fn ids_with_text(
        &self,
        text: &str,
    ) -> Result<TextMatches, StoreError> {
        let (query, mut with_text) = (Query::of(text), TextMatches::default());
        if query.is_empty() {
            return Ok(with_text);
        }
        let mut search = self.search.start(Scope::Everything).await?;
        search.exact_variants(&query).await?;
        // A list cannot say that it is incomplete.
        if search.session.was_cut_short() {
            return Err(StoreError::Late);
        }
        for key in search.hits.found.into_keys() {
            match key {
                Key::Fact(id) => with_text.facts.insert(id),
                Key::Entity(id) => with_text.entities.insert(id),
                Key::Term(_) | Key::Source(_) => false,
            };
        }
        Ok(with_text)
    }

    /// How many searches have found nothing since the database was opened.
    pub fn zero_results(&self) -> u64 {
        self.search.zero_results()
    }

    /// Reads the best hits and the nearest names from the database.
    async fn found(
        &self,
        hits: Hits,
        near: &[Key],
        most: usize,
    ) -> Result<SearchResults, StoreError> {
        let mut best: Vec<_> = hits.found.into_values().collect();
        best.sort_by(|one, other| one.rank.cmp(&other.rank));
        best.truncate(most);
        let keys = best.iter().map(|found| found.rank.key()).chain(near.iter().copied());
        let mut records = self.records(keys).await?;
        let mut found = SearchResults::default();
        for RecordMatch { rank, variant: number, by_name } in best {
            let Some(record) = records.remove(&rank.key()) else { continue };
            let variant = &hits.variants[number];
            let why = if by_name { why_by_name(variant, &record) } else { variant.why.clone() };
            found.has_all_words &= !matches!(why, MatchReason::Without(_));
            found.hits.push(Hit { record, why, variant: number });
        }
        let nearest = near.iter().filter_map(|key| records.remove(key));
        found.nearest =
            nearest.map(|record| Hit { record, why: MatchReason::Text, variant: 0 }).collect();
        let patterns = |variant: QueryVariant| variant.words.into_iter().flatten().collect();
        found.patterns = hits.variants.into_iter().map(patterns).collect();
        Ok(found)
    }

    async fn records(
        &self,
        keys: impl Iterator<Item = Key>,
    ) -> Result<HashMap<Key, FoundRecord>, StoreError> {
        let (mut entities, mut facts, mut records) = (Vec::new(), Vec::new(), HashMap::new());
        let mut sources = Vec::new();
        let terms = self.terms().await?;
        for key in keys {
            match key {
                Key::Entity(id) => entities.push(id),
                Key::Fact(id) => facts.push(id),
                Key::Term(id) => {
                    let term = of_id(terms, id)?;
                    records.insert(key, FoundRecord::Term(term.clone()));
                }
                Key::Source(id) => sources.push(id),
            }
        }
        // Entities come in the order of their ids.
        entities.sort_unstable();
        if !entities.is_empty() {
            let found = self.entities_by_id(&entities).await?.into_iter().map(FoundRecord::Entity);
            records.extend(entities.into_iter().map(Key::Entity).zip(found));
        }
        if !sources.is_empty() {
            let all = self.sources().await?;
            for id in sources {
                let source = of_id(&all, id)?;
                records.insert(Key::Source(id), FoundRecord::Source(Box::new(source.clone())));
            }
        }
        if !facts.is_empty() {
            for fact in self.facts_by_id(facts).await? {
                let key = Key::Fact(i64::from(fact.code.number()));
                records.insert(key, FoundRecord::Fact(Box::new(fact)));
            }
        }
        Ok(records)
    }
}

/// The term or source with an id, which counts them from 1.
fn of_id<T>(all: &[T], id: i64) -> Result<&T, StoreError> {
    let position = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
    let found = position.and_then(|position| all.get(position));
    found.ok_or(StoreError::BadRow { table: "search_record", id, column: "id" })
}

/// The reason for a record that was found by another name than its title.
fn why_by_name(variant: &QueryVariant, record: &FoundRecord) -> MatchReason {
    if variant.why != MatchReason::Text {
        return variant.why.clone();
    }
    let has = |alias: &&String| {
        let folded: Vec<char> = fold(alias).chars().collect();
        variant.words.iter().flatten().any(|pattern| pattern.find(&folded, 0).is_some())
    };
    match (record.aliases().iter().find(has), record) {
        (Some(alias), _) => MatchReason::OtherName(alias.clone()),
        (None, FoundRecord::Entity(entity)) => MatchReason::Slug(entity.slug.to_string()),
        (None, FoundRecord::Term(_) | FoundRecord::Source(_) | FoundRecord::Fact(_)) => {
            MatchReason::Text
        }
    }
}
