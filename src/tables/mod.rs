//! What a published table says of itself (columns, keys, titles), and what its rows are: all that the
//! writers of the reader's database and of the data package have to know. Which tables there are and
//! what stands in them is in `formats::tables`.

use serde_json::Value;

/// Which records a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    Editions,
    Sources,
    Paragraphs,
    Themes,
    Entities,
    Facts,
    FactEntities,
    Evidence,
    Outcomes,
    Terms,
}

/// A published table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    pub records: Records,
    pub name: &'static str,
    /// In Korean, as is the description.
    pub title: &'static str,
    pub description: &'static str,
    pub columns: &'static [ColumnHead],
    /// The columns that tell rows apart.
    pub key: &'static [&'static str],
    pub references: &'static [Reference],
}

/// What a column of a table says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnHead {
    pub name: &'static str,
    pub kind: CellKind,
    /// Whether no cell is empty.
    pub required: bool,
    /// In Korean, as is the description.
    pub title: &'static str,
    pub description: &'static str,
}

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Text,
    Integer,
    Number,
    Boolean,
    /// A day, ISO 8601.
    Day,
    /// A date at its own precision, ISO 8601-2 (EDTF).
    Edtf,
    /// An absolute address.
    Uri,
}

/// Columns that name a row of another table by its key.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    pub columns: &'static [&'static str],
    pub table: &'static str,
    pub key: &'static [&'static str],
}

/// A row: one cell for each column of its table, in their order. A missing value is null.
pub type Row = Vec<Value>;
