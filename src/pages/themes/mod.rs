//! The themes: each a story of what was planned and what became of it, put together from facts.

pub mod index;
pub mod theme;

mod story;

pub use index::{ThemeCard, cards};
