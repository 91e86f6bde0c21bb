//! A filled-in draft on its way into the seeds: read, put together with them, checked, and moved.

mod accept;
mod filled;
mod insert;
mod merge;

pub use accept::{AcceptError, Accepted, accept};
