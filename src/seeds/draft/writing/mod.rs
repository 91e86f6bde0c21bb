//! Writes the files of a draft: the source, the blocks of facts and the entities that may be new; what a person
//! filled in before is left as it stands.

mod blocks;
mod compose;
mod existing_blocks;
mod report;
mod source;

pub use compose::{DraftError, DraftSummary, draft};
pub use existing_blocks::{ExistingBlock, existing_blocks};
pub use source::NewSource;
