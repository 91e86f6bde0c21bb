//! The files of a draft's folder and of the seeds, read and written with the path in every error.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

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

/// The TOML files of a folder, in the order of their names; none of a folder that is not there.
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
            files.push((path, text));
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

/// Writes all of these files or none: each beside its place first, then all are moved there; when one cannot be, those
/// before it are put back.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<(), FileError> {
    let beside = |path: &Path| path.with_extension(format!("tmp-{}", std::process::id()));
    let clear = || files.iter().for_each(|(path, _)| drop(fs::remove_file(beside(path))));
    for (path, text) in files {
        if let Err(cause) = write_synced(&beside(path), text) {
            clear();
            return Err(FileError::of(path, cause));
        }
    }
    let mut moved: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for (path, _) in files {
        let old = fs::read(path).ok();
        if let Err(cause) = fs::rename(beside(path), path) {
            for (path, old) in moved {
                // What is already going wrong cannot be told twice.
                drop(old.map_or_else(|| fs::remove_file(path), |bytes| fs::write(path, bytes)));
            }
            clear();
            return Err(FileError::of(path, cause));
        }
        moved.push((path, old));
    }
    Ok(())
}

fn write_synced(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
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
