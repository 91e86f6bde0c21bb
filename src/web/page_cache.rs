//! The page cache: answers by address and encoding, as of one snapshot and one day, bounded in bytes. Many who want one
//! page at once wait for one making of it. Those asked for least recently go first.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use chrono::NaiveDate;
use moka::future::Cache;
use moka::policy::EvictionPolicy;

use super::cached_page::CachedPage;
use super::encoding::Encoding;

/// The most bytes that are cached, unless the operator says otherwise.
pub const PAGE_CACHE: u64 = 64 * 1024 * 1024;

/// What an entry takes beside its bytes and its address: the records of the cache, and some twenty header fields at a
/// hundred bytes each, with room to grow.
const OVERHEAD: usize = 400 + 3000;

/// What part of the cache one entry may take: a larger one would push out all others.
const LARGEST_PART: u64 = 8;

/// Of what, when, how and where a page is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// The number of the snapshot.
    pub snapshot: u64,
    pub day: NaiveDate,
    pub encoding: Encoding,
    /// The address as it is linked.
    pub target: Box<str>,
}

#[derive(Debug)]
pub struct PageCache {
    pages: Cache<PageKey, Arc<CachedPage>>,
    /// The snapshot of which a page was made last.
    snapshot: AtomicU64,
}

impl PageCache {
    /// An empty cache of at most so many bytes.
    pub fn new(capacity: u64) -> Self {
        let weight = move |key: &PageKey, page: &Arc<CachedPage>| {
            let bytes = page.body.len() + key.target.len() + OVERHEAD;
            // What weighs more than the whole cache is not let in.
            u32::try_from(bytes)
                .ok()
                .filter(|bytes| u64::from(*bytes) <= capacity / LARGEST_PART)
                .unwrap_or(u32::MAX)
        };
        let pages = Cache::builder()
            .max_capacity(capacity)
            .weigher(weight)
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self { pages, snapshot: AtomicU64::new(0) }
    }

    pub async fn get(&self, key: &PageKey) -> Option<Arc<CachedPage>> {
        self.pages.get(key).await
    }

    /// The page of a key, made now if there is none. A failure is everyone's who waited for it.
    pub async fn get_or_make<E: Send + Sync + 'static>(
        &self,
        key: PageKey,
        make: impl Future<Output = Result<CachedPage, E>>,
    ) -> Result<Arc<CachedPage>, Arc<E>> {
        // Pages of an older snapshot are asked for no more, so their room is given back at once.
        if self.snapshot.swap(key.snapshot, Relaxed) != key.snapshot {
            self.pages.invalidate_all();
        }
        self.pages.try_get_with(key, async { make.await.map(Arc::new) }).await
    }

    /// How many pages there are, and the bytes that they take, about.
    pub async fn usage(&self) -> (u64, u64) {
        self.pages.run_pending_tasks().await;
        (self.pages.entry_count(), self.pages.weighted_size())
    }
}
