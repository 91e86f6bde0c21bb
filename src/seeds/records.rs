//! Reads everything but facts from TOML: sources with their paragraphs, themes, entities, terms and synonyms. What is
//! wrong within a record is refused, and so is a word with two meanings, because a search could not know which was
//! meant.

use std::collections::HashMap;

use super::diagnostic::{Located, Mistakes, Span};
use super::document::Fields;
use super::facts::evidence;
use super::references::{References, WrittenParagraph};
use super::values::{Opening, Sha256Hex, WebAddress};
use crate::domain::{
    Edtf, Entity, EntityType, Kind, Paragraph, PublicationDate, Seen, Slug, Source, Synonym, Term,
    Theme,
};
use crate::hangul::fold;

/// Reads a source, whose slug is the name of its file.
pub fn source(
    slug: &Located<Slug>,
    fields: &mut Fields<'_, '_>,
    references: &mut References,
) -> Option<Source> {
    let publisher = fields.required("publisher", "\"신문 이름\"");
    let kind = fields.required("kind", "\"article\"");
    let title = fields.optional("title");
    let byline = fields.optional("byline");
    let example = "{ edtf = \"2018\", basis = \"그렇게 본 까닭\" }";
    let date = fields.required_table("published", "발행일", example, |fields| {
        let edtf: Option<Edtf> = fields.required("edtf", "\"2018-40\"");
        let basis = fields.optional("basis");
        Some(PublicationDate { edtf: edtf?, basis })
    });
    let url = fields.optional::<WebAddress>("url").map(|url| url.0);
    let rights = fields.required("rights", "\"저작권 안내\"");
    let seen: Option<Located<Seen>> = fields.optional("seen");
    let origin = fields.optional("origin");
    let names = fields.list("names");
    let mut written = Vec::new();
    let paragraphs = fields.tables("paragraph", "문단", |fields| paragraph(fields, &mut written));
    match (&seen, written.is_empty()) {
        (None, true) => fields.mistakes.at(
            &slug.span,
            "문단도 없고 얼마나 읽었는지도 없는 출처입니다",
            "원문을 갖고 있으면 [[paragraph]]를, 아니면 seen = \"whole\" 또는 \"beginning\"을 적으세요",
        ),
        (Some(seen), false) => {
            let help = "원문을 갖고 있으면 seen을, 아니면 [[paragraph]]를 지우세요";
            fields.mistakes.at(&seen.span, "문단이 있는 출처의 seen입니다", help);
        }
        _ => {}
    }
    references.add_source(slug, written, fields.mistakes);
    Some(Source {
        slug: slug.value.clone(),
        publisher: publisher?,
        kind: kind?,
        title,
        byline,
        published: date?,
        url,
        rights: rights?,
        seen: seen.map(|seen| seen.value),
        origin,
        names,
        paragraphs: paragraphs.into_iter().flatten().collect(),
    })
}

/// Reads a theme.
pub fn theme(fields: &mut Fields<'_, '_>, references: &mut References) -> Option<Theme> {
    let slug: Option<Located<Slug>> = fields.required("slug", "\"carbon\"");
    if let Some(slug) = &slug {
        references.add_theme(slug, fields.mistakes);
    }
    let name = fields.required("name", "\"탄소\"");
    let summary = fields.required("summary", "\"한 문장\"");
    Some(Theme { slug: slug?.value, name: name?, summary: summary? })
}

fn paragraph(
    fields: &mut Fields<'_, '_>,
    written: &mut Vec<WrittenParagraph>,
) -> Option<Paragraph> {
    let number: Option<Located<u16>> = fields.required("number", "12");
    let role = fields.required("role", "\"body\"");
    let opening: Option<Opening> = fields.optional("opening");
    let digest: Option<Sha256Hex> = fields.required("digest", "\"SHA-256 값 64자\"");
    let sentences: Vec<Sha256Hex> = fields.list("sentences");
    let unused: Option<Located<String>> = fields.optional("unused");
    written.push(WrittenParagraph {
        span: fields.span.clone(),
        number: number.clone(),
        unused: unused.as_ref().map(|reason| reason.span.clone()),
    });
    Some(Paragraph {
        number: number?.value,
        role: role?,
        digest: digest?.0,
        unused: unused.map(|reason| reason.value),
        opening: opening.map(|opening| opening.0),
        sentences: sentences.into_iter().map(|digest| digest.0).collect(),
    })
}

/// Reads an entity of a kind.
pub fn entity(
    kind: Kind,
    fields: &mut Fields<'_, '_>,
    references: &mut References,
) -> Option<Entity> {
    let slug: Option<Located<Slug>> = fields.required("slug", "\"blue-technology\"");
    let name: Option<String> = fields.required("name", "\"이름\"");
    let aliases = fields.list("aliases");
    let from_key = |key: &str| EntityType::from_key(kind, key);
    let entity_type = fields.choice("type", &EntityType::keys(kind), from_key);
    let note = fields.optional("note");
    if let Some(slug) = &slug {
        references.add_entity(kind, slug, name.as_ref(), fields.mistakes);
    }
    Some(Entity { slug: slug?.value, name: name?, aliases, entity_type: entity_type?, note })
}

/// Reads a glossary entry.
pub fn term(fields: &mut Fields<'_, '_>, references: &mut References) -> Option<Term> {
    let slug: Option<Located<Slug>> = fields.required("slug", "\"blue-technology\"");
    if let Some(slug) = &slug {
        references.add_term(slug, fields.mistakes);
    }
    let name = fields.required("name", "\"용어\"");
    let aliases = fields.list("aliases");
    let explanation = fields.required("explanation", "\"쉬운 풀이\"");
    let evidence = fields.tables("evidence", "근거", |piece| evidence(piece, references, false));
    Some(Term {
        slug: slug?.value,
        name: name?,
        aliases,
        explanation: explanation?,
        evidence: evidence.into_iter().flatten().collect(),
    })
}

/// Reads words of one meaning. `first` holds the place of each word that was read before.
pub fn synonym(fields: &mut Fields<'_, '_>, first: &mut HashMap<String, Span>) -> Synonym {
    let words: Vec<Located<String>> = fields.list("words");
    if words.len() < 2 {
        let span = fields.span_of("words");
        let help = "뜻이 같은 말을 둘 이상 적으세요: words = [\"예비타당성조사\", \"예타\"]";
        fields.mistakes.at(&span, "같은 말(words)이 둘보다 적습니다", help);
    }
    for word in &words {
        note_word(word, first, fields.mistakes);
    }
    Synonym { words: words.into_iter().map(|word| word.value).collect() }
}

/// Notes a word that no search can find, or that was given before.
fn note_word(word: &Located<String>, first: &mut HashMap<String, Span>, mistakes: &mut Mistakes) {
    // Spacing does not tell words apart: a search takes 연구 개발 for 연구개발.
    let folded = fold(&word.value).replace(' ', "");
    if folded.is_empty() {
        let message = format!("글자나 숫자가 없는 말입니다: '{}'", word.value);
        mistakes.at(&word.span, message, "찾을 수 있는 말을 적거나 지우세요");
    } else if let Some(span) = first.get(&folded) {
        let message = format!("같은 말 '{}'이 두 번 나옵니다", word.value);
        let help = format!("먼저 나온 곳: {span}. 뜻이 같으면 한 묶음으로 합치세요");
        mistakes.at(&word.span, message, help);
    } else {
        first.insert(folded, word.span.clone());
    }
}
