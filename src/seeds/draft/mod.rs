//! A draft of what a new source adds to the seeds: whole where a program can say it, with "?" where only a person can.
//! Writes beside the seeds, never into them, until `accept` moves in what is filled in and right.

mod accept;
mod article;
mod blocks;
mod compose;
mod dates;
mod endings;
mod filled;
mod folder;
mod insert;
mod kept;
mod meetings;
mod merge;
mod names;
mod numbers;
mod read;
mod record;
mod report;
mod source;
mod times;
mod write;

pub use accept::{AcceptError, Accepted, accept};
pub use compose::{DraftError, Drafted, draft};
pub use source::NewSource;
