//! The names of the records and the references between them: every code and slug with the place where it is given,
//! and what facts and terms have referred to so far. A name that is given twice and a reference that leads nowhere
//! are refused, and, once everything is read, an entity or a paragraph that nothing uses.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;

use super::diagnostic::{Located, Mistakes, Span};
use crate::domain::{Code, Kind, OutcomeOf, RecordId, Slug, nearest};

/// A nearest name is looked for only for so many dangling references, because more of them have one cause.
const GUESSES: usize = 100;

/// How many sources are listed when a reference names none of them.
const LISTED: usize = 20;

/// The definitions of the records read so far.
#[derive(Default)]
pub struct References {
    facts: BTreeMap<Code, Definition<()>>,
    entities: BTreeMap<(Kind, Slug), Definition<EntityUse>>,
    sources: BTreeMap<Slug, Definition<SourceUse>>,
    terms: BTreeMap<Slug, Definition<()>>,
    themes: BTreeMap<Slug, Definition<()>>,
    /// Where the title and the statement of each fact stand.
    pub texts: Vec<FactText>,
    /// The outcomes that facts tell: the telling fact, and the outcome with the place of the plan's code.
    pub outcomes: Vec<(Code, Located<OutcomeOf>)>,
    /// Whether a file could not be read, so that what seems to be missing may stand in it.
    pub incomplete: bool,
    /// For how many dangling references a nearest name was looked for.
    guesses: usize,
}

/// The definition of a record: where its code or slug is given first, and how it is used.
struct Definition<T> {
    span: Span,
    usage: T,
}

struct EntityUse {
    name: String,
    used: bool,
}

struct SourceUse {
    /// Empty for a source that is cited and not audited.
    paragraphs: Vec<WrittenParagraph>,
    used: HashSet<u16>,
    rests_on: bool,
}

/// Where a paragraph of a source, its number and the reason why it is not used are written.
pub struct WrittenParagraph {
    pub span: Span,
    pub number: Option<Located<u16>>,
    pub unused: Option<Span>,
}

/// Where the title and the statement of a fact stand.
pub struct FactText {
    pub code: Code,
    pub title: Span,
    pub statement: Span,
}

impl References {
    pub fn add_fact(&mut self, code: &Located<Code>, mistakes: &mut Mistakes) {
        add(&mut self.facts, code.value, (), "기록 번호", code, mistakes);
    }

    pub fn add_term(&mut self, slug: &Located<Slug>, mistakes: &mut Mistakes) {
        add(&mut self.terms, slug.value.clone(), (), "용어의 주소 이름", slug, mistakes);
    }

    pub fn add_theme(&mut self, slug: &Located<Slug>, mistakes: &mut Mistakes) {
        add(&mut self.themes, slug.value.clone(), (), "분야의 주소 이름", slug, mistakes);
    }

    pub fn add_outcomes(&mut self, fact: Code, outcomes: &[Option<Located<OutcomeOf>>]) {
        let known = outcomes.iter().flatten().cloned();
        self.outcomes.extend(known.map(|outcome| (fact, outcome)));
    }

    /// Notes a theme that does not exist.
    pub fn use_theme(&self, slug: &Located<Slug>, mistakes: &mut Mistakes) {
        if self.incomplete || self.themes.contains_key(&slug.value) {
            return;
        }
        let slugs: Vec<&str> = self.themes.keys().map(Slug::as_str).collect();
        let message = format!("없는 분야입니다: '{}'", slug.value);
        mistakes.at(&slug.span, message, format!("themes.toml에 있는 분야: {}", slugs.join(", ")));
    }

    /// Adds an entity, under its slug if its own name could not be read.
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
        let usage = SourceUse { paragraphs, used: HashSet::new(), rests_on: false };
        let key = slug.value.clone();
        add(&mut self.sources, key, usage, "출처의 주소 이름", slug, mistakes);
    }

    /// The name of an entity that a fact is about, or `None` when there is no such entity.
    pub fn use_entity(
        &mut self,
        kind: Kind,
        slug: &Located<Slug>,
        mistakes: &mut Mistakes,
    ) -> Option<String> {
        if let Some(definition) = self.entities.get_mut(&(kind, slug.value.clone())) {
            definition.usage.used = true;
            return Some(definition.usage.name.clone());
        }
        if !self.incomplete {
            let of_kind =
                self.entities.keys().filter(|key| key.0 == kind && self.guesses < GUESSES);
            let slugs = of_kind.map(|key| key.1.as_str());
            let help = match nearest(slug.value.as_str(), slugs, 1).first() {
                Some(near) => format!("혹시 '{near}'인가요?"),
                None => "entities/ 폴더의 같은 종류 파일에 먼저 적으세요".to_owned(),
            };
            self.guesses += 1;
            let message = format!("없는 대상을 가리킵니다: {} '{}'", kind.key(), slug.value);
            mistakes.at(&slug.span, message, help);
        }
        None
    }

    /// Whether a piece of evidence, with the place of its table, names a source that is there and, where the
    /// source is audited, a paragraph of it. A fact's evidence uses the source, a term's does not.
    pub fn use_source(
        &mut self,
        (source, number): (&Located<Slug>, Option<&Located<u16>>),
        span: &Span,
        is_fact: bool,
        mistakes: &mut Mistakes,
    ) -> bool {
        let Some(definition) = self.sources.get_mut(&source.value) else {
            if !self.incomplete {
                let may_guess = self.guesses < GUESSES;
                self.guesses += 1;
                let slugs = || self.sources.keys().map(Slug::as_str);
                let near = nearest(source.value.as_str(), slugs().filter(|_| may_guess), 1);
                let help = if let Some(near) = near.first() {
                    format!("혹시 {near}인가요?")
                } else {
                    let listed: Vec<&str> = slugs().take(LISTED).collect();
                    format!("sources/ 폴더에 있는 출처: {}", listed.join(", "))
                };
                mistakes.at(&source.span, format!("없는 출처입니다: {}", source.value), help);
            }
            return false;
        };
        let paragraphs = definition.usage.paragraphs.len();
        definition.usage.rests_on |= is_fact;
        match number {
            None if paragraphs == 0 => true,
            None => {
                let message = format!("몇 번째 문단인지 없습니다: '{}'", source.value);
                let help = format!("이렇게 적으세요: paragraph = 1 (1부터 {paragraphs}까지)");
                mistakes.at(span, message, help);
                false
            }
            Some(number) if paragraphs == 0 => {
                let message =
                    format!("원문을 갖고 있지 않은 출처의 문단입니다: '{}'", source.value);
                mistakes.at(&number.span, message, "paragraph를 지우세요");
                false
            }
            Some(number) if usize::from(number.value) > paragraphs => {
                let message = format!("출처에 없는 문단 번호입니다: {}", number.value);
                let help = format!("'{}'의 문단은 1부터 {paragraphs}까지입니다", source.value);
                mistakes.at(&number.span, message, help);
                false
            }
            Some(number) => {
                if is_fact {
                    definition.usage.used.insert(number.value);
                }
                true
            }
        }
    }

    /// Whether a record is written down, faulty or not.
    pub fn contains(&self, id: &RecordId) -> bool {
        match id {
            RecordId::Fact(code) => self.facts.contains_key(code),
            RecordId::Entity(kind, slug) => self.entities.contains_key(&(*kind, slug.clone())),
            RecordId::Source(slug) => self.sources.contains_key(slug),
        }
    }

    /// Notes what nothing uses, once every record is read.
    pub fn note_unused(&self, mistakes: &mut Mistakes) {
        for ((kind, slug), definition) in &self.entities {
            if !definition.usage.used {
                let message = format!("기록이 하나도 없는 대상입니다: '{slug}'");
                let help = format!(
                    "이 대상({})에 대한 기록을 facts/에 적거나, 대상을 지우세요",
                    kind.key()
                );
                mistakes.at(&definition.span, message, help);
            }
        }
        for (slug, definition) in &self.sources {
            definition.usage.note_paragraphs(mistakes);
            if !definition.usage.rests_on && definition.usage.paragraphs.is_empty() {
                let message = format!("기록이 하나도 없는 출처입니다: '{slug}'");
                let help = "이 출처를 근거로 한 기록을 facts/에 적거나, 출처 파일을 지우세요";
                mistakes.at(&definition.span, message, help);
            }
        }
    }
}

impl SourceUse {
    /// Notes every paragraph that is out of order, that is neither used nor says why not, or that is used and says
    /// why not.
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
                    "기록을 적거나, 쓰지 않는 까닭을 적으세요: unused = \"기자 이름만 있는 줄입니다\"",
                ),
                _ => {}
            }
        }
    }
}

/// Adds a record, or notes that its name was given before.
fn add<K: Ord, T>(
    definitions: &mut BTreeMap<K, Definition<T>>,
    key: K,
    usage: T,
    what: &str,
    name: &Located<impl Display>,
    mistakes: &mut Mistakes,
) {
    match definitions.entry(key) {
        Entry::Vacant(free) => {
            free.insert(Definition { span: name.span.clone(), usage });
        }
        Entry::Occupied(first) => {
            let message = format!("같은 {what} '{}'이 두 번 나옵니다", name.value);
            let help = format!("먼저 나온 곳: {}. 한쪽을 새로 정하세요", first.get().span);
            mistakes.at(&name.span, message, help);
        }
    }
}
