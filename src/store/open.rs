//! Opens a finished database for reading. Nothing can write through it, and nothing in the file can run. A file that
//! was kept is checked first, because anything may have happened to it since it was built.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;

use super::checksum;
use super::error::StoreError;
use super::fact_index::FactIndex;
use super::handle::Store;
use super::pool::{SearchPool, open_pages};
use super::schema::{is_ours, schema};
use super::search::searcher::Searcher;

/// How many rows a connection reads ahead; with fewer, its thread and the one that takes the rows wait for each other
/// again and again within one search.
const ROWS_AHEAD: usize = 1000;

/// What to do about a database that cannot be served.
const BUILD_AGAIN: &str = "build로 다시 만드세요.";

impl Store {
    /// Opens the database at `path` once it is found to be whole and of this program's schema. This blocks while the
    /// file is read.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |cause| StoreError::file(path, cause);
        let refused = |what, remedy| {
            Err(StoreError::Refused { path: path.display().to_string(), what, remedy })
        };
        let damaged = || refused("손상된 데이터베이스입니다", BUILD_AGAIN);
        if !path.exists() {
            return refused("없는 파일입니다", "build로 만드세요.");
        }
        let mut file = File::open(path).map_err(failed)?;
        if !path.is_file() || !is_ours(&file).map_err(failed)? {
            return refused(
                "이 프로그램이 만든 데이터베이스가 아닙니다",
                "--database에 build로 만든 파일을 적으세요.",
            );
        }
        if !checksum::is_right(&mut file).map_err(failed)? {
            return damaged();
        }
        let store = Self::connect(path).await?;
        // The connections must be to this file, and not to one that took its place meanwhile.
        if fs::metadata(path).map_err(failed)?.ino() != file.metadata().map_err(failed)?.ino() {
            return refused("여는 동안 다른 파일로 바뀌었습니다", "다시 실행하세요.");
        }
        if store.meta("schema").await? != schema() {
            return refused("이 프로그램과 맞지 않는 데이터베이스입니다", BUILD_AGAIN);
        }
        let check = sqlx::query_scalar::<_, String>("PRAGMA quick_check(1)");
        if check.fetch_one(&store.pool).await? != "ok" {
            return damaged();
        }
        Ok(store)
    }

    /// Opens the database at `path`. Every connection is opened now and kept, so it does not matter what becomes of
    /// the path afterwards. `SQLite` sorts in memory, so it never needs another file.
    pub(super) async fn connect(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("query_only", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON");
        let pool = open_pages(options.clone()).await?;
        let searches = SearchPool::open(options).await?;
        let mut connection = pool.acquire().await?;
        let search = Searcher::open(searches, &mut connection).await?;
        let index = FactIndex::load(&mut connection).await?;
        drop(connection);
        Ok(Self { pool, search: Arc::new(search), index: Arc::new(index), terms: Arc::default() })
    }

    /// The digest of the seeds that the database was built from, in lower-case hexadecimal.
    pub async fn seeds_digest(&self) -> Result<String, StoreError> {
        self.meta("seeds").await
    }

    async fn meta(&self, key: &str) -> Result<String, StoreError> {
        let value = sqlx::query_scalar!("SELECT value FROM meta WHERE key = ?", key);
        Ok(value.fetch_one(&self.pool).await?)
    }

    /// Closes all connections, so that nothing can be read from here on.
    pub async fn close(&self) {
        self.search.close().await;
        self.pool.close().await;
    }
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{ConnectOptions, Connection};

    use super::*;
    use crate::seeds::{SeedSource, Seeds};
    use crate::store::build_file;

    #[tokio::test]
    async fn a_record_that_is_not_the_domain_s_is_named_by_its_row() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.sqlite");
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        for change in [
            "UPDATE fact SET record = json_set(record, '$.status', 'finished') WHERE id = 42",
            "UPDATE fact SET record = json_set(record, '$.about[0].slug', 'nobody') WHERE id = 42",
        ] {
            build_file(&seeds, &path).await.expect("a database");
            let options = SqliteConnectOptions::new().filename(&path);
            let mut writer = options.connect().await.expect("a connection");
            let changed = sqlx::query(change).execute(&mut writer).await.expect("done");
            assert_eq!(changed.rows_affected(), 1, "{change}");
            writer.close().await.expect("closed");
            let error = Store::connect(&path).await.expect_err("a wrong record").to_string();
            assert!(error.contains("fact 표 42번 줄의 record"), "{error}");
        }
    }
}
