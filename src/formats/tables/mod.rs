//! The columns of the published tables and of the lists, made from records. The name, the description and the value
//! of a column stand in one place, so that the CSV, the data package, the reader's database and their descriptions
//! cannot differ. Column names are part of the site's promise.

mod columns;
mod entities;
mod facts;
mod sources;

pub use columns::{Column, FactPart, Linked, rows};
pub use entities::{ENTITIES_COLUMNS, entity_list, entity_sheet};
pub use facts::{
    EVIDENCE_COLUMNS, FACT_ENTITIES_COLUMNS, FACTS_COLUMNS, OUTCOMES_COLUMNS, fact_list, fact_sheet,
};
pub use sources::{
    EDITIONS_COLUMNS, PARAGRAPHS_COLUMNS, SOURCES_COLUMNS, SourceRow, TERMS_COLUMNS,
    THEMES_COLUMNS, source_list, source_sheet,
};

use crate::tables::Table;

/// Every published table. A table comes after those that it refers to.
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
