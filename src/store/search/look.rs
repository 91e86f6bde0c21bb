//! The looks into the index: candidates without an order and counts, each bounded in rows and all of one
//! search bounded in time. A look that was cut short finds nothing more, and is no error.

use std::collections::{HashMap, HashSet};

use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::Sqlite;
use sqlx::pool::PoolConnection;

use super::Count;
use super::index::{Key, LAST_NAME};
use super::query::Attempt;
use super::rank::{Candidate, Ranked};
use crate::hangul::fold;
use crate::store::{StoreError, column};

/// The most candidates whose title begins with the query, that have its words in title or names, and
/// that have them anywhere.
const BEGINNING: i64 = 100;
const NAMED: i64 = 200;
const ANYWHERE: i64 = 300;

/// The most candidates where an expression only narrows down what patterns then decide.
const CHECKED: i64 = 900;

/// The most records that are counted.
const COUNTED: usize = 1000;

/// `SQLite`'s code for a query that was interrupted.
const INTERRUPTED: &str = "9";

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Everything,
    /// Entities and terms, by their names.
    Names,
}

/// One search's time with a connection.
pub struct Look {
    connection: PoolConnection<Sqlite>,
    scope: Scope,
    cut_short: bool,
}

/// A record of a look, as JSON holds it: id, title, names.
type Row = (i64, String, String);

impl Look {
    pub fn new(connection: PoolConnection<Sqlite>, scope: Scope) -> Self {
        Self { connection, scope, cut_short: false }
    }

    /// Whether time ran out.
    pub fn was_cut_short(&self) -> bool {
        self.cut_short
    }

    /// What a look gave; nothing when time ran out.
    fn in_time<T: Default>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        match result {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(INTERRUPTED) => {
                self.cut_short = true;
                Ok(T::default())
            }
            other => Ok(other?),
        }
    }

    /// The records that an attempt may find, and whether there may be more of them.
    pub async fn candidates(
        &mut self,
        attempt: &Attempt,
    ) -> Result<(Vec<Candidate>, bool), StoreError> {
        if self.cut_short {
            return Ok((Vec::new(), false));
        }
        let named = named(attempt);
        let narrow = attempt.names_only || self.scope == Scope::Names;
        let most = if attempt.names_only { CHECKED } else { ANYWHERE };
        let all = if narrow { named.clone() } else { anywhere(attempt) };
        let mut candidates = self.matches(&all, most).await?;
        let more = i64::try_from(candidates.len()).unwrap_or(i64::MAX) >= most;
        if more {
            // The best may be among those that were not looked at.
            if let Some(whole) = &attempt.whole {
                candidates.extend(self.beginning(whole).await?);
            }
            if !narrow {
                candidates.extend(self.matches(&named, NAMED).await?);
            }
        }
        Ok((candidates, more))
    }

    /// The rows of a look, all in one as JSON, for each further one is a hand-over between threads; none when
    /// time ran out.
    fn read<T: DeserializeOwned>(
        &mut self,
        json: Result<String, sqlx::Error>,
        table: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        let json = self.in_time(json)?;
        if json.is_empty() {
            return Ok(Vec::new());
        }
        column(serde_json::from_str(&json).ok(), table, 0, "id")
    }

    fn found(&mut self, json: Result<String, sqlx::Error>) -> Result<Vec<Candidate>, StoreError> {
        let rows: Vec<Row> = self.read(json, "search_record")?;
        let candidate = |(id, title, names)| Candidate { key: Key::of(id), title, names };
        Ok(rows.into_iter().map(candidate).collect())
    }

    /// The first records that an expression finds, in the order of their ids.
    async fn matches(&mut self, expression: &str, most: i64) -> Result<Vec<Candidate>, StoreError> {
        if self.scope == Scope::Names {
            return self.names(expression, most).await;
        }
        let found = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(record.id, record.title, record.names)) AS "json!: String"
               FROM (SELECT rowid AS id FROM search_index WHERE search_index MATCH ? LIMIT ?) AS hit
               CROSS JOIN search_record AS record ON record.id = hit.id"#,
            expression,
            most
        )
        .fetch_one(&mut *self.connection)
        .await;
        self.found(found)
    }

    /// The first entities and terms that an expression finds.
    async fn names(&mut self, expression: &str, most: i64) -> Result<Vec<Candidate>, StoreError> {
        let found = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(record.id, record.title, record.names)) AS "json!: String"
               FROM (SELECT rowid AS id FROM name_index WHERE name_index MATCH ? LIMIT ?) AS hit
               CROSS JOIN search_record AS record ON record.id = hit.id"#,
            expression,
            most
        )
        .fetch_one(&mut *self.connection)
        .await;
        self.found(found)
    }

    /// The records whose title begins with a text, the shortest of those that go on alike first.
    async fn beginning(&mut self, text: &str) -> Result<Vec<Candidate>, StoreError> {
        // Every title that begins so comes before the text with the greatest character after it.
        let end = format!("{text}{}", char::MAX);
        let found = if self.scope == Scope::Names {
            sqlx::query_scalar!(
                r#"SELECT json_group_array(json_array(id, title, names)) AS "json!: String"
                   FROM (SELECT id, title, names FROM search_record
                         WHERE title >= ? AND title < ? AND id < 8589934592
                         ORDER BY title LIMIT ?)"#,
                text,
                end,
                BEGINNING
            )
            .fetch_one(&mut *self.connection)
            .await
        } else {
            sqlx::query_scalar!(
                r#"SELECT json_group_array(json_array(id, title, names)) AS "json!: String"
                   FROM (SELECT id, title, names FROM search_record
                         WHERE title >= ? AND title < ? ORDER BY title LIMIT ?)"#,
                text,
                end,
                BEGINNING
            )
            .fetch_one(&mut *self.connection)
            .await
        };
        self.found(found)
    }

    /// How many records the attempts find, from those known on.
    pub async fn count(
        &mut self,
        attempts: impl Iterator<Item = &Attempt>,
        known: usize,
    ) -> Result<Count, StoreError> {
        let any: Vec<String> = attempts.map(anywhere).collect();
        let (any, most) = (any.join(" OR "), COUNTED + 1);
        let most_rows = i64::try_from(most).unwrap_or(i64::MAX);
        let counted = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: i64" FROM
                   (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)"#,
            any,
            most_rows
        )
        .fetch_one(&mut *self.connection)
        .await;
        let counted = usize::try_from(self.in_time(counted)?).unwrap_or(most).max(known);
        let over = counted >= most;
        Ok(if over {
            Count::AtLeast(COUNTED)
        } else if self.cut_short {
            Count::AtLeast(counted)
        } else {
            Count::Exactly(counted)
        })
    }

    /// Leaves of what a loose attempt found what has its words.
    pub async fn check(
        &mut self,
        attempt: &Attempt,
        found: &mut Vec<(Candidate, Ranked)>,
    ) -> Result<(), StoreError> {
        let doubtful = found.iter().filter(|(_, ranked)| ranked.rank.is_elsewhere());
        let ids: Vec<i64> = doubtful.map(|(candidate, _)| candidate.key.id()).collect();
        let texts = match self.scope {
            Scope::Everything if !ids.is_empty() => self.texts(&ids).await?,
            Scope::Everything | Scope::Names => HashMap::new(),
        };
        found.retain(|(candidate, ranked)| {
            let texts = texts.get(&candidate.key.id()).map_or(&[][..], Vec::as_slice);
            !ranked.rank.is_elsewhere() || candidate.has_words(attempt, texts)
        });
        Ok(())
    }

    /// The folded texts beside title and names of facts and terms with these ids of the index.
    async fn texts(&mut self, ids: &[i64]) -> Result<HashMap<i64, Vec<String>>, StoreError> {
        let (mut facts, mut terms) = (Vec::new(), Vec::new());
        for key in ids.iter().map(|id| Key::of(*id)) {
            match key {
                Key::Fact(id) => facts.push(id),
                Key::Term(id) => terms.push(id),
                Key::Entity(_) => {}
            }
        }
        let (facts, terms) = (Value::from(facts).to_string(), Value::from(terms).to_string());
        let of_facts = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(
                          fact.id, json_array(statement, quantity_phrase, equivalent_phrase)))
                      AS "json!: String"
               FROM json_each(?) AS wanted JOIN fact ON fact.id = wanted.value"#,
            facts
        )
        .fetch_one(&mut *self.connection)
        .await;
        let of_facts = self.read(of_facts, "fact")?;
        let of_terms = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(term.id, json_array(explanation)))
                      AS "json!: String"
               FROM json_each(?) AS wanted JOIN term ON term.id = wanted.value"#,
            terms
        )
        .fetch_one(&mut *self.connection)
        .await;
        let of_terms = self.read(of_terms, "term")?;
        let folded = |texts: Vec<Option<String>>| {
            texts.into_iter().flatten().map(|text| fold(&text)).collect()
        };
        let of_facts = of_facts.into_iter().map(|(id, texts)| (Key::Fact(id).id(), folded(texts)));
        let of_terms = of_terms.into_iter().map(|(id, texts)| (Key::Term(id).id(), folded(texts)));
        Ok(of_facts.chain(of_terms).collect())
    }

    /// The records of an expression over names, and the first names there are, for want of better.
    pub async fn near(
        &mut self,
        expression: &str,
        most: i64,
    ) -> Result<Vec<Candidate>, StoreError> {
        if self.cut_short {
            return Ok(Vec::new());
        }
        let mut near = self.names(&format!("{{title names}} : ({expression})"), most).await?;
        let first = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(id, title, names)) AS "json!: String"
               FROM (SELECT id, title, names FROM search_record WHERE id <= ? LIMIT ?)"#,
            LAST_NAME,
            most
        )
        .fetch_one(&mut *self.connection)
        .await;
        near.extend(self.found(first)?);
        let mut seen = HashSet::new();
        near.retain(|candidate| seen.insert(candidate.key));
        Ok(near)
    }
}

/// An attempt's expression over names alone; one that names its columns is left as it is.
fn named(attempt: &Attempt) -> String {
    match attempt {
        Attempt { names_only: true, expression, .. } => expression.clone(),
        Attempt { loose: true, expression, .. } => {
            format!("{{title names typed}} : ({expression})")
        }
        Attempt { expression, .. } => format!("{{title names}} : ({expression})"),
    }
}

/// An attempt's expression over every word of a record.
fn anywhere(attempt: &Attempt) -> String {
    match attempt {
        Attempt { names_only: true, expression, .. } | Attempt { loose: true, expression, .. } => {
            format!("({expression})")
        }
        Attempt { expression, .. } => format!("({{title names statement}} : ({expression}))"),
    }
}
