//! The support for the words of a fact: the numbers, words for a time and Latin words in its phrases, dates and
//! quantities, in the names of what it is about, and in the days on which its sources came out. Its title and statement
//! may have no others.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::calendar::TemporalContext;
use super::numbers::{self, NumberUnit, WrittenNumber, is_same, number_unit};
use crate::domain::{Edtf, Entity, Fact, Point, Qualifier, Source};

/// Words for a time that mean nothing without the day on which they were written, and parts of a year.
const TIME_WORDS: &[&str] =
    &["상반기", "하반기", "지난해", "작년", "올해", "금년", "내년", "연내", "연말", "연초"];

/// A word or number of a title or statement that has no support in the fact.
#[derive(Debug, PartialEq, Eq)]
pub struct UnsupportedWord {
    /// As it stands in the text.
    pub word: String,
    /// What is missing, in a sentence.
    pub message: String,
}

/// Everything in a fact that supports words and numbers of its title and statement.
pub struct FactSupport<'f> {
    phrases: Vec<&'f str>,
    numbers: Vec<SupportedNumber>,
    /// The calendar units of the supported dates.
    times: Vec<Point>,
    latin: BTreeSet<&'f str>,
}

/// A number that has support.
#[derive(Clone, Copy, Default)]
struct SupportedNumber {
    value: f64,
    is_over: bool,
    unit: Option<NumberUnit>,
    may_be_won: bool,
}

impl<'f> FactSupport<'f> {
    /// The support from the phrases, dates and quantities of a fact, whichever source gives them.
    pub fn of(fact: &'f Fact) -> Self {
        let evidence = fact.evidence.iter().flat_map(|piece| &piece.phrases);
        let dates = fact.dates.iter().map(|date| &date.phrase);
        let quantities = fact.quantities.iter().map(|quantity| &quantity.phrase);
        let measures = fact.quantities.iter().filter_map(|quantity| quantity.equivalent.as_ref());
        let phrases = evidence.chain(dates).chain(quantities);
        let phrases = phrases.chain(measures.clone().map(|measure| &measure.phrase));
        let phrases: Vec<&str> = phrases.map(String::as_str).collect();
        let latin = phrases.iter().flat_map(|phrase| latin_words(phrase)).collect();
        let mut numbers: Vec<SupportedNumber> =
            phrases.iter().flat_map(|phrase| numbers_of(phrase)).collect();
        numbers.extend(fact.quantities.iter().map(|quantity| SupportedNumber {
            value: quantity.value,
            is_over: quantity.qualifier == Some(Qualifier::Over),
            unit: number_unit(&quantity.unit),
            ..SupportedNumber::default()
        }));
        numbers.extend(measures.map(|measure| SupportedNumber {
            value: measure.value,
            unit: number_unit(&measure.unit),
            ..SupportedNumber::default()
        }));
        let mut support = Self { phrases, numbers, times: Vec::new(), latin };
        for date in &fact.dates {
            support.add_date(date.edtf);
        }
        support
    }

    /// The same with the names of what the fact is about.
    pub fn with_names(mut self, about: &[&'f Entity]) -> Self {
        for name in about.iter().flat_map(|entity| entity.names()) {
            self.add_text(name);
        }
        self
    }

    /// The same with the days on which its sources came out, who published them, and what their phrases mean on that
    /// day (오는 8월).
    pub fn with_sources(mut self, fact: &Fact, sources: &[&'f Source]) -> Self {
        for source in sources {
            self.add_text(&source.publisher);
            self.add_date(source.published.edtf);
            let pieces = fact.evidence.iter().filter(|piece| piece.source == source.slug);
            for phrase in pieces.flat_map(|piece| &piece.phrases) {
                let mut context = TemporalContext::new(Some(source.published.edtf));
                let times = context.read(phrase, fact.is_prospective()).into_iter();
                let interpretations = times.flat_map(|(_, interpretations)| interpretations);
                self.times.extend(
                    interpretations.flat_map(|one| std::iter::once(one.start).chain(one.end)),
                );
            }
        }
        self
    }

    fn add_text(&mut self, text: &'f str) {
        self.latin.extend(latin_words(text));
        self.numbers.extend(numbers_of(text));
    }

    /// Adds what a date says when it is written in words.
    fn add_date(&mut self, edtf: Edtf) {
        for point in std::iter::once(edtf.start()).chain(edtf.end()) {
            if let Point::Quarter { quarter, .. } = point {
                self.numbers.push(SupportedNumber {
                    value: f64::from(quarter),
                    unit: Some(NumberUnit::Other('분')),
                    ..SupportedNumber::default()
                });
            }
            self.times.push(point);
        }
    }

    /// The words and numbers of a text that have no support, each once.
    pub fn unsupported_words(&self, text: &str) -> Vec<UnsupportedWord> {
        let mut unsupported = self.unsupported_numbers(text);
        unsupported.extend(self.unsupported_times(text));
        let latin: BTreeSet<&str> = latin_words(text).collect();
        unsupported.extend(latin.difference(&self.latin).map(|word| UnsupportedWord {
            word: (*word).to_owned(),
            message: format!("이 단어를 담은 원문 표현이 없습니다: '{word}'"),
        }));
        unsupported
    }

    /// The numbers without support. Those of one date (2017년 12월 21일) need it together, so that no year is taken from
    /// one date and the month from another.
    pub fn unsupported_numbers(&self, text: &str) -> Vec<UnsupportedWord> {
        let numbers = numbers::read(text);
        let dates = numbers.chunk_by(WrittenNumber::goes_on_to);
        let unsupported = dates.filter(|date| !self.supports(date)).map(|date| {
            let shown: Vec<String> = date.iter().map(WrittenNumber::shown).collect();
            UnsupportedWord {
                word: date[0].written.to_owned(),
                message: format!("이 수를 담은 원문 표현이 없습니다: '{}'", shown.join(" ")),
            }
        });
        unsupported.collect()
    }

    /// Whether a number, or the numbers of one date, have support.
    fn supports(&self, date: &[WrittenNumber<'_>]) -> bool {
        let in_one_phrase = |phrase: &&str| {
            let supported = numbers_of(phrase);
            date.iter().all(|number| is_in(&supported, number))
        };
        self.times.iter().any(|time| says(*time, date))
            || match date {
                [number] => is_in(&self.numbers, number),
                _ => self.phrases.iter().any(in_one_phrase),
            }
    }

    /// The words for a time without support.
    pub fn unsupported_times(&self, text: &str) -> Vec<UnsupportedWord> {
        let is_supported = |word: &str| {
            self.phrases.iter().any(|phrase| phrase.contains(word))
                || self.times.iter().any(|time| match time {
                    Point::HalfYear { half: 1, .. } => word == "상반기",
                    Point::HalfYear { .. } => word == "하반기",
                    _ => false,
                })
        };
        let unsupported =
            TIME_WORDS.iter().filter(|word| text.contains(**word) && !is_supported(word));
        let unsupported = unsupported.map(|word| UnsupportedWord {
            word: (*word).to_owned(),
            message: format!("이 말을 담은 원문 표현이 없습니다: '{word}'"),
        });
        unsupported.collect()
    }
}

/// Whether one of the numbers says what the written one does.
fn is_in(numbers: &[SupportedNumber], number: &WrittenNumber<'_>) -> bool {
    let written = SupportedNumber::from(number);
    numbers.iter().any(|supported| supported.says(written))
}

impl SupportedNumber {
    /// Whether a number says the same as this one; one without a unit needs only the same value. After 여 the words
    /// for what is counted vary (3000여 기업, 기업 3,000여 곳), but a unit of measure does not.
    fn says(self, number: Self) -> bool {
        let is_measure = |one: Self| matches!(one.unit, Some(NumberUnit::Measure(_)));
        let is_of_the_same = self.unit == number.unit
            || self.is_over && !is_measure(self) && !is_measure(number)
            || self.may_be_won && number.unit == Some(NumberUnit::Measure("원"));
        is_same(self.value, number.value)
            && (number.unit.is_none() || self.is_over == number.is_over && is_of_the_same)
    }
}

impl From<&WrittenNumber<'_>> for SupportedNumber {
    fn from(number: &WrittenNumber) -> Self {
        Self {
            value: number.value,
            is_over: number.is_over(),
            unit: number.unit(),
            may_be_won: number.may_be_won(),
        }
    }
}

/// Whether a supported date says at least what these numbers of a written date say.
fn says(time: Point, date: &[WrittenNumber<'_>]) -> bool {
    let first = time.earliest();
    date.iter().all(|number| {
        let part = match (number.calendar_unit(), time) {
            (Some('년'), _) => f64::from(first.year()),
            (Some('월'), Point::Month { .. } | Point::Day(_)) => f64::from(first.month()),
            (Some('일'), Point::Day(_)) => f64::from(first.day()),
            _ => return false,
        };
        is_same(number.value, part)
    })
}

fn numbers_of(text: &str) -> Vec<SupportedNumber> {
    numbers::read(text).iter().map(SupportedNumber::from).collect()
}

/// The words of a text that have a Latin letter.
pub fn latin_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A fact of a source whose text is not at hand, in JSON as editions keep it but for these parts.
    fn fact(date: &str, quantity: &str, phrases: &[&str]) -> Fact {
        let mut fact = serde_json::json!({
            "code": "GS-0042-3",
            "title": "제목",
            "statement": "문장",
            "status": "done",
            "about": [],
            "evidence": [{ "source": "paper-2018", "phrases": phrases }],
        });
        for (key, value) in [("date", date), ("quantity", quantity)] {
            if !value.is_empty() {
                fact[key] = serde_json::from_str(value).expect("JSON");
            }
        }
        serde_json::from_value(fact).expect("a fact")
    }

    fn unsupported(support: &FactSupport<'_>, text: &str) -> Vec<String> {
        support.unsupported_words(text).into_iter().map(|unsupported| unsupported.word).collect()
    }

    #[test]
    fn a_number_is_supported_with_its_unit() {
        let fact = fact(
            "",
            "",
            &["135개 회원사", "30억 달러", "4차", "3000여 기업", "9000m²", "1조170억서"],
        );
        let support = FactSupport::of(&fact);
        for text in [
            "회원사 135곳",
            "30억 달러",
            "4차 산업혁명",
            "기업 3,000여 곳",
            "9,000㎡",
            "1조 170억 원",
        ] {
            assert!(unsupported(&support, text).is_empty(), "{text}");
        }
        for (text, number) in [
            ("회원사 136곳", "136"),
            ("135㎡", "135"),
            ("30억 원", "30억"),
            ("4월", "4"),
            ("기업 3,000곳", "3,000"),
            ("넓이 3,000여 ㎡", "3,000"),
            ("1조 170억 달러", "1조 170억"),
        ] {
            assert_eq!(unsupported(&support, text), [number], "{text}");
        }
    }

    #[test]
    fn a_date_supports_what_it_says_when_it_is_read_out() {
        let date = r#"[{ "edtf": "2017-12", "phrase": "지난 12월" },
                       { "source": "other", "edtf": "2017-12-21", "phrase": "21일" },
                       { "source": "third", "edtf": "2017-41", "phrase": "작년 하반기" }]"#;
        let fact = fact(date, "", &["맺었다"]);
        let support = FactSupport::of(&fact);
        assert!(unsupported(&support, "2017년 12월 21일, 2017년 하반기").is_empty());
        assert_eq!(unsupported(&support, "2017년 12월 22일, 상반기"), ["2017", "상반기"]);
        assert_eq!(unsupported(&support, "2018년 12월"), ["2018"]);
    }

    #[test]
    fn a_written_date_is_not_put_together_from_two_phrases() {
        let fact = fact("", "", &["2017년 6월", "2018년 5월", "7일"]);
        let support = FactSupport::of(&fact);
        assert!(unsupported(&support, "2017년 6월, 2018년 5월, 6월, 7일").is_empty());
        assert_eq!(unsupported(&support, "2018년 6월"), ["2018"]);
        assert_eq!(unsupported(&support, "2017년 6월 7일"), ["2017"]);
    }

    #[test]
    fn a_half_year_is_supported_by_the_date_alone() {
        let fact = fact(r#"{ "edtf": "2018-40", "phrase": "6월 안에" }"#, "", &["6월 안에"]);
        assert!(unsupported(&FactSupport::of(&fact), "2018년 상반기").is_empty());
        assert_eq!(unsupported(&FactSupport::of(&fact), "올해 하반기"), ["하반기", "올해"]);
    }

    #[test]
    fn a_quantity_supports_its_value_whatever_its_phrase_is_spelled_like() {
        let quantity = r#"{ "value": 136000, "unit": "㎡", "phrase": "13만6천㎡" }"#;
        let fact = fact("", quantity, &["넓이"]);
        assert!(unsupported(&FactSupport::of(&fact), "13만 6,000㎡").is_empty());
        assert_eq!(unsupported(&FactSupport::of(&fact), "13만 6,000평"), ["13만 6,000"]);
    }

    #[test]
    fn names_and_the_days_of_the_sources_support_words_too() {
        let fact = fact("", "", &["개소"]);
        let complex: Entity = serde_json::from_value(serde_json::json!({
            "kind": "site", "slug": "four", "name": "경산4일반산업단지", "aliases": ["AMRC 단지"], "type": "complex",
        }))
        .expect("an entity");
        let source: Source = serde_json::from_value(serde_json::json!({
            "slug": "paper-2018", "publisher": "TBC", "kind": "article", "rights": "신문의 것",
            "published": { "edtf": "2018-04-30" }, "seen": "whole",
        }))
        .expect("a source");
        let text = "TBC는 2018년 4월 30일 경산4일반산업단지에 AMRC가 왔다고 전했습니다.";
        assert_eq!(unsupported(&FactSupport::of(&fact), text), ["2018", "4", "AMRC", "TBC"]);
        let support =
            FactSupport::of(&fact).with_names(&[&complex]).with_sources(&fact, &[&source]);
        assert!(unsupported(&support, text).is_empty());
        assert_eq!(unsupported(&support, "2018년 5월 30일, IGS"), ["2018", "IGS"]);
        let fact = self::fact("", "", &["오는 8월 공사"]);
        let support = FactSupport::of(&fact).with_sources(&fact, &[&source]);
        assert!(unsupported(&support, "2018년 8월에 공사를 시작").is_empty());
        assert_eq!(unsupported(&support, "2019년 8월에 공사를 시작"), ["2019"]);
    }
}
