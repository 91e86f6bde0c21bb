//! The glossary terms that occur on a page, so that the page can explain them. A term counts at the beginning of a
//! word. A term of three or more syllables also counts inside a compound, where a shorter one would often be a
//! coincidence. Names of institutions do not count, because a name does not use its words in their sense.

use crate::domain::{Fact, Kind, Term};
use crate::store::{Store, StoreError};
use crate::wording::equivalent_text;

/// A term of at least this many syllables is seldom part of another word by coincidence.
const LONG: usize = 3;

/// The terms that occur in a text, in the order of their first occurrence.
pub async fn terms_in(store: &Store, text: &str) -> Result<Vec<Term>, StoreError> {
    let terms = store.terms().await?;
    let met = |term| {
        let first = names(term).filter_map(|name| position_of(name, text)).min()?;
        Some((first, term))
    };
    let mut met: Vec<(usize, &Term)> = terms.iter().filter_map(met).collect();
    met.sort_by_key(|(first, _)| *first);
    Ok(met.into_iter().map(|(_, term)| term.clone()).collect())
}

/// The terms that occur in facts.
pub async fn terms_in_facts<'f>(
    store: &Store,
    facts: impl IntoIterator<Item = &'f Fact>,
) -> Result<Vec<Term>, StoreError> {
    let text: Vec<String> = facts.into_iter().map(words).collect();
    terms_in(store, &text.join("\n")).await
}

/// The words of a fact, without the names of institutions.
fn words(fact: &Fact) -> String {
    let equivalent = fact.quantity().and_then(equivalent_text).unwrap_or_default();
    let mut text = format!("{}\n{}\n{equivalent}", fact.title, fact.statement);
    for about in fact.about.iter().filter(|about| about.entity.kind == Kind::Institution) {
        text = text.replace(&about.entity.name, " ");
    }
    text
}

fn names(term: &Term) -> impl Iterator<Item = &str> {
    std::iter::once(term.name.as_str()).chain(term.aliases.iter().map(String::as_str))
}

/// The byte position of a term's first occurrence in a text, for one of its names.
fn position_of(name: &str, text: &str) -> Option<usize> {
    let (letters, latin) = (name.chars().count(), name.is_ascii());
    let spoken_of = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + name.len()..].chars().next();
        let begins = !before.is_some_and(char::is_alphanumeric);
        let ends = !after.is_some_and(char::is_alphanumeric);
        let stays_latin = after.is_some_and(|c| c.is_ascii_alphanumeric());
        match letters {
            _ if latin => begins && !stays_latin,
            1 => begins && ends,
            2 => begins,
            _ => letters >= LONG,
        }
    };
    text.match_indices(name).map(|(at, _)| at).find(spoken_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_met_where_it_is_meant() {
        for (name, text, met) in [
            ("평", "315만 평", true),
            ("평", "기사는 이를 높이 평가한다.", false),
            ("소재", "기능성 소재의 생산", true),
            ("소재", "신소재를 다룬다", false),
            ("융복합", "신소재융복합산업", true),
            ("MOU", "상호협력 MOU를 맺었다", true),
            ("AI", "AMRC와 AIRBUS", false),
            ("R&D", "R&D를 하는", true),
        ] {
            assert_eq!(position_of(name, text).is_some(), met, "{name} in {text}");
        }
    }
}
