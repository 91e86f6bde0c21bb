//! HTTP and nothing else: a request becomes an address, the snapshot's bytes become a response. The
//! only place that knows methods, status codes and headers.

mod admission;
mod encoding;
mod errors;
mod failure;
mod metrics;
mod negotiation;
mod operations;
mod page_cache;
mod policy;
mod problem;
mod recorded;
mod requested;
mod response;
mod router;
mod server;
mod service;

pub use encoding::Encoding;
pub use metrics::Metrics;
pub use page_cache::{PAGE_CACHE, PageCache};
pub use recorded::Recorded;
pub use server::serve;
pub use service::{HttpService, MAX_REQUESTS, ResponseBody};

use std::sync::Arc;

use crate::clock::Clock;
use crate::live::Live;
use crate::snapshot::Snapshot;

/// What every handler can reach.
#[derive(Debug, Clone)]
pub struct App {
    pub live: Arc<Live>,
    pub clock: Clock,
    pub pages: Arc<PageCache>,
    pub metrics: Arc<Metrics>,
}

impl App {
    /// A site that nobody has asked yet, with a page cache of at most so many bytes.
    pub fn new(live: Arc<Live>, clock: Clock, page_cache: u64) -> Self {
        let (pages, metrics) = (Arc::new(PageCache::new(page_cache)), Arc::default());
        Self { live, clock, pages, metrics }
    }

    /// The snapshot that answers now; an answer is made of one.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.live.snapshot()
    }
}
