//! Opening a finished database for reading. Nothing can write through it, and nothing in the file
//! can run.

use std::path::Path;
use std::sync::Arc;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use super::connections::Connections;
use super::error::StoreError;
use super::fact_index::FactIndex;
use super::handle::Store;
use super::search::searcher::Searcher;
use super::turns::Turn;

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
        let connections = Connections::open(&options).await?;
        let mut connection = connections.turn().await?;
        let search = Searcher::open(&options, &mut connection).await?;
        let index = FactIndex::load(&mut connection).await?;
        drop(connection);
        Ok(Self {
            connections: Arc::new(connections),
            search: Arc::new(search),
            index: Arc::new(index),
            terms: Arc::default(),
        })
    }

    /// The digest of the seeds that the database was built from, in lower-case hexadecimal.
    pub async fn seeds_digest(&self) -> Result<String, StoreError> {
        let digest = sqlx::query_scalar!("SELECT value FROM meta WHERE key = ?", "seeds");
        Ok(digest.fetch_one(&mut *self.connection().await?).await?)
    }

    /// A connection for one statement.
    pub(super) async fn connection(&self) -> Result<Turn<'_, SqliteConnection>, sqlx::Error> {
        self.connections.turn().await
    }

    /// Nothing can be read from here on.
    pub fn close(&self) {
        self.search.close();
        self.connections.close();
    }
}
