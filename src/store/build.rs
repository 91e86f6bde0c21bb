//! From seeds to a database file. Built beside its final name, sealed, synced and renamed, so that the
//! name only ever holds a whole database; reuses a file whose seeds, schema and seal are right.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use super::error::StoreError;
use super::handle::Store;
use super::seal::{is_intact, seal};
use super::write::write;
use crate::domain::hex;
use crate::seeds::Seeds;

static MIGRATOR: Migrator = sqlx::migrate!();

/// Our mark in the header of a database, `SQLite`'s `application_id`: "GSPR".
const APPLICATION_ID: i32 = 0x4753_5052;

/// Raised whenever the same seeds and schema are to give other rows (the cut of search text).
const DERIVATION: u32 = 7;

/// KiB of pages kept while building, so that indexes over a million rows grow in memory.
const CACHE: u32 = 160 * 1024;

/// Threads that sort for an index beside the one that reads: by then nothing else is to be done.
const SORTERS: u32 = 1;

/// Rows of an index that its statistics are estimated from.
const ANALYSED: u32 = 1000;

/// Whether the file had to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Built {
    /// There was none, or it was of other seeds, of another schema, or damaged.
    Anew,
    /// The file at hand was right.
    Reused,
}

/// Makes sure that `path` holds the database of these seeds, and opens it read-only.
///
/// Processes that start at once take turns by a lock file beside the database. A folder that cannot
/// be written is no trouble while the right database lies in it.
pub async fn ensure(seeds: &Seeds, path: &Path) -> Result<(Store, Built), StoreError> {
    let lock = turn_at(path)?;
    if let Some(store) = open_right(&seeds.digest, path).await? {
        return Ok((store, Built::Reused));
    }
    let lock = lock.map_err(|cause| file_error(path, cause))?;
    let built = build(seeds, path).await;
    if built.is_err() && !path.exists() {
        lock.remove();
    }
    built?;
    Ok((Store::open(path).await?, Built::Anew))
}

/// Opens the database at `path` read-only if it is the one of the seeds of this digest; builds nothing.
pub async fn find(digest: &str, path: &Path) -> Result<Option<Store>, StoreError> {
    if !path.is_file() {
        return Ok(None);
    }
    let _turn = turn_at(path)?;
    open_right(digest, path).await
}

/// Opens the database at `path` read-only if it is whole and of this program's schema, whatever its seeds were.
pub async fn last(path: &Path) -> Result<Option<Store>, StoreError> {
    // Where nothing is, nothing is left.
    if !path.is_file() {
        return Ok(None);
    }
    let _turn = turn_at(path)?;
    let schema = schema();
    open_if(path, |held| held.schema == schema).await
}

/// Removes what a build that died left beside the database at `path`, if nobody builds there.
pub fn tidy(path: &Path) -> Result<(), StoreError> {
    if turn_at(path)?.is_ok() {
        remove_leftovers(path);
    }
    Ok(())
}

/// The turn at a path, where it may be that of a database of ours. That there is no turn to be had is no trouble yet.
fn turn_at(path: &Path) -> Result<io::Result<Lock>, StoreError> {
    if path.file_name().is_none() || path.is_dir() {
        return Err(StoreError::NoFile(path.display().to_string()));
    }
    if is_foreign(path).map_err(|cause| file_error(path, cause))? {
        return Err(StoreError::Foreign(path.display().to_string()));
    }
    Ok(Lock::take(path))
}

async fn open_right(digest: &str, path: &Path) -> Result<Option<Store>, StoreError> {
    if !path.is_file() {
        return Ok(None);
    }
    let wanted = Identity { seeds: digest.to_owned(), schema: schema() };
    open_if(path, |held| *held == wanted).await
}

/// Opens the database at `path` if it is one of the wanted identity, and as it was built to the last bit.
async fn open_if(
    path: &Path,
    is_wanted: impl FnOnce(&Identity) -> bool,
) -> Result<Option<Store>, StoreError> {
    let held = Identity::read(path).await.ok().flatten();
    let is_right =
        held.is_some_and(|held| is_wanted(&held)) && is_intact(path).is_ok_and(|intact| intact);
    Ok(if is_right { Some(Store::open(path).await?) } else { None })
}

/// Whether something is at `path` that this program did not make: neither a database with our mark,
/// nor anything beside our lock file (a damaged database of ours has lost its mark).
fn is_foreign(path: &Path) -> io::Result<bool> {
    let mut head = Vec::with_capacity(72);
    match File::open(path) {
        Ok(file) => file.take(72).read_to_end(&mut head)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let marked = head.get(68..72) == Some(&APPLICATION_ID.to_be_bytes());
    Ok(!head.is_empty() && !marked && !beside(path, ".lock").exists())
}

fn file_error(path: &Path, cause: io::Error) -> StoreError {
    StoreError::File { path: path.display().to_string(), cause }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder of a file; the current one for a bare name.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The turn to build a database, held by a file beside it until this is dropped.
struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    fn take(database: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder(database))?;
        let path = beside(database, ".lock");
        loop {
            let lock = Self { file: File::create(&path)?, path: path.clone() };
            lock.file.lock()?;
            if lock.is_named() {
                return Ok(lock);
            }
        }
    }

    /// Whether the file still has its name: whoever held it before may have removed it.
    fn is_named(&self) -> bool {
        let (named, own) = (fs::metadata(&self.path), self.file.metadata());
        named.is_ok_and(|named| own.is_ok_and(|own| own.ino() == named.ino()))
    }

    /// Leaves nothing where there is nothing to guard.
    fn remove(self) {
        // A lock file that stays does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// What a database is of: the seeds and the schema, as digests.
#[derive(PartialEq, Eq)]
struct Identity {
    seeds: String,
    schema: String,
}

/// The schema that this program writes.
fn schema() -> String {
    let mut schema = Sha256::new();
    schema.update(DERIVATION.to_be_bytes());
    for migration in MIGRATOR.iter() {
        schema.update(&migration.checksum);
    }
    hex(&schema.finalize())
}

impl Identity {
    /// What the file at `path` says that it is of, if it does.
    async fn read(path: &Path) -> Result<Option<Self>, sqlx::Error> {
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .connect()
            .await?;
        let seeds = meta(&mut connection, "seeds").await?;
        let schema = meta(&mut connection, "schema").await?;
        connection.close().await?;
        Ok(seeds.zip(schema).map(|(seeds, schema)| Self { seeds, schema }))
    }

    async fn write(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        for (key, value) in [("seeds", &self.seeds), ("schema", &self.schema)] {
            sqlx::query!("INSERT INTO meta (key, value) VALUES (?, ?)", key, value)
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }
}

async fn meta(connection: &mut SqliteConnection, key: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT value FROM meta WHERE key = ?", key)
        .fetch_optional(connection)
        .await
}

async fn build(seeds: &Seeds, path: &Path) -> Result<(), StoreError> {
    remove_leftovers(path);
    let temporary = beside(path, &format!(".tmp-{}", std::process::id()));
    let result = build_and_publish(seeds, &temporary, path).await;
    if result.is_err() {
        // The error already says what went wrong; a leftover is also removed by the next build.
        let _ = fs::remove_file(&temporary);
    }
    result
}

async fn build_and_publish(seeds: &Seeds, temporary: &Path, path: &Path) -> Result<(), StoreError> {
    // A temporary file needs no journal: a build that dies is begun anew. Every reference is looked up
    // while it is written, so that `SQLite` need not do so again.
    let mut connection = SqliteConnectOptions::new()
        .filename(temporary)
        .create_if_missing(true)
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .locking_mode(SqliteLockingMode::Exclusive)
        .pragma("application_id", APPLICATION_ID.to_string())
        .pragma("cache_size", format!("-{CACHE}"))
        .pragma("threads", SORTERS.to_string())
        .pragma("analysis_limit", ANALYSED.to_string())
        .connect()
        .await?;
    MIGRATOR.run(&mut connection).await?;
    let mut transaction = connection.begin().await?;
    let digest = load(seeds, &mut transaction).await?;
    Identity { seeds: digest, schema: schema() }.write(&mut transaction).await?;
    transaction.commit().await?;
    sqlx::query("ANALYZE").execute(&mut connection).await?;
    connection.close().await?;
    seal(temporary).map_err(|cause| file_error(path, cause))?;
    let sync = |path: &Path| {
        File::open(path).and_then(|file| file.sync_all()).map_err(|cause| file_error(path, cause))
    };
    sync(temporary)?;
    fs::rename(temporary, path).map_err(|cause| file_error(path, cause))?;
    sync(folder(path))
}

/// Writes the seeds. Returns their digest.
async fn load(seeds: &Seeds, connection: &mut SqliteConnection) -> Result<String, StoreError> {
    write(seeds, connection).await?;
    Ok(seeds.digest.clone())
}

/// Removes what a build that died left behind (`NAME.tmp-PID`); only called under the lock.
fn remove_leftovers(path: &Path) {
    let prefix = beside(path, ".tmp-");
    let prefix = prefix.file_name().unwrap_or_default().to_string_lossy();
    let Ok(entries) = fs::read_dir(folder(path)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(&*prefix).unwrap_or_default();
        if !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
