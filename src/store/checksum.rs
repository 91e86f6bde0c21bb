//! The checksum of a database file, kept in its header where `SQLite` leaves a number to the application
//! (`user_version`). `SQLite`'s own check does not see a bit that turned over within a text; this one does.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Where the header has the checksum (`SQLite` file format, 1.3).
const USER_VERSION: Range<usize> = 60..64;

/// How many bytes are read at once.
const BLOCK: usize = 64 * 1024;

/// Writes the checksum into a finished file.
pub fn write(path: &Path) -> io::Result<()> {
    let checksum = checksum(&mut File::open(path)?)?;
    OpenOptions::new().write(true).open(path)?.write_all_at(&checksum, USER_VERSION.start as u64)
}

/// Whether a file, read from its beginning, is byte for byte as it was when the checksum was written.
pub fn is_right(file: &mut File) -> io::Result<bool> {
    let mut written = [0; USER_VERSION.end - USER_VERSION.start];
    file.read_exact_at(&mut written, USER_VERSION.start as u64)?;
    Ok(written == checksum(file)?)
}

/// The first bytes of the file's SHA-256, with the checksum itself taken as zeros.
fn checksum(file: &mut File) -> io::Result<[u8; USER_VERSION.end - USER_VERSION.start]> {
    let mut header = [0; USER_VERSION.end];
    file.read_exact(&mut header)?;
    header[USER_VERSION].fill(0);
    let (digest, _) = sha256(header.chain(file))?;
    Ok([digest[0], digest[1], digest[2], digest[3]])
}

/// The SHA-256 of what a reader gives, and how many bytes that is.
pub fn sha256(mut reader: impl Read) -> io::Result<([u8; 32], u64)> {
    let (mut hasher, mut block, mut size) = (Sha256::new(), vec![0; BLOCK], 0);
    loop {
        let read = reader.read(&mut block)?;
        if read == 0 {
            return Ok((hasher.finalize().into(), size));
        }
        hasher.update(&block[..read]);
        size += read as u64;
    }
}
