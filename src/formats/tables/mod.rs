//! What stands in each column: the tables of the whole data and of lists, made from records. A column is
//! its name, its description and its value in one place, so that the CSV, the data package, the reader's
//! database and what they say of themselves cannot differ. Column names are part of the site's promise.

mod entities;
mod facts;
mod sources;

pub use entities::{ENTITIES_COLUMNS, entity_list};
pub use facts::{EVIDENCE_COLUMNS, FACT_ENTITIES_COLUMNS, FACTS_COLUMNS, fact_list};
pub use sources::{EDITIONS_COLUMNS, PARAGRAPHS_COLUMNS, SOURCES_COLUMNS, TERMS_COLUMNS};

use serde_json::Value;

use crate::tables::{ColumnHead, Reference, Row, Table};

/// Every published table, parents before those that refer to them.
pub static PUBLISHED: [&Table; 8] = [
    &sources::EDITIONS,
    &sources::SOURCES,
    &sources::PARAGRAPHS,
    &entities::ENTITIES,
    &facts::FACTS,
    &facts::FACT_ENTITIES,
    &facts::EVIDENCE,
    &sources::TERMS,
];

/// A column of a table whose rows are made from records of a type.
pub struct Column<R> {
    pub head: ColumnHead,
    value: fn(&R) -> Value,
}

impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<R> {}

/// Records as rows of these columns.
pub fn rows<R>(columns: &[Column<R>], records: impl IntoIterator<Item = R>) -> Vec<Row> {
    let row = |record| columns.iter().map(|column| (column.value)(&record)).collect();
    records.into_iter().map(row).collect()
}

/// A record and its absolute address.
pub struct Linked<T> {
    pub record: T,
    pub url: String,
}

/// A part of a fact: the fact's code, the position in the fact from 1, and the part.
pub struct Part<T> {
    pub fact: String,
    pub position: u32,
    pub part: T,
}

/// The columns of a table, one a line: name, kind and whether a cell may be empty, title, description, value.
macro_rules! columns {
    ($(#[$doc:meta])* $vis:vis $columns:ident: $record:ty = |$row:ident| {
        $($name:ident: $kind:ident $($optional:ident)?, $title:literal, $description:literal, $value:expr;)*
    }) => {
        $(#[$doc])*
        $vis const $columns: [Column<$record>; <[&str]>::len(&[$(stringify!($name)),*])] = [$(Column {
            head: ColumnHead {
                name: stringify!($name),
                kind: CellKind::$kind,
                required: <[&str]>::is_empty(&[$(stringify!($optional))?]),
                title: $title,
                description: $description,
            },
            value: |$row| Value::from($value),
        }),*];
    };
}
use columns;

/// What columns say of themselves.
const fn heads<R, const N: usize>(columns: &[Column<R>; N]) -> [ColumnHead; N] {
    let mut heads = [columns[0].head; N];
    let mut index = 1;
    while index < N {
        heads[index] = columns[index].head;
        index += 1;
    }
    heads
}

const fn reference(
    columns: &'static [&'static str],
    table: &'static str,
    key: &'static [&'static str],
) -> Reference {
    Reference { columns, table, key }
}

/// Some of these columns, in another order.
#[expect(clippy::expect_used, reason = "tests read the head of every list")]
fn select<R>(columns: &[&[Column<R>]], names: &[&str]) -> Vec<Column<R>> {
    let find = |name: &&str| {
        columns.iter().flat_map(|part| part.iter()).find(|column| column.head.name == *name)
    };
    names.iter().map(|name| *find(name).expect("a column of this name")).collect()
}

/// Texts in one cell.
fn joined(texts: impl IntoIterator<Item: AsRef<str>>) -> String {
    let texts: Vec<_> = texts.into_iter().collect();
    texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("; ")
}
