//! The published editions: files that `publish` writes once and nothing ever changes. They are read in their order;
//! one that was altered (its digest no longer fits), that does not follow the one before, or whose records are not
//! the domain's is refused. Together they tell what was published last.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::diagnostic::{Mistakes, SeedFile};
use crate::domain::{ChangeKind, Code, Entity, Fact, Kind, RecordId, Slug, Source, hex};

/// A published edition, as its file holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    pub number: u32,
    pub date: NaiveDate,
    pub note: String,
    /// The digest of the edition before; empty for the first.
    pub previous: String,
    /// SHA-256 over the file's text without the line of this field.
    pub digest: String,
    /// The facts that changed, without the names of their entities, which are in the entities' own records.
    #[serde(default, rename = "fact")]
    pub facts: Vec<RecordChange<Fact>>,
    #[serde(default, rename = "entity")]
    pub entities: Vec<RecordChange<Entity>>,
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<RecordChange<Source>>,
}

/// Which edition is the newest, as `latest.toml` says beside the editions, so that a lost file of the newest one
/// is noticed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Latest {
    pub number: u32,
    pub digest: String,
}

/// The change of a record: how it changed, and the record itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordChange<R> {
    pub change: ChangeKind,
    #[serde(flatten)]
    pub record: R,
}

impl<R: Clone> RecordChange<&R> {
    /// The same, owning its record.
    pub fn owned(&self) -> RecordChange<R> {
        RecordChange { change: self.change, record: self.record.clone() }
    }
}

/// Every record as it was last published.
#[derive(Debug, Default)]
pub struct PublishedRecords {
    pub facts: BTreeMap<Code, Fact>,
    pub entities: BTreeMap<(Kind, Slug), Entity>,
    pub sources: BTreeMap<Slug, Source>,
}

/// The help for an edition file that is wrong.
const RESTORE: &str =
    "발행한 판은 고칠 수 없습니다. 백업이나 버전 관리에서 원래 파일을 되돌려 놓으세요";

/// The digest of an edition's text, taken without the line that holds it. That is the first such line: the paragraphs
/// of sources have digests of their own.
pub fn digest_of(text: &str) -> String {
    let mut is_dropped = false;
    let lines = text.split_inclusive('\n').filter(|line| {
        let drops = !is_dropped && line.starts_with("digest = ");
        is_dropped |= drops;
        !drops
    });
    hex(&Sha256::digest(lines.collect::<String>()))
}

pub fn file_name(number: u32) -> String {
    format!("{number:04}.toml")
}

/// The name of the file that says which edition is the newest.
pub const LATEST: &str = "latest.toml";

/// Reads the editions in the order of their file names, and checks the newest against `latest.toml`.
pub fn read(
    files: &[Arc<SeedFile>],
    latest: Option<&SeedFile>,
    mistakes: &mut Mistakes,
) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for (number, file) in (1..).zip(files) {
        let before = editions.last().map_or("", |edition| edition.digest.as_str());
        match read_one(file, number, before) {
            Ok(edition) => editions.push(edition),
            Err(message) => {
                // Editions that follow a wrong one cannot be judged.
                mistakes.on_path(&file.path, message, RESTORE);
                return editions;
            }
        }
    }
    if let Err(message) = check_latest(editions.last(), latest) {
        mistakes.on_path(&format!("editions/{LATEST}"), message, RESTORE);
    }
    editions
}

fn check_latest(newest: Option<&Edition>, latest: Option<&SeedFile>) -> Result<(), String> {
    let Some(file) = latest else {
        return match newest {
            None => Ok(()),
            Some(_) => Err("마지막으로 발행한 판이 몇 번째인지 적은 파일이 없습니다".to_owned()),
        };
    };
    let latest: Latest = toml::from_str(&file.text).map_err(|error| {
        format!("마지막 판을 적은 파일을 읽을 수 없습니다 ({})", error.message())
    })?;
    match newest {
        Some(newest) if newest.number == latest.number && newest.digest == latest.digest => Ok(()),
        _ => Err(format!(
            "마지막으로 발행한 판은 제{}판인데 그 파일({})이 없거나 다릅니다",
            latest.number,
            file_name(latest.number)
        )),
    }
}

fn read_one(file: &SeedFile, number: u32, before: &str) -> Result<Edition, String> {
    let expected = format!("editions/{}", file_name(number));
    if file.path != expected {
        return Err(format!("판 파일의 차례가 맞지 않습니다. 여기에는 {expected}이 있어야 합니다"));
    }
    let edition: Edition = toml::from_str(&file.text)
        .map_err(|error| format!("판 파일을 읽을 수 없습니다 ({})", error.message()))?;
    if edition.digest != digest_of(&file.text) {
        return Err("발행한 뒤에 고친 판 파일입니다 (확인값이 다릅니다)".to_owned());
    }
    if edition.number != number || edition.previous != before {
        return Err("앞 판에 이어지지 않는 판 파일입니다".to_owned());
    }
    Ok(edition)
}

impl PublishedRecords {
    /// Every record as the last of the editions left it.
    pub fn after(editions: &[Edition]) -> Self {
        let mut published = Self::default();
        for edition in editions {
            for RecordChange { change, record } in &edition.facts {
                apply(&mut published.facts, *change, record.code, record);
            }
            for RecordChange { change, record } in &edition.entities {
                let key = (record.kind(), record.slug.clone());
                apply(&mut published.entities, *change, key, record);
            }
            for RecordChange { change, record } in &edition.sources {
                apply(&mut published.sources, *change, record.slug.clone(), record);
            }
        }
        published
    }

    /// The permanent names of everything that is published.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        let facts = self.facts.keys().map(|code| RecordId::Fact(*code));
        let entities = self.entities.keys();
        let entities = entities.map(|(kind, slug)| RecordId::Entity(*kind, slug.clone()));
        let sources = self.sources.keys().map(|slug| RecordId::Source(slug.clone()));
        facts.chain(entities).chain(sources)
    }
}

fn apply<K: Ord, R: Clone>(records: &mut BTreeMap<K, R>, change: ChangeKind, key: K, record: &R) {
    match change {
        ChangeKind::Added | ChangeKind::Changed => records.insert(key, record.clone()),
        ChangeKind::Withdrawn => records.remove(&key),
    };
}
