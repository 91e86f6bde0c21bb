//! Checks the words of a title or statement that name something: Latin words, and Korean words with the ending of a
//! name (연구소, 협의회 …). Each must stand in a cited paragraph, so that a name mistyped in our words is found even
//! where the fact is not about it.

use std::collections::HashSet;

use super::paragraphs::CitedParagraphs;
use crate::domain::{Fact, Source};
use crate::seeds::fact_support::latin_words;
use crate::seeds::names::name_in;

/// The naming words of a fact that none of its sources has.
pub fn faults(fact: &Fact, known: &CitedParagraphs) -> Vec<String> {
    let text = format!("{} {}", fact.title, fact.statement);
    let known_latin: HashSet<&str> =
        known.paragraphs.iter().flat_map(|text| latin_words(text)).collect();
    let latin = latin_words(&text).filter(|word| !known_latin.contains(word));
    let named = text.split(|c: char| !c.is_alphanumeric()).filter_map(name_in);
    let mut absent: Vec<&str> = latin.chain(named.filter(|word| !known.contains(word))).collect();
    absent.sort_unstable();
    absent.dedup();
    absent.into_iter().map(|word| format!("근거 문단에 없는 말입니다: '{word}'")).collect()
}

/// The proper names listed for the source that stand in a phrase of the fact but not in its statement.
pub fn names_left_out(fact: &Fact, source: &Source) -> Vec<String> {
    let ours = fact.evidence.iter().filter(|piece| piece.source == source.slug);
    let phrases: Vec<&String> = ours.flat_map(|piece| &piece.phrases).collect();
    let left_out = source.names.iter().filter(|name| {
        let is_in_phrase = phrases.iter().any(|phrase| phrase.contains(name.as_str()));
        is_in_phrase && !fact.statement.contains(name.as_str())
    });
    left_out.map(|name| format!("원문 표현의 이름이 기록의 문장에 없습니다: '{name}'")).collect()
}

/// A run of `text` that differs from `name` in a single character, most probably because the name was mistyped; both
/// are without white space. In a short name the first and the last character must be right, or other short words
/// would pass for it. A run that the cited paragraphs have, whole or as two words, is another name.
pub fn mistyped(text: &str, name: &str, cited: &CitedParagraphs) -> Option<String> {
    let text: Vec<char> = text.chars().collect();
    let name: Vec<char> = name.chars().collect();
    if name.len() < 3 {
        return None;
    }
    let is_mistyped = |run: &&[char]| {
        let differs = |at: &usize| run[*at] != name[*at];
        let slips: Vec<usize> = (0..name.len()).filter(differs).collect();
        match slips[..] {
            [at] => name.len() > 5 || (at > 0 && at + 1 < name.len()),
            _ => false,
        }
    };
    let is_cited = |run: &[char]| {
        let holds = |part: &[char]| cited.contains(&part.iter().collect::<String>());
        holds(run)
            || (2..run.len().saturating_sub(1)).any(|at| holds(&run[..at]) && holds(&run[at..]))
    };
    let mut runs = text.windows(name.len()).filter(is_mistyped);
    runs.find(|run| !is_cited(run)).map(|run| run.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_one_wrong_letter_is_noticed() {
        let cited = CitedParagraphs::new(["타이타늄산업 융복합 조성사업"].into_iter());
        let slip = |text: &str, name: &str| mistyped(text, name, &cited);
        assert_eq!(slip("경삼시장의방문", "경삼시장"), None, "the name itself");
        assert_eq!(slip("경갑시장의방문", "경산시"), Some("경갑시".to_owned()));
        assert_eq!(slip("5차산업혁명시대", "4차산업혁명"), Some("5차산업혁명".to_owned()));
        assert_eq!(slip("경산은", "경산시"), None, "the end of a short word may be a particle");
        assert_eq!(slip("타이타늄사업의센터", "타이타늄산업"), None, "two words of the paragraph");
    }
}
