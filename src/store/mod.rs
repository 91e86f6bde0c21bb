//! The `SQLite` database: built from the seeds, opened read-only, answering in domain types. Rows and
//! SQL stay in here; a row that does not fit the domain is an error that names it.

mod build;
mod entities;
mod facts;
mod open;
mod search;
mod sources;
mod write;

pub use build::{Built, ensure};
pub use entities::{Counts, EntitySummary};
pub use facts::Selection;
pub use search::Found;

use sqlx::SqlitePool;
use thiserror::Error;

/// A database opened read-only.
#[derive(Debug, Clone)]
pub struct Store {
    pool: SqlitePool,
}

/// Why the store could not answer or be built.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migrations: {0}")]
    Migrations(#[from] sqlx::migrate::MigrateError),
    /// A row that the domain does not admit: the file is not what this program built.
    #[error("table {table}, row {id}: bad {column}")]
    BadRow { table: &'static str, id: i64, column: &'static str },
    #[error("{path}: {cause}")]
    File { path: String, cause: std::io::Error },
    /// The freshly built file fails `SQLite`'s own check.
    #[error("the database just built is damaged: {0}")]
    Damaged(String),
}

/// The value of a column, or which row is at fault.
fn column<T>(
    value: Option<T>,
    table: &'static str,
    id: i64,
    column: &'static str,
) -> Result<T, StoreError> {
    value.ok_or(StoreError::BadRow { table, id, column })
}

/// A column that holds a JSON array of texts.
fn texts(
    json: &str,
    table: &'static str,
    id: i64,
    name: &'static str,
) -> Result<Vec<String>, StoreError> {
    column(serde_json::from_str(json).ok(), table, id, name)
}
