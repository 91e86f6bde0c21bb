//! Watches a folder of seeds or a database file by polling once a second: names, sizes and times of the files. Unlike
//! notices from the kernel, this also works for a network folder or one that is mounted anew. A change counts only
//! when nothing more changes for a second, so that half a checkout is not read.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::Live;

/// The time between two polls.
const INTERVAL: Duration = Duration::from_secs(1);

/// A folder or file, with its state when a reload was last requested.
#[derive(Debug)]
pub struct Watcher {
    path: PathBuf,
    loaded: Option<u64>,
}

impl Watcher {
    /// Takes the current state as the loaded one, so call this before the first load.
    pub async fn new(path: PathBuf) -> Self {
        let loaded = state_of(path.clone()).await;
        Self { path, loaded }
    }

    /// Asks for a reload after every change, forever.
    pub async fn watch(mut self, live: &Live) {
        let mut last = self.loaded;
        loop {
            sleep(INTERVAL).await;
            let seen = state_of(self.path.clone()).await;
            if seen == last && seen != self.loaded {
                self.loaded = seen;
                live.reload();
            }
            last = seen;
        }
    }
}

/// A hash of the state of a folder or file; `None` if it cannot be read.
async fn state_of(path: PathBuf) -> Option<u64> {
    let reading = spawn_blocking(move || {
        let mut state = DefaultHasher::new();
        walk(&path, &mut state).ok().map(|()| state.finish())
    });
    reading.await.ok().flatten()
}

fn walk(path: &Path, state: &mut DefaultHasher) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    path.hash(state);
    if !metadata.is_dir() {
        (metadata.len(), metadata.ino(), metadata.mtime(), metadata.mtime_nsec()).hash(state);
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    entries.iter().try_for_each(|entry| walk(&entry.path(), state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_kind_of_change_is_seen() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let state = || state_of(folder.path().to_owned());
        let file = folder.path().join("facts/a.toml");
        fs::create_dir(folder.path().join("facts")).expect("a folder");
        fs::write(&file, "a = 1\n").expect("a file");
        let first = state().await;
        assert!(first.is_some() && state().await == first, "nothing happened");
        fs::write(&file, "a = 12\n").expect("a file");
        let longer = state().await;
        assert_ne!(longer, first);
        fs::write(folder.path().join("facts/b.toml"), "").expect("a file");
        let more = state().await;
        assert_ne!(more, longer);
        // This is how an editor saves: another file of the same size takes the name.
        fs::write(folder.path().join("new"), "a = 13\n").expect("a file");
        fs::rename(folder.path().join("new"), &file).expect("renamed");
        assert_ne!(state().await, more);
        // A database is watched as a single file.
        let alone = state_of(file.clone()).await;
        fs::write(&file, "a = 145\n").expect("a file");
        assert!(alone.is_some() && state_of(file.clone()).await != alone);
        fs::remove_dir_all(folder.path()).expect("removed");
        assert_eq!(state().await, None);
    }
}
