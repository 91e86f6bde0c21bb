//! Addresses that are files: what a fact is cited by, in the formats that reference managers read.
//! Knows no HTML, no HTTP and no SQL.

mod citation;
mod citation_files;

pub use citation::Citation;
pub use citation_files::{citation_file, media_type};
