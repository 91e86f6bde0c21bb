//! HTTP and nothing else: a request becomes an address, the snapshot's bytes become a response. The
//! only place that knows methods, status codes and headers.

mod answer;
mod errors;
mod front;
mod headers;
mod negotiation;
mod problem;
mod requested;
mod router;
mod server;

pub use front::Front;
pub use server::serve;

use std::sync::Arc;

use self::router::router;
use crate::clock::Clock;
use crate::snapshot::Snapshot;

/// What every handler can reach.
#[derive(Debug, Clone)]
pub struct App {
    pub snapshot: Arc<Snapshot>,
    pub clock: Clock,
}
