//! Opening a finished database for reading. Nothing can write through it, and nothing in the file
//! can run.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::columns::Columns;
use super::search::Searcher;
use super::{Store, StoreError};

/// Connections that answer pages; each is a thread, and two cores feed no more.
const CONNECTIONS: u32 = 4;

/// Rows that a connection reads ahead of who takes them: with fewer, two threads wait for each other again
/// and again within one search.
const ROWS_AHEAD: usize = 1000;

/// How long a page waits for one of them.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the database at `path`, read-only. Every connection is opened now and kept, so that a
    /// file that later takes the name, or none, changes nothing about what is answered.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the file is not there or is no database.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("query_only", "ON")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON");
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await?;
        // The pool opens a connection when one more is wanted than there are. Holding all at once
        // opens all; `min_connections` would leave the last ones to a task that goes on after this.
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS {
            held.push(pool.acquire().await?);
        }
        drop(held);
        let search = Searcher::open(&options, &pool).await?;
        let columns = Columns::load(&pool).await?;
        Ok(Self {
            pool,
            search: Arc::new(search),
            columns: Arc::new(columns),
            facets: Arc::default(),
            terms: Arc::default(),
        })
    }

    /// The digest of the seeds that the database was built from, in lower-case hexadecimal.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the database cannot be read.
    pub async fn seeds_digest(&self) -> Result<String, StoreError> {
        let digest = sqlx::query_scalar!("SELECT value FROM meta WHERE key = ?", "seeds");
        Ok(digest.fetch_one(&self.pool).await?)
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.search.close();
        self.pool.close().await;
    }
}
