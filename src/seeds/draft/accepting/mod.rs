//! A completed draft on its way into the seeds: read, put together with them, checked, and moved.

mod accept;
mod completed_draft;
mod insert;
mod merge;

pub use accept::{AcceptError, AcceptSummary, accept};
