//! The tables in which the whole data is given away: their columns, keys and what each is called, once
//! for the database and the data package. Holds no rows, and knows neither SQL nor CSV.

mod published;

pub use published::PUBLISHED;

/// Which records a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    Editions,
    Sources,
    Paragraphs,
    Entities,
    Facts,
    FactEntities,
    Evidence,
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
    pub columns: &'static [Column],
    /// The columns that tell rows apart.
    pub key: &'static [&'static str],
    pub references: &'static [Reference],
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub holds: Holds,
    /// In Korean, as is the description.
    pub title: &'static str,
    pub description: &'static str,
}

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Text,
    Integer,
    Number,
    Boolean,
    /// A day, ISO 8601.
    Day,
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

/// The value of a column in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
}

/// A row: one cell for each column of its table, in their order.
pub type Row = Vec<Cell>;

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u16> for Cell {
    fn from(number: u16) -> Self {
        Self::Integer(number.into())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
