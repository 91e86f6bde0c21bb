//! Reads the seed files, from a folder or from the copy inside the binary, as NFC text, and takes their digest. What
//! is not UTF-8, and every file that cannot be read, is refused by name. Also writes a file so that it can be put in
//! place whole.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::diagnostic::{Mistakes, SeedFile};
use crate::domain::hex;

/// The seeds the binary was built with, each with its path below `seeds/`; the list is written by `build.rs`.
const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// Where to read the seeds.
#[derive(Debug, Clone)]
pub enum SeedSource {
    /// The seeds the binary was built with.
    Embedded,
    /// A folder laid out as `seeds/` is.
    Folder(PathBuf),
}

/// A seed file by its path below the seed folder, in NFC and with slashes. A file without text could not be read, and
/// the mistake has been noted.
pub struct SeedFileEntry {
    pub path: String,
    pub file: Option<Arc<SeedFile>>,
}

impl SeedSource {
    /// Reads every `.toml` file, in the order of their paths.
    pub fn files(&self, mistakes: &mut Mistakes) -> Vec<SeedFileEntry> {
        let mut contents = match self {
            Self::Embedded => embedded(),
            Self::Folder(folder) => in_folder(folder, mistakes),
        };
        contents.sort_by(|one, other| one.0.cmp(&other.0));
        let mut files = Vec::with_capacity(contents.len());
        for (path, bytes) in contents {
            let text = match bytes {
                Ok(bytes) => decode(&path, bytes, mistakes),
                Err(error) => {
                    let message = format!("파일을 읽을 수 없습니다 ({error})");
                    mistakes.on_path(&path, message, READABLE);
                    None
                }
            };
            let file = text.map(|text| Arc::new(SeedFile::new(path.clone(), text)));
            files.push(SeedFileEntry { path, file });
        }
        files
    }
}

/// SHA-256 over the path of each file and the digest of its NFC text, in lower-case hexadecimal: the same on
/// every machine.
pub fn digest_of<'f>(files: impl Iterator<Item = &'f SeedFile>) -> String {
    let mut digest = Sha256::new();
    for file in files {
        digest.update((file.path.len() as u64).to_be_bytes());
        digest.update(&file.path);
        digest.update(Sha256::digest(&file.text));
    }
    hex(&digest.finalize())
}

/// The path of a file, and its bytes or the error of reading it.
type Content = (String, io::Result<Vec<u8>>);

fn embedded() -> Vec<Content> {
    let seeds = EMBEDDED.iter().filter(|(path, _)| is_seed(Path::new(path)));
    seeds.map(|(path, bytes)| ((*path).to_owned(), Ok(bytes.to_vec()))).collect()
}

fn in_folder(folder: &Path, mistakes: &mut Mistakes) -> Vec<Content> {
    let mut files = Vec::new();
    let path = folder.display().to_string();
    if !folder.is_dir() {
        mistakes.on_path(
            &path,
            "자료 폴더가 없습니다",
            "있는 폴더의 경로를 --seeds로 지정하거나, --seeds를 빼서 프로그램에 든 자료를 쓰세요",
        );
        return files;
    }
    walk(folder, folder, &mut files, mistakes);
    if files.is_empty() && mistakes.all().is_empty() {
        mistakes.on_path(
            &path,
            "자료 폴더에 .toml 파일이 하나도 없습니다",
            "sources/, entities/, facts/, themes.toml, terms.toml이 있는 폴더를 --seeds로 지정하세요",
        );
    }
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<Content>, mistakes: &mut Mistakes) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            let path = folder.display().to_string();
            mistakes.on_path(&path, format!("폴더를 읽을 수 없습니다 ({error})"), READABLE);
            return;
        }
    };
    for entry in entries {
        let at = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(root, &at, files, mistakes);
        } else if is_seed(&at) {
            let relative = at.strip_prefix(root).unwrap_or(&at);
            let path = relative.to_string_lossy().replace('\\', "/").nfc().collect();
            files.push((path, read_file(&at)));
        }
    }
}

/// A regular file's bytes; a link to one is followed, and nothing else is opened (a pipe would wait
/// for ever).
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() {
        fs::read(path)
    } else {
        Err(io::Error::other("보통 파일이 아닙니다"))
    }
}

const READABLE: &str = "이 프로그램을 실행하는 사용자에게 읽기 권한이 있는지 확인하세요";

/// Seeds are the visible `.toml` files; what a text editor leaves beside them is ignored.
fn is_seed(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|extension| extension == "toml")
}

fn decode(path: &str, bytes: Vec<u8>, mistakes: &mut Mistakes) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(normal(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].split(|byte| *byte == b'\n').count();
            let message =
                format!("UTF-8이 아닌 파일입니다 ({line}번째 줄, {}번째 바이트부터)", valid + 1);
            mistakes.on_path(path, message, "편집기에서 인코딩을 UTF-8로 바꾸어 저장하세요");
            None
        }
    }
}

/// The text in NFC, without a byte order mark and with plain line ends, because text editors differ in these.
pub fn normal(text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Writes a text beside the path it is meant for, and syncs it, so that it can be moved there whole. Returns the path
/// of the written file.
pub fn write_beside(path: &Path, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let temporary = path.with_extension(format!("tmp-{}", std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    if written.is_err() {
        drop(fs::remove_file(&temporary));
    }
    written.map(|()| temporary)
}
