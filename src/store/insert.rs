//! Rows on their way into a table, many with each statement: one that carries a single row costs a
//! hand-over between threads, which for a million rows is most of the time. Rows are put into statements without
//! the database, so that one thread can do so while another writes.

use std::sync::Arc;

use sqlx::encode::Encode;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};
use sqlx::types::Type;
use sqlx::{Arguments, AssertSqlSafe};

/// Values that a statement carries, about; `SQLite` takes 32,766 at most.
const VALUES: usize = 4000;

/// The rows of one table that are in no statement yet.
pub struct Insert {
    /// The table and its columns: `term (id, slug)`.
    into: &'static str,
    columns: usize,
    /// How many rows a statement carries, and that statement.
    most: usize,
    statement: Arc<str>,
    values: SqliteArguments,
}

/// A statement and the rows that it carries.
pub struct Filled {
    statement: Arc<str>,
    values: SqliteArguments,
    /// Whether there will be more like it.
    persistent: bool,
}

impl Insert {
    /// Begins to write into a table and columns of it, as `INSERT INTO` takes them.
    pub fn new(into: &'static str) -> Self {
        let columns = into.split(',').count();
        let most = VALUES / columns;
        let statement = statement(into, columns, most);
        Self { into, columns, most, statement, values: SqliteArguments::default() }
    }

    /// The next value of a row, in the order of the columns.
    pub fn add<'v>(
        &mut self,
        value: impl Encode<'v, Sqlite> + Type<Sqlite>,
    ) -> Result<&mut Self, sqlx::Error> {
        self.values.add(value).map_err(sqlx::Error::Encode)?;
        Ok(self)
    }

    /// The rows, if they are enough for a statement. To be called after each row.
    pub fn filled(&mut self) -> Option<Filled> {
        if self.values.len() < self.most * self.columns {
            return None;
        }
        let values = std::mem::take(&mut self.values);
        self.values.reserve(self.most * self.columns, 0);
        Some(Filled { statement: Arc::clone(&self.statement), values, persistent: true })
    }

    /// The rows that are left.
    pub fn remaining(self) -> Option<Filled> {
        let rows = self.values.len() / self.columns;
        let statement = (rows > 0).then(|| statement(self.into, self.columns, rows))?;
        Some(Filled { statement, values: self.values, persistent: false })
    }

    /// Writes the rows if they are enough for a statement. To be called after each row.
    pub async fn written(&mut self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        match self.filled() {
            Some(filled) => filled.write(connection).await,
            None => Ok(()),
        }
    }

    /// Writes the rows that are left.
    pub async fn finish(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        match self.remaining() {
            Some(filled) => filled.write(connection).await,
            None => Ok(()),
        }
    }
}

impl Filled {
    /// Writes the rows.
    pub async fn write(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let query = sqlx::query_with(AssertSqlSafe(self.statement), self.values);
        query.persistent(self.persistent).execute(connection).await.map(|_| ())
    }
}

fn statement(into: &str, columns: usize, rows: usize) -> Arc<str> {
    let row = format!("({})", vec!["?"; columns].join(", "));
    format!("INSERT INTO {into} VALUES {}", vec![row; rows].join(", ")).into()
}
