//! Seed files read and checked one after another, facts last, so that no more than one file of facts is
//! in memory. Keeps what is needed to see a mistake between files, codes and references, and every
//! mistake found; after the first, hands on nothing more and reads the rest for its mistakes alone.

use std::collections::HashMap;
use std::sync::Arc;
use std::vec;

use super::check;
use super::diagnostic::{Located, Mistakes, Place, SeedFile};
use super::drafts::{Drafts, EntityDraft, SourceDraft};
use super::editions::{self, Published};
use super::files::{SeedDigest, SeedSource, Unread};
use super::publish::Tally;
use super::references::References;
use super::retired::{self, RetirementDraft};
use super::words;
use super::{End, Frame};
use crate::domain::{Code, Entity, Fact, RecordId};

/// Seeds of which everything but facts is read.
pub struct Checking {
    files: Vec<Unread>,
    /// What the digest is made of, for each file that could be read.
    digests: Vec<Option<[u8; 32]>>,
    /// The places of the files of facts that are still to be read.
    facts: vec::IntoIter<usize>,
    /// Whether a file could not be read, so that what seems to be missing may stand in it.
    incomplete: bool,
    entities: Vec<EntityDraft>,
    sources: Vec<SourceDraft>,
    retired: Vec<RetirementDraft>,
    references: References,
    codes: HashMap<Code, Written>,
    /// The files that were read once more, to tell the line of a code that was given again.
    again: HashMap<usize, Option<Arc<SeedFile>>>,
    published: Published,
    tally: Tally,
    mistakes: Mistakes,
}

/// Where a code was written: the place of the file and the byte in it.
struct Written {
    file: usize,
    at: usize,
}

impl Checking {
    /// Reads everything but facts.
    pub fn begin(source: &SeedSource) -> Result<(Frame, Self), Mistakes> {
        let files = source.list()?;
        let (facts, others): (Vec<usize>, Vec<usize>) =
            (0..files.len()).partition(|place| files[*place].path.starts_with("facts/"));
        let mut mistakes = Mistakes::default();
        let mut digests = vec![None; files.len()];
        let mut drafts = Drafts::default();
        for place in others {
            match files[place].read(&mut mistakes) {
                Some(file) => {
                    digests[place] = Some(file.digest());
                    drafts.read(&file, &mut mistakes);
                }
                None => drafts.incomplete = true,
            }
        }
        let Drafts { incomplete, sources, entities, terms, synonyms, retired, editions, .. } =
            drafts;
        check::note_duplicates(&entities, &sources, &terms, &mut mistakes);
        let references = References::new(incomplete, &entities, &sources);
        let editions = editions::read(&editions, &mut mistakes);
        let terms = terms.into_iter().filter_map(|term| references.term(term, &mut mistakes));
        let terms = terms.collect();
        let synonyms = words::synonyms(synonyms, &mut mistakes);
        let published = Published::after(&editions);
        let mut own: Vec<Entity> = entities.iter().filter_map(check::entity).collect();
        own.sort_by_key(Entity::kind);
        let mut tally = Tally::default();
        for entity in &own {
            tally.entity(entity, &published);
        }
        let checked = sources.iter().filter_map(check::source).collect();
        let frame = Frame { sources: checked, entities: own, terms, synonyms, editions };
        let checking = Self {
            files,
            digests,
            facts: facts.into_iter(),
            incomplete,
            entities,
            sources,
            retired,
            references,
            codes: HashMap::new(),
            again: HashMap::new(),
            published,
            tally,
            mistakes,
        };
        Ok((frame, checking))
    }

    /// The facts of a file, by code.
    fn facts_of(&mut self, place: usize) -> Vec<Fact> {
        let Some(file) = self.files[place].read(&mut self.mistakes) else {
            self.incomplete = true;
            return Vec::new();
        };
        self.digests[place] = Some(file.digest());
        let mut drafts = Drafts::default();
        drafts.read(&file, &mut self.mistakes);
        self.incomplete |= drafts.incomplete;
        let mut facts = Vec::with_capacity(drafts.facts.len());
        for draft in drafts.facts {
            if let Some(code) = &draft.code {
                self.note_code(place, &file, code);
            }
            facts.extend(self.references.fact(draft, &mut self.mistakes));
        }
        facts.sort_by_key(|fact| fact.code);
        for fact in &facts {
            self.tally.fact(fact, &self.published);
        }
        facts
    }

    /// Notes a code that was given before.
    fn note_code(&mut self, place: usize, file: &Arc<SeedFile>, code: &Located<Code>) {
        let Some(first) = self.codes.get(&code.value) else {
            self.codes.insert(code.value, Written { file: place, at: code.place.span.start });
            return;
        };
        // Only the place is kept of what was read: to tell its line, the file is read once more.
        let unread = &self.files[first.file];
        let again = || unread.read(&mut Mistakes::default());
        let read = if first.file == place {
            Some(Arc::clone(file))
        } else {
            self.again.entry(first.file).or_insert_with(again).clone()
        };
        let first = read.map_or_else(
            || unread.path.clone(),
            |file| {
                let (at, end) = (file.text.floor_char_boundary(first.at), file.text.len());
                Place { file, span: at..end }.to_string()
            },
        );
        check::note_second("기록 번호", &first, code, &mut self.mistakes);
    }

    /// Reads what is left and looks at all together.
    pub fn finish(mut self) -> Result<(End, Published), Mistakes> {
        while self.next().is_some() {}
        let Self { mut mistakes, references, codes, published, .. } = self;
        if codes.is_empty() && mistakes.all().is_empty() {
            let help = "facts/ 폴더의 .toml 파일에 [[fact]]를 하나 이상 적어 주세요";
            mistakes.on_path("facts/", "기록이 하나도 없습니다", help);
        }
        let mut retired = Vec::new();
        if !self.incomplete {
            check::note_unused_entities(&self.entities, &references, &mut mistakes);
            check::note_paragraph_use(&self.sources, &references, &mut mistakes);
            let present = |id: &RecordId| match id {
                RecordId::Fact(code) => codes.contains_key(code),
                RecordId::Entity(kind, slug) => references.has_entity(*kind, slug),
            };
            retired = retired::resolve(self.retired, &present, &published, &mut mistakes);
        }
        mistakes.none_or_err()?;
        let mut digest = SeedDigest::default();
        for (file, of_text) in self.files.iter().zip(self.digests) {
            digest.add(&file.path, of_text.unwrap_or_default());
        }
        let (unpublished, digest) = (self.tally.finish(&published), digest.finish());
        Ok((End { retired, unpublished, digest }, published))
    }
}

impl Iterator for Checking {
    type Item = Vec<Fact>;

    /// The facts of the next file that has any, as long as there is no mistake.
    fn next(&mut self) -> Option<Vec<Fact>> {
        while let Some(place) = self.facts.next() {
            let facts = self.facts_of(place);
            if !facts.is_empty() && self.mistakes.all().is_empty() {
                return Some(facts);
            }
        }
        None
    }
}
