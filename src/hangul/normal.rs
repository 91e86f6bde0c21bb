//! The normal form in which texts and queries are compared, with the bytes of the original that each normalised
//! character stands for. It is NFKC in lower case: letters and digits stay, and whatever lies between them becomes
//! one space. ㈜ equals (주), ㎡ equals m2, and 1,040만 equals 1040만; marks that cannot be seen are dropped.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::syllable::{compatible, is_syllable};

/// A text in its normal form. It neither begins nor ends with a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normal {
    chars: Vec<char>,
    /// The bytes of the original for each character.
    spans: Vec<Range<usize>>,
}

/// The normal form of a text.
pub fn fold(text: &str) -> String {
    let plain = |c: char| c.is_ascii() || c == '·' || is_syllable(c);
    if text.chars().all(plain) {
        fold_plain(text)
    } else {
        Normal::of(text).chars.into_iter().collect()
    }
}

/// The normal form of a text in which each character stands for itself, as in nearly every text. Only the case of its
/// letters changes.
fn fold_plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() || is_syllable(c) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c.to_ascii_lowercase());
        } else {
            let digits = |bytes: &mut dyn Iterator<Item = u8>| {
                bytes.take_while(u8::is_ascii_digit).take(4).count()
            };
            let groups = c == ','
                && (1..=3).contains(&digits(&mut text[..at].bytes().rev()))
                && digits(&mut text[at + 1..].bytes()) == 3;
            gap |= !groups;
        }
    }
    folded
}

impl Normal {
    pub fn of(text: &str) -> Self {
        let raw = raw(text);
        let mut normal = Self { chars: Vec::new(), spans: Vec::new() };
        let mut gap = None;
        for (at, (c, span)) in raw.iter().enumerate() {
            if c.is_alphanumeric() {
                if let Some(span) = gap.take().filter(|_| !normal.chars.is_empty()) {
                    normal.push(' ', span);
                }
                normal.push(*c, span.clone());
            } else if !groups_digits(&raw, at) {
                gap = Some(span.clone());
            }
        }
        normal
    }

    fn push(&mut self, c: char, span: Range<usize>) {
        self.chars.push(c);
        self.spans.push(span);
    }

    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The bytes of the original for a range of normalised characters; `None` for an empty range.
    pub fn span_of(&self, range: Range<usize>) -> Option<Range<usize>> {
        let spans = self.spans.get(range)?;
        Some(spans.first()?.start..spans.last()?.end)
    }
}

/// Each character of the folded text with its bytes in the original; punctuation is still in it.
fn raw(text: &str) -> Vec<(char, Range<usize>)> {
    let mut raw = Vec::with_capacity(text.len());
    let mut rest = text.char_indices().filter(|(_, c)| !is_unseen(*c)).peekable();
    let mut cluster = String::new();
    while let Some((start, first)) = rest.next() {
        // Characters that compose are normalised together, so that no character is without a span.
        cluster.clear();
        cluster.push(first);
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| extends(*c)) {
            cluster.push(c);
            end = at + c.len_utf8();
        }
        if is_dot(first) {
            raw.push((' ', start..end));
            continue;
        }
        let folded = cluster.nfkc().map(compatible).flat_map(char::to_lowercase);
        raw.extend(folded.filter(|c| !is_combining_mark(*c)).map(|c| (c, start..end)));
    }
    raw
}

/// Whether a character changes the one before it.
fn extends(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}') && c != '\u{119E}'
}

/// The dots that Koreans put between the words of a list. ㆍ counts as a letter in Unicode.
const fn is_dot(c: char) -> bool {
    matches!(c, '·' | 'ㆍ' | '\u{119E}' | '‧' | '・' | '･' | '•' | '⋅')
}

/// Whether a character is invisible: zero-width, a bidirectional control or a variation selector.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// Whether the comma at a place groups the digits of one number: up to three before, three after.
fn groups_digits(raw: &[(char, Range<usize>)], at: usize) -> bool {
    let is_digit = |raw: &&(char, Range<usize>)| raw.0.is_ascii_digit();
    let before = raw[..at].iter().rev().take_while(is_digit).count();
    let after = raw[at + 1..].iter().take_while(is_digit).count();
    raw[at].0 == ',' && (1..=3).contains(&before) && after == 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_reads_alike_is_alike() {
        for (text, normal) in [
            ("ＡＭＲＣ Asia", "amrc asia"),
            ("산·학·연·관", "산 학 연 관"),
            ("산ㆍ학‧연・관", "산 학 연 관"),
            ("R&D", "r d"),
            ("Industry4.0센터", "industry4 0센터"),
            ("㈜케이피씨엠", "주 케이피씨엠"),
            ("(주)케이피씨엠", "주 케이피씨엠"),
            ("1,040만9000㎡(315만평)", "1040만9000m2 315만평"),
            ("3,000여", "3000여"),
            ("3,0000", "3 0000"),
            ("1,2,3", "1 2 3"),
            ("2017,2018", "2017 2018"),
            ("1,234,567", "1234567"),
            ("탄\u{200B}소\u{202E}", "탄소"),
            ("  \"탄소\"  산업! ", "탄소 산업"),
            ("ㅊㅅㄱㅅ ㄳ ㅏ", "ㅊㅅㄱㅅ ㄳ ㅏ"),
            ("ﾡ", "ㄱ"),
            ("!?·&", ""),
            ("", ""),
        ] {
            assert_eq!(fold(text), normal, "{text}");
        }
        let decomposed: String = "탄소 산업".nfd().collect();
        assert_eq!(fold(&decomposed), "탄소 산업");
        assert_eq!(fold("É"), fold("e\u{301}"));
    }

    proptest! {
        #[test]
        fn the_short_way_gives_the_same(text in "[가-힣a-zA-Z0-9 ,.·㎡()]{0,24}") {
            prop_assert_eq!(fold(&text), Normal::of(&text).chars.into_iter().collect::<String>());
        }
    }

    #[test]
    fn each_character_knows_its_bytes() {
        let text = "넓이 ㎡, Ａ";
        let normal = Normal::of(text);
        assert_eq!(normal.chars(), ['넓', '이', ' ', 'm', '2', ' ', 'a']);
        assert_eq!(&text[normal.span_of(3..4).expect("m")], "㎡");
        assert_eq!(&text[normal.span_of(3..5).expect("m2")], "㎡");
        assert_eq!(&text[normal.span_of(6..7).expect("a")], "Ａ");
        assert_eq!(normal.span_of(3..3), None);
        let decomposed: String = "탄소".nfd().collect();
        let normal = Normal::of(&decomposed);
        assert_eq!(&decomposed[normal.span_of(0..1).expect("탄")].nfc().collect::<String>(), "탄");
        let grouped = "약 3,000개";
        let normal = Normal::of(grouped);
        assert_eq!(&grouped[normal.span_of(2..6).expect("3000")], "3,000");
    }
}
