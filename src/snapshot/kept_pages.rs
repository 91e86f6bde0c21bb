//! The page cache: finished bytes by address and encoding, bounded in bytes, for the day they were made
//! on. Many who want one page at once wait for one making of it; what is asked for again is made shorter
//! meanwhile. Holds nothing that could be made without end from what readers type.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arc_swap::ArcSwap;
use chrono::NaiveDate;
use equivalent::Equivalent;
use moka::future::Cache;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{Accepted, Encoding, Finished};

/// What an entry takes beside its bytes and its address: the records of cache and map, and what its sender works
/// out of it, which are two sets of some twenty header fields at a hundred bytes each, with room to grow.
const RECORD: usize = 400 + 6000;

/// The largest body that is kept, in bytes: a hundredth of the usual bound.
const LARGEST: usize = 512 * 1024;

/// Pages by encoding and address.
#[derive(Debug)]
pub struct KeptPages {
    day: ArcSwap<Day>,
    bound: u64,
    /// Whose turn it is to make a page shorter: one at a time, for answers come first.
    shortening: Arc<Semaphore>,
    hits: AtomicU64,
    misses: AtomicU64,
}

#[derive(Debug)]
struct Day {
    date: NaiveDate,
    pages: Cache<Key, Arc<Finished>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    encoding: Encoding,
    target: Box<str>,
}

/// A key to look with, which needs no memory of its own. Its fields are those of [`Key`], so that both
/// hash alike.
#[derive(Hash)]
struct Wanted<'k> {
    encoding: Encoding,
    target: &'k str,
}

/// What the cache has done and holds.
#[derive(Debug, Clone, Copy)]
pub struct KeptPagesUse {
    pub hits: u64,
    pub misses: u64,
    pub entries: u64,
    pub bytes: u64,
}

impl Equivalent<Key> for Wanted<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.encoding == key.encoding && *self.target == *key.target
    }
}

impl Day {
    fn new(date: NaiveDate, bound: u64) -> Self {
        let weight = |key: &Key, page: &Arc<Finished>| {
            let bytes = page.body.bytes.len() + page.links.len() + key.target.len() + RECORD;
            // What weighs more than the bound is not let in.
            if bytes > LARGEST { u32::MAX } else { u32::try_from(bytes).unwrap_or(u32::MAX) }
        };
        Self { date, pages: Cache::builder().max_capacity(bound).weigher(weight).build() }
    }
}

impl KeptPages {
    /// An empty cache of at most `bound` bytes.
    pub fn new(bound: u64) -> Self {
        let day = ArcSwap::from_pointee(Day::new(NaiveDate::MIN, bound));
        let shortening = Arc::new(Semaphore::new(1));
        Self { day, bound, shortening, hits: AtomicU64::new(0), misses: AtomicU64::new(0) }
    }

    /// What is kept of a day and an address, in the shortest of the accepted encodings it is kept in. Where that is
    /// not the shortest there is, it soon will be.
    pub async fn get(
        &self,
        date: NaiveDate,
        target: &str,
        accepted: Accepted,
    ) -> Option<Arc<Finished>> {
        let day = self.day.load();
        if day.date != date {
            return None;
        }
        let Accepted { soonest, shortest } = accepted;
        let mut found = day.pages.get(&Wanted { encoding: shortest, target }).await;
        if found.is_none() && soonest != shortest {
            found = day.pages.get(&Wanted { encoding: soonest, target }).await;
            if let Some(page) = &found {
                self.shorten(&day.pages, target, page, shortest);
            }
        }
        if found.is_some() {
            self.hits.fetch_add(1, Ordering::Relaxed);
        }
        found
    }

    /// What is kept of a day, an address and an encoding, made now if there is nothing. What is too
    /// large is made and not kept.
    pub async fn get_or_make<E: Send + Sync + 'static>(
        &self,
        date: NaiveDate,
        target: &str,
        encoding: Encoding,
        making: impl Future<Output = Result<Finished, E>>,
    ) -> Result<Arc<Finished>, Arc<E>> {
        let pages = self.pages(date);
        let key = Key { encoding, target: target.into() };
        let making = async {
            self.misses.fetch_add(1, Ordering::Relaxed);
            making.await.map(Arc::new)
        };
        pages.try_get_with_by_ref(&key, making).await
    }

    /// What is kept of a day and an address in whatever encoding.
    pub async fn in_any_encoding(&self, date: NaiveDate, target: &str) -> Option<Arc<Finished>> {
        let pages = self.pages(date);
        for encoding in Encoding::ALL {
            if let Some(page) = pages.get(&Wanted { encoding, target }).await {
                return Some(page);
            }
        }
        None
    }

    /// Keeps a page in a shorter encoding as well, soon. Nobody queues for that, so it is tried when the page is
    /// asked for again the first, second, fourth time and so on: then another was being made, or there was no room.
    fn shorten(
        &self,
        pages: &Cache<Key, Arc<Finished>>,
        target: &str,
        page: &Arc<Finished>,
        encoding: Encoding,
    ) {
        let asked_again = page.asked_again.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        if page.body.encoding == Encoding::Identity || !asked_again.is_power_of_two() {
            return;
        }
        let Ok(turn) = Arc::clone(&self.shortening).try_acquire_owned() else { return };
        let (pages, page) = (pages.clone(), Arc::clone(page));
        let key = Key { encoding, target: target.into() };
        tokio::spawn(async move {
            let _turn = turn;
            let making = spawn_blocking(move || page.in_encoding(encoding));
            if let Ok(made) = making.await
                && made.body.encoding == encoding
            {
                pages.insert(key, Arc::new(made)).await;
            }
        });
    }

    /// The pages of a day; those of another day go.
    fn pages(&self, date: NaiveDate) -> Cache<Key, Arc<Finished>> {
        let day = self.day.load();
        if day.date == date {
            return day.pages.clone();
        }
        let day = Day::new(date, self.bound);
        let pages = day.pages.clone();
        self.day.store(Arc::new(day));
        pages
    }

    /// How often a page was there, and how often it was made.
    pub fn counts(&self) -> (u64, u64) {
        (self.hits.load(Ordering::Relaxed), self.misses.load(Ordering::Relaxed))
    }

    /// The bytes that are kept, about: what came or went a moment ago may not be counted yet.
    pub fn bytes(&self) -> u64 {
        self.day.load().pages.weighted_size()
    }

    /// What the cache has done and holds, to the byte.
    pub async fn usage(&self) -> KeptPagesUse {
        let pages = self.day.load().pages.clone();
        pages.run_pending_tasks().await;
        KeptPagesUse {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            entries: pages.entry_count(),
            bytes: pages.weighted_size(),
        }
    }
}
