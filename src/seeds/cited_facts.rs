//! Checks the facts that rest on a cited source, whose text is not at hand, against themselves: every number, word for
//! a time and Latin word of title and statement must have support in the rest of the fact. This needs no text, and
//! nothing more can be proved of such a source.

use std::collections::BTreeMap;

use super::diagnostic::{Mistakes, Span};
use super::fact_support::FactSupport;
use super::references::FactText;
use crate::domain::{About, Code, Entity, EntityRef, Fact, Kind, Slug, Source};

/// Checks every fact that rests on a source whose text is not at hand.
pub fn check(
    facts: &[Fact],
    entities: &[Entity],
    sources: &[Source],
    texts: &[FactText],
    mistakes: &mut Mistakes,
) {
    let facts: BTreeMap<Code, &Fact> = facts.iter().map(|fact| (fact.code, fact)).collect();
    let entities: BTreeMap<(Kind, &Slug), &Entity> =
        entities.iter().map(|entity| ((entity.kind(), &entity.slug), entity)).collect();
    let sources: BTreeMap<&Slug, &Source> =
        sources.iter().map(|source| (&source.slug, source)).collect();
    for text in texts {
        // A fact with a mistake of its own was not read and cannot be judged.
        let Some(fact) = facts.get(&text.code) else { continue };
        let said_by: Vec<&Source> =
            fact.sources().into_iter().filter_map(|slug| sources.get(slug).copied()).collect();
        if said_by.iter().all(|source| source.is_audited()) {
            continue;
        }
        let named = |entity: &EntityRef| entities.get(&(entity.kind, &entity.slug)).copied();
        let about: Vec<&Entity> =
            fact.about.iter().filter_map(|About { entity, .. }| named(entity)).collect();
        let support = FactSupport::of(fact).with_names(&about).with_sources(fact, &said_by);
        for (span, words) in [(&text.title, &fact.title), (&text.statement, &fact.statement)] {
            for unsupported in support.unsupported_words(words) {
                mistakes.at(&within(span, &unsupported.word), unsupported.message, HELP);
            }
        }
    }
}

const HELP: &str =
    "원문 표현(phrases), 날짜(date), 수(quantity) 가운데 하나에 적거나 문장에서 빼세요";

/// The span of a word within a text; the span of the whole text where the word is written otherwise there.
fn within(span: &Span, word: &str) -> Span {
    let written = &span.file.text[span.range.clone()];
    match written.find(word) {
        Some(at) => {
            let start = span.range.start + at;
            Span::new(&span.file, &(start..start + word.len()))
        }
        None => span.clone(),
    }
}
