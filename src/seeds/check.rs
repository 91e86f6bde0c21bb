//! The seeds looked at together, beside what `references` follows: every code and slug is one of a kind,
//! every entity has a fact, every paragraph is used or says why not. Turns entities and sources into the
//! domain; what is faulty is noted and left out, so that one run shows all.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

use super::diagnostic::{Located, Mistakes, Place};
use super::drafts::{EntityDraft, SourceDraft};
use super::references::References;
use super::words::TermDraft;
use crate::domain::{Entity, Paragraph, Published, Source};

/// Notes every slug that is given twice.
pub fn note_duplicates(
    entities: &[EntityDraft],
    sources: &[SourceDraft],
    terms: &[TermDraft],
    mistakes: &mut Mistakes,
) {
    let mut seen = Seen::new("주소 이름");
    for draft in entities {
        if let Some(slug) = &draft.slug {
            seen.note((draft.kind, slug.value.clone()), slug, mistakes);
        }
    }
    let mut seen = Seen::new("출처의 주소 이름");
    for slug in sources.iter().filter_map(|draft| draft.slug.as_ref()) {
        seen.note(slug.value.clone(), slug, mistakes);
    }
    let mut seen = Seen::new("용어의 주소 이름");
    for slug in terms.iter().filter_map(|draft| draft.slug.as_ref()) {
        seen.note(slug.value.clone(), slug, mistakes);
    }
}

/// Notes an identity that was written before.
pub fn note_second<T: Display>(
    what: &str,
    first: &impl Display,
    second: &Located<T>,
    mistakes: &mut Mistakes,
) {
    let message = format!("같은 {what} '{}'이 두 번 나옵니다", second.value);
    let help = format!("먼저 나온 곳: {first}. 한쪽에 새 것을 주세요");
    mistakes.at(&second.place, message, help);
}

/// The first place of each identity, to tell a second one.
struct Seen<K> {
    what: &'static str,
    first: HashMap<K, Place>,
}

impl<K: Eq + Hash> Seen<K> {
    fn new(what: &'static str) -> Self {
        Self { what, first: HashMap::new() }
    }

    fn note<T: Display>(&mut self, identity: K, written: &Located<T>, mistakes: &mut Mistakes) {
        if let Some(first) = self.first.get(&identity) {
            note_second(self.what, first, written, mistakes);
        } else {
            self.first.insert(identity, written.place.clone());
        }
    }
}

/// Notes every entity that no fact is about.
pub fn note_unused_entities(
    entities: &[EntityDraft],
    references: &References,
    mistakes: &mut Mistakes,
) {
    for draft in entities {
        let Some(slug) = &draft.slug else { continue };
        if !references.uses_entity(draft.kind, &slug.value) {
            let message = format!("기록이 하나도 없는 대상입니다: '{}'", slug.value);
            let help = "이 대상에 대한 기록을 facts/에 적거나, 대상을 지우세요";
            mistakes.at(&slug.place, message, help);
        }
    }
}

/// Notes every paragraph out of its order, that neither is used nor says why not, or both.
pub fn note_paragraph_use(
    sources: &[SourceDraft],
    references: &References,
    mistakes: &mut Mistakes,
) {
    for source in sources {
        let slug = source.slug.as_ref();
        let used = slug.and_then(|slug| references.used_paragraphs(&slug.value));
        let Some(used) = used else { continue };
        for (expected, paragraph) in (1..).zip(&source.paragraphs) {
            let Some(number) = &paragraph.number else { continue };
            if number.value != expected {
                let message = format!("문단 번호가 차례에 맞지 않습니다: {}", number.value);
                let help = format!("문단은 1부터 빠짐없이 적습니다. 여기는 {expected}입니다");
                mistakes.at(&number.place, message, help);
            }
            match (used.contains(&number.value), &paragraph.unused) {
                (true, Some(unused)) => mistakes.at(
                    &unused.place,
                    format!("{}번 문단은 기록의 근거인데 쓰지 않는다고 되어 있습니다", number.value),
                    "unused 항목을 지우세요",
                ),
                (false, None) => mistakes.at(
                    &paragraph.place,
                    format!("{}번 문단은 어느 기록의 근거도 아닙니다", number.value),
                    "기록을 적거나, 쓰지 않는 까닭을 적어 주세요: unused = \"기자 이름만 있는 줄입니다\"",
                ),
                _ => {}
            }
        }
    }
}

/// The domain's entity, unless something of it is missing.
pub fn entity(draft: &EntityDraft) -> Option<Entity> {
    Some(Entity {
        slug: draft.slug.as_ref()?.value.clone(),
        name: draft.name.as_ref()?.value.clone(),
        aliases: draft.aliases.iter().map(|alias| alias.value.clone()).collect(),
        entity_type: draft.entity_type.as_ref()?.value,
        note: draft.note.as_ref().map(|note| note.value.clone()),
    })
}

/// The domain's source, unless something of it is missing.
pub fn source(draft: &SourceDraft) -> Option<Source> {
    let text = |text: &Option<Located<String>>| Some(text.as_ref()?.value.clone());
    let published = draft.published.as_ref()?;
    let paragraphs = draft.paragraphs.iter().filter_map(|paragraph| {
        Some(Paragraph {
            number: paragraph.number.as_ref()?.value,
            role: paragraph.role.as_ref()?.value,
            digest: text(&paragraph.digest)?,
            unused: text(&paragraph.unused),
        })
    });
    Some(Source {
        slug: draft.slug.as_ref()?.value.clone(),
        title: text(&draft.title)?,
        publisher: text(&draft.publisher)?,
        byline: text(&draft.byline)?,
        published: Published { edtf: published.edtf.value, basis: text(&published.basis) },
        rights: text(&draft.rights)?,
        names: draft.names.iter().map(|name| name.value.clone()).collect(),
        paragraphs: paragraphs.collect(),
    })
}
