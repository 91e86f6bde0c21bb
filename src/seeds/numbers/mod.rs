//! Reads the numbers in Korean text: what each says, and the phrase by which a paragraph says it.

mod found;
mod written;

pub use found::{FoundNumber, numbers};
pub use written::{Counted, WrittenNumber, counted, is_same, read};
