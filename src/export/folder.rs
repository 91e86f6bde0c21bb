//! The folder that an export makes: written beside its final name under a lock, and put in its place only
//! once it is whole and on the disk. Refuses a folder that holds anything it did not make.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{CWD, RenameFlags, renameat_with, syncfs};
use rustix::io::Errno;

use super::ExportError;

/// What marks a whole export, and says what it is of.
pub const MARK: &str = "export.json";

/// What marks one that is under way, and is locked while it is.
const UNFINISHED: &str = "unfinished";

/// A folder under way.
#[derive(Debug)]
pub struct Folder {
    wanted: PathBuf,
    draft: PathBuf,
    lock: File,
}

impl Folder {
    /// Begins beside the folder that is wanted, anew if an earlier export broke off.
    ///
    /// # Errors
    /// [`ExportError`] when the folder holds what no export made, another export of it is under way, or
    /// there is no place to write.
    pub fn begin(wanted: &Path) -> Result<Self, ExportError> {
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

    /// Takes away what an earlier export left.
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

    /// A file to write, by its path in the folder.
    pub fn create(&self, path: &str) -> Result<File, ExportError> {
        let path = self.draft.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        File::create_new(&path).map_err(at(&path))
    }

    /// Gives a written file the time that stands for its bytes; see [`time_of`].
    pub fn stamp(&self, file: &File, digest: &[u8]) -> Result<(), ExportError> {
        file.set_modified(time_of(digest)).map_err(at(&self.draft))
    }

    /// Writes a whole file.
    pub fn write(&self, path: &str, text: &str) -> Result<(), ExportError> {
        let mut file = self.create(path)?;
        file.write_all(text.as_bytes()).map_err(at(&self.draft.join(path)))
    }

    /// Marks the export whole, waits until the disk has it, and puts it in its place; what was there goes.
    ///
    /// # Errors
    /// [`ExportError::File`] when any of it fails; the folder that is wanted is then as it was.
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
            // Nothing is there, or an empty folder.
            return fs::rename(&self.draft, &self.wanted);
        }
        // Both at once, so that whoever reads the folder finds the one or the other.
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

/// Whether a folder may be replaced: it is not there, it is empty, or it has the mark.
fn is_ours(folder: &Path, mark: &str) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none() || folder.join(mark).exists()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// A time that stands for bytes, between the years 2001 and 2018. A server of static files makes its entity
/// tags of time and size: so they change with the bytes alone, and are the same on every machine.
fn time_of(digest: &[u8]) -> SystemTime {
    let head = digest.iter().take(4).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + (head >> 3))
}

/// An error of a file, with its path.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> ExportError + use<> {
    let path = path.to_owned();
    move |error| ExportError::File(path, error)
}
