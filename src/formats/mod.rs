//! File formats: citations for reference managers, feeds, pictures, the tables and downloads of the whole data, and
//! JSON-LD for pages. They know no HTML, no HTTP and no SQL.

mod catalog;
mod citation;
mod citation_files;
mod csv;
mod data;
mod feeds;
mod linked_data;
mod openapi;
mod package;
mod picture;
mod qr;
mod schemas;
mod tables;
mod workbook;

pub use catalog::{Catalog, Distribution};
pub use citation::{Citation, CitedSource};
pub use citation_files::citation_file;
pub use csv::{BYTE_ORDER_MARK, csv_for_people, csv_text};
pub use data::{
    Data, EditionData, EntityData, FactData, HitData, ListData, Outcomes, PlansData, SearchData,
    SourceData, SourcesData, SuggestionData, SuggestionsData, ThemeData, json_text,
};
pub use feeds::{FeedFact, FeedNews, Feeds};
pub use linked_data::{breadcrumbs, dataset, linked_data_text};
pub use openapi::{API_VERSION, openapi};
pub use package::{Package, PackageAbout, ZipError};
pub use picture::{PictureError, Weight, lines as text_lines, png, width as text_width};
pub use qr::{QrError, qr_svg};
pub use schemas::{entity_schema, fact_schema};
pub use tables::{
    Column, EDITIONS_COLUMNS, ENTITIES_COLUMNS, EVIDENCE_COLUMNS, FACT_ENTITIES_COLUMNS,
    FACTS_COLUMNS, FactPart, Linked, OUTCOMES_COLUMNS, PARAGRAPHS_COLUMNS, PUBLISHED,
    SOURCES_COLUMNS, SourceRow, TERMS_COLUMNS, THEMES_COLUMNS, entity_list, entity_sheet,
    fact_list, fact_sheet, rows, source_list, source_sheet,
};
pub use workbook::{Workbook, WorkbookGuide, XlsxError};
