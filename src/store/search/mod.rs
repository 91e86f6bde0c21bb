//! Search over facts, entities, terms and sources: a query is tried in one way after another until there is
//! enough, each way a bounded search of the index, and what is found is ranked here. Text that a reader
//! typed reaches the database only as quoted letters and digits.

mod answer;
pub(super) mod document;
mod match_reason;
mod narrow;
mod query;
mod rank;
mod results;
pub(super) mod searcher;
mod session;
mod synonyms;
mod variant;

pub use match_reason::MatchReason;
pub use query::WORDS;
pub use results::{Count, FoundRecord, Hit, SearchResults};
