//! Search over facts, entities and terms: a query is tried in one way after another until there is
//! enough, each way a bounded look into the index, and what is found is ranked here. Text that a reader
//! typed reaches the database only as quoted letters and digits.

mod index;
mod look;
mod nearest;
mod query;
mod rank;
mod results;
mod synonyms;

pub use index::{Entry, IndexRow, SearchRows};
pub use query::WORDS;
pub use results::{Found, Hit, Named, Record, Suggestion};

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::sqlite::SqliteConnection;

use self::index::Key;
use self::look::{Look, Scope};
use self::query::{Attempt, Query};
use self::rank::{Candidate, Rank, Ranked};
use self::synonyms::Synonyms;
use super::pool::SearchPool;
use super::{Store, StoreError};
use crate::domain::{Code, CodeError};

/// How long one search may take.
const LIMIT: Duration = Duration::from_millis(300);

/// With so many hits a query was understood, and is not read in further ways.
const ENOUGH: usize = 50;

/// The longest query that the log repeats, in characters.
const LOGGED: usize = 80;

/// What searches share while a database is open.
#[derive(Debug)]
pub struct Searcher {
    pool: SearchPool,
    synonyms: Synonyms,
    /// How many searches have found nothing.
    in_vain: AtomicU64,
}

/// Why a record was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The words stand in it as they were typed.
    Text,
    /// By another name of it.
    OtherName(String),
    /// By its English name in addresses.
    Slug(String),
    /// Without the particle; holds what was searched for.
    Particle(String),
    /// With other spaces.
    Spacing,
    /// By words of the same meaning.
    Synonym(Vec<String>),
    /// By the first consonants of its syllables.
    Initials,
    /// By what was typed so far.
    HalfTyped,
    /// By what the same keys give on the other keyboard.
    Keyboard(String),
    /// Without this word of the query.
    Without(String),
}

/// How many records were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exactly(usize),
    /// So many and more.
    AtLeast(usize),
}

/// Everything that was found so far, the first reason of each record kept.
#[derive(Default)]
struct Hits {
    found: HashMap<Key, (Rank, usize, bool)>,
    attempts: Vec<Attempt>,
    /// Whether some way found more than was looked at.
    more: bool,
    /// Whether there was more to look at than a loose way looked at.
    loosely_more: bool,
}

impl Searcher {
    pub(super) async fn open(
        pool: SearchPool,
        connection: &mut SqliteConnection,
    ) -> Result<Self, sqlx::Error> {
        let synonyms = Synonyms::load(connection).await?;
        Ok(Self { pool, synonyms, in_vain: AtomicU64::new(0) })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

impl Store {
    /// What a query finds, the best `most` of it. Nothing for a query without a letter or digit. A
    /// query that takes too long is cut short and says so.
    pub async fn search(&self, text: &str, most: usize) -> Result<Found, StoreError> {
        let query = Query::of(text);
        if query.is_empty() {
            return Ok(Found::default());
        }
        let connection = self.search.pool.acquire(LIMIT).await?;
        let mut look = Look::new(connection, Scope::Everything);
        let hits = self.hits(&mut look, &query).await?;
        let count = hits.count(&mut look).await?;
        let near = if hits.found.is_empty() { look.nearest(&query).await? } else { Vec::new() };
        let cut_short = look.was_cut_short();
        drop(look);
        // A code is found by the page itself, however it is spoken.
        let is_code = !matches!(Code::parse_spoken(text), Err(CodeError::Form));
        if hits.found.is_empty() && !cut_short && !is_code {
            let in_vain = self.search.in_vain.fetch_add(1, Ordering::Relaxed) + 1;
            let term: String = text.chars().take(LOGGED).collect();
            tracing::info!(?term, in_vain, "nothing found");
        }
        let found = self.found(hits, near, most).await?;
        Ok(Found { count, words_left_out: query.cut, cut_short, ..found })
    }

    /// The names that what is typed so far may become, the best `most` of them.
    pub async fn suggest(&self, text: &str, most: usize) -> Result<Vec<Suggestion>, StoreError> {
        let query = Query::of(text);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let connection = self.search.pool.acquire(LIMIT).await?;
        let mut look = Look::new(connection, Scope::Names);
        let hits = self.hits(&mut look, &query).await?;
        drop(look);
        let found = self.found(hits, Vec::new(), most).await?;
        Ok(found.hits.into_iter().filter_map(Hit::into_suggestion).collect())
    }

    /// The ids of the facts and of the entities that have every word of a text, for narrowing lists by
    /// it: of a common text those that a search looks at, some hundreds.
    pub(super) async fn ids_with_text(
        &self,
        text: &str,
    ) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
        let query = Query::of(text);
        let (mut facts, mut entities) = (Vec::new(), Vec::new());
        if query.is_empty() {
            return Ok((facts, entities));
        }
        let connection = self.search.pool.acquire(LIMIT).await?;
        let mut look = Look::new(connection, Scope::Everything);
        let mut hits = Hits::default();
        self.take_at_its_word(&mut look, &query, None, &mut hits).await?;
        // A list cannot say that it is not whole.
        if look.was_cut_short() {
            return Err(StoreError::Late);
        }
        for key in hits.found.into_keys() {
            match key {
                Key::Fact(id) => facts.push(id),
                Key::Entity(id) => entities.push(id),
                Key::Term(_) => {}
            }
        }
        Ok((facts, entities))
    }

    /// How many searches have found nothing since the database was opened.
    pub fn searches_in_vain(&self) -> u64 {
        self.search.in_vain.load(Ordering::Relaxed)
    }

    /// Tries a query in every way until one finds something.
    async fn hits(&self, look: &mut Look, query: &Query) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        self.understand(look, query, None, &mut hits).await?;
        for (text, other) in query.on_other_keyboard() {
            if hits.found.is_empty() && !other.is_empty() {
                self.understand(look, &other, Some(&Why::Keyboard(text)), &mut hits).await?;
            }
        }
        if hits.found.is_empty() {
            for attempt in query.without_a_word() {
                hits.look(look, Some(attempt)).await?;
            }
        }
        Ok(hits)
    }

    /// Tries a query at its word, and then as half typed.
    async fn understand(
        &self,
        look: &mut Look,
        query: &Query,
        because: Option<&Why>,
        hits: &mut Hits,
    ) -> Result<(), StoreError> {
        self.take_at_its_word(look, query, because, hits).await?;
        if hits.found.is_empty() {
            let half_typed = query.half_typed().map(|attempt| attempt.for_reason(because));
            hits.look(look, half_typed).await?;
        }
        Ok(())
    }

    /// Tries a query in the ways that keep each of its words. `because` is the reason for all of it when
    /// the query is not the reader's own.
    async fn take_at_its_word(
        &self,
        look: &mut Look,
        query: &Query,
        because: Option<&Why>,
        hits: &mut Hits,
    ) -> Result<(), StoreError> {
        let reason = |attempt: Attempt| attempt.for_reason(because);
        hits.look(look, query.as_typed().map(reason)).await?;
        // A name that ends like a particle (전략회의) is not to be cut.
        if !hits.has_enough() && !hits.has_a_name() {
            hits.look(look, query.without_particles().map(reason)).await?;
        }
        hits.look(look, query.with_synonyms(&self.search.synonyms).map(reason)).await?;
        if !hits.has_enough() {
            hits.look(look, query.respaced().map(reason)).await?;
        }
        Ok(())
    }
}

impl Hits {
    fn has_enough(&self) -> bool {
        self.found.len() >= ENOUGH
    }

    fn has_a_name(&self) -> bool {
        self.found.values().any(|(rank, ..)| rank.is_name())
    }

    /// Looks for an attempt, if there is one, and adds what it finds. A record found before keeps its reason, and the
    /// better of its ranks.
    async fn look(&mut self, look: &mut Look, attempt: Option<Attempt>) -> Result<(), StoreError> {
        let Some(attempt) = attempt else { return Ok(()) };
        let (candidates, more) = look.candidates(&attempt).await?;
        if attempt.loose {
            self.loosely_more |= more;
        } else {
            self.more |= more;
        }
        let ranked = candidates.into_iter().filter_map(|candidate| {
            let ranked = candidate.rank(&attempt)?;
            Some((candidate, ranked))
        });
        let mut ranked: Vec<(Candidate, Ranked)> = ranked.collect();
        if attempt.loose {
            look.check(&attempt, &mut ranked).await?;
        }
        let number = self.attempts.len();
        for (candidate, ranked) in ranked {
            let new = (ranked.rank, number, ranked.by_name);
            let known = self.found.entry(candidate.key).or_insert_with(|| new.clone());
            if new.0 < known.0 {
                known.0 = new.0;
            }
        }
        self.attempts.push(attempt);
        Ok(())
    }

    /// How many records there are for everything that was tried.
    async fn count(&self, look: &mut Look) -> Result<Count, StoreError> {
        let known = self.found.len();
        if self.more {
            // A loose expression would count what its patterns do not find.
            let exact = self.attempts.iter().filter(|attempt| !attempt.loose);
            look.count(exact, known).await
        } else if self.loosely_more {
            Ok(Count::AtLeast(known))
        } else {
            Ok(Count::Exactly(known))
        }
    }
}
