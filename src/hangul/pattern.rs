//! Patterns that find words in normalised text as a search understands them: as they stand, with any spacing, by
//! first consonants, or half typed. Also splits an original text into what is marked and what is not.

use std::ops::Range;

use super::cut::goes_on;
use super::normal::Normal;
use super::syllable::{Syllable, is_consonant, is_syllable, split};

/// One letter of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PatternLetter {
    Is(char),
    /// A syllable that begins with this consonant.
    Initial(char),
    /// A syllable with this consonant and vowel, whatever it ends with.
    Open(char, char),
}

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    letters: Vec<PatternLetter>,
    /// Whether the text may have spaces where the pattern has none.
    spaced: bool,
}

/// A piece of an original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'t> {
    pub text: &'t str,
    pub marked: bool,
}

impl Pattern {
    /// A normalised text as it stands.
    pub fn exact(normal: &str) -> Self {
        Self { letters: normal.chars().map(PatternLetter::Is).collect(), spaced: false }
    }

    /// A normalised text with any spacing.
    pub fn spaced(normal: &str) -> Self {
        let letters = normal.chars().filter(|c| *c != ' ');
        Self { letters: letters.map(PatternLetter::Is).collect(), spaced: true }
    }

    /// What a normalised text may become as typing goes on: consonants are the beginnings of syllables (ㅊㅅ, 청ㅅ),
    /// and the last syllable may still get a final consonant (탄서 → 탄성) or give its own to the next one (탄솟 →
    /// 탄소성).
    pub fn half_typed(normal: &str) -> Vec<Self> {
        let mut letters = Vec::new();
        for c in normal.chars() {
            match split(c) {
                Some((first, second)) if is_consonant(c) => {
                    letters.extend([PatternLetter::Initial(first), PatternLetter::Initial(second)]);
                }
                _ if is_consonant(c) => letters.push(PatternLetter::Initial(c)),
                _ => letters.push(PatternLetter::Is(c)),
            }
        }
        // Two consonants alone would be found across the spaces of any text.
        let of = |letters: Vec<PatternLetter>| Self { spaced: letters.len() > 2, letters };
        let Some(last) = normal.chars().next_back().and_then(Syllable::of) else {
            return vec![of(letters)];
        };
        letters.pop();
        let with = |tail: &[PatternLetter]| of(letters.iter().chain(tail).copied().collect());
        let Some(end) = last.last else {
            return vec![with(&[PatternLetter::Open(last.initial, last.vowel)])];
        };
        let (stays, goes) = split(end).map_or((None, end), |(first, second)| (Some(first), second));
        let moved = Syllable { last: stays, ..last }.compose();
        moved
            .map(|moved| with(&[PatternLetter::Is(moved), PatternLetter::Initial(goes)]))
            .into_iter()
            .collect()
    }

    /// Whether the text may have spaces where the pattern has none.
    pub const fn may_be_spaced(&self) -> bool {
        self.spaced
    }

    /// The first consonants of the pattern's syllables; what is not Hangul stays as it is.
    pub fn initials(&self) -> String {
        let initial = |letter: &PatternLetter| match *letter {
            PatternLetter::Is(c) => Syllable::of(c).map_or(c, |syllable| syllable.initial),
            PatternLetter::Initial(initial) | PatternLetter::Open(initial, _) => initial,
        };
        self.letters.iter().map(initial).collect()
    }

    /// The longest run of characters that the pattern is certain of.
    pub fn certain(&self) -> String {
        let known = |letter: &PatternLetter| {
            if let PatternLetter::Is(c) = letter { Some(*c) } else { None }
        };
        let runs = self.letters.split(|letter| known(letter).is_none());
        let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
        longest.iter().filter_map(known).collect()
    }

    /// Where the pattern first stands in normalised text, from an index on.
    pub fn find(&self, text: &[char], from: usize) -> Option<Range<usize>> {
        (from..text.len()).find_map(|start| Some(start..self.end_at(text, start)?))
    }

    /// Where the pattern ends if it begins at `start`. A Latin word or number is matched only from its beginning.
    fn end_at(&self, text: &[char], start: usize) -> Option<usize> {
        let inside = start > 0 && goes_on(text[start - 1], text[start]);
        if inside || text[start] == ' ' {
            return None;
        }
        let mut at = start;
        for (index, letter) in self.letters.iter().enumerate() {
            if self.spaced && index > 0 && text.get(at) == Some(&' ') {
                at += 1;
            }
            if !letter.matches(*text.get(at)?) {
                return None;
            }
            at += 1;
        }
        (at > start).then_some(at)
    }
}

impl PatternLetter {
    fn matches(self, c: char) -> bool {
        let of =
            |fits: &dyn Fn(Syllable) -> bool| is_syllable(c) && Syllable::of(c).is_some_and(fits);
        match self {
            Self::Is(known) => known == c,
            Self::Initial(initial) => c == initial || of(&|syllable| syllable.initial == initial),
            Self::Open(initial, vowel) => {
                of(&|syllable| (syllable.initial, syllable.vowel) == (initial, vowel))
            }
        }
    }
}

/// An original text in pieces: everything that one of the patterns finds is marked, the rest is not.
pub fn segments<'t>(text: &'t str, patterns: &[Pattern]) -> Vec<Segment<'t>> {
    let normal = Normal::of(text);
    let mut spans: Vec<Range<usize>> = Vec::new();
    for pattern in patterns {
        let mut from = 0;
        while let Some(found) = pattern.find(normal.chars(), from) {
            from = found.end;
            spans.extend(normal.span_of(found));
        }
    }
    spans.sort_by_key(|span| (span.start, span.end));
    let mut segments = Vec::new();
    let mut shown = 0;
    let mut push = |range: Range<usize>, marked: bool| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            segments.push(Segment { text, marked });
        }
    };
    let mut spans = spans.into_iter().peekable();
    while let Some(mut span) = spans.next() {
        while let Some(next) = spans.next_if(|next| next.start <= span.end) {
            span.end = span.end.max(next.end);
        }
        push(shown..span.start, false);
        push(span.clone(), true);
        shown = span.end;
    }
    push(shown..text.len(), false);
    segments
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn marked(text: &str, pattern: Pattern) -> String {
        let mark = |segment: Segment<'_>| {
            if segment.marked { format!("[{}]", segment.text) } else { segment.text.to_owned() }
        };
        segments(text, &[pattern]).into_iter().map(mark).collect()
    }

    #[test]
    fn marks_are_correct_to_the_character() {
        for (text, word, expected) in [
            ("경북 탄소산업 클러스터", "탄소", "경북 [탄소]산업 클러스터"),
            ("뿌리 산업과 뿌리산업", "뿌리산업", "[뿌리 산업]과 [뿌리산업]"),
            ("(주)IGS와 ㈜IGS", "igs", "(주)[IGS]와 ㈜[IGS]"),
            ("㈜케이피씨엠", "주케이", "[㈜케이]피씨엠"),
            ("넓이 1,040만9000㎡", "1040만", "넓이 [1,040만]9000㎡"),
            ("1040만9000㎡", "9000m2", "1040만[9000㎡]"),
            ("ＡＭＲＣ ASIA", "amrc", "[ＡＭＲＣ] ASIA"),
            ("산·학·연·관 회의", "산학연관", "[산·학·연·관] 회의"),
            ("2017년과 17년", "17년", "2017년과 [17년]"),
            ("R&D를", "rd", "[R&D]를"),
            ("탄소", "없음", "탄소"),
        ] {
            assert_eq!(marked(text, Pattern::spaced(word)), expected);
        }
        let text: String = "경북 탄소산업".nfd().collect();
        let expected = format!("{}[{}]{}", "경북 ".nfd(), "탄소".nfd(), "산업".nfd());
        assert_eq!(marked(&text, Pattern::exact("탄소")), expected);
        assert_eq!(marked("뿌리 산업", Pattern::exact("뿌리산업")), "뿌리 산업");
        assert_eq!(marked("R&D를", Pattern::exact("r d")), "[R&D]를");
    }

    #[test]
    fn overlapping_marks_are_one() {
        let patterns = [Pattern::exact("탄소산"), Pattern::exact("산업"), Pattern::exact("탄소")];
        let segments = segments("탄소산업", &patterns);
        assert_eq!(segments, [Segment { text: "탄소산업", marked: true }]);
    }

    #[test]
    fn what_is_typed_so_far_finds_what_it_may_become() {
        for (typed, text, found) in [
            ("ㅊㅅㄱㅅ", "청색기술", true),
            ("청ㅅㄱㅅ", "청색기술", true),
            ("ㄱㅅ", "경산시", true),
            ("ㄳ", "경산시", true),
            ("경ㅅ", "경산", true),
            ("탄솟", "탄소성형", true),
            ("탄솟", "탄소산업", true),
            ("탄서", "탄성", true),
            ("탄서", "탄소", false),
            ("ㅊㅅ", "탄소", false),
            ("청ㅅ", "정산", false),
            ("ㅃㄹ", "뿌리 산업", true),
            ("넚", "넉살", false),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let finds = |pattern: &Pattern| pattern.find(&chars, 0).is_some();
            assert_eq!(Pattern::half_typed(typed).iter().any(finds), found, "{typed} {text}");
        }
    }

    #[test]
    fn a_pattern_says_what_it_is_sure_of() {
        let pattern = &Pattern::half_typed("탄솟")[0];
        assert_eq!((pattern.initials().as_str(), pattern.certain().as_str()), ("ㅌㅅㅅ", "탄소"));
        assert_eq!(Pattern::half_typed("ㅊㅅ")[0].certain(), "");
    }
}
