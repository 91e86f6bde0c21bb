//! Keeps what searches share while a database is open, and decides in which order the ways to read a query are tried.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::SqliteConnection;

use super::document::Key;
use super::match_reason::MatchReason;
use super::query::Query;
use super::rank::{Candidate, Rank, Ranked};
use super::results::Count;
use super::session::{Scope, SearchSession};
use super::synonyms::Synonyms;
use super::variant::QueryVariant;
use crate::store::error::StoreError;
use crate::store::pool::SearchPool;

/// How long one search may take.
const LIMIT: Duration = Duration::from_millis(300);

/// With so many hits the query was understood, and no further ways are tried.
const ENOUGH: usize = 50;

/// What searches share while a database is open.
#[derive(Debug)]
pub struct Searcher {
    pool: SearchPool,
    synonyms: Synonyms,
    /// How many searches have found nothing.
    zero_results: AtomicU64,
}

/// One search under way.
pub struct Search<'s> {
    pub session: SearchSession,
    synonyms: &'s Synonyms,
    /// The reason to give for every hit while a query other than the reader's own is tried.
    because: Option<MatchReason>,
    pub hits: Hits,
}

/// Everything that was found so far, the first reason of each record kept.
#[derive(Default)]
pub struct Hits {
    pub found: HashMap<Key, RecordMatch>,
    pub variants: Vec<QueryVariant>,
    /// Whether some way found more than was looked at.
    more: bool,
    /// The same for ways whose expression is loose.
    loosely_more: bool,
}

/// How a record was found.
#[derive(Clone)]
pub struct RecordMatch {
    pub rank: Rank,
    /// The position of the variant in [`Hits::variants`].
    pub variant: usize,
    /// Whether it was found by a name other than the title.
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

    /// Starts a search; fails where every connection stays busy.
    pub async fn start(&self, scope: Scope) -> Result<Search<'_>, StoreError> {
        let session = SearchSession::new(self.pool.acquire(LIMIT).await?, scope);
        Ok(Search { session, synonyms: &self.synonyms, because: None, hits: Hits::default() })
    }

    /// Counts a search that found nothing. Returns how many there have been.
    pub fn count_zero_result(&self) -> u64 {
        self.zero_results.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How many searches have found nothing since the database was opened.
    pub fn zero_results(&self) -> u64 {
        self.zero_results.load(Ordering::Relaxed)
    }
}

impl Search<'_> {
    /// Tries a query in every way until one finds something.
    pub async fn find(&mut self, query: &Query) -> Result<(), StoreError> {
        self.as_typed(query).await?;
        for (text, other) in query.on_other_keyboard() {
            if self.hits.found.is_empty() && !other.is_empty() {
                self.because = Some(MatchReason::Keyboard(text));
                self.as_typed(&other).await?;
            }
        }
        self.because = None;
        if self.hits.found.is_empty() {
            for variant in query.without_a_word() {
                self.add(Some(variant)).await?;
            }
        }
        Ok(())
    }

    /// Tries the variants of a query that keep its words, and then the query as half typed.
    async fn as_typed(&mut self, query: &Query) -> Result<(), StoreError> {
        self.exact_variants(query).await?;
        if self.hits.found.is_empty() {
            self.add(query.half_typed()).await?;
        }
        Ok(())
    }

    /// Tries the variants of a query that keep each of its words.
    pub async fn exact_variants(&mut self, query: &Query) -> Result<(), StoreError> {
        self.add(query.as_typed()).await?;
        // A name that ends like a particle (전략회의) is not to be cut.
        if !self.has_enough() && !self.has_a_name() {
            self.add(query.without_particles()).await?;
        }
        self.add(query.with_synonyms(self.synonyms)).await?;
        if !self.has_enough() {
            self.add(query.respaced()).await?;
        }
        if !self.has_enough() {
            self.add(query.parted()).await?;
        }
        Ok(())
    }

    fn has_enough(&self) -> bool {
        self.hits.found.len() >= ENOUGH
    }

    fn has_a_name(&self) -> bool {
        self.hits.found.values().any(|found| found.rank.is_name())
    }

    /// Adds what a variant finds, if there is one. A record found before keeps its reason, and the better of
    /// its ranks.
    async fn add(&mut self, variant: Option<QueryVariant>) -> Result<(), StoreError> {
        let Some(mut variant) = variant else { return Ok(()) };
        if let Some(why) = &self.because {
            variant.why.clone_from(why);
        }
        let hits = &mut self.hits;
        let (candidates, more) = self.session.candidates(&variant).await?;
        if variant.loose {
            hits.loosely_more |= more;
        } else {
            hits.more |= more;
        }
        let terms_first = self.session.is_of_names();
        let ranked = candidates.into_iter().filter_map(|candidate| {
            let ranked = candidate.rank(&variant, terms_first)?;
            Some((candidate, ranked))
        });
        let mut ranked: Vec<(Candidate, Ranked)> = ranked.collect();
        if variant.loose {
            self.session.check(&variant, &mut ranked).await?;
        }
        let number = hits.variants.len();
        for (candidate, Ranked { rank, by_name }) in ranked {
            let new = RecordMatch { rank, variant: number, by_name };
            let known = hits.found.entry(candidate.key).or_insert_with(|| new.clone());
            if new.rank < known.rank {
                known.rank = new.rank;
            }
        }
        hits.variants.push(variant);
        Ok(())
    }

    /// How many records any of the variants that were tried finds.
    pub async fn count(&mut self) -> Result<Count, StoreError> {
        if self.hits.more {
            // A loose expression would count what its patterns do not find.
            let exact = self.hits.variants.iter().filter(|variant| !variant.loose);
            self.session.count(exact, self.hits.found.len()).await
        } else {
            Ok(self.hits.count())
        }
    }
}

impl Hits {
    /// Whether there may be more than was looked at.
    pub fn has_more(&self) -> bool {
        self.more || self.loosely_more
    }

    /// How many records there are as far as they were looked at.
    pub fn count(&self) -> Count {
        let known = self.found.len();
        if self.has_more() { Count::AtLeast(known) } else { Count::Exactly(known) }
    }
}
