//! Publishing: what the seeds say now against what was published last, written as a new edition beside
//! the old ones. Refuses when nothing changed; never touches an edition that is there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use thiserror::Error;

use super::Seeds;
use super::editions::{Changed, EditionFile, Published, digest_of, file_name};
use crate::domain::{ChangeKind, Code, Entity, Fact, Kind, Slug};
use crate::record::{EntityRecord, FactRecord};

/// What the seeds change against the last edition.
#[derive(Debug, Default)]
pub struct Changes {
    pub facts: Vec<(ChangeKind, FactRecord)>,
    pub entities: Vec<(ChangeKind, EntityRecord)>,
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
    pub fn unpublished(&self) -> Changes {
        let facts = self.facts.iter().map(|fact| (fact.code, FactRecord::from(fact)));
        let entities = self
            .entities
            .iter()
            .map(|entity| ((entity.kind(), entity.slug.clone()), EntityRecord::from(entity)));
        let published: Vec<(Code, &FactRecord)> =
            self.published.facts.iter().map(|(code, record)| (*code, record)).collect();
        let known: Vec<((Kind, Slug), &EntityRecord)> =
            self.published.entities.iter().map(|(id, record)| (id.clone(), record)).collect();
        Changes { facts: compare(facts, &published), entities: compare(entities, &known) }
    }
}

/// Counts what the seeds change against the last edition, a record at a time.
#[derive(Debug, Default)]
pub struct Tally {
    changed: usize,
    /// Published records that are still there.
    kept: usize,
}

impl Tally {
    pub fn fact(&mut self, fact: &Fact, published: &Published) {
        let before = published.facts.get(&fact.code);
        self.record(before.map(|before| *before == FactRecord::from(fact)));
    }

    pub fn entity(&mut self, entity: &Entity, published: &Published) {
        let before = published.entities.get(&(entity.kind(), entity.slug.clone()));
        self.record(before.map(|before| *before == EntityRecord::from(entity)));
    }

    /// Counts a record of which is known whether it is as it was published, if it was.
    fn record(&mut self, same: Option<bool>) {
        self.kept += usize::from(same.is_some());
        self.changed += usize::from(same != Some(true));
    }

    /// How many records were added, changed and withdrawn.
    pub fn finish(&self, published: &Published) -> usize {
        self.changed + published.facts.len() + published.entities.len() - self.kept
    }
}

/// What became of each record, in the order of the seeds and then of what is gone.
fn compare<K: Ord + Clone, R: PartialEq + Clone>(
    now: impl Iterator<Item = (K, R)>,
    before: &[(K, &R)],
) -> Vec<(ChangeKind, R)> {
    let mut changes = Vec::new();
    let mut kept: Vec<bool> = vec![false; before.len()];
    for (key, record) in now {
        match before.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => {
                kept[place] = true;
                if *before[place].1 != record {
                    changes.push((ChangeKind::Changed, record));
                }
            }
            Err(_) => changes.push((ChangeKind::Added, record)),
        }
    }
    let gone = before.iter().zip(kept).filter(|(_, kept)| !kept);
    changes.extend(gone.map(|((_, record), _)| (ChangeKind::Withdrawn, (*record).clone())));
    changes
}

impl Changes {
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
        let facts = self.facts.iter().filter(|change| change.0 == kind).count();
        facts + self.entities.iter().filter(|change| change.0 == kind).count()
    }
}

/// Writes the next edition into the seed folder: beside its final name, synced, renamed. Returns its
/// path and what it holds.
///
/// # Errors
/// [`PublishError`] when nothing changed or the file cannot be written; then nothing is published.
pub fn publish(
    seeds: &Seeds,
    folder: &Path,
    note: &str,
    today: NaiveDate,
) -> Result<(PathBuf, Changes), PublishError> {
    let changes = seeds.unpublished();
    if changes.is_empty() {
        return Err(PublishError::NothingChanged);
    }
    let last = seeds.editions.last();
    let edition = EditionFile {
        number: last.map_or(0, |edition| edition.head.number) + 1,
        date: today.to_string(),
        note: note.to_owned(),
        previous: last.map(|edition| edition.head.digest.clone()).unwrap_or_default(),
        digest: String::new(),
        facts: changes.facts.iter().map(Changed::of).collect(),
        entities: changes.entities.iter().map(Changed::of).collect(),
    };
    let text = toml::to_string(&edition)?;
    let digest = format!("\ndigest = \"{}\"\n", digest_of(&text));
    let text = text.replacen("\ndigest = \"\"\n", &digest, 1);
    let path = folder.join("editions").join(file_name(edition.number));
    write_once(&path, &text)
        .map_err(|cause| PublishError::File { path: path.display().to_string(), cause })?;
    Ok((path, changes))
}

impl<R: Clone> Changed<R> {
    fn of((change, record): &(ChangeKind, R)) -> Self {
        Self { change: change.key().to_owned(), record: record.clone() }
    }
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
