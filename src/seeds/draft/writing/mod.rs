//! Writes the files of a draft: the source, the blocks of facts and the entities that may be new; what a person
//! filled in before is left as it stands.

mod blocks;
mod compose;
mod kept;
mod report;
mod source;

pub use compose::{DraftError, Drafted, draft};
pub use kept::{Standing, standing};
pub use source::NewSource;
