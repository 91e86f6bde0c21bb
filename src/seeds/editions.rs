//! The published editions: files that are written once, by `publish`, and never changed. Reads them in
//! their order, refuses one that was altered (its digest no longer fits), that does not follow the one
//! before, or whose records are not the domain's, and answers what was published last.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::diagnostic::{Mistakes, SeedFile};
use crate::domain::{ChangeKind, Code, EditionHead, Kind, RecordId, Slug, hex};
use crate::record::{EntityRecord, FactRecord};

/// An edition as its file holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditionFile {
    pub number: u32,
    pub date: String,
    pub note: String,
    /// The digest of the edition before; empty for the first.
    pub previous: String,
    /// SHA-256 over the file's text without the line of this field.
    pub digest: String,
    #[serde(default, rename = "fact")]
    pub facts: Vec<Changed<FactRecord>>,
    #[serde(default, rename = "entity")]
    pub entities: Vec<Changed<EntityRecord>>,
}

/// A record and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed<R> {
    pub change: String,
    #[serde(flatten)]
    pub record: R,
}

/// A published edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    pub head: EditionHead,
    pub facts: Vec<(ChangeKind, FactRecord)>,
    pub entities: Vec<(ChangeKind, EntityRecord)>,
}

/// Every record as it was last published.
#[derive(Debug, Default)]
pub struct Published {
    pub facts: BTreeMap<Code, FactRecord>,
    pub entities: BTreeMap<(Kind, Slug), EntityRecord>,
}

/// What to do about an edition file that does not hold.
const RESTORE: &str =
    "발행한 판은 고칠 수 없습니다. 백업이나 버전 관리에서 원래 파일을 되돌려 놓으세요";

/// The text over which an edition's digest is taken.
fn without_digest(text: &str) -> String {
    let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("digest = "));
    lines.collect()
}

/// The digest of an edition's text.
pub fn digest_of(text: &str) -> String {
    hex(&Sha256::digest(without_digest(text)))
}

/// The file name of an edition.
pub fn file_name(number: u32) -> String {
    format!("{number:04}.toml")
}

/// Reads the editions in the order of their file names.
pub fn read(files: &[Arc<SeedFile>], mistakes: &mut Mistakes) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for (number, file) in (1..).zip(files) {
        let before = editions.last().map_or("", |edition| edition.head.digest.as_str());
        match read_one(file, number, before) {
            Ok(edition) => editions.push(edition),
            Err(message) => {
                // What follows an edition that does not hold cannot be judged.
                mistakes.on_path(&file.path, message, RESTORE);
                break;
            }
        }
    }
    editions
}

fn read_one(file: &SeedFile, number: u32, before: &str) -> Result<Edition, String> {
    let expected = format!("editions/{}", file_name(number));
    if file.path != expected {
        return Err(format!("판 파일의 차례가 맞지 않습니다. 여기에는 {expected}이 있어야 합니다"));
    }
    let read: EditionFile = toml::from_str(&file.text)
        .map_err(|error| format!("판 파일을 읽을 수 없습니다 ({})", error.message()))?;
    if read.digest != digest_of(&file.text) {
        return Err("발행한 뒤에 고쳐진 판 파일입니다 (지문이 다릅니다)".to_owned());
    }
    if read.number != number || read.previous != before {
        return Err("앞 판에 이어지지 않는 판 파일입니다".to_owned());
    }
    let date: NaiveDate = read.date.parse().map_err(|_| "판의 날짜가 잘못되었습니다".to_owned())?;
    let change = |key: &str| {
        ChangeKind::from_key(key).ok_or_else(|| format!("'change'에 쓸 수 없는 값입니다: '{key}'"))
    };
    let facts = read.facts.into_iter().map(|fact| {
        let known = fact.record.to_fact(|_, slug| Some(slug.to_string()));
        known.map_err(|bad| format!("기록 {}의 값이 잘못되었습니다: {bad}", fact.record.code))?;
        Ok((change(&fact.change)?, fact.record))
    });
    let entities = read.entities.into_iter().map(|entity| {
        let known = entity.record.to_entity();
        known.map_err(|bad| format!("대상 {}의 값이 잘못되었습니다: {bad}", entity.record.slug))?;
        Ok((change(&entity.change)?, entity.record))
    });
    Ok(Edition {
        head: EditionHead { number, date, note: read.note, digest: read.digest },
        facts: facts.collect::<Result<_, String>>()?,
        entities: entities.collect::<Result<_, String>>()?,
    })
}

impl Published {
    /// Every record as the last of the editions left it.
    pub fn after(editions: &[Edition]) -> Self {
        let mut published = Self::default();
        for edition in editions {
            for (change, record) in &edition.facts {
                let Ok(code) = Code::parse(&record.code) else { continue };
                match change {
                    ChangeKind::Withdrawn => published.facts.remove(&code),
                    _ => published.facts.insert(code, record.clone()),
                };
            }
            for (change, record) in &edition.entities {
                let (kind, slug) = (Kind::from_key(&record.kind), Slug::parse(&record.slug));
                let (Some(kind), Some(slug)) = (kind, slug) else { continue };
                match change {
                    ChangeKind::Withdrawn => published.entities.remove(&(kind, slug)),
                    _ => published.entities.insert((kind, slug), record.clone()),
                };
            }
        }
        published
    }

    /// Everything that is published.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        let facts = self.facts.keys().map(|code| RecordId::Fact(*code));
        let entities = self.entities.keys();
        facts.chain(entities.map(|(kind, slug)| RecordId::Entity(*kind, slug.clone())))
    }
}
