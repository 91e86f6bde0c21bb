//! The seeds, from TOML files to the domain: the truth of the site. Either everything is read and
//! fits together, or every mistake is shown with its place and nothing is loaded.

mod audit;
mod check;
mod checking;
mod diagnostic;
mod document;
mod drafts;
mod editions;
mod files;
mod publish;
mod reading;
mod references;
mod retired;
mod words;

pub use audit::{Audit, Finding, ParagraphCoverage, Subject, audit};
pub use diagnostic::{Diagnostic, Mistakes};
pub use drafts::entity_file;
pub use editions::{Edition, Published};
pub use files::SeedSource;
pub use publish::{Changes, PublishError, publish};
pub use reading::{Origin, Reading};

use self::checking::Checking;
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

/// What the seeds say beside facts, before any fact is read.
#[derive(Debug)]
pub struct Frame {
    pub sources: Vec<Source>,
    /// By kind, then in the order of the files.
    pub entities: Vec<Entity>,
    pub terms: Vec<Term>,
    pub synonyms: Vec<Synonym>,
    pub editions: Vec<Edition>,
}

/// What is known of the seeds when every fact is read.
#[derive(Debug)]
pub struct End {
    pub retired: Vec<Retirement>,
    /// How many records the seeds change against the last edition.
    pub unpublished: usize,
    /// SHA-256 over the files, in lower-case hexadecimal.
    pub digest: String,
}

impl Seeds {
    /// Reads and checks the seeds, all of them into memory.
    pub fn read(source: &SeedSource) -> Result<Self, Mistakes> {
        let (frame, mut checking) = Checking::begin(source)?;
        let mut facts: Vec<Fact> = checking.by_ref().flatten().collect();
        facts.sort_by_key(|fact| fact.code);
        let (end, published) = checking.finish()?;
        let Frame { sources, entities, terms, synonyms, editions } = frame;
        let End { retired, digest, .. } = end;
        Ok(Self { sources, entities, facts, terms, synonyms, editions, published, retired, digest })
    }
}
