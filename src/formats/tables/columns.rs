//! What a column is, and how a list of columns is declared and turns records into rows.

use serde_json::Value;

use crate::tables::{ColumnHead, Reference, Row};

/// A column of a table whose rows are made from records of a type.
pub struct Column<R> {
    pub head: ColumnHead,
    pub value: fn(&R) -> Value,
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

/// A part of a fact as a row of its own table: the fact's code, the position in the fact from 1, and the part.
pub struct FactPart<T> {
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
pub(super) use columns;

/// The heads of the columns.
pub const fn heads<R, const N: usize>(columns: &[Column<R>; N]) -> [ColumnHead; N] {
    let mut heads = [columns[0].head; N];
    let mut index = 1;
    while index < N {
        heads[index] = columns[index].head;
        index += 1;
    }
    heads
}

pub const fn reference(
    columns: &'static [&'static str],
    table: &'static str,
    key: &'static [&'static str],
) -> Reference {
    Reference { columns, table, key }
}

/// The columns that the first line of a list names.
#[expect(clippy::expect_used, reason = "tests read the head of every list")]
pub fn select<R>(columns: &[&[Column<R>]], head: &str) -> Vec<Column<R>> {
    let find =
        |name: &str| columns.iter().copied().flatten().find(|column| column.head.name == name);
    head.split(',').map(|name| *find(name).expect("a column of this name")).collect()
}

/// Joins texts into one cell.
pub fn joined(texts: impl IntoIterator<Item: AsRef<str>>) -> String {
    let texts: Vec<_> = texts.into_iter().collect();
    texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("; ")
}
