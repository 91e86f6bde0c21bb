//! Runs the statements of one search: candidates without an order, and counts. Each is bounded in rows, and the
//! search as a whole in time. A statement that was cut short finds nothing more, and is no error.

use std::collections::{HashMap, HashSet};

use sqlx::Sqlite;
use sqlx::pool::PoolConnection;

use super::document::{Key, LAST_NAME, NAME_END};
use super::query::Query;
use super::rank::{Candidate, Ranked};
use super::results::Count;
use super::variant::QueryVariant;
use crate::domain::nearest;
use crate::hangul::jamo;
use crate::store::error::StoreError;
use crate::store::values::from_json;

/// The most candidates whose title begins with the query, that have its words in title or names, and
/// that have them anywhere.
const BEGINNING: i64 = 100;
const NAMED: i64 = 200;
const ANYWHERE: i64 = 300;

/// The most candidates where an expression only narrows down what patterns then decide.
const CHECKED: i64 = 900;

/// The most records that are counted.
const COUNTED: u32 = 1000;

/// How many names are compared letter by letter: so many of those that share a pair of letters, and so many of the
/// first.
const COMPARED: i64 = 500;

/// How many of the nearest names are offered.
const OFFERED: usize = 5;

/// `SQLite`'s code for a query that was interrupted.
const INTERRUPTED: &str = "9";

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Everything,
    /// Entities, terms and sources, by their names.
    Names,
}

/// The time that one search has with a connection.
pub struct SearchSession {
    connection: PoolConnection<Sqlite>,
    scope: Scope,
    cut_short: bool,
}

/// A row of `search_record`, from which a candidate is made.
struct CandidateRow {
    id: i64,
    title: String,
    names: String,
}

impl From<CandidateRow> for Candidate {
    fn from(row: CandidateRow) -> Self {
        Self { key: Key::of(row.id), title: row.title, names: row.names }
    }
}

impl SearchSession {
    pub fn new(connection: PoolConnection<Sqlite>, scope: Scope) -> Self {
        Self { connection, scope, cut_short: false }
    }

    /// Whether it is a search for names to go to.
    pub fn is_of_names(&self) -> bool {
        self.scope == Scope::Names
    }

    /// Whether time ran out.
    pub fn was_cut_short(&self) -> bool {
        self.cut_short
    }

    /// The result of a statement; an empty one when time ran out.
    fn in_time<T: Default>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        match result {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(INTERRUPTED) => {
                self.cut_short = true;
                Ok(T::default())
            }
            other => Ok(other?),
        }
    }

    /// The last id that is searched: names come before facts.
    const fn last_id(&self) -> i64 {
        match self.scope {
            Scope::Everything => i64::MAX,
            Scope::Names => LAST_NAME,
        }
    }

    /// The records that a variant may find, and whether there may be more of them.
    pub async fn candidates(
        &mut self,
        variant: &QueryVariant,
    ) -> Result<(Vec<Candidate>, bool), StoreError> {
        if self.cut_short {
            return Ok((Vec::new(), false));
        }
        let (over_names, last) = (variant.over_names(), self.last_id());
        let names_only = variant.names_only || self.is_of_names();
        let most = if variant.names_only { CHECKED } else { ANYWHERE };
        let all = if names_only { over_names.clone() } else { variant.over_everything() };
        let mut candidates = self.matches(&all, last, most).await?;
        let more = candidates.len() as u64 >= most.unsigned_abs();
        if more {
            // The best may be among those that were not looked at.
            if let Some(start) = &variant.title_start {
                candidates.extend(self.titles_from(start).await?);
            }
            if !names_only {
                candidates.extend(self.matches(&over_names, last, NAMED).await?);
            }
        }
        Ok((candidates, more))
    }

    /// The first records up to an id that an expression finds, in the order of their ids.
    async fn matches(
        &mut self,
        expression: &str,
        last_id: i64,
        most: i64,
    ) -> Result<Vec<Candidate>, StoreError> {
        let rows = sqlx::query_as!(
            CandidateRow,
            r#"SELECT record.id, record.title, record.names
               FROM (SELECT rowid AS id FROM search_index
                     WHERE search_index MATCH ? AND rowid <= ? LIMIT ?) AS hit
               CROSS JOIN search_record AS record ON record.id = hit.id"#,
            expression,
            last_id,
            most
        )
        .fetch_all(&mut *self.connection)
        .await;
        Ok(self.in_time(rows)?.into_iter().map(Candidate::from).collect())
    }

    /// The records whose title begins with a text, in the order of their titles, so that the shortest of those that
    /// go on alike comes first.
    async fn titles_from(&mut self, start: &str) -> Result<Vec<Candidate>, StoreError> {
        // Every title that begins so comes before the text with the greatest character after it.
        let (end, last_id) = (format!("{start}{}", char::MAX), self.last_id());
        let rows = sqlx::query_as!(
            CandidateRow,
            "SELECT id, title, names FROM search_record
             WHERE title >= ? AND title < ? AND id <= ? ORDER BY title LIMIT ?",
            start,
            end,
            last_id,
            BEGINNING
        )
        .fetch_all(&mut *self.connection)
        .await;
        Ok(self.in_time(rows)?.into_iter().map(Candidate::from).collect())
    }

    /// How many records the variants find, at least as many as are known.
    pub async fn count(
        &mut self,
        variants: impl Iterator<Item = &QueryVariant>,
        known: usize,
    ) -> Result<Count, StoreError> {
        let any: Vec<String> = variants.map(QueryVariant::over_everything).collect();
        let (any, most) = (any.join(" OR "), COUNTED + 1);
        let counted = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: u32" FROM
                   (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)"#,
            any,
            most
        )
        .fetch_one(&mut *self.connection)
        .await;
        let counted = self.in_time(counted)?;
        let at_least = known.max(counted.min(COUNTED) as usize);
        Ok(if counted > COUNTED || self.cut_short {
            Count::AtLeast(at_least)
        } else {
            Count::Exactly(at_least)
        })
    }

    /// Removes from what a loose variant found whatever does not have its words.
    pub async fn check(
        &mut self,
        variant: &QueryVariant,
        found: &mut Vec<(Candidate, Ranked)>,
    ) -> Result<(), StoreError> {
        let doubtful = found.iter().filter(|(_, ranked)| ranked.rank.is_elsewhere());
        let ids: Vec<i64> = doubtful.map(|(candidate, _)| candidate.key.id()).collect();
        let texts = match self.scope {
            Scope::Everything if !ids.is_empty() => self.texts(ids).await?,
            Scope::Everything | Scope::Names => HashMap::new(),
        };
        found.retain(|(candidate, ranked)| {
            let texts = texts.get(&candidate.key.id()).map_or(&[][..], Vec::as_slice);
            !ranked.rank.is_elsewhere() || candidate.has_words(variant, texts)
        });
        Ok(())
    }

    /// The folded texts beside title and names of the records with these ids.
    async fn texts(&mut self, ids: Vec<i64>) -> Result<HashMap<i64, Vec<String>>, StoreError> {
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query!(
            "SELECT id, texts FROM search_record WHERE id IN (SELECT value FROM json_each(?))",
            ids
        )
        .fetch_all(&mut *self.connection)
        .await;
        let rows = self.in_time(rows)?.into_iter();
        rows.map(|row| Ok((row.id, from_json(&row.texts, "search_record", row.id)?))).collect()
    }

    /// The names nearest to a query, the nearest first. Names are compared letter by letter, so that one wrong
    /// vowel is one slip and not a wrong syllable.
    pub async fn nearest(&mut self, query: &Query) -> Result<Vec<Key>, StoreError> {
        let Some(pairs) = query.pairs() else { return Ok(Vec::new()) };
        let letters = |text: &str| jamo(&text.replace(' ', ""));
        let mut names: Vec<(String, Key)> = Vec::new();
        for candidate in self.names_with(&pairs).await? {
            let aliases = candidate.names.split(NAME_END);
            let all = std::iter::once(candidate.title.as_str()).chain(aliases);
            names.extend(all.map(|name| (letters(name), candidate.key)));
        }
        let all = names.iter().map(|name| name.0.as_str());
        let mut keys: Vec<Key> = Vec::new();
        for near in nearest(&letters(&query.joined()), all, 2 * OFFERED) {
            for (_, key) in names.iter().filter(|(name, _)| name == near) {
                if !keys.contains(key) {
                    keys.push(*key);
                }
            }
        }
        keys.truncate(OFFERED);
        Ok(keys)
    }

    /// The records whose names fit an expression, and the first of all names in case none does.
    async fn names_with(&mut self, expression: &str) -> Result<Vec<Candidate>, StoreError> {
        if self.cut_short {
            return Ok(Vec::new());
        }
        let expression = format!("{{title names}} : ({expression})");
        let mut near = self.matches(&expression, LAST_NAME, COMPARED).await?;
        let first = sqlx::query_as!(
            CandidateRow,
            "SELECT id, title, names FROM search_record WHERE id <= ? ORDER BY id LIMIT ?",
            LAST_NAME,
            COMPARED
        )
        .fetch_all(&mut *self.connection)
        .await;
        near.extend(self.in_time(first)?.into_iter().map(Candidate::from));
        let mut seen = HashSet::new();
        near.retain(|candidate| seen.insert(candidate.key));
        Ok(near)
    }
}
