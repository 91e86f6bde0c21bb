//! HTTP and nothing else: a request becomes an address, the snapshot's bytes become a response. The
//! only place that knows methods, status codes and headers.

mod admission;
mod answer;
mod errors;
mod exposition;
mod failure;
mod headers;
mod metrics;
mod negotiation;
mod operations;
mod problem;
mod recorded;
mod requested;
mod router;
mod server;
mod service;

pub use metrics::Metrics;
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
    pub metrics: Arc<Metrics>,
}

impl App {
    /// A site that nobody has asked yet.
    pub fn new(live: Arc<Live>, clock: Clock) -> Self {
        Self { live, clock, metrics: Arc::new(Metrics::new()) }
    }

    /// The snapshot that answers now; an answer is made of one.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.live.snapshot()
    }
}
