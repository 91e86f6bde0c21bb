//! How a database is known to be this program's: by the mark in its header and the digest of its schema.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;

use crate::domain::hex;

pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Our mark in the header of a database, `SQLite`'s `application_id`: "GSPR".
pub const APPLICATION_ID: i32 = 0x4753_5052;

/// Where the header has it (`SQLite` file format, 1.3).
const APPLICATION_ID_AT: u64 = 68;

/// Raised whenever the same seeds and migrations give other rows than before.
const ROWS_VERSION: u32 = 9;

/// Whether a file is a database that this program made.
pub fn is_ours(file: &File) -> io::Result<bool> {
    let mut mark = [0; 4];
    match file.read_exact_at(&mut mark, APPLICATION_ID_AT) {
        Ok(()) => Ok(mark == APPLICATION_ID.to_be_bytes()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// The digest of the schema that this program writes and reads.
pub fn schema() -> String {
    let mut schema = Sha256::new();
    schema.update(ROWS_VERSION.to_be_bytes());
    for migration in MIGRATOR.iter() {
        schema.update(&migration.checksum);
    }
    hex(&schema.finalize())
}
