//! Compares the seeds with what was published last and writes the difference as a new edition beside the old ones.
//! Nothing is published when nothing changed, and an edition that is there is never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use super::editions::{Edition, LATEST, Latest, RecordChange, digest_of, file_name};
use super::files::write_beside;
use super::reading::Seeds;
use crate::domain::{ChangeKind, Code, Entity, Fact, Relation, Source, relations};

/// How the seeds differ from the last edition.
#[derive(Debug, Default)]
pub struct Changes<'s> {
    pub facts: Vec<RecordChange<&'s Fact>>,
    pub entities: Vec<RecordChange<&'s Entity>>,
    pub sources: Vec<RecordChange<&'s Source>>,
}

/// An edition that was just written.
#[derive(Debug)]
pub struct Publication<'s> {
    pub number: u32,
    pub path: PathBuf,
    pub changes: Changes<'s>,
    pub news: News,
}

/// What is newly known since the last edition, counted over all facts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Plans whose outcome is now known.
    pub resolved: usize,
    /// Facts for which a source now gives a more exact date or number.
    pub sharpened: usize,
    /// Facts on which sources now differ.
    pub disputed: usize,
}

/// Why nothing was published.
#[derive(Debug, Error)]
pub enum PublishError {
    #[error("발행하지 않았습니다. 제{0}판과 다른 점이 없습니다.")]
    NothingChanged(u32),
    #[error("판을 글로 옮기지 못했습니다: {0}")]
    Text(#[from] toml::ser::Error),
    #[error("{path} 파일을 쓸 수 없습니다 ({cause})")]
    File { path: String, cause: io::Error },
}

impl Seeds {
    /// How the seeds differ from the last edition.
    pub fn unpublished(&self) -> Changes<'_> {
        let published = &self.published;
        let identity = |entity: &Entity| (entity.kind(), entity.slug.clone());
        let slug = |source: &Source| source.slug.clone();
        Changes {
            facts: compare(&self.facts, |fact| fact.code, &published.facts, plain),
            entities: compare(&self.entities, identity, &published.entities, plain),
            sources: compare(&self.sources, slug, &published.sources, |source| {
                plain(&source.as_published())
            }),
        }
    }
}

impl News {
    fn of(seeds: &Seeds) -> Self {
        let before = &seeds.published.facts;
        let newly = |holds: fn(&Fact) -> bool| {
            let is_new = |fact: &&Fact| holds(fact) && !before.get(&fact.code).is_some_and(holds);
            seeds.facts.iter().filter(is_new).count()
        };
        let plans = seeds.facts.iter().filter(|fact| fact.is_plan()).map(|fact| fact.code);
        let known = outcome_targets(before.values());
        let resolved: BTreeSet<Code> =
            outcome_targets(seeds.facts.iter()).difference(&known).copied().collect();
        Self {
            resolved: plans.filter(|code| resolved.contains(code)).count(),
            sharpened: newly(is_sharpened),
            disputed: newly(Fact::is_disputed),
        }
    }
}

/// The facts that others tell the outcome of.
fn outcome_targets<'f>(facts: impl Iterator<Item = &'f Fact>) -> BTreeSet<Code> {
    facts.flat_map(|fact| &fact.outcome_of).map(|outcome| outcome.fact).collect()
}

/// Whether a later source is more exact than the first.
fn is_sharpened(fact: &Fact) -> bool {
    let relations = relations(&fact.dates).into_iter().chain(relations(&fact.quantities));
    relations.flatten().any(|relation| relation == Relation::MoreExact)
}

/// A record as it is written.
#[expect(clippy::expect_used, reason = "records are texts, numbers and lists of them")]
fn plain<R: Serialize>(record: &R) -> Value {
    serde_json::to_value(record).expect("a plain record")
}

/// How each record changed: those of the seeds in their order, then those that are gone. Records are the same when
/// they are written the same; the names of a fact's entities are no part of it.
fn compare<'s, K: Ord, R>(
    now: &'s [R],
    identity: impl Fn(&R) -> K,
    before: &'s BTreeMap<K, R>,
    written: impl Fn(&R) -> Value,
) -> Vec<RecordChange<&'s R>> {
    let entry = |change, record| RecordChange { change, record };
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
        self.facts.len() + self.entities.len() + self.sources.len()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Writes the next edition into the seed folder: beside its final name, synced, renamed.
pub fn publish<'s>(
    seeds: &'s Seeds,
    folder: &Path,
    note: &str,
    today: NaiveDate,
) -> Result<Publication<'s>, PublishError> {
    let changes = seeds.unpublished();
    let last = seeds.editions.last();
    let last_number = last.map_or(0, |edition| edition.number);
    if changes.is_empty() {
        return Err(PublishError::NothingChanged(last_number));
    }
    let edition = Edition {
        number: last_number + 1,
        date: today,
        note: note.to_owned(),
        previous: last.map_or_else(String::new, |edition| edition.digest.clone()),
        digest: String::new(),
        facts: changes.facts.iter().map(RecordChange::owned).collect(),
        entities: changes.entities.iter().map(RecordChange::owned).collect(),
        sources: changes
            .sources
            .iter()
            .map(|source| RecordChange {
                change: source.change,
                record: source.record.as_published(),
            })
            .collect(),
    };
    let text = toml::to_string(&edition)?;
    let digest = digest_of(&text);
    let line = format!("\ndigest = \"{digest}\"\n");
    let text = text.replacen("\ndigest = \"\"\n", &line, 1);
    let folder = folder.join("editions");
    let failed =
        |path: &Path, cause| PublishError::File { path: path.display().to_string(), cause };
    let path = folder.join(file_name(edition.number));
    write_once(&path, &text).map_err(|cause| failed(&path, cause))?;
    let latest = toml::to_string(&Latest { number: edition.number, digest })?;
    let latest_path = folder.join(LATEST);
    write_over(&latest_path, &latest).map_err(|cause| failed(&latest_path, cause))?;
    Ok(Publication { number: edition.number, path, changes, news: News::of(seeds) })
}

/// Writes a file that must not be there yet, whole or not at all.
fn write_once(path: &Path, text: &str) -> io::Result<()> {
    let temporary = write_beside(path, text)?;
    // A hard link, unlike a rename, never replaces an edition that another process just published.
    let result = fs::hard_link(&temporary, path);
    // Whether it was published is already decided; no seed reader looks at what is left.
    let _ = fs::remove_file(&temporary);
    result.and_then(|()| sync_folder_of(path))
}

/// Writes a file in the place of the one that is there, whole or not at all.
fn write_over(path: &Path, text: &str) -> io::Result<()> {
    fs::rename(write_beside(path, text)?, path)?;
    sync_folder_of(path)
}

fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}
