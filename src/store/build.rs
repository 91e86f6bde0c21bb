//! Builds a database from seeds: in a temporary file that only this process has, or in a file to keep. A file to keep
//! is written beside its final name, so that the name only ever stands for a whole database.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::checksum;
use super::error::StoreError;
use super::handle::Store;
use super::schema::{APPLICATION_ID, MIGRATOR, is_ours, schema};
use super::write::write_records;
use crate::seeds::Seeds;

/// The size of the page cache while a database is built, in KiB.
const CACHE: u32 = 64 * 1024;

/// How many rows of an index its statistics are estimated from.
const ANALYSED: u32 = 1000;

impl Store {
    /// Builds the database of these seeds in a temporary file and opens it. The file has no name from then on, so it
    /// is gone with the process, however that ends.
    pub async fn build(seeds: &Seeds) -> Result<Self, StoreError> {
        let folder = tempfile::Builder::new()
            .prefix("gyeongsan-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir()
            .map_err(StoreError::Temporary)?;
        let path = folder.path().join("gyeongsan.sqlite");
        write(seeds, &path).await?;
        let store = Self::connect(&path).await?;
        folder.close().map_err(StoreError::Temporary)?;
        Ok(store)
    }
}

/// Writes the database of these seeds to a file that is to be kept. A file that this program did not make is not
/// overwritten. This blocks while the file is synced.
pub async fn build_file(seeds: &Seeds, path: &Path) -> Result<(), StoreError> {
    let failed = |cause| StoreError::file(path, cause);
    let is_free = !path.exists()
        || path.is_file() && File::open(path).and_then(|file| is_ours(&file)).map_err(failed)?;
    if !is_free {
        return Err(StoreError::Occupied(path.display().to_string()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let draft = tempfile::Builder::new()
        .prefix(".gyeongsan-")
        .permissions(Permissions::from_mode(0o644))
        .tempfile_in(folder)
        .map_err(failed)?
        .into_temp_path();
    write(seeds, &draft).await?;
    checksum::write(&draft).map_err(failed)?;
    let sync = |path: &Path| File::open(path)?.sync_all();
    sync(&draft).map_err(failed)?;
    draft.persist(path).map_err(|error| failed(error.error))?;
    sync(folder).map_err(failed)
}

async fn write(seeds: &Seeds, path: &Path) -> Result<(), StoreError> {
    // A file that is thrown away on any error needs no journal.
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .locking_mode(SqliteLockingMode::Exclusive)
        .pragma("application_id", APPLICATION_ID.to_string())
        .pragma("cache_size", format!("-{CACHE}"))
        .pragma("analysis_limit", ANALYSED.to_string())
        .pragma("temp_store", "MEMORY")
        .connect()
        .await?;
    MIGRATOR.run(&mut connection).await?;
    let mut transaction = connection.begin().await?;
    write_records(seeds, &mut transaction).await?;
    for (key, value) in [("seeds", &seeds.digest), ("schema", &schema())] {
        sqlx::query!("INSERT INTO meta (key, value) VALUES (?, ?)", key, value)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    sqlx::query("ANALYZE").execute(&mut connection).await?;
    Ok(connection.close().await?)
}
