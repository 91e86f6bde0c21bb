//! The description of a published table (columns, keys, titles) and of its rows: everything that the writers of the
//! reader's database and of the data package need to know. The tables themselves and their content are in
//! `formats::tables`.

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
    /// In Korean, like the description.
    pub title: &'static str,
    pub description: &'static str,
    pub columns: &'static [ColumnHead],
    /// The columns that identify a row.
    pub key: &'static [&'static str],
    pub references: &'static [Reference],
}

/// The description of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnHead {
    pub name: &'static str,
    pub kind: CellKind,
    /// Whether every cell has a value.
    pub required: bool,
    /// In Korean, like the description.
    pub title: &'static str,
    pub description: &'static str,
}

/// The type of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    Text,
    Integer,
    Number,
    Boolean,
    /// A day (ISO 8601).
    Day,
    /// A date as exact as it is known (ISO 8601-2, EDTF).
    Edtf,
    /// An absolute address.
    Uri,
}

/// Columns that refer to a row of another table by its key.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    pub columns: &'static [&'static str],
    pub table: &'static str,
    pub key: &'static [&'static str],
}

/// A row: one cell for each column of its table, in their order. A missing value is null.
pub type Row = Vec<Value>;
