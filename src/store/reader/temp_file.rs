//! Temporary files that are made to be sent. They have no name, so nobody else can open them, and they are gone when
//! the last handle is closed. They are read in blocks, because they may be larger than memory should hold.

use std::fs::File;
use std::io::{self, Seek};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use tokio::task::spawn_blocking;

use crate::domain::hex;
use crate::store::checksum::sha256;
use crate::store::error::StoreError;

/// The most bytes read at a time.
const BLOCK: usize = 64 * 1024;

/// A finished file.
#[derive(Debug, Clone)]
pub struct TempFile {
    file: Arc<File>,
    /// In bytes.
    pub size: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

impl TempFile {
    /// An empty file to write to.
    pub fn create() -> Result<File, StoreError> {
        tempfile::tempfile().map_err(StoreError::Temporary)
    }

    /// Takes a file that is written to its end. This blocks, because it reads all of it.
    pub fn new(mut file: File) -> Result<Self, StoreError> {
        let read = file.rewind().and_then(|()| sha256(&file));
        let (digest, size) = read.map_err(StoreError::Temporary)?;
        Ok(Self { file: Arc::new(file), size, sha256: hex(&digest) })
    }

    /// The bytes from an offset on, at most 64 KiB of them; none at the end.
    pub async fn read_at(&self, offset: u64) -> Result<Bytes, StoreError> {
        let file = Arc::clone(&self.file);
        let reading = spawn_blocking(move || {
            let mut block = vec![0; BLOCK];
            let read = file.read_at(&mut block, offset)?;
            block.truncate(read);
            Ok(Bytes::from(block))
        });
        reading.await.map_err(io::Error::other).flatten().map_err(StoreError::Temporary)
    }
}
