//! Where the seed files come from: a folder, or the copy inside the binary. Decodes them to NFC text
//! and takes their digest; refuses what is not UTF-8 and every file that could not be read, by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::diagnostic::{Mistakes, SeedFile};
use crate::domain::hex;

#[derive(RustEmbed)]
#[folder = "seeds/"]
struct Embedded;

/// Where to read the seeds.
#[derive(Debug, Clone)]
pub enum SeedSource {
    /// The seeds the binary was built with.
    Embedded,
    /// A folder laid out as `seeds/` is.
    Folder(PathBuf),
}

/// The seed files in the order of their paths.
#[derive(Debug)]
pub struct SeedFiles {
    pub files: Vec<Arc<SeedFile>>,
    /// SHA-256 over every path and NFC text, in lower-case hexadecimal: the same on every machine.
    pub digest: String,
}

impl SeedSource {
    /// Reads every `.toml` file.
    ///
    /// # Errors
    /// Every file or folder that could not be read, is not UTF-8, or that there are none.
    pub fn read(&self) -> Result<SeedFiles, Mistakes> {
        let mut mistakes = Mistakes::default();
        let raw = match self {
            Self::Embedded => embedded(),
            Self::Folder(folder) => in_folder(folder, &mut mistakes),
        };
        let files: Vec<_> = raw
            .into_iter()
            .filter_map(|(path, bytes)| decode(path, &bytes, &mut mistakes))
            .collect();
        mistakes.none_or_err()?;
        let digest = digest(&files);
        Ok(SeedFiles { files, digest })
    }
}

fn embedded() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = Embedded::iter()
        .filter(|path| is_seed(Path::new(path.as_ref())))
        .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data.into_owned())))
        .collect();
    files.sort();
    files
}

fn in_folder(folder: &Path, mistakes: &mut Mistakes) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    if folder.is_dir() {
        walk(folder, folder, &mut files, mistakes);
        files.sort();
        if files.is_empty() && mistakes.all().is_empty() {
            mistakes.on_path(
                &folder.display().to_string(),
                "시드 폴더에 .toml 파일이 하나도 없습니다",
                "sources.toml, entities/, facts/, terms.toml이 있는 폴더를 --seeds로 지정하세요",
            );
        }
    } else {
        mistakes.on_path(
            &folder.display().to_string(),
            "시드 폴더가 없습니다",
            "있는 폴더의 경로를 --seeds로 지정하거나, --seeds를 빼서 내장된 시드를 쓰세요",
        );
    }
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>, mistakes: &mut Mistakes) {
    let shown = |path: &Path| {
        let relative = path.strip_prefix(root).unwrap_or(path);
        relative.to_string_lossy().replace('\\', "/").nfc().collect::<String>()
    };
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
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(root, &path, files, mistakes);
        } else if is_seed(&path) {
            match read_file(&path) {
                Ok(bytes) => files.push((shown(&path), bytes)),
                Err(error) => {
                    let message = format!("파일을 읽을 수 없습니다 ({error})");
                    mistakes.on_path(&shown(&path), message, READABLE);
                }
            }
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

/// Seeds are the visible `.toml` files; what an editor leaves beside them is not ours.
fn is_seed(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|extension| extension == "toml")
}

fn decode(path: String, bytes: &[u8], mistakes: &mut Mistakes) -> Option<Arc<SeedFile>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            // Line ends are the editor's; the text and its digest are the same either way.
            let text = text.replace("\r\n", "\n").nfc().collect();
            Some(Arc::new(SeedFile { path, text }))
        }
        Err(error) => {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            let message = format!(
                "UTF-8이 아닌 파일입니다 ({line}번째 줄, {}번째 바이트부터)",
                error.valid_up_to() + 1
            );
            mistakes.on_path(&path, message, "편집기에서 인코딩을 UTF-8로 바꾸어 저장하세요");
            None
        }
    }
}

fn digest(files: &[Arc<SeedFile>]) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        for part in [&file.path, &file.text] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hex(&hasher.finalize())
}
