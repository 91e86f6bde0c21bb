//! The `SQLite` database: built from the seeds, opened read-only, answering in domain types. Rows and
//! SQL stay in here; a row that does not fit the domain is an error that names it.

mod build;
mod checksum;
mod editions;
mod entities;
mod error;
mod facets;
mod fact_index;
mod facts;
mod handle;
mod lists;
mod open;
mod plans;
mod pool;
mod reader;
mod schema;
mod search;
mod sources;
mod values;
mod write;

pub use build::build_file;
pub use editions::{EditionChanges, FactRevision};
pub use entities::Counts;
pub use error::StoreError;
pub use facets::FacetCounts;
pub use facts::Selection;
pub use handle::Store;
pub use lists::{FilteredList, ListPart};
pub use plans::{PlanCount, PlanNews};
pub use reader::{ReaderDatabase, TempFile};
pub use search::{Count, FoundRecord, Hit, MatchReason, SearchResults, WORDS as SEARCH_WORDS};
