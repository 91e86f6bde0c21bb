//! Opening a finished database for reading. Nothing can write through it, and nothing in the file
//! can run.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::{Store, StoreError};

/// Connections that answer pages; each is a thread, and two cores feed no more.
const CONNECTIONS: u32 = 4;

impl Store {
    /// Opens the database at `path`, read-only. The file must not change underneath: a new edition
    /// is a new file under the same name.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the file is not there or is no database.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .pragma("query_only", "ON")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON");
        let pool =
            SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await?;
        Ok(Self { pool })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
