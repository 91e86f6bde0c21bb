//! Watching a folder of seeds by looking at it: names, sizes and times of its files, once a second. Sees
//! what no notice of the kernel tells, a folder on another machine or mounted anew; waits until a change
//! has come to rest, so that half a checkout is not read.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::Live;

/// How long between two looks.
const INTERVAL: Duration = Duration::from_secs(1);

/// A folder, and how it was when its seeds were last asked for.
#[derive(Debug)]
pub struct Watcher {
    folder: PathBuf,
    loaded: Option<u64>,
}

impl Watcher {
    /// Looks at a folder whose seeds are about to be read: what changes from now on is a change.
    pub async fn new(folder: PathBuf) -> Self {
        let loaded = look(folder.clone()).await;
        Self { folder, loaded }
    }

    /// Asks for a reload whenever something in the folder has changed, for ever.
    pub async fn watch(mut self, live: &Live) {
        let mut last = self.loaded;
        loop {
            sleep(INTERVAL).await;
            let seen = look(self.folder.clone()).await;
            if seen == last && seen != self.loaded {
                self.loaded = seen;
                live.reload();
            }
            last = seen;
        }
    }
}

/// A number for the state of the folder; none when it cannot be read.
async fn look(folder: PathBuf) -> Option<u64> {
    let looking = spawn_blocking(move || {
        let mut state = DefaultHasher::new();
        walk(&folder, &mut state).ok().map(|()| state.finish())
    });
    looking.await.ok().flatten()
}

fn walk(folder: &Path, state: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let about = fs::metadata(&path)?;
        path.hash(state);
        if about.is_dir() {
            walk(&path, state)?;
        } else {
            (about.len(), about.ino(), about.mtime(), about.mtime_nsec()).hash(state);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_kind_of_change_is_seen() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let look = || look(folder.path().to_owned());
        let file = folder.path().join("facts/a.toml");
        fs::create_dir(folder.path().join("facts")).expect("a folder");
        fs::write(&file, "a = 1\n").expect("a file");
        let first = look().await;
        assert!(first.is_some() && look().await == first, "nothing happened");
        fs::write(&file, "a = 12\n").expect("a file");
        let longer = look().await;
        assert_ne!(longer, first);
        fs::write(folder.path().join("facts/b.toml"), "").expect("a file");
        let more = look().await;
        assert_ne!(more, longer);
        // As an editor saves: another file of the same size takes the name.
        fs::write(folder.path().join("new"), "a = 13\n").expect("a file");
        fs::rename(folder.path().join("new"), &file).expect("renamed");
        assert_ne!(look().await, more);
        fs::remove_dir_all(folder.path()).expect("removed");
        assert_eq!(look().await, None);
    }
}
