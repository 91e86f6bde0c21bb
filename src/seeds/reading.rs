//! Reads the seed files into the domain: first everything that facts refer to, then the rest; then all of it is
//! checked together. One run shows every mistake.

use std::collections::HashMap;
use std::sync::Arc;

use super::cited_facts;
use super::consistency;
use super::diagnostic::{Located, Mistakes, SeedFile, Span};
use super::document::{Fields, read_document};
use super::editions::{self, Edition, PublishedRecords};
use super::files::{SeedFileEntry, SeedSource, digest_of};
use super::references::References;
use super::{facts, records, retired};
use crate::domain::{Entity, Fact, Kind, Retirement, Slug, Source, Synonym, Term, Theme};

/// Everything the seeds say, checked.
#[derive(Debug)]
pub struct Seeds {
    /// In the order of their file names.
    pub sources: Vec<Source>,
    /// In the order in which pages list them.
    pub themes: Vec<Theme>,
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
    pub published: PublishedRecords,
    pub retired: Vec<Retirement>,
    /// SHA-256 over the files, in lower-case hexadecimal.
    pub digest: String,
}

impl Seeds {
    /// Reads and checks the seeds.
    pub fn read(source: &SeedSource) -> Result<Self, Mistakes> {
        let mut mistakes = Mistakes::default();
        let files = source.files(&mut mistakes);
        Self::of(&files, mistakes)
    }

    /// Reads and checks these files, in the order of their paths. Mistakes that are already known are told with the
    /// rest.
    pub fn of(files: &[SeedFileEntry], mut mistakes: Mistakes) -> Result<Self, Mistakes> {
        let (referring, others): (Vec<_>, Vec<_>) =
            files.iter().partition(|entry| refers(&entry.path));
        let mut reader = Reader::default();
        let mut is_complete = true;
        for entry in others {
            is_complete &= reader.read_entry(entry, &mut mistakes);
        }
        reader.references.incomplete = !is_complete;
        for entry in referring {
            is_complete &= reader.read_entry(entry, &mut mistakes);
        }
        let digest = digest_of(files.iter().filter_map(|entry| entry.file.as_deref()));
        reader.finish(digest, is_complete, mistakes)
    }
}

/// Whether what a file holds refers to records of other files.
fn refers(path: &str) -> bool {
    path == "terms.toml" || path.starts_with("facts/")
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    sources: Vec<Source>,
    themes: Vec<Theme>,
    entities: Vec<Entity>,
    facts: Vec<Fact>,
    terms: Vec<Term>,
    synonyms: Vec<Synonym>,
    /// Where each word of a synonym stands.
    words: HashMap<String, Span>,
    editions: Vec<Arc<SeedFile>>,
    /// The file that says which edition is the newest.
    latest: Option<Arc<SeedFile>>,
    retired: Vec<retired::RetirementEntry>,
    references: References,
}

impl Reader {
    /// Reads a file. Returns whether it could be read, because the checks over all records need every file.
    fn read_entry(&mut self, entry: &SeedFileEntry, mistakes: &mut Mistakes) -> bool {
        entry.file.as_ref().is_some_and(|file| self.read_file(file, mistakes))
    }

    /// Reads a file by its place in the folder.
    fn read_file(&mut self, file: &Arc<SeedFile>, mistakes: &mut Mistakes) -> bool {
        let Self { references, .. } = self;
        match file.path.split('/').collect::<Vec<_>>()[..] {
            ["sources", name] if let Some(slug) = slug_of(file, name) => {
                read_document(file, "출처", mistakes, |fields| {
                    self.sources.extend(records::source(&slug, fields, references));
                })
            }
            ["themes.toml"] => read_document(file, "분야 파일", mistakes, |fields| {
                let read = |fields: &mut Fields<'_, '_>| records::theme(fields, references);
                self.themes.extend(fields.tables("theme", "분야", read).into_iter().flatten());
            }),
            ["entities", name] if let Some(kind) = kind_of(name) => {
                read_document(file, "대상 파일", mistakes, |fields| {
                    let read =
                        |fields: &mut Fields<'_, '_>| records::entity(kind, fields, references);
                    let entities = fields.tables(kind.key(), "대상", read);
                    self.entities.extend(entities.into_iter().flatten());
                })
            }
            ["facts", _] => read_document(file, "기록 파일", mistakes, |fields| {
                let theme: Option<Located<Slug>> = fields.required("theme", "\"carbon\"");
                if let Some(theme) = &theme {
                    references.use_theme(theme, fields.mistakes);
                }
                let theme = theme.map(|theme| theme.value);
                let read =
                    |fields: &mut Fields<'_, '_>| facts::fact(fields, theme.as_ref(), references);
                self.facts.extend(fields.tables("fact", "기록", read).into_iter().flatten());
            }),
            ["terms.toml"] => read_document(file, "용어 파일", mistakes, |fields| {
                let read = |fields: &mut Fields<'_, '_>| records::term(fields, references);
                self.terms.extend(fields.tables("term", "용어", read).into_iter().flatten());
            }),
            ["synonyms.toml"] => read_document(file, "같은 말 파일", mistakes, |fields| {
                let read = |fields: &mut Fields<'_, '_>| records::synonym(fields, &mut self.words);
                self.synonyms.extend(fields.tables("synonym", "같은 말", read));
            }),
            ["retired.toml"] => read_document(file, "없어진 기록 파일", mistakes, |fields| {
                let facts = fields.tables("fact", "없어진 기록", retired::fact);
                let entities = fields.tables("entity", "없어진 대상", retired::entity);
                let sources = fields.tables("source", "없어진 출처", retired::source);
                let retired = facts.into_iter().chain(entities).chain(sources);
                self.retired.extend(retired.flatten());
            }),
            ["editions", "latest.toml"] => {
                self.latest = Some(Arc::clone(file));
                true
            }
            ["editions", _] => {
                self.editions.push(Arc::clone(file));
                true
            }
            _ => {
                let known = Kind::ALL.iter().map(|kind| format!("entities/{}", entity_file(*kind)));
                let known = known.collect::<Vec<_>>().join(", ");
                let help = format!(
                    "쓸 수 있는 파일: themes.toml, terms.toml, synonyms.toml, retired.toml, \
                     sources/주소-이름.toml, facts/이름.toml, {known}"
                );
                mistakes.on_path(&file.path, "자료에 이런 파일은 없습니다", help);
                false
            }
        }
    }

    /// Checks everything together.
    fn finish(
        mut self,
        digest: String,
        is_complete: bool,
        mut mistakes: Mistakes,
    ) -> Result<Seeds, Mistakes> {
        let latest = self.latest.as_deref();
        let editions = editions::read(&self.editions, latest, &mut mistakes);
        let published = PublishedRecords::after(&editions);
        if self.facts.is_empty() && mistakes.all().is_empty() {
            let help = "facts/ 폴더의 .toml 파일에 [[fact]]를 하나 이상 적으세요";
            mistakes.on_path("facts/", "기록이 하나도 없습니다", help);
        }
        let mut retired = Vec::new();
        if is_complete {
            self.references.note_unused(&mut mistakes);
            let present = |id: &_| self.references.contains(id);
            retired = retired::resolve(self.retired, &present, &published, &mut mistakes);
        }
        self.facts.sort_unstable_by_key(|fact| fact.code);
        if is_complete {
            let outcomes = &self.references.outcomes;
            consistency::check(&self.facts, &self.sources, outcomes, &retired, &mut mistakes);
            let texts = &self.references.texts;
            cited_facts::check(&self.facts, &self.entities, &self.sources, texts, &mut mistakes);
        }
        mistakes.none_or_err()?;
        self.entities.sort_by_key(Entity::kind);
        Ok(Seeds {
            sources: self.sources,
            themes: self.themes,
            entities: self.entities,
            facts: self.facts,
            terms: self.terms,
            synonyms: self.synonyms,
            editions,
            published,
            retired,
            digest,
        })
    }
}

/// The name of the file that holds the entities of a kind.
pub fn entity_file(kind: Kind) -> String {
    format!("{}.toml", kind.plural())
}

/// The slug of the source that a file holds, if the file's name can be one.
fn slug_of(file: &Arc<SeedFile>, name: &str) -> Option<Located<Slug>> {
    let value = Slug::parse(name.strip_suffix(".toml")?)?;
    Some(Located { value, span: Span::new(file, &(0..0)) })
}

fn kind_of(file: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| entity_file(*kind) == file)
}
