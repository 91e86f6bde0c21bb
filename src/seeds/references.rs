//! What the records of the seeds are called and refer to: every code and slug with the place where it is given,
//! and what facts and terms have referred to so far. Refuses a name that is given twice, a reference that
//! leads nowhere, and, once all is read, an entity or a paragraph that nothing uses.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;

use super::diagnostic::{Located, Mistakes, Span};
use crate::domain::{Code, Kind, RecordId, Slug, nearest};

/// For how many dangling references in all a nearest name is looked for: more of them have one cause.
const GUESSES: usize = 100;

/// How many sources are listed when a reference names none of them.
const LISTED: usize = 20;

/// What is known of the records read so far.
#[derive(Default)]
pub struct References {
    facts: BTreeMap<Code, Known<()>>,
    entities: BTreeMap<(Kind, Slug), Known<EntityUse>>,
    sources: BTreeMap<Slug, Known<SourceUse>>,
    terms: BTreeMap<Slug, Known<()>>,
    /// Whether a file could not be read, so that what seems to be missing may stand in it.
    pub incomplete: bool,
    /// For how many dangling references a nearest name was looked for.
    guesses: usize,
}

/// A record and where its name is given first.
struct Known<T> {
    span: Span,
    usage: T,
}

struct EntityUse {
    name: String,
    used: bool,
}

struct SourceUse {
    paragraphs: Vec<WrittenParagraph>,
    used: HashSet<u16>,
}

/// Where a paragraph of a source, its number and the reason why it is not used are written.
pub struct WrittenParagraph {
    pub span: Span,
    pub number: Option<Located<u16>>,
    pub unused: Option<Span>,
}

impl References {
    pub fn add_fact(&mut self, code: &Located<Code>, mistakes: &mut Mistakes) {
        add(&mut self.facts, code.value, (), "기록 번호", code, mistakes);
    }

    pub fn add_term(&mut self, slug: &Located<Slug>, mistakes: &mut Mistakes) {
        add(&mut self.terms, slug.value.clone(), (), "용어의 주소 이름", slug, mistakes);
    }

    /// Adds an entity, by its slug if its own name could not be read.
    pub fn add_entity(
        &mut self,
        kind: Kind,
        slug: &Located<Slug>,
        name: Option<&String>,
        mistakes: &mut Mistakes,
    ) {
        let name = name.cloned().unwrap_or_else(|| slug.value.to_string());
        let (key, usage) = ((kind, slug.value.clone()), EntityUse { name, used: false });
        add(&mut self.entities, key, usage, "주소 이름", slug, mistakes);
    }

    pub fn add_source(
        &mut self,
        slug: &Located<Slug>,
        paragraphs: Vec<WrittenParagraph>,
        mistakes: &mut Mistakes,
    ) {
        let (key, usage) = (slug.value.clone(), SourceUse { paragraphs, used: HashSet::new() });
        add(&mut self.sources, key, usage, "출처의 주소 이름", slug, mistakes);
    }

    /// The name of an entity that a fact is about, or nothing when there is no such entity.
    pub fn use_entity(
        &mut self,
        kind: Kind,
        slug: &Located<Slug>,
        mistakes: &mut Mistakes,
    ) -> Option<String> {
        if let Some(known) = self.entities.get_mut(&(kind, slug.value.clone())) {
            known.usage.used = true;
            return Some(known.usage.name.clone());
        }
        if !self.incomplete {
            let of_kind =
                self.entities.keys().filter(|key| key.0 == kind && self.guesses < GUESSES);
            let slugs = of_kind.map(|key| key.1.as_str());
            let help = match nearest(slug.value.as_str(), slugs, 1).first() {
                Some(near) => format!("혹시 '{near}'인가요?"),
                None => "entities/ 폴더의 같은 종류 파일에 먼저 적어 주세요".to_owned(),
            };
            self.guesses += 1;
            let message = format!("없는 대상을 가리킵니다: {} '{}'", kind.key(), slug.value);
            mistakes.at(&slug.span, message, help);
        }
        None
    }

    /// Whether a source has a paragraph; a fact's evidence uses it, a term's does not.
    pub fn use_paragraph(
        &mut self,
        source: &Located<Slug>,
        number: &Located<u16>,
        is_fact: bool,
        mistakes: &mut Mistakes,
    ) -> bool {
        let Some(known) = self.sources.get_mut(&source.value) else {
            if !self.incomplete {
                let slugs = self.sources.keys().map(Slug::as_str).take(LISTED);
                let slugs: Vec<&str> = slugs.collect();
                let help = format!("sources.toml에 있는 출처: {}", slugs.join(", "));
                let message = format!("없는 출처를 가리킵니다: '{}'", source.value);
                mistakes.at(&source.span, message, help);
            }
            return false;
        };
        let paragraphs = known.usage.paragraphs.len();
        let exists = usize::from(number.value) <= paragraphs;
        if !exists {
            let message = format!("출처에 없는 문단 번호입니다: {}", number.value);
            let help = format!("'{}'의 문단은 1부터 {paragraphs}까지입니다", source.value);
            mistakes.at(&number.span, message, help);
        } else if is_fact {
            known.usage.used.insert(number.value);
        }
        exists
    }

    /// Whether a record is written down, faulty or not.
    pub fn has(&self, id: &RecordId) -> bool {
        match id {
            RecordId::Fact(code) => self.facts.contains_key(code),
            RecordId::Entity(kind, slug) => self.entities.contains_key(&(*kind, slug.clone())),
        }
    }

    /// Notes what nothing uses, once every record is read.
    pub fn note_unused(&self, mistakes: &mut Mistakes) {
        for ((kind, slug), known) in &self.entities {
            if !known.usage.used {
                let message = format!("기록이 하나도 없는 대상입니다: '{slug}'");
                let help = format!(
                    "이 대상({})에 대한 기록을 facts/에 적거나, 대상을 지우세요",
                    kind.key()
                );
                mistakes.at(&known.span, message, help);
            }
        }
        for known in self.sources.values() {
            known.usage.note_paragraphs(mistakes);
        }
    }
}

impl SourceUse {
    /// Notes every paragraph out of its order, and every one that neither is used nor says why not, or both.
    fn note_paragraphs(&self, mistakes: &mut Mistakes) {
        for (expected, paragraph) in (1..).zip(&self.paragraphs) {
            let Some(number) = &paragraph.number else { continue };
            if number.value != expected {
                let message = format!("문단 번호가 차례에 맞지 않습니다: {}", number.value);
                let help = format!("문단은 1부터 빠짐없이 적습니다. 여기는 {expected}입니다");
                mistakes.at(&number.span, message, help);
            }
            match (self.used.contains(&number.value), &paragraph.unused) {
                (true, Some(unused)) => mistakes.at(
                    unused,
                    format!("{}번 문단은 기록의 근거인데 쓰지 않는다고 되어 있습니다", number.value),
                    "unused 항목을 지우세요",
                ),
                (false, None) => mistakes.at(
                    &paragraph.span,
                    format!("{}번 문단은 어느 기록의 근거도 아닙니다", number.value),
                    "기록을 적거나, 쓰지 않는 까닭을 적어 주세요: unused = \"기자 이름만 있는 줄입니다\"",
                ),
                _ => {}
            }
        }
    }
}

/// Adds a record, or notes that its name was given before.
fn add<K: Ord, T>(
    known: &mut BTreeMap<K, Known<T>>,
    key: K,
    usage: T,
    what: &str,
    name: &Located<impl Display>,
    mistakes: &mut Mistakes,
) {
    match known.entry(key) {
        Entry::Vacant(free) => {
            free.insert(Known { span: name.span.clone(), usage });
        }
        Entry::Occupied(first) => {
            let message = format!("같은 {what} '{}'이 두 번 나옵니다", name.value);
            let help = format!("먼저 나온 곳: {}. 한쪽에 새 것을 주세요", first.get().span);
            mistakes.at(&name.span, message, help);
        }
    }
}
