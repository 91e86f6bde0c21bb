//! Moves a completed draft into the seeds. Everything is put together and checked in memory first, and checked
//! against the texts where they are at hand; then all of it is written, or nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

use super::completed_draft::{CompletedDraft, read_draft};
use super::merge::{
    ChangedFiles, SeedFolder, count_facts, facts_in_place, with_facts, without_facts,
};
use crate::seeds::audit::{Articles, ArticlesError, Audit, audit};
use crate::seeds::diagnostic::{Mistakes, SeedFile};
use crate::seeds::draft::folder::{FileError, remove, write_all};
use crate::seeds::files::{SeedFileEntry, SeedSource, normal};
use crate::seeds::reading::Seeds;

/// How much was moved.
#[derive(Debug)]
pub struct AcceptSummary {
    /// How many facts are new, and how many of the record were added to.
    pub facts: usize,
    pub additions: usize,
}

/// Why nothing was moved.
#[derive(Debug, Error)]
pub enum AcceptError {
    #[error("초안이 없는 폴더입니다: {0}. draft가 만든 폴더를 적으세요.")]
    NoDraft(String),
    #[error("{0}")]
    Mistakes(Mistakes),
    /// The seeds do not agree with the texts at hand.
    #[error("원문과 다른 곳이 있습니다.")]
    Audit(Box<Audit>),
    #[error(transparent)]
    Articles(#[from] ArticlesError),
    #[error(transparent)]
    File(#[from] FileError),
}

/// Moves a draft into a folder of seeds, provided that the seeds are right with it and agree with the texts in
/// `articles`.
pub fn accept(
    seeds: &Path,
    draft: &Path,
    articles: Option<&Path>,
) -> Result<AcceptSummary, AcceptError> {
    let mut mistakes = Mistakes::default();
    let completed = read_draft(draft, &mut mistakes)?;
    if completed.sources.is_empty() && completed.facts.is_empty() && mistakes.all().is_empty() {
        return Err(AcceptError::NoDraft(draft.display().to_string()));
    }
    let seed_files = SeedSource::Folder(seeds.to_owned()).files(&mut mistakes);
    let folder = SeedFolder { path: seeds, files: &seed_files };
    let changed = without_facts(&folder, &completed, &mut mistakes)?;
    // A draft that is split by themes may have a facts/carbon.toml as the seeds do. Its files are read beside theirs and
    // take the place of none.
    let mut in_place = merged_files(&folder, &changed);
    in_place.extend(as_entries(&facts_in_place(&completed)));
    Seeds::of(&in_place, mistakes).map_err(AcceptError::Mistakes)?;
    let files = with_facts(&folder, &completed, changed)?;
    let together = Seeds::of(&merged_files(&folder, &files), Mistakes::default());
    let together = together.map_err(AcceptError::Mistakes)?;
    if let Some(articles) = articles {
        let audit = audit(&together, Articles::read(articles, &together.sources)?);
        if audit.faults() > 0 {
            return Err(AcceptError::Audit(Box::new(audit)));
        }
    }
    let files: Vec<_> = files.into_iter().map(|(path, text)| (seeds.join(path), text)).collect();
    write_all(&files)?;
    remove(draft, &completed.paths)?;
    Ok(AcceptSummary { facts: count_facts(&completed), additions: count_additions(&completed) })
}

/// The seed files as they would be after the move.
fn merged_files(folder: &SeedFolder<'_>, changed: &ChangedFiles) -> Vec<SeedFileEntry> {
    let kept = folder.files.iter().filter(|entry| !changed.contains_key(&entry.path));
    let kept =
        kept.map(|entry| SeedFileEntry { path: entry.path.clone(), file: entry.file.clone() });
    let mut files: Vec<SeedFileEntry> = kept.chain(as_entries(changed)).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// The changed files in the form in which a folder of seeds is read.
fn as_entries(files: &ChangedFiles) -> impl Iterator<Item = SeedFileEntry> {
    files.iter().map(|(path, text)| {
        let file = SeedFile::new(path.clone(), normal(text.clone()));
        SeedFileEntry { path: path.clone(), file: Some(Arc::new(file)) }
    })
}

/// How many facts of the record are added to.
fn count_additions(completed: &CompletedDraft) -> usize {
    let blocks = completed.facts.iter().flat_map(|facts| &facts.blocks);
    let codes = blocks.filter_map(|block| Some(block.addition.as_ref()?.code));
    codes.collect::<BTreeSet<_>>().len()
}
