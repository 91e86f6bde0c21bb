//! The texts that an editor holds: a folder with one file per source, named after its slug. A folder in which no
//! source has a text is refused. Nothing of the texts is kept beyond the audit.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use thiserror::Error;

use crate::domain::{Slug, Source};

/// The texts at hand.
#[derive(Debug, Default)]
pub struct Articles {
    /// The texts by their sources, each of which has paragraphs to compare its text with.
    pub texts: BTreeMap<Slug, String>,
    /// The files that are of no such source, in the words shown to the editor.
    pub strangers: Vec<String>,
}

/// Why the texts could not be read.
#[derive(Debug, Error)]
pub enum ArticlesError {
    #[error("원문 폴더를 읽을 수 없습니다: {path} ({cause})")]
    Folder { path: String, cause: io::Error },
    #[error("원문을 읽을 수 없습니다: {path} ({cause}). UTF-8로 저장한 글인지 확인하세요.")]
    File { path: String, cause: io::Error },
    #[error(
        "대조할 원문이 하나도 없습니다: {path}. 출처의 주소 이름으로 된 파일(예: {example}.txt)을 두세요."
    )]
    NoText { path: String, example: Slug },
    #[error("문단을 적은 출처가 없어 대조할 것이 없습니다.")]
    NoAuditedSource,
}

impl Articles {
    /// Reads the text of every audited source that has one in the folder.
    pub fn read(folder: &Path, sources: &[Source]) -> Result<Self, ArticlesError> {
        let path = |path: &Path| path.display().to_string();
        let unreadable = |cause| ArticlesError::Folder { path: path(folder), cause };
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut files: Vec<_> =
            entries.map_err(unreadable)?.iter().map(fs::DirEntry::path).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
        files.sort();
        let mut articles = Self::default();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            match sources.iter().find(|source| source.slug.as_str() == name) {
                None => {
                    let stranger = format!("이 이름의 출처가 없는 파일입니다: {name}.txt");
                    articles.strangers.push(stranger);
                }
                Some(source) if !source.is_audited() => articles.strangers.push(format!(
                    "출처에 문단([[paragraph]])을 적지 않아 대조하지 못한 파일입니다: {name}.txt"
                )),
                Some(source) => {
                    let unreadable = |cause| ArticlesError::File { path: path(&file), cause };
                    let text = fs::read_to_string(&file).map_err(unreadable)?;
                    articles.texts.insert(source.slug.clone(), text);
                }
            }
        }
        let Some(audited) = sources.iter().find(|source| source.is_audited()) else {
            return Err(ArticlesError::NoAuditedSource);
        };
        if articles.texts.is_empty() {
            let example = audited.slug.clone();
            return Err(ArticlesError::NoText { path: path(folder), example });
        }
        Ok(articles)
    }
}
