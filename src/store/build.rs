//! From seeds to a database file. Built beside its final name, checked, synced and renamed, so that
//! the name only ever holds a whole database; reuses a file whose seeds, schema and pages are right.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::write::Writer;
use super::{Store, StoreError};
use crate::domain::hex;
use crate::seeds::Seeds;

static MIGRATOR: Migrator = sqlx::migrate!();

/// Our mark in the header of a database, `SQLite`'s `application_id`: "GSPR".
const APPLICATION_ID: i32 = 0x4753_5052;

/// Raised whenever the same seeds and schema are to give other rows (the cut of search text).
const DERIVATION: u32 = 5;

/// KiB of pages kept while building, so that indexes over a million rows grow in memory.
const CACHE: u32 = 256 * 1024;

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
///
/// # Errors
/// [`StoreError`] when the path is no file's, holds a file that this program did not make, or cannot
/// be written or read; whatever was there is then left as it was.
pub async fn ensure(seeds: &Seeds, path: &Path) -> Result<(Store, Built), StoreError> {
    if path.file_name().is_none() || path.is_dir() {
        return Err(StoreError::NoFile(path.display().to_string()));
    }
    if is_foreign(path).map_err(|cause| file_error(path, cause))? {
        return Err(StoreError::Foreign(path.display().to_string()));
    }
    let identity = Identity::of(seeds);
    let lock = lock(path);
    if identity.is_held_by(path).await {
        return Ok((Store::open(path).await?, Built::Reused));
    }
    let _lock = lock.map_err(|cause| file_error(path, cause))?;
    build(seeds, &identity, path).await?;
    Ok((Store::open(path).await?, Built::Anew))
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

/// Holds the lock until the file is dropped.
fn lock(path: &Path) -> io::Result<File> {
    fs::create_dir_all(folder(path))?;
    let file = File::create(beside(path, ".lock"))?;
    file.lock()?;
    Ok(file)
}

/// What a database is of: the seeds and the schema, as digests.
struct Identity {
    seeds: String,
    schema: String,
}

impl Identity {
    fn of(seeds: &Seeds) -> Self {
        let mut schema = Sha256::new();
        schema.update(DERIVATION.to_be_bytes());
        for migration in MIGRATOR.iter() {
            schema.update(&migration.checksum);
        }
        Self { seeds: seeds.digest.clone(), schema: hex(&schema.finalize()) }
    }

    /// Whether the file at `path` is of this identity and passes `SQLite`'s `quick_check`.
    async fn is_held_by(&self, path: &Path) -> bool {
        path.is_file() && self.read(path).await.is_ok_and(|held| held)
    }

    async fn read(&self, path: &Path) -> Result<bool, sqlx::Error> {
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .connect()
            .await?;
        let seeds = meta(&mut connection, "seeds").await?;
        let schema = meta(&mut connection, "schema").await?;
        let same = seeds.as_ref() == Some(&self.seeds) && schema.as_ref() == Some(&self.schema);
        let sound = same && quick_check(&mut connection).await? == "ok";
        connection.close().await?;
        Ok(sound)
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

async fn quick_check(connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
    sqlx::query_scalar::<_, String>("PRAGMA quick_check(1)").fetch_one(connection).await
}

async fn build(seeds: &Seeds, identity: &Identity, path: &Path) -> Result<(), StoreError> {
    remove_leftovers(path);
    let temporary = beside(path, &format!(".tmp-{}", std::process::id()));
    let result = build_and_publish(seeds, identity, &temporary, path).await;
    if result.is_err() {
        // The error already says what went wrong; a leftover is also removed by the next build.
        let _ = fs::remove_file(&temporary);
    }
    result
}

async fn build_and_publish(
    seeds: &Seeds,
    identity: &Identity,
    temporary: &Path,
    path: &Path,
) -> Result<(), StoreError> {
    // A temporary file needs no journal: a build that dies is begun anew.
    let mut connection = SqliteConnectOptions::new()
        .filename(temporary)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("application_id", APPLICATION_ID.to_string())
        .pragma("cache_size", format!("-{CACHE}"))
        .connect()
        .await?;
    MIGRATOR.run(&mut connection).await?;
    let mut transaction = connection.begin().await?;
    identity.write(&mut transaction).await?;
    Writer { connection: &mut transaction }.write(seeds).await?;
    transaction.commit().await?;
    sqlx::query("ANALYZE").execute(&mut connection).await?;
    let checked = quick_check(&mut connection).await?;
    connection.close().await?;
    if checked != "ok" {
        return Err(StoreError::Damaged(checked));
    }
    let sync = |path: &Path| {
        File::open(path).and_then(|file| file.sync_all()).map_err(|cause| file_error(path, cause))
    };
    sync(temporary)?;
    fs::rename(temporary, path).map_err(|cause| file_error(path, cause))?;
    sync(folder(path))
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
