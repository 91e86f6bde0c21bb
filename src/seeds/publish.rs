//! Publishing: what the seeds say now against what was published last, written as a new edition beside
//! the old ones. Refuses when nothing changed; never touches an edition that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;
use thiserror::Error;

use super::editions::{Changed, Edition, digest_of, file_name};
use super::reading::Seeds;
use crate::domain::{ChangeKind, Entity, Fact};

/// What the seeds change against the last edition.
#[derive(Debug, Default)]
pub struct Changes<'s> {
    pub facts: Vec<Changed<&'s Fact>>,
    pub entities: Vec<Changed<&'s Entity>>,
}

/// Why nothing was published.
#[derive(Debug, Error)]
pub enum PublishError {
    #[error("마지막으로 발행한 판에서 바뀐 것이 없어 발행하지 않았습니다.")]
    NothingChanged,
    #[error("판을 글로 옮기지 못했습니다: {0}")]
    Text(#[from] toml::ser::Error),
    #[error("{path} 파일을 쓸 수 없습니다 ({cause})")]
    File { path: String, cause: io::Error },
}

impl Seeds {
    /// What the seeds change against the last edition.
    pub fn unpublished(&self) -> Changes<'_> {
        let published = &self.published;
        let identity = |entity: &Entity| (entity.kind(), entity.slug.clone());
        Changes {
            facts: compare(&self.facts, |fact| fact.code, &published.facts),
            entities: compare(&self.entities, identity, &published.entities),
        }
    }
}

/// What became of each record, in the order of the seeds and then of what is gone. Records are the same when
/// they are written the same: the names of a fact's entities are no part of it.
#[expect(clippy::expect_used, reason = "records are texts, numbers and lists of them")]
fn compare<'s, K: Ord, R: Serialize>(
    now: &'s [R],
    identity: impl Fn(&R) -> K,
    before: &'s BTreeMap<K, R>,
) -> Vec<Changed<&'s R>> {
    let entry = |change, record| Changed { change, record };
    let written = |record: &R| serde_json::to_value(record).expect("a plain record");
    let mut changes = Vec::new();
    let mut present = BTreeSet::new();
    for record in now {
        let key = identity(record);
        match before.get(&key) {
            None => changes.push(entry(ChangeKind::Added, record)),
            Some(published) if written(published) != written(record) => {
                changes.push(entry(ChangeKind::Changed, record));
            }
            Some(_) => {}
        }
        present.insert(key);
    }
    let gone = before.iter().filter(|(key, _)| !present.contains(key));
    changes.extend(gone.map(|(_, record)| entry(ChangeKind::Withdrawn, record)));
    changes
}

impl Changes<'_> {
    /// How many records changed.
    pub fn len(&self) -> usize {
        self.facts.len() + self.entities.len()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many records of a kind of change there are.
    pub fn count(&self, kind: ChangeKind) -> usize {
        let facts = self.facts.iter().map(|fact| fact.change);
        let entities = self.entities.iter().map(|entity| entity.change);
        facts.chain(entities).filter(|change| *change == kind).count()
    }
}

/// Writes the next edition into the seed folder: beside its final name, synced, renamed. Returns its
/// path and how much changed.
pub fn publish<'s>(
    seeds: &'s Seeds,
    folder: &Path,
    note: &str,
    today: NaiveDate,
) -> Result<(PathBuf, Changes<'s>), PublishError> {
    let changes = seeds.unpublished();
    if changes.is_empty() {
        return Err(PublishError::NothingChanged);
    }
    let last = seeds.editions.last();
    let edition = Edition {
        number: last.map_or(0, |edition| edition.number) + 1,
        date: today,
        note: note.to_owned(),
        previous: last.map_or_else(String::new, |edition| edition.digest.clone()),
        digest: String::new(),
        facts: changes.facts.iter().map(Changed::owned).collect(),
        entities: changes.entities.iter().map(Changed::owned).collect(),
    };
    let text = toml::to_string(&edition)?;
    let digest = format!("\ndigest = \"{}\"\n", digest_of(&text));
    let text = text.replacen("\ndigest = \"\"\n", &digest, 1);
    let path = folder.join("editions").join(file_name(edition.number));
    write_once(&path, &text)
        .map_err(|cause| PublishError::File { path: path.display().to_string(), cause })?;
    Ok((path, changes))
}

/// Writes a file that must not be there yet, whole or not at all.
fn write_once(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let temporary = path.with_extension(format!("tmp-{}", std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    // A hard link, unlike a rename, never replaces an edition that another process just published.
    let result = written.and_then(|()| fs::hard_link(&temporary, path));
    // Whether it was published is already decided; no seed reader looks at what is left.
    let _ = fs::remove_file(&temporary);
    result.and_then(|()| File::open(folder)?.sync_all())
}
