//! Reads and writes the files of a draft's folder and of the seeds, with the path in every error.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::seeds::files::{normal, write_beside};

/// A file that cannot be read or written.
#[derive(Debug, Error)]
#[error("{path} 파일을 읽거나 쓸 수 없습니다 ({cause})")]
pub struct FileError {
    path: String,
    cause: io::Error,
}

impl FileError {
    fn of(path: &Path, cause: io::Error) -> Self {
        Self { path: path.display().to_string(), cause }
    }
}

/// The text of a file, if it is there.
pub fn text_of(path: &Path) -> Result<Option<String>, FileError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(FileError::of(path, cause)),
    }
}

/// The text of a file of a draft, if it is there, in the form in which seeds are read. An editor may save a file with
/// other line ends, and blocks are known by their lines.
pub fn draft_text(path: &Path) -> Result<Option<String>, FileError> {
    Ok(text_of(path)?.map(normal))
}

/// The TOML files of a draft's folder, in the order of their names and in the same form; none if the folder is not there.
pub fn toml_files(folder: &Path) -> Result<Vec<(PathBuf, String)>, FileError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(FileError::of(folder, cause)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|cause| FileError::of(folder, cause))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).map_err(|cause| FileError::of(&path, cause))?;
            files.push((path, normal(text)));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file of the draft.
pub fn write_new(path: &Path, text: &str) -> Result<(), FileError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|cause| FileError::of(path, cause))
}

/// Writes all of these files or none: each is written beside its place first, then all are moved there; if one cannot
/// be moved, those before it are put back.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<(), FileError> {
    let mut beside: Vec<PathBuf> = Vec::new();
    let mut moved: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    let mut all = || -> Result<(), FileError> {
        for (path, text) in files {
            beside.push(write_beside(path, text).map_err(|cause| FileError::of(path, cause))?);
        }
        for ((path, _), beside) in files.iter().zip(&beside) {
            let old = fs::read(path).ok();
            fs::rename(beside, path).map_err(|cause| FileError::of(path, cause))?;
            moved.push((path, old));
        }
        Ok(())
    };
    let written = all();
    if written.is_err() {
        // The first error is the one to report, so errors while putting things back are ignored.
        for (path, old) in moved {
            drop(old.map_or_else(|| fs::remove_file(path), |bytes| fs::write(path, bytes)));
        }
        for path in beside {
            drop(fs::remove_file(path));
        }
    }
    written
}

/// Removes the files of a draft that have been moved into the seeds, and the folders that this leaves empty.
pub fn remove(folder: &Path, files: &[PathBuf]) -> Result<(), FileError> {
    for path in files {
        fs::remove_file(path).map_err(|cause| FileError::of(path, cause))?;
    }
    // A folder with something else in it stays.
    for part in ["sources", "facts", "entities"] {
        let _ = fs::remove_dir(folder.join(part));
    }
    let _ = fs::remove_dir(folder);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_one_file_cannot_be_written_all_stay_as_they_were() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let [old, new, taken] =
            ["old.toml", "new.toml", "taken.toml"].map(|name| folder.path().join(name));
        fs::write(&old, "as it was").expect("a file");
        fs::create_dir(&taken).expect("a folder in the place of a file");
        let files = [&old, &new, &taken].map(|path| (path.clone(), "other".to_owned()));
        assert!(write_all(&files).is_err());
        assert_eq!(fs::read_to_string(&old).expect("the file"), "as it was");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
