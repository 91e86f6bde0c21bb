//! The numbers of a paragraph with value, unit and qualifier, each with the shortest phrase that says it. Numbers
//! that count nothing are left out: ordinals, and digits inside a date or a name.

use std::ops::Range;

use super::written::{WrittenNumber, about_before, behind_over, read};
use crate::domain::{Measure, Qualifier};
use crate::hangul::stem;

/// A number of a paragraph.
#[derive(Debug)]
pub struct FoundNumber {
    /// The bytes of the phrase in the paragraph.
    pub at: Range<usize>,
    pub phrase: String,
    pub value: f64,
    /// `None` where the text names no unit.
    pub unit: Option<String>,
    pub qualifier: Option<Qualifier>,
    /// The same amount in a second unit, in brackets behind it.
    pub equivalent: Option<Measure>,
}

/// The words that may stand behind a number as its unit; of two that fit, the longer one is meant.
const UNITS: &str = "㎡|m²|평|㎞|km|ha|헥타르|%|퍼센트|달러|원|유로|톤|㎏|kg|㎿|MW|명|인|개사|개소|개국|\
    개월|개교|개 기업|개|곳|건|대|종|배|년|일|시간|가구|세대|차례|회|위|필지|채|동|과제|부|\
    권|점|호|층|그루|마리|가지|번|척|분|초|쪽|장|팀|학과|학급";

/// Units of one measure; a text may repeat a number in a second one, in brackets.
const CONVERTED: &[&[&str]] = &[&["㎡", "m²", "평", "ha", "헥타르"], &["원", "달러", "유로"]];

/// Qualifiers that stand behind a number and its unit.
const BLURS: &[&str] = &["이상", "정도", "가량", "안팎", "남짓"];

/// The numbers of a text outside the places that are `taken` by dates and names.
pub fn numbers(text: &str, taken: &[Range<usize>]) -> Vec<FoundNumber> {
    let mut found: Vec<FoundNumber> = Vec::new();
    for WrittenNumber { written, value, behind, .. } in read(text) {
        let end = text.len() - behind.len();
        let digits = end - written.len()..end;
        if taken.iter().any(|range| range.contains(&digits.start)) {
            continue;
        }
        let Some(number) = number_at(text, digits, value) else { continue };
        match found.last_mut().filter(|first| is_converted(text, first, &number)) {
            Some(first) => {
                let FoundNumber { value, unit, phrase, .. } = number;
                let unit = unit.unwrap_or_default();
                first.equivalent = Some(Measure { value, unit, phrase });
            }
            None => found.push(number),
        }
    }
    for number in &mut found {
        let is_said_again = text.matches(&number.phrase).count() > 1;
        if is_said_again {
            with_the_word_before(text, number);
        }
    }
    found
}

/// Takes the word before a number into its phrase (도비 5억 원), because the number alone stands in the text twice.
fn with_the_word_before(text: &str, number: &mut FoundNumber) {
    let before = text[..number.at.start].trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = &before[start..];
    if before.len() < number.at.start && word.chars().all(char::is_alphanumeric) && !word.is_empty()
    {
        number.at.start = start;
        text[number.at.clone()].clone_into(&mut number.phrase);
    }
}

/// The number whose digits stand at a place, unless it counts nothing.
fn number_at(text: &str, digits: Range<usize>, value: f64) -> Option<FoundNumber> {
    let (start, rest) = (digits.start, &text[digits.end..]);
    let before = text[..start].chars().next_back();
    let is_ordinal = before.is_some_and(|c| c.is_ascii_alphabetic() || c == '제' || c == '-')
        || rest.starts_with("번째")
        || rest.starts_with('차') && !rest.starts_with("차례")
        || rest.starts_with(|c: char| c.is_ascii_alphabetic()) && unit_of(rest).is_none();
    if is_ordinal {
        return None;
    }
    let rest = behind_over(rest).unwrap_or(rest);
    let (unit, rest) = unit_of(rest).map_or((None, rest), |(unit, rest)| (Some(unit), rest));
    let end = text.len() - rest.len();
    let blur = BLURS.iter().find(|blur| rest.trim_start().starts_with(**blur));
    let end = blur.map_or(end, |blur| text.len() - rest.trim_start().len() + blur.len());
    let start = about_before(&text[..start]).unwrap_or(start);
    let phrase = text[start..end].to_owned();
    // The audit reads the qualifier from the phrase alone.
    let qualifier = read(&phrase).first().and_then(|number| number.qualifier);
    Some(FoundNumber { at: start..end, phrase, value, unit, qualifier, equivalent: None })
}

/// The unit behind a number, and the text behind it: a known one, or else the word that is counted.
fn unit_of(rest: &str) -> Option<(String, &str)> {
    let text = rest.strip_prefix(' ').unwrap_or(rest);
    let known = UNITS.split('|').filter(|unit| text.starts_with(*unit));
    if let Some(unit) = known.max_by_key(|unit| unit.len()) {
        return Some((unit.to_owned(), &text[unit.len()..]));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..end];
    let word = stem(word).unwrap_or(word);
    let is_noun = (2..=6).contains(&word.chars().count()) && !word.is_ascii();
    is_noun.then(|| (word.to_owned(), &text[word.len()..]))
}

/// Whether the second number is the first one again in another unit, in brackets behind it.
fn is_converted(text: &str, first: &FoundNumber, second: &FoundNumber) -> bool {
    let has = |number: &FoundNumber, units: &[&str]| {
        number.unit.as_deref().is_some_and(|unit| units.contains(&unit))
    };
    let of_one = |units: &&[&str]| has(first, units) && has(second, units);
    first.unit != second.unit
        && CONVERTED.iter().any(of_one)
        && matches!(&text[first.at.end..second.at.start], "(" | " (" | "(약 ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, f64, Option<String>)> {
        let numbers = numbers(text, &[]).into_iter();
        numbers.map(|number| (number.phrase, number.value, number.unit)).collect()
    }

    #[test]
    fn a_number_is_read_with_its_unit_in_the_shortest_phrase() {
        for (text, phrase, value, unit) in [
            ("도비 5억 원을", "5억 원", 500_000_000.0, "원"),
            ("회원은 135개사로", "135개사", 135.0, "개사"),
            ("일자리(100개) 창출", "100개", 100.0, "개"),
            ("120여 명이", "120여 명", 120.0, "명"),
            ("30여억 원을", "30여억 원", 3e9, "원"),
            ("총 122억 여 원을", "122억 여 원", 1.22e10, "원"),
            ("약 2만5000㎡에", "약 2만5000㎡", 25_000.0, "㎡"),
            ("기업 50곳 이상을", "50곳 이상", 50.0, "곳"),
            ("3,000여 기업과", "3,000여 기업", 3000.0, "기업"),
            ("5년간", "5년", 5.0, "년"),
            ("업무협약 3건을", "3건", 3.0, "건"),
        ] {
            let first = found(text).into_iter().next();
            assert_eq!(first, Some((phrase.to_owned(), value, Some(unit.to_owned()))), "{text}");
        }
    }

    #[test]
    fn a_number_that_is_said_twice_takes_the_word_before_it() {
        let phrases: Vec<String> =
            found("도비 5억 원, 시비 5억 원").into_iter().map(|(phrase, _, _)| phrase).collect();
        assert_eq!(phrases, ["도비 5억 원", "시비 5억 원"]);
    }

    #[test]
    fn what_counts_nothing_is_no_number() {
        for text in ["4차 산업혁명", "제3회 대회", "5G 통신", "Industry4.0", "두번째, 3번째"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_area_in_brackets_is_the_same_area() {
        let found = numbers("1040만9000㎡(315만평)를", &[]);
        assert_eq!(found.len(), 1);
        let equivalent = found[0].equivalent.as_ref().expect("a second unit");
        assert!((equivalent.value - 3_150_000.0).abs() < 1.0);
        assert_eq!(equivalent.phrase, "315만평");
    }
}
