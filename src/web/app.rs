//! The state that every handler shares.

use std::sync::Arc;

use super::metrics::Metrics;
use super::page_cache::PageCache;
use crate::clock::Clock;
use crate::live::Live;
use crate::snapshot::Snapshot;

/// The state that every handler shares.
#[derive(Debug, Clone)]
pub struct App {
    pub live: Arc<Live>,
    pub clock: Clock,
    pub pages: Arc<PageCache>,
    pub metrics: Arc<Metrics>,
}

impl App {
    /// A site without any answers yet, with a page cache of at most so many bytes.
    pub fn new(live: Arc<Live>, clock: Clock, page_cache: u64) -> Self {
        let (pages, metrics) = (Arc::new(PageCache::new(page_cache)), Arc::default());
        Self { live, clock, pages, metrics }
    }

    /// The snapshot that is being served. An answer must use only one.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.live.snapshot()
    }
}
