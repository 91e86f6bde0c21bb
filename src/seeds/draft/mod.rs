//! A draft of what a new source adds to the seeds: complete where a program can tell, with "?" where only a person
//! can. It is written beside the seeds, never into them, and moved there once it is filled in and right.

mod accepting;
mod analysis;
mod folder;
mod toml_text;
mod writing;

pub use accepting::{AcceptError, AcceptSummary, accept};
pub use writing::{DraftError, DraftSummary, NewSource, draft};
