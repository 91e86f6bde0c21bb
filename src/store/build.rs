//! From seeds to a database: in a temporary file that only this process has, or in a file to keep, which is written
//! beside its final name so that the name only ever stands for a whole database.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::checksum;
use super::error::StoreError;
use super::handle::Store;
use super::write::write_records;
use crate::domain::hex;
use crate::seeds::Seeds;

static MIGRATOR: Migrator = sqlx::migrate!();

/// Our mark in the header of a database, `SQLite`'s `application_id`: "GSPR".
const APPLICATION_ID: i32 = 0x4753_5052;

/// Where the header has it (`SQLite` file format, 1.3).
const APPLICATION_ID_AT: u64 = 68;

/// Raised whenever the same seeds and migrations give other rows than before.
const ROWS_VERSION: u32 = 7;

/// KiB of pages that are cached while a database is built.
const CACHE: u32 = 64 * 1024;

/// Rows of an index that its statistics are estimated from.
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

/// Writes the database of these seeds to a file that is to be kept. A file of somebody else is not overwritten. This
/// blocks while the file is synced.
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

/// Whether a file is a database that this program made.
pub(super) fn is_ours(file: &File) -> io::Result<bool> {
    let mut mark = [0; 4];
    match file.read_exact_at(&mut mark, APPLICATION_ID_AT) {
        Ok(()) => Ok(mark == APPLICATION_ID.to_be_bytes()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// The digest of the schema that this program writes and reads.
pub(super) fn schema() -> String {
    let mut schema = Sha256::new();
    schema.update(ROWS_VERSION.to_be_bytes());
    for migration in MIGRATOR.iter() {
        schema.update(&migration.checksum);
    }
    hex(&schema.finalize())
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
