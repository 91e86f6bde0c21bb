//! Addresses that are files: citations for reference managers, feeds and the calendar.
//! Knows no HTML, no HTTP and no SQL.

mod citation;
mod citation_files;
mod feeds;

pub use citation::Citation;
pub use citation_files::{citation_file, media_type};
pub use feeds::{FeedFact, Feeds};
