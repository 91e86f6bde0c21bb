//! Where the seed files come from: a folder, or the copy inside the binary. Lists them, reads one at a
//! time as NFC text and takes the digest of all; refuses what is not UTF-8 and every file that could
//! not be read, by name.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

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

/// A seed file that is not read yet.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The path below the seed folder, in NFC, with slashes.
    pub path: String,
    /// About how long it is, in bytes.
    pub size: u64,
    /// Where it is, unless it is inside the binary.
    at: Option<PathBuf>,
}

/// SHA-256 over the path of each file and the digest of its NFC text: the same on every machine, and
/// taken file by file.
#[derive(Debug, Clone, Default)]
pub struct SeedDigest(Sha256);

impl SeedDigest {
    /// Takes in the next file, in the order of their paths.
    pub fn add(&mut self, path: &str, digest_of_text: [u8; 32]) {
        self.0.update((path.len() as u64).to_be_bytes());
        self.0.update(path);
        self.0.update(digest_of_text);
    }

    /// The digest in lower-case hexadecimal.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

impl SeedSource {
    /// Every `.toml` file, in the order of their paths.
    pub fn list(&self) -> Result<Vec<Unread>, Mistakes> {
        let mut mistakes = Mistakes::default();
        let mut files = match self {
            Self::Embedded => embedded(),
            Self::Folder(folder) => in_folder(folder, &mut mistakes),
        };
        mistakes.none_or_err()?;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }

    /// The digest of the files, which are read for it but not understood.
    pub fn digest(&self) -> Result<String, Mistakes> {
        let files = self.list()?;
        let next = AtomicUsize::new(0);
        let work = || {
            let mut taken = Vec::new();
            while let Some(place) = Some(next.fetch_add(1, Ordering::Relaxed))
                && let Some(file) = files.get(place)
            {
                let mut mistakes = Mistakes::default();
                let digest = file.read(&mut mistakes).map(|file| file.digest());
                taken.push((place, digest.ok_or(mistakes)));
            }
            taken
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let mut taken = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut taken = work();
            // A thread that panicked leaves a file out, and then no digest is right.
            taken.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
            taken
        });
        taken.sort_by_key(|(place, _)| *place);
        let (mut digest, mut mistakes) = (SeedDigest::default(), Mistakes::default());
        for (place, taken) in taken {
            match taken {
                Ok(of_text) => digest.add(&files[place].path, of_text),
                Err(found) => mistakes.extend(found),
            }
        }
        mistakes.none_or_err()?;
        Ok(digest.finish())
    }
}

impl Unread {
    /// Reads the file; one that cannot be read is noted.
    pub fn read(&self, mistakes: &mut Mistakes) -> Option<Arc<SeedFile>> {
        let bytes = match &self.at {
            None => {
                Embedded::get(&self.path).map(|file| file.data.into_owned()).unwrap_or_default()
            }
            Some(path) => match read_file(path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let message = format!("파일을 읽을 수 없습니다 ({error})");
                    mistakes.on_path(&self.path, message, READABLE);
                    return None;
                }
            },
        };
        decode(self.path.clone(), bytes, mistakes)
    }
}

fn embedded() -> Vec<Unread> {
    let seeds = Embedded::iter().filter(|path| is_seed(Path::new(path.as_ref())));
    let unread = |path: Cow<'static, str>| {
        let size = Embedded::get(&path).map_or(0, |file| file.data.len() as u64);
        Unread { path: path.into_owned(), size, at: None }
    };
    seeds.map(unread).collect()
}

fn in_folder(folder: &Path, mistakes: &mut Mistakes) -> Vec<Unread> {
    let mut files = Vec::new();
    if folder.is_dir() {
        walk(folder, folder, &mut files, mistakes);
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

fn walk(root: &Path, folder: &Path, files: &mut Vec<Unread>, mistakes: &mut Mistakes) {
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
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            files.push(Unread { path, size, at: Some(at) });
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

fn decode(path: String, bytes: Vec<u8>, mistakes: &mut Mistakes) -> Option<Arc<SeedFile>> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(Arc::new(SeedFile::new(path, normal(text)))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].split(|byte| *byte == b'\n').count();
            let message =
                format!("UTF-8이 아닌 파일입니다 ({line}번째 줄, {}번째 바이트부터)", valid + 1);
            mistakes.on_path(&path, message, "편집기에서 인코딩을 UTF-8로 바꾸어 저장하세요");
            None
        }
    }
}

/// The text in NFC, without a byte order mark and with plain line ends: those are the editor's. Text
/// that is so already, as nearly all is, stays what it is.
fn normal(text: String) -> String {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
    // What composes with nothing: below the first combining mark, and whole syllables.
    let composed = |c: char| matches!(c, '\0'..='\u{2ff}' | '가'..='힣' | '\u{3200}'..='\u{33ff}');
    if text.chars().all(composed) || is_nfc(&text) { text } else { text.nfc().collect() }
}
