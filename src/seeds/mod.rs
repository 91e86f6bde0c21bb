//! The seeds, from TOML files to the domain: the truth of the site. Either everything is read and
//! fits together, or every mistake is shown with its place and nothing is loaded.

mod audit;
mod check;
mod diagnostic;
mod document;
mod drafts;
mod editions;
mod files;
mod publish;
mod retired;
mod words;

pub use audit::{Audit, Finding, ParagraphCoverage, Subject, audit};
pub use diagnostic::{Diagnostic, Mistakes};
pub use drafts::entity_file;
pub use editions::{Edition, Published};
pub use files::SeedSource;
pub use publish::{Changes, PublishError, publish};

use crate::domain::{Entity, Fact, Retirement, Source, Synonym, Term};

/// Everything the seeds say, checked.
#[derive(Debug)]
pub struct Seeds {
    pub sources: Vec<Source>,
    /// By kind, then in the order of the files.
    pub entities: Vec<Entity>,
    /// By code.
    pub facts: Vec<Fact>,
    pub terms: Vec<Term>,
    /// No word is in two of them.
    pub synonyms: Vec<Synonym>,
    /// In the order of their numbers.
    pub editions: Vec<Edition>,
    /// What the last edition left published.
    pub published: Published,
    pub retired: Vec<Retirement>,
    /// SHA-256 over the files, in lower-case hexadecimal.
    pub digest: String,
}

impl Seeds {
    /// Reads and checks the seeds.
    ///
    /// # Errors
    /// Every mistake in the seeds.
    pub fn read(source: &SeedSource) -> Result<Self, Mistakes> {
        Self::from_files(source.read()?)
    }

    fn from_files(seed_files: files::SeedFiles) -> Result<Self, Mistakes> {
        let mut mistakes = Mistakes::default();
        let mut drafts = drafts::Drafts::default();
        for file in &seed_files.files {
            drafts.read(file, &mut mistakes);
        }
        let seeds = check::resolve(drafts, seed_files.digest, &mut mistakes);
        mistakes.none_or_err()?;
        Ok(seeds)
    }
}
