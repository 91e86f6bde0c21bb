//! What stands in each column: the tables of the whole data and of lists, made from records. A column is
//! its name, its description and its value in one place, so that the CSV, the data package, the reader's
//! database and what they say of themselves cannot differ. Column names are part of the site's promise.

mod columns;
mod entities;
mod facts;
mod sources;

pub use columns::{Column, Linked, Part, rows};
pub use entities::{ENTITIES_COLUMNS, entity_list, entity_sheet};
pub use facts::{
    EVIDENCE_COLUMNS, FACT_ENTITIES_COLUMNS, FACTS_COLUMNS, OUTCOMES_COLUMNS, fact_list, fact_sheet,
};
pub use sources::{
    EDITIONS_COLUMNS, PARAGRAPHS_COLUMNS, SOURCES_COLUMNS, SourceRow, TERMS_COLUMNS,
    THEMES_COLUMNS, source_list, source_sheet,
};

use crate::tables::Table;

/// Every published table, parents before those that refer to them.
pub static PUBLISHED: [&Table; 10] = [
    &sources::EDITIONS,
    &sources::SOURCES,
    &sources::PARAGRAPHS,
    &sources::THEMES,
    &entities::ENTITIES,
    &facts::FACTS,
    &facts::FACT_ENTITIES,
    &facts::EVIDENCE,
    &facts::OUTCOMES,
    &sources::TERMS,
];
