//! A draft of what a new source adds to the seeds: whole where a program can say it, with "?" where only a person can.
//! What the text says is read, then written beside the seeds, never into them, until what is filled in and right is
//! accepted.

mod accepting;
mod folder;
mod reading;
mod toml_text;
mod writing;

pub use accepting::{AcceptError, Accepted, accept};
pub use writing::{DraftError, Drafted, NewSource, draft};
