//! What searches share while a database is open, and in which order a query is read in its ways.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::SqliteConnection;

use super::document::Key;
use super::query::Query;
use super::rank::{Candidate, Rank, Ranked};
use super::results::Count;
use super::session::{Scope, SearchSession};
use super::synonyms::Synonyms;
use super::variant::QueryVariant;
use super::why::Why;
use crate::store::error::StoreError;
use crate::store::pool::SearchPool;

/// How long one search may take.
const LIMIT: Duration = Duration::from_millis(300);

/// With so many hits a query was understood, and is not read in further ways.
const ENOUGH: usize = 50;

/// What searches share while a database is open.
#[derive(Debug)]
pub struct Searcher {
    pool: SearchPool,
    synonyms: Synonyms,
    /// How many searches have found nothing.
    zero_results: AtomicU64,
}

/// Everything that was found so far, the first reason of each record kept.
#[derive(Default)]
pub struct Hits {
    pub found: HashMap<Key, FoundBy>,
    pub variants: Vec<QueryVariant>,
    /// Whether some way found more than was looked at.
    more: bool,
    /// Whether there was more to look at than a loose way looked at.
    loosely_more: bool,
}

/// How a record was found.
#[derive(Clone)]
pub struct FoundBy {
    pub rank: Rank,
    /// The position of the variant in [`Hits::variants`].
    pub variant: usize,
    /// Whether a name other than the title is what was found.
    pub by_name: bool,
}

impl Searcher {
    pub async fn open(
        pool: SearchPool,
        connection: &mut SqliteConnection,
    ) -> Result<Self, sqlx::Error> {
        let synonyms = Synonyms::load(connection).await?;
        Ok(Self { pool, synonyms, zero_results: AtomicU64::new(0) })
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Begins a search, or tells that every connection is busy for long.
    pub async fn session(&self, scope: Scope) -> Result<SearchSession, StoreError> {
        Ok(SearchSession::new(self.pool.acquire(LIMIT).await?, scope))
    }

    /// Counts a search that found nothing. Returns how many there have been.
    pub fn count_zero_result(&self) -> u64 {
        self.zero_results.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How many searches have found nothing since the database was opened.
    pub fn zero_results(&self) -> u64 {
        self.zero_results.load(Ordering::Relaxed)
    }

    /// Tries a query in every way until one finds something.
    pub async fn hits(
        &self,
        session: &mut SearchSession,
        query: &Query,
    ) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        self.as_typed(session, query, None, &mut hits).await?;
        for (text, other) in query.on_other_keyboard() {
            if hits.found.is_empty() && !other.is_empty() {
                self.as_typed(session, &other, Some(&Why::Keyboard(text)), &mut hits).await?;
            }
        }
        if hits.found.is_empty() {
            for variant in query.without_a_word() {
                hits.search(session, Some(variant)).await?;
            }
        }
        Ok(hits)
    }

    /// Tries the variants of a query that keep its words, and then the query as half typed.
    async fn as_typed(
        &self,
        session: &mut SearchSession,
        query: &Query,
        because: Option<&Why>,
        hits: &mut Hits,
    ) -> Result<(), StoreError> {
        self.exact_variants(session, query, because, hits).await?;
        if hits.found.is_empty() {
            let half_typed = query.half_typed().map(|variant| variant.for_reason(because));
            hits.search(session, half_typed).await?;
        }
        Ok(())
    }

    /// Tries the variants of a query that keep each of its words. `because` is the reason for all of it when
    /// the query is not the reader's own.
    pub async fn exact_variants(
        &self,
        session: &mut SearchSession,
        query: &Query,
        because: Option<&Why>,
        hits: &mut Hits,
    ) -> Result<(), StoreError> {
        let reason = |variant: QueryVariant| variant.for_reason(because);
        hits.search(session, query.as_typed().map(reason)).await?;
        // A name that ends like a particle (전략회의) is not to be cut.
        if !hits.has_enough() && !hits.has_a_name() {
            hits.search(session, query.without_particles().map(reason)).await?;
        }
        hits.search(session, query.with_synonyms(&self.synonyms).map(reason)).await?;
        if !hits.has_enough() {
            hits.search(session, query.respaced().map(reason)).await?;
        }
        Ok(())
    }
}

impl Hits {
    fn has_enough(&self) -> bool {
        self.found.len() >= ENOUGH
    }

    fn has_a_name(&self) -> bool {
        self.found.values().any(|found| found.rank.is_name())
    }

    /// Adds what a variant finds, if there is one. A record found before keeps its reason, and the better of
    /// its ranks.
    async fn search(
        &mut self,
        session: &mut SearchSession,
        variant: Option<QueryVariant>,
    ) -> Result<(), StoreError> {
        let Some(variant) = variant else { return Ok(()) };
        let (candidates, more) = session.candidates(&variant).await?;
        if variant.loose {
            self.loosely_more |= more;
        } else {
            self.more |= more;
        }
        let ranked = candidates.into_iter().filter_map(|candidate| {
            let ranked = candidate.rank(&variant)?;
            Some((candidate, ranked))
        });
        let mut ranked: Vec<(Candidate, Ranked)> = ranked.collect();
        if variant.loose {
            session.check(&variant, &mut ranked).await?;
        }
        let number = self.variants.len();
        for (candidate, Ranked { rank, by_name }) in ranked {
            let new = FoundBy { rank, variant: number, by_name };
            let known = self.found.entry(candidate.key).or_insert_with(|| new.clone());
            if new.rank < known.rank {
                known.rank = new.rank;
            }
        }
        self.variants.push(variant);
        Ok(())
    }

    /// How many records there are for everything that was tried.
    pub async fn count(&self, session: &mut SearchSession) -> Result<Count, StoreError> {
        let known = self.found.len();
        if self.more {
            // A loose expression would count what its patterns do not find.
            let exact = self.variants.iter().filter(|variant| !variant.loose);
            session.count(exact, known).await
        } else if self.loosely_more {
            Ok(Count::AtLeast(known))
        } else {
            Ok(Count::Exactly(known))
        }
    }
}
