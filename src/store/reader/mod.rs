//! The reader's database: the published tables in a file of their own, with views in plain words. Its tables are made
//! from the published tables' own descriptions, so that no second list of columns has to be kept. They are not
//! STRICT, so that an `SQLite` of some years ago opens them as well.

mod temp_file;

use std::fs::File;

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, QueryBuilder, Sqlite};
use tempfile::{NamedTempFile, TempPath};
use tokio::task::spawn_blocking;

use super::error::StoreError;
use crate::tables::{CellKind, ColumnHead, Row, Table};

pub use temp_file::TempFile;

/// The most values that one statement binds; `SQLite` takes 32,766.
const BOUND: usize = 30_000;

/// A reader's database that is being written. Dropped unfinished, it leaves nothing behind.
pub struct ReaderDatabase {
    connection: SqliteConnection,
    /// `SQLite` opens files by name, so this one has a name until it is finished.
    path: TempPath,
}

impl ReaderDatabase {
    /// An empty database with these tables.
    pub async fn create(tables: &[&Table]) -> Result<Self, StoreError> {
        let path = NamedTempFile::new().map_err(StoreError::Temporary)?.into_temp_path();
        // A file that is thrown away on any error needs no journal.
        let mut connection = SqliteConnectOptions::new()
            .filename(&path)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .connect()
            .await?;
        for table in tables {
            sqlx::raw_sql(AssertSqlSafe(definition(table))).execute(&mut connection).await?;
        }
        sqlx::raw_sql(include_str!("reader.sql")).execute(&mut connection).await?;
        sqlx::query("BEGIN").execute(&mut connection).await?;
        Ok(Self { connection, path })
    }

    /// Adds rows to a table, after those of the tables that it refers to.
    pub async fn insert(&mut self, table: &'static Table, rows: &[Row]) -> Result<(), StoreError> {
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let into = format!("INSERT INTO {} ({}) ", table.name, columns.join(", "));
        for part in rows.chunks(BOUND / columns.len()) {
            let mut insert = QueryBuilder::<Sqlite>::new(&into);
            insert.push_values(part, |mut values, row| {
                for cell in row {
                    match cell {
                        Value::Null => values.push("NULL"),
                        Value::Bool(truth) => values.push_bind(*truth),
                        Value::String(text) => values.push_bind(text.as_str()),
                        Value::Number(number) if number.is_f64() => {
                            values.push_bind(number.as_f64())
                        }
                        Value::Number(number) => values.push_bind(number.as_i64()),
                        Value::Array(_) | Value::Object(_) => values.push_bind(cell.to_string()),
                    };
                }
            });
            insert.build().persistent(false).execute(&mut self.connection).await?;
        }
        Ok(())
    }

    /// Closes the database once `SQLite` finds it sound. Its pages are in the order of its rows, so that the same
    /// rows give the same bytes.
    pub async fn finish(mut self) -> Result<TempFile, StoreError> {
        let connection = &mut self.connection;
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        sqlx::query("VACUUM").execute(&mut *connection).await?;
        let checked: String =
            sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
        let orphan = sqlx::query("PRAGMA foreign_key_check").fetch_optional(connection).await?;
        self.connection.close().await?;
        if checked != "ok" || orphan.is_some() {
            return Err(StoreError::Unsound(checked));
        }
        let path = self.path;
        let keeping = spawn_blocking(move || {
            let file = File::open(&path).map_err(StoreError::Temporary)?;
            // Only the open file holds it from here on.
            path.close().map_err(StoreError::Temporary)?;
            TempFile::new(file)
        });
        keeping.await.map_err(|error| StoreError::Temporary(std::io::Error::other(error)))?
    }
}

/// The statement that makes a table.
fn definition(table: &Table) -> String {
    let column = |column: &ColumnHead| {
        let kind = match column.kind {
            CellKind::Text | CellKind::Day | CellKind::Edtf | CellKind::Uri => "TEXT",
            CellKind::Integer | CellKind::Boolean => "INTEGER",
            CellKind::Number => "REAL",
        };
        let constraint = if column.required { " NOT NULL" } else { "" };
        format!("{} {kind}{constraint}", column.name)
    };
    let foreign_keys = table.references.iter().map(|reference| {
        let (columns, key) = (reference.columns.join(", "), reference.key.join(", "));
        format!("FOREIGN KEY ({columns}) REFERENCES {} ({key})", reference.table)
    });
    let mut parts: Vec<String> = table.columns.iter().map(column).collect();
    parts.push(format!("PRIMARY KEY ({})", table.key.join(", ")));
    parts.extend(foreign_keys);
    format!("CREATE TABLE {} (\n    {}\n)", table.name, parts.join(",\n    "))
}
