//! Reads the numbers in Korean text: what each says, and the phrase by which a paragraph says it.

mod found;
mod written;

pub use found::{FoundNumber, numbers};
pub use written::{NumberUnit, WrittenNumber, is_same, number_unit, read};
