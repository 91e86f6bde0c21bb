//! What a search found, as records of the domain, each with the reason it was found by and all with the
//! patterns by which a page marks the words.

use std::collections::HashMap;

use super::index::Key;
use super::query::Attempt;
use super::rank::why;
use super::{Count, Hits, Why};
use crate::domain::{Code, Entity, Fact, Kind, Slug, Term};
use crate::hangul::Pattern;
use crate::store::{Selection, Store, StoreError, column};

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many records there are in all.
    pub count: Count,
    /// What to mark in the texts of hits, by the way they were found.
    pub patterns: Vec<Vec<Pattern>>,
    /// Whether the hits have every word of the query.
    pub has_all_words: bool,
    /// The names most like a query that found nothing.
    pub nearest: Vec<Suggestion>,
    /// Whether the query had more words than are searched for.
    pub words_left_out: bool,
    /// Whether time ran out before everything was looked at.
    pub cut_short: bool,
}

/// A record and why it was found.
#[derive(Debug)]
pub struct Hit {
    pub record: Record,
    pub why: Why,
    /// The place of its patterns among [`Found::patterns`].
    pub way: usize,
}

/// A record that a search finds.
#[derive(Debug)]
pub enum Record {
    Entity(Entity),
    Term(Term),
    Fact(Box<Fact>),
}

/// The identity of something that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    Entity(Kind, Slug),
    Term(Slug),
}

/// A name to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub name: String,
    pub named: Named,
    pub why: Why,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            hits: Vec::new(),
            count: Count::Exactly(0),
            patterns: Vec::new(),
            has_all_words: true,
            nearest: Vec::new(),
            words_left_out: false,
            cut_short: false,
        }
    }
}

impl Hit {
    /// The hit as a name to go to; a fact has none.
    pub(super) fn into_suggestion(self) -> Option<Suggestion> {
        let (named, name) = self.record.named()?;
        Some(Suggestion { name: name.to_owned(), named, why: self.why })
    }
}

impl Record {
    /// The identity and name of an entity or a term.
    pub fn named(&self) -> Option<(Named, &str)> {
        match self {
            Self::Entity(entity) => {
                Some((Named::Entity(entity.kind(), entity.slug.clone()), &entity.name))
            }
            Self::Term(term) => Some((Named::Term(term.slug.clone()), &term.name)),
            Self::Fact(_) => None,
        }
    }

    fn aliases(&self) -> &[String] {
        match self {
            Self::Entity(entity) => &entity.aliases,
            Self::Term(term) => &term.aliases,
            Self::Fact(_) => &[],
        }
    }
}

impl Store {
    /// The best of the hits and the names nearest, out of the database.
    pub(super) async fn found(
        &self,
        hits: Hits,
        near: Vec<Key>,
        most: usize,
    ) -> Result<Found, StoreError> {
        let mut best: Vec<_> = hits.found.into_values().collect();
        best.sort_by(|a, b| a.0.cmp(&b.0));
        best.truncate(most);
        let keys = best.iter().map(|(rank, ..)| rank.key()).chain(near.iter().copied());
        let mut records = self.records(keys).await?;
        let mut found = Found::default();
        for (rank, way, by_name) in best {
            let Some(record) = records.remove(&rank.key()) else { continue };
            let attempt = &hits.attempts[way];
            let why = match record.named() {
                Some((named, _)) => why(attempt, by_name, record.aliases(), &named),
                None => attempt.why.clone(),
            };
            found.has_all_words &= !matches!(why, Why::Without(_));
            found.hits.push(Hit { record, why, way });
        }
        let nearest = near.iter().filter_map(|key| records.remove(key));
        let nearest = nearest.map(|record| Hit { record, why: Why::Text, way: 0 });
        found.nearest = nearest.filter_map(Hit::into_suggestion).collect();
        let patterns = |attempt: Attempt| attempt.words.into_iter().flatten().collect();
        found.patterns = hits.attempts.into_iter().map(patterns).collect();
        Ok(found)
    }

    /// The records of these keys.
    async fn records(
        &self,
        keys: impl Iterator<Item = Key>,
    ) -> Result<HashMap<Key, Record>, StoreError> {
        let (mut entities, mut terms, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for key in keys {
            match key {
                Key::Entity(id) => entities.push(id),
                Key::Term(id) => terms.push(id),
                Key::Fact(id) => {
                    let code = u32::try_from(id).ok().and_then(Code::from_number);
                    facts.push(column(code, "search_record", id, "id")?);
                }
            }
        }
        let mut records = HashMap::new();
        // Entities and terms come in the order of their ids.
        entities.sort_unstable();
        terms.sort_unstable();
        if !entities.is_empty() {
            let found = self.entities_by_id(&entities).await?.into_iter().map(Record::Entity);
            records.extend(entities.into_iter().map(Key::Entity).zip(found));
        }
        if !terms.is_empty() {
            let found = self.terms_by_id(Some(&terms)).await?.into_iter().map(Record::Term);
            records.extend(terms.into_iter().map(Key::Term).zip(found));
        }
        if !facts.is_empty() {
            for fact in self.facts(Selection::Codes(&facts)).await? {
                let key = Key::Fact(i64::from(fact.code.number()));
                records.insert(key, Record::Fact(Box::new(fact)));
            }
        }
        Ok(records)
    }
}
