//! Files that are made to be sent and have no name: nothing finds them but who holds them, and they go
//! with whoever held them last. Read in pieces, since they may be larger than memory should hold.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::error::StoreError;
use crate::domain::hex;

/// The most bytes read at a time.
const PIECE: usize = 64 * 1024;

/// A finished file.
#[derive(Debug, Clone)]
pub struct KeptFile {
    file: Arc<File>,
    /// In bytes.
    pub size: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

impl KeptFile {
    /// An empty file to write, without a name from the first.
    pub fn blank() -> Result<File, StoreError> {
        tempfile::tempfile().map_err(StoreError::Temporary)
    }

    /// Keeps a file that has been written whole. Reads it all, so not for a thread that answers.
    pub fn new(file: File) -> Result<Self, StoreError> {
        Self::read_whole(file).map_err(StoreError::Temporary)
    }

    fn read_whole(mut file: File) -> io::Result<Self> {
        file.rewind()?;
        let (mut digest, mut piece, mut size) = (Sha256::new(), vec![0; PIECE], 0);
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                let sha256 = hex(&digest.finalize());
                return Ok(Self { file: Arc::new(file), size, sha256 });
            }
            digest.update(&piece[..read]);
            size += read as u64;
        }
    }

    /// The bytes from an offset on, at most 64 KiB of them; none at the end.
    pub async fn piece(&self, offset: u64) -> Result<Bytes, StoreError> {
        let file = Arc::clone(&self.file);
        let reading = spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let read = file.read_at(&mut piece, offset)?;
            piece.truncate(read);
            Ok(Bytes::from(piece))
        });
        let read = reading.await.map_err(io::Error::other);
        read.and_then(|read| read).map_err(StoreError::Temporary)
    }
}
