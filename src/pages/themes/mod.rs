//! The themes: each is a story of plans and their outcomes, put together from facts.

pub mod index;
pub mod theme;

mod story;

pub use index::{ThemeCard, cards};
