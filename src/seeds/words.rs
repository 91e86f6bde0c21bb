//! The seeds that are about words: the glossary and the synonyms of the search. Refuses a synonym with
//! nothing beside it and a word with two meanings, for a search could not know which was meant.

use std::collections::HashMap;

use super::diagnostic::{Located, Mistakes, Place};
use super::document::Fields;
use super::drafts::{EvidenceDraft, evidence, slug};
use crate::domain::{Slug, Synonym};
use crate::hangul::fold;

/// A glossary entry as written.
#[derive(Debug)]
pub struct TermDraft {
    pub slug: Option<Located<Slug>>,
    pub name: Option<Located<String>>,
    pub aliases: Vec<Located<String>>,
    pub explanation: Option<Located<String>>,
    pub evidence: Vec<EvidenceDraft>,
}

/// Words of one meaning as written.
#[derive(Debug)]
pub struct SynonymDraft {
    place: Place,
    words: Vec<Located<String>>,
}

pub fn term(fields: &mut Fields<'_, '_>) -> TermDraft {
    TermDraft {
        slug: slug(fields, "slug"),
        name: fields.text("name", "\"용어\""),
        aliases: fields.texts("aliases"),
        explanation: fields.text("explanation", "\"쉬운 풀이\""),
        evidence: fields.tables("evidence", "근거", evidence),
    }
}

pub fn synonym(fields: &mut Fields<'_, '_>) -> SynonymDraft {
    SynonymDraft { place: fields.place_of("words"), words: fields.texts("words") }
}

/// Checks the synonyms against each other.
pub fn synonyms(drafts: Vec<SynonymDraft>, mistakes: &mut Mistakes) -> Vec<Synonym> {
    let mut first: HashMap<String, Place> = HashMap::new();
    for draft in &drafts {
        if draft.words.len() < 2 {
            let help = "뜻이 같은 말을 둘 이상 적어 주세요: words = [\"예비타당성조사\", \"예타\"]";
            mistakes.at(&draft.place, "같은 말(words)이 둘보다 적습니다", help);
        }
        for word in &draft.words {
            note(word, &mut first, mistakes);
        }
    }
    let words = |draft: SynonymDraft| draft.words.into_iter().map(|word| word.value).collect();
    drafts.into_iter().map(|draft| Synonym { words: words(draft) }).collect()
}

/// Notes a word that a search does not see, or sees for the second time.
fn note(word: &Located<String>, first: &mut HashMap<String, Place>, mistakes: &mut Mistakes) {
    // Spaces are the writer's: a search takes 연구 개발 for 연구개발.
    let seen = fold(&word.value).replace(' ', "");
    if seen.is_empty() {
        let message = format!("글자나 숫자가 없는 말입니다: '{}'", word.value);
        mistakes.at(&word.place, message, "찾을 수 있는 말을 적거나 지우세요");
    } else if let Some(place) = first.get(&seen) {
        let message = format!("같은 말 '{}'이 두 번 나옵니다", word.value);
        let help = format!("먼저 나온 곳: {place}. 뜻이 같으면 한 묶음으로 합치세요");
        mistakes.at(&word.place, message, help);
    } else {
        first.insert(seen, word.place.clone());
    }
}
