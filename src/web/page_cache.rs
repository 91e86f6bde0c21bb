//! The page cache: answers by address and encoding, for one snapshot and one day, bounded in bytes. Requests for the
//! same page at the same time share one rendering. The least recently used pages are dropped first.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use chrono::NaiveDate;
use moka::future::Cache;
use moka::policy::EvictionPolicy;

use super::cached_page::CachedPage;
use super::encoding::Encoding;

/// The default limit of the cache, in bytes.
pub const PAGE_CACHE: u64 = 64 * 1024 * 1024;

/// The bytes of an entry other than its body and its address: the cache's own records, and about twenty header fields
/// of a hundred bytes each, with spare room.
const OVERHEAD: usize = 400 + 3000;

/// An entry may take at most one part in so many of the cache. A larger one would push out all others.
const LARGEST_PART: u64 = 8;

/// The key of a page: its snapshot, day, encoding and address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// The number of the snapshot.
    pub snapshot: u64,
    pub day: NaiveDate,
    pub encoding: Encoding,
    /// The address as the site links it.
    pub target: Box<str>,
}

#[derive(Debug)]
pub struct PageCache {
    pages: Cache<PageKey, Arc<CachedPage>>,
    /// The snapshot of the most recent page.
    snapshot: AtomicU64,
}

impl PageCache {
    /// An empty cache of at most so many bytes.
    pub fn new(capacity: u64) -> Self {
        let weight = move |key: &PageKey, page: &Arc<CachedPage>| {
            let bytes = page.body.len() + key.target.len() + OVERHEAD;
            // The cache does not admit an entry that weighs more than its capacity.
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

    /// The page for a key, made now if it is not cached. If that fails, everyone who waits for the page gets the
    /// error.
    pub async fn get_or_make<E: Send + Sync + 'static>(
        &self,
        key: PageKey,
        make: impl Future<Output = Result<CachedPage, E>>,
    ) -> Result<Arc<CachedPage>, Arc<E>> {
        // Nobody asks for pages of an older snapshot any more, so their memory is freed at once.
        if self.snapshot.swap(key.snapshot, Relaxed) != key.snapshot {
            self.pages.invalidate_all();
        }
        self.pages.try_get_with(key, async { make.await.map(Arc::new) }).await
    }

    /// The number of pages, and roughly how many bytes they take.
    pub async fn usage(&self) -> (u64, u64) {
        self.pages.run_pending_tasks().await;
        (self.pages.entry_count(), self.pages.weighted_size())
    }
}
