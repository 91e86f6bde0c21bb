//! Cuts normalised text, and queries likewise, into the tokens of a full-text index: overlapping pairs of syllables,
//! and Latin words and numbers whole. A phrase of these tokens stands in the index exactly where the query stands in
//! the text, provided that a Latin word or number is matched from its beginning. Only text in normal form is taken,
//! so nothing that a reader types is ever query syntax.
//!
//! ```text
//! 탄소산업        → 탄소 소산 산업 업
//! 2017년도        → 2017 년 년도 도        the first syllable alone too, for "2017년"
//! amrc 4 센터     → amrc · 4 · 센터 터     a mark where tokens would touch that the text keeps apart
//! ```

use super::syllable::{INITIALS, Syllable, is_syllable};

/// Stands between two words of which one is Latin or a number. It is no letter or digit, so no text in normal form
/// has it.
const GAP: &str = "·";

/// Keeps a phrase from running over two texts in one column: a query never has two gaps in a row.
pub const BREAK: &str = " · · ";

/// The characters that are cut in the same way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Hangul, Chinese characters and kana, which are cut into pairs.
    Syllable,
    Digit,
    Letter,
}

fn class(c: char) -> Class {
    let east_asian = matches!(
        c,
        'ㄱ'..='ㆎ' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    );
    if is_syllable(c) || east_asian {
        Class::Syllable
    } else if c.is_numeric() {
        Class::Digit
    } else {
        Class::Letter
    }
}

/// Whether the second character continues the Latin word or number that the first belongs to.
pub fn goes_on(before: char, c: char) -> bool {
    class(before) == class(c) && class(c) != Class::Syllable && before.is_alphanumeric()
}

/// The runs of one class in a word.
fn runs(word: &str) -> Vec<(Class, &str)> {
    let mut runs = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let class_of_run = class(first);
        let end = rest.find(|c| class(c) != class_of_run).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push((class_of_run, run));
        rest = after;
    }
    runs
}

/// The smallest parts of a word between which a writer may leave a space: syllables, Latin words and
/// numbers.
pub fn atoms(word: &str) -> Vec<&str> {
    let mut atoms = Vec::new();
    for (class, run) in runs(word) {
        if class == Class::Syllable {
            atoms.extend(run.char_indices().map(|(at, c)| &run[at..at + c.len_utf8()]));
        } else {
            atoms.push(run);
        }
    }
    atoms
}

/// A word split where Hangul meets Latin or a number, since a reader may have run them together: AMRC센터 → AMRC,
/// 센터. A single syllable behind a number counts it (2017년) and is not split off.
pub fn parts(word: &str) -> Vec<&str> {
    let runs = runs(word);
    let (mut parts, mut start, mut end) = (Vec::new(), 0, 0);
    for (at, (class, run)) in runs.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| runs[before].0);
        let is_counter = before == Some(Class::Digit) && run.chars().nth(1).is_none();
        let meets_hangul = (before == Some(Class::Syllable)) != (*class == Class::Syllable);
        if before.is_some() && meets_hangul && !is_counter {
            parts.push(&word[start..end]);
            start = end;
        }
        end += run.len();
    }
    parts.push(&word[start..end]);
    parts
}

/// The tokens of a text with spaces between, and the class and length of the last run.
fn cut(normal: &str) -> (String, Option<(Class, usize)>) {
    // A syllable has three bytes and stands in two tokens, each with a space.
    let mut tokens = String::with_capacity(normal.len() * 3);
    let mut last: Option<(Class, usize)> = None;
    for word in normal.split(' ').filter(|word| !word.is_empty()) {
        for (index, (class, run)) in runs(word).into_iter().enumerate() {
            let begins_word = index == 0;
            let apart = begins_word
                && last.is_some_and(|(before, _)| {
                    (before, class) != (Class::Syllable, Class::Syllable)
                });
            if apart {
                push(&mut tokens, GAP);
            }
            let length = if class == Class::Syllable {
                cut_syllables(run, !begins_word, &mut tokens)
            } else {
                push(&mut tokens, run);
                run.chars().count()
            };
            last = Some((class, length));
        }
    }
    (tokens, last)
}

/// Adds the pairs of a run of syllables and the last syllable alone; also the first alone, where the run continues a
/// word. Returns how many syllables there are.
fn cut_syllables(run: &str, goes_on: bool, tokens: &mut String) -> usize {
    let mut boundaries = run.char_indices().map(|(at, _)| at).chain([run.len()]);
    let (mut first, mut second) = (boundaries.next().unwrap_or(0), boundaries.next().unwrap_or(0));
    if goes_on && second < run.len() {
        push(tokens, &run[first..second]);
    }
    let mut length = 1;
    for third in boundaries {
        push(tokens, &run[first..third]);
        (first, second) = (second, third);
        length += 1;
    }
    push(tokens, &run[first..second]);
    length
}

fn push(tokens: &mut String, token: &str) {
    if !tokens.is_empty() {
        tokens.push(' ');
    }
    tokens.push_str(token);
}

/// The form in which an index keeps a text in normal form: its tokens with spaces between.
pub fn index(normal: &str) -> String {
    cut(normal).0
}

/// Single syllables in a row, run together as they may be typed: 산 학 연 → 산학연.
pub fn acronyms(normal: &str) -> Vec<String> {
    let alone = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(is_syllable) && letters.next().is_none()
    };
    let words: Vec<&str> = normal.split(' ').collect();
    let runs = words.chunk_by(|a, b| alone(a) && alone(b));
    runs.filter(|run| run.len() > 1).map(<[&str]>::concat).collect()
}

/// The FTS5 phrase that finds the texts in which `normal` stands; `None` when there is nothing to find. The text may
/// continue the last word.
pub fn phrase(normal: &str) -> Option<String> {
    let (mut tokens, last) = cut(normal);
    let open = match last? {
        // The last pair is enough; its second syllable alone would match only at the end of a word.
        (Class::Syllable, length) if length > 1 => {
            tokens.truncate(tokens.rfind(' ').unwrap_or(0));
            ""
        }
        _ => " *",
    };
    Some(format!("\"{tokens}\"{open}"))
}

/// A text in normal form with each syllable replaced by its first consonant.
pub fn initials(normal: &str) -> String {
    normal.chars().map(|c| Syllable::of(c).map_or(c, |syllable| syllable.initial)).collect()
}

/// The tokens of [`initials`] in conjoining letters, which no normal form has, so that the consonants of a text's
/// syllables are never taken for consonants that stand in a text.
pub fn as_initials(tokens: &str) -> String {
    let conjoining = |c: char| {
        let consonant = ('ㄱ'..='ㅎ').contains(&c);
        let found = (0x1100..).zip(INITIALS).find(|(_, initial)| consonant && *initial == c);
        found.and_then(|(code, _)| char::from_u32(code)).unwrap_or(c)
    };
    tokens.chars().map(conjoining).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_into_pairs_words_and_numbers() {
        for (normal, tokens) in [
            ("탄소산업", "탄소 소산 산업 업"),
            ("탄소 산업", "탄소 소 산업 업"),
            ("산 학 연", "산 학 연"),
            ("2017년도", "2017 년 년도 도"),
            ("2017년", "2017 년"),
            ("2017 년도", "2017 · 년도 도"),
            ("amrc asia 센터", "amrc · asia · 센터 터"),
            ("industry4 0센터", "industry 4 · 0 센 센터 터"),
            ("慶山市", "慶山 山市 市"),
        ] {
            assert_eq!(index(normal), tokens, "{normal}");
        }
    }

    #[test]
    fn a_query_is_a_phrase_of_the_same() {
        for (normal, expected) in [
            ("탄소산업", "\"탄소 소산 산업\""),
            ("탄소", "\"탄소\""),
            ("탄", "\"탄\" *"),
            ("amr", "\"amr\" *"),
            ("r d", "\"r · d\" *"),
            ("2017년", "\"2017 년\" *"),
            ("4차", "\"4 차\" *"),
            ("0센터", "\"0 센 센터\""),
        ] {
            assert_eq!(phrase(normal).as_deref(), Some(expected), "{normal}");
        }
        assert_eq!(phrase(""), None);
    }

    #[test]
    fn syllables_that_stand_alone_make_a_word_together() {
        assert_eq!(acronyms("산 학 연 관 전략회의"), ["산학연관"]);
        assert_eq!(acronyms("4 차 산업 민 관 협력"), ["민관"]);
        assert!(acronyms("그 사업 탄소 산업").is_empty());
    }

    #[test]
    fn a_word_falls_in_parts_where_hangul_meets_latin_or_a_number() {
        for (word, expected) in [
            ("amrc센터", &["amrc", "센터"][..]),
            ("3d프린팅", &["3d", "프린팅"]),
            ("일자리100개", &["일자리", "100개"]),
            ("경산4일반산단", &["경산", "4", "일반산단"]),
            ("2017년", &["2017년"]),
            ("탄소산업", &["탄소산업"]),
            ("5g", &["5g"]),
        ] {
            assert_eq!(parts(word), expected, "{word}");
        }
    }

    #[test]
    fn a_word_can_be_spaced_between_its_atoms() {
        assert_eq!(atoms("amrc센터40"), ["amrc", "센", "터", "40"]);
    }

    #[test]
    fn initials_stand_where_the_syllables_do() {
        assert_eq!(initials("청색기술 r d"), "ㅊㅅㄱㅅ r d");
    }
}
