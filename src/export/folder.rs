//! The folder of an export. It is written beside its final name under a lock, and put in its place only once it is
//! complete and on the disk, so that a server never serves half an export. It does not replace a folder with files
//! that no export made.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{CWD, RenameFlags, renameat_with, syncfs};
use rustix::io::Errno;

use super::ExportError;

/// The file that marks a complete export and describes it.
pub const MARK: &str = "export.json";

/// The file that marks an unfinished export, and is locked while it is written.
const UNFINISHED: &str = "unfinished";

/// A folder that is being written.
#[derive(Debug)]
pub struct Folder {
    wanted: PathBuf,
    draft: PathBuf,
    lock: File,
}

impl Folder {
    /// Makes and locks the unfinished folder beside the wanted one. What an earlier export left there is removed.
    ///
    /// # Errors
    /// [`ExportError`] when the folder holds files that no export made, another export to it is under way, or nothing
    /// can be written there.
    pub fn lock(wanted: &Path) -> Result<Self, ExportError> {
        let name = wanted.file_name().ok_or_else(|| ExportError::Occupied(wanted.to_owned()))?;
        let mut beside = name.to_owned();
        beside.push(".unfinished");
        let (wanted, draft) = (wanted.to_owned(), wanted.with_file_name(beside));
        for (folder, mark) in [(&wanted, MARK), (&draft, UNFINISHED)] {
            if !is_ours(folder, mark).map_err(at(folder))? {
                return Err(ExportError::Occupied(folder.clone()));
            }
        }
        fs::create_dir_all(&draft).map_err(at(&draft))?;
        let mark = draft.join(UNFINISHED);
        let lock = File::create(&mark).map_err(at(&mark))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ExportError::UnderWay(draft)),
            Err(TryLockError::Error(error)) => return Err(at(&mark)(error)),
        }
        let folder = Self { wanted, draft, lock };
        folder.clear().map_err(at(&folder.draft))?;
        Ok(folder)
    }

    /// Removes what an earlier export left.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.draft)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != UNFINISHED {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Creates a file by its path in the folder.
    pub fn create(&self, path: &str) -> Result<File, ExportError> {
        let path = self.draft.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        File::create_new(&path).map_err(at(&path))
    }

    /// Sets the time of a written file from the digest of its bytes; see [`time_of`].
    pub fn stamp(&self, file: &File, digest: &[u8]) -> Result<(), ExportError> {
        file.set_modified(time_of(digest)).map_err(at(&self.draft))
    }

    /// Writes a whole file.
    pub fn write(&self, path: &str, text: &str) -> Result<(), ExportError> {
        let mut file = self.create(path)?;
        file.write_all(text.as_bytes()).map_err(at(&self.draft.join(path)))
    }

    /// Marks the export as complete, waits until it is on the disk, and puts it in its place. What was there is
    /// removed.
    ///
    /// # Errors
    /// [`ExportError::File`] when any of this fails; the wanted folder is then as it was.
    pub fn finish(self, mark: &str) -> Result<(), ExportError> {
        self.write(MARK, mark)?;
        syncfs(&self.lock).map_err(|error| at(&self.draft)(error.into()))?;
        fs::remove_file(self.draft.join(UNFINISHED)).map_err(at(&self.draft))?;
        self.put_in_place().map_err(at(&self.wanted))?;
        let parent = self.wanted.parent().filter(|parent| *parent != Path::new(""));
        let parent = parent.unwrap_or(Path::new("."));
        File::open(parent).and_then(|folder| folder.sync_all()).map_err(at(parent))
    }

    fn put_in_place(&self) -> io::Result<()> {
        if !self.wanted.join(MARK).exists() {
            // There is no folder, or an empty one.
            return fs::rename(&self.draft, &self.wanted);
        }
        // Both folders are exchanged at once, so that whoever reads there finds one or the other.
        match renameat_with(CWD, &self.draft, CWD, &self.wanted, RenameFlags::EXCHANGE) {
            Ok(()) => fs::remove_dir_all(&self.draft),
            Err(Errno::INVAL | Errno::NOSYS) => {
                fs::remove_dir_all(&self.wanted)?;
                fs::rename(&self.draft, &self.wanted)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether a folder may be replaced: it does not exist, it is empty, or it has the mark.
fn is_ours(folder: &Path, mark: &str) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none() || folder.join(mark).exists()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// A time made from the digest of a file, between the years 2001 and 2018. A static server makes entity tags from
/// time and size, so this way they change only with the bytes and are the same on every machine.
fn time_of(digest: &[u8]) -> SystemTime {
    let head = digest.iter().take(4).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + (head >> 3))
}

/// Adds the path of a file to its error.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> ExportError + use<> {
    let path = path.to_owned();
    move |error| ExportError::File(path, error)
}
