//! Finds names in running text, however they are spaced and with particles behind them, but not inside a longer name,
//! as 콘텐츠산업 is in 게임콘텐츠산업 and in 콘텐츠산업진흥원.

use std::ops::Range;

use super::name_suffixes;
use crate::hangul::{is_syllable, stem};

/// Endings that may follow a name in a sentence and are no particles.
const ENDINGS: &[&str] = &["으로서", "이다", "이며", "입니다", "이었습니다", "였습니다", "인"];

/// The name in a word, without what a sentence puts behind it; `None` when the word is no name.
pub fn name_in(word: &str) -> Option<&str> {
    let is_name = |(_, before): (name_suffixes::NameSuffix, &str)| !before.is_empty();
    without_ending(word).find(|word| name_suffixes::split(word).is_some_and(is_name))
}

/// The word as it is, and without each ending that it may have.
fn without_ending(word: &str) -> impl Iterator<Item = &str> {
    let bare = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    std::iter::once(word).chain(bare).chain(stem(word))
}

/// Whether a name stands in a text and is not cut out of a longer one.
pub fn contains_name(text: &str, name: &str) -> bool {
    let last = name.chars().next_back();
    name_ranges(text, name).any(|at| !is_cut(&text[at.end..], last))
}

/// Whether a name stands in a text, alone or at the beginning of a longer one: 자동차부품산업밸리 names the industry.
pub fn contains_name_prefix(text: &str, name: &str) -> bool {
    name_ranges(text, name).next().is_some()
}

/// Where a name stands in a text with nothing before it that makes it the end of a longer one.
pub fn name_ranges<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> {
    let starts = text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at);
    let ranges = starts.filter_map(|at| Some(at..at + end_of(&text[at..], name)?));
    let first = name.chars().next();
    ranges.filter(move |at| !goes_on(text[..at.start].chars().next_back(), first))
}

/// Where the name ends if the text begins with it, however it is spaced.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut end = 0;
    for wanted in name.chars().filter(|c| !c.is_whitespace()) {
        let (at, letter) = letters.next()?;
        if letter != wanted {
            return None;
        }
        end = at + letter.len_utf8();
    }
    Some(end)
}

/// Whether a character before a name's first one makes it the middle of a word: a syllable before a syllable, a
/// digit before a digit, a Latin letter before a Latin letter.
fn goes_on(before: Option<char>, first: Option<char>) -> bool {
    let (Some(before), Some(first)) = (before, first) else { return false };
    let both = |is: fn(char) -> bool| is(before) && is(first);
    both(is_syllable) || both(|c| c.is_ascii_digit()) || both(|c| c.is_ascii_alphabetic())
}

/// Whether what follows a name makes it part of a longer name; the word 시장 behind 경산시 does not.
fn is_cut(behind: &str, last: Option<char>) -> bool {
    let tail = behind.split(|c: char| !is_syllable(c)).next().unwrap_or_default();
    let ends_as_name = |word: &str| name_suffixes::split(word).is_some();
    let next = behind.chars().next();
    goes_on(last, next.filter(char::is_ascii)) || without_ending(tail).any(ends_as_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_by_its_ending_behind_any_particle() {
        assert_eq!(name_in("지식융합연구소와"), Some("지식융합연구소"));
        assert_eq!(name_in("한국콘텐츠진흥원이"), Some("한국콘텐츠진흥원"));
        assert_eq!(name_in("경산시청에서"), Some("경산시청"));
        assert_eq!(name_in("청색기술산업"), Some("청색기술산업"));
        assert_eq!(name_in("맺었다"), None);
        assert_eq!(name_in("사업을"), None, "an ending alone is no name");
    }

    #[test]
    fn a_name_inside_a_longer_one_does_not_count() {
        assert!(!contains_name("게임콘텐츠산업을 키운다", "콘텐츠산업"));
        assert!(!contains_name("콘텐츠산업진흥원과 함께", "콘텐츠산업"));
        assert!(!contains_name("경북IT융합산업기술원", "IT융합산업"));
        assert!(!contains_name("제14차 산업혁명", "4차 산업혁명"));
        assert!(contains_name_prefix("콘텐츠산업진흥원과 함께", "콘텐츠산업"));
        assert!(!contains_name_prefix("게임콘텐츠산업을 키운다", "콘텐츠산업"));
        assert!(
            contains_name("게임콘텐츠산업과 콘텐츠산업을 키운다", "콘텐츠산업"),
            "once whole is enough"
        );
    }

    #[test]
    fn a_name_may_be_spaced_and_have_a_particle_or_a_title_behind_it() {
        assert!(contains_name("양성자 가속기연구센터, 재료연구소", "양성자가속기연구센터"));
        assert!(contains_name("지역기반 게임산업 육성사업은", "게임산업"));
        assert!(contains_name("최영조 경산시장의 지시", "경산시"));
        assert!(contains_name("(사)탄소복합재기술연구조합을 창립", "탄소복합재기술연구조합"));
        assert!(contains_name("(주)IGS의 지사", "IGS"));
        assert!(!contains_name("(주)BIGS의 지사", "IGS"));
    }
}
