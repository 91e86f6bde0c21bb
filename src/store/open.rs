//! Opening a finished database for reading. Nothing can write through it, and nothing in the file
//! can run.

use std::path::Path;
use std::sync::Arc;

use sqlx::Sqlite;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqliteConnectOptions;

use super::columns::Columns;
use super::pool::{SearchPool, open_pages};
use super::search::Searcher;
use super::{Store, StoreError};

/// Rows that a connection reads ahead of who takes them: with fewer, two threads wait for each other again
/// and again within one search.
const ROWS_AHEAD: usize = 1000;

impl Store {
    /// Opens the database at `path`, read-only. Every connection is opened now and kept, so that a
    /// file that later takes the name, or none, changes nothing about what is answered.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("query_only", "ON")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON");
        let pool = open_pages(options.clone()).await?;
        let searches = SearchPool::open(options).await?;
        let mut connection = pool.acquire().await?;
        let search = Searcher::open(searches, &mut connection).await?;
        let columns = Columns::load(&mut connection).await?;
        drop(connection);
        Ok(Self {
            pool,
            search: Arc::new(search),
            columns: Arc::new(columns),
            facets: Arc::default(),
            terms: Arc::default(),
        })
    }

    /// The digest of the seeds that the database was built from, in lower-case hexadecimal.
    pub async fn seeds_digest(&self) -> Result<String, StoreError> {
        let digest = sqlx::query_scalar!("SELECT value FROM meta WHERE key = ?", "seeds");
        Ok(digest.fetch_one(&mut *self.connection().await?).await?)
    }

    /// A connection for one statement.
    pub(super) async fn connection(&self) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        self.pool.acquire().await
    }

    /// Nothing can be read from here on.
    pub async fn close(&self) {
        self.search.close().await;
        self.pool.close().await;
    }
}
