//! Moves a filled-in draft into the seeds. Everything is put together and checked in memory first, and checked
//! against the texts where they are at hand; then all of it is written, or nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

use super::filled::{Filled, filled};
use super::merge::{Files, Present, count_facts, facts_in_place, with_facts, without_facts};
use crate::seeds::audit::{Articles, ArticlesError, Audit, audit};
use crate::seeds::diagnostic::{Mistakes, SeedFile};
use crate::seeds::draft::folder::{FileError, remove, write_all};
use crate::seeds::files::{Listed, SeedSource, normal};
use crate::seeds::reading::Seeds;

/// What was moved.
#[derive(Debug)]
pub struct Accepted {
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
) -> Result<Accepted, AcceptError> {
    let mut mistakes = Mistakes::default();
    let filled = filled(draft, &mut mistakes)?;
    if filled.sources.is_empty() && filled.facts.is_empty() && mistakes.all().is_empty() {
        return Err(AcceptError::NoDraft(draft.display().to_string()));
    }
    let present = SeedSource::Folder(seeds.to_owned()).files(&mut mistakes);
    let present = Present { folder: seeds, files: &present };
    let changed = without_facts(&present, &filled, &mut mistakes)?;
    // A draft that is split by themes may have a facts/carbon.toml as the seeds do. Its files are read beside theirs and
    // take the place of none.
    let mut in_place = listed(&present, &changed);
    in_place.extend(as_listed(&facts_in_place(&filled)));
    Seeds::of(&in_place, mistakes).map_err(AcceptError::Mistakes)?;
    let files = with_facts(&present, &filled, changed)?;
    let together = Seeds::of(&listed(&present, &files), Mistakes::default());
    let together = together.map_err(AcceptError::Mistakes)?;
    if let Some(articles) = articles {
        let audit = audit(&together, Articles::read(articles, &together.sources)?);
        if audit.faults() > 0 {
            return Err(AcceptError::Audit(Box::new(audit)));
        }
    }
    let files: Vec<_> = files.into_iter().map(|(path, text)| (seeds.join(path), text)).collect();
    write_all(&files)?;
    remove(draft, &filled.paths)?;
    Ok(Accepted { facts: count_facts(&filled), additions: count_additions(&filled) })
}

/// The seed files as they would be after the move.
fn listed(present: &Present<'_>, changed: &Files) -> Vec<Listed> {
    let kept = present.files.iter().filter(|listed| !changed.contains_key(&listed.path));
    let kept = kept.map(|listed| Listed { path: listed.path.clone(), file: listed.file.clone() });
    let mut files: Vec<Listed> = kept.chain(as_listed(changed)).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// Files in the form in which a folder of seeds is read.
fn as_listed(files: &Files) -> impl Iterator<Item = Listed> {
    files.iter().map(|(path, text)| {
        let file = SeedFile::new(path.clone(), normal(text.clone()));
        Listed { path: path.clone(), file: Some(Arc::new(file)) }
    })
}

/// How many facts of the record are added to.
fn count_additions(filled: &Filled) -> usize {
    let blocks = filled.facts.iter().flat_map(|facts| &facts.blocks);
    let codes = blocks.filter_map(|block| Some(block.addition.as_ref()?.code));
    codes.collect::<BTreeSet<_>>().len()
}
