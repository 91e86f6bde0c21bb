//! How much of a paragraph all phrases together give away. Phrases are short, but many of them could
//! add up to the article; past a ceiling they are refused.

use super::report::Finding;
use crate::domain::{Entity, Source};
use crate::seeds::reading::Seeds;

/// The share of a paragraph's letters, names of entities and white space aside, that phrases may
/// cover, in per cent.
const SHARE_MAX: usize = 50;

/// A paragraph with no more letters than this is too short to be judged by a share: a caption of two words, for
/// example.
const SHORT: usize = 40;

/// The paragraphs of which the phrases give away too much.
pub fn findings(seeds: &Seeds, source: &Source, paragraphs: &[String]) -> Vec<Finding> {
    let names: Vec<&str> = seeds.entities.iter().flat_map(Entity::names).collect();
    let evidence = seeds.facts.iter().flat_map(|fact| &fact.evidence);
    let evidence: Vec<_> = evidence.filter(|piece| piece.source == source.slug).collect();
    let mut findings = Vec::new();
    for (number, text) in (1..).zip(paragraphs) {
        let phrases = evidence.iter().filter(|piece| piece.paragraph == Some(number));
        let phrases = phrases.flat_map(|piece| piece.phrases.iter().map(String::as_str));
        let (given, name) = (covered(text, phrases), covered(text, names.iter().copied()));
        let letters: Vec<usize> = text
            .char_indices()
            .filter(|(at, c)| !c.is_whitespace() && !name[*at])
            .map(|(at, _)| at)
            .collect();
        let given_away = letters.iter().filter(|at| given[**at]).count();
        if letters.len() > SHORT && given_away * 100 > letters.len() * SHARE_MAX {
            let share = given_away * 100 / letters.len();
            let what = format!(
                "원문 표현을 모으면 이 문단의 {share}%가 됩니다. {SHARE_MAX}% 아래로 줄이세요"
            );
            findings.push(Finding { subject: format!("문단 {number}"), what });
        }
    }
    findings
}

/// For each byte of the text, whether one of the words covers it.
fn covered<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Vec<bool> {
    let mut covered = vec![false; text.len()];
    for word in words {
        for (at, found) in text.match_indices(word) {
            covered[at..at + found.len()].fill(true);
        }
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_words_cover_each_byte_once() {
        let covered = covered("abcdef", ["abc", "bcd"].into_iter());
        assert_eq!(covered, [true, true, true, true, false, false]);
    }
}
