//! What a fact vouches for: the numbers, words for a time and Latin words in its phrases, dates and quantities, in the
//! names of what it is about, and in the days on which its sources came out. Its title and statement may say no others.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::calendar::Standpoint;
use super::numbers::{self, Counted, WrittenNumber, counted, is_same};
use crate::domain::{Edtf, Entity, Fact, Point, Qualifier, Source};

/// Words for a time that mean nothing without the day on which they were written, and parts of a year.
const TIME_WORDS: &[&str] =
    &["상반기", "하반기", "지난해", "작년", "올해", "금년", "내년", "연내", "연말", "연초"];

/// A part of a title or statement that nothing carries.
#[derive(Debug, PartialEq, Eq)]
pub struct Loose {
    /// As it stands in the text.
    pub word: String,
    /// What is missing, in a sentence.
    pub message: String,
}

/// What a fact vouches for.
pub struct Carried<'f> {
    phrases: Vec<&'f str>,
    numbers: Vec<Number>,
    /// The units of the dates that are vouched for.
    times: Vec<Point>,
    latin: BTreeSet<&'f str>,
}

/// A number that is vouched for.
#[derive(Clone, Copy, Default)]
struct Number {
    value: f64,
    is_over: bool,
    counted: Option<Counted>,
    may_be_won: bool,
}

impl<'f> Carried<'f> {
    /// What the phrases, dates and quantities of a fact vouch for, whichever source says so.
    pub fn of(fact: &'f Fact) -> Self {
        let evidence = fact.evidence.iter().flat_map(|piece| &piece.phrases);
        let dates = fact.dates.iter().map(|date| &date.phrase);
        let quantities = fact.quantities.iter().map(|quantity| &quantity.phrase);
        let measures = fact.quantities.iter().filter_map(|quantity| quantity.equivalent.as_ref());
        let phrases = evidence.chain(dates).chain(quantities);
        let phrases = phrases.chain(measures.clone().map(|measure| &measure.phrase));
        let phrases: Vec<&str> = phrases.map(String::as_str).collect();
        let latin = phrases.iter().flat_map(|phrase| latin_words(phrase)).collect();
        let mut numbers: Vec<Number> =
            phrases.iter().flat_map(|phrase| numbers_of(phrase)).collect();
        numbers.extend(fact.quantities.iter().map(|quantity| Number {
            value: quantity.value,
            is_over: quantity.qualifier == Some(Qualifier::Over),
            counted: counted(&quantity.unit),
            ..Number::default()
        }));
        numbers.extend(measures.map(|measure| Number {
            value: measure.value,
            counted: counted(&measure.unit),
            ..Number::default()
        }));
        let mut carried = Self { phrases, numbers, times: Vec::new(), latin };
        for date in &fact.dates {
            carried.add_date(date.edtf);
        }
        carried
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
                let mut standpoint = Standpoint::new(Some(source.published.edtf));
                let times = standpoint.read(phrase, fact.is_prospective()).into_iter();
                let readings = times.flat_map(|(_, readings)| readings);
                self.times
                    .extend(readings.flat_map(|one| std::iter::once(one.start).chain(one.end)));
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
                self.numbers.push(Number {
                    value: f64::from(quarter),
                    counted: Some(Counted::Other('분')),
                    ..Number::default()
                });
            }
            self.times.push(point);
        }
    }

    /// The parts of a text that nothing carries, each once.
    pub fn loose(&self, text: &str) -> Vec<Loose> {
        let mut loose = self.loose_numbers(text);
        loose.extend(self.loose_times(text));
        let latin: BTreeSet<&str> = latin_words(text).collect();
        loose.extend(latin.difference(&self.latin).map(|word| Loose {
            word: (*word).to_owned(),
            message: format!("이 단어를 담은 원문 표현이 없습니다: '{word}'"),
        }));
        loose
    }

    /// The numbers that nothing carries. Those of one date (2017년 12월 21일) are carried together, so that no year is
    /// taken from one date and the month from another.
    pub fn loose_numbers(&self, text: &str) -> Vec<Loose> {
        let numbers = numbers::read(text);
        let dates = numbers.chunk_by(WrittenNumber::goes_on_to);
        let loose = dates.filter(|date| !self.has(date)).map(|date| {
            let shown: Vec<String> = date.iter().map(WrittenNumber::shown).collect();
            Loose {
                word: date[0].written.to_owned(),
                message: format!("이 수를 담은 원문 표현이 없습니다: '{}'", shown.join(" ")),
            }
        });
        loose.collect()
    }

    /// Whether a number, or the numbers of one date, are vouched for.
    fn has(&self, date: &[WrittenNumber<'_>]) -> bool {
        let in_one_phrase = |phrase: &&str| {
            let carried = numbers_of(phrase);
            date.iter().all(|number| is_in(&carried, number))
        };
        self.times.iter().any(|time| says(*time, date))
            || match date {
                [number] => is_in(&self.numbers, number),
                _ => self.phrases.iter().any(in_one_phrase),
            }
    }

    /// The words for a time that nothing carries.
    pub fn loose_times(&self, text: &str) -> Vec<Loose> {
        let is_carried = |word: &str| {
            self.phrases.iter().any(|phrase| phrase.contains(word))
                || self.times.iter().any(|time| match time {
                    Point::HalfYear { half: 1, .. } => word == "상반기",
                    Point::HalfYear { .. } => word == "하반기",
                    _ => false,
                })
        };
        let loose = TIME_WORDS.iter().filter(|word| text.contains(**word) && !is_carried(word));
        let loose = loose.map(|word| Loose {
            word: (*word).to_owned(),
            message: format!("이 말을 담은 원문 표현이 없습니다: '{word}'"),
        });
        loose.collect()
    }
}

/// Whether one of the numbers says what the written one does.
fn is_in(numbers: &[Number], number: &WrittenNumber<'_>) -> bool {
    let said = Number::from(number);
    numbers.iter().any(|carried| carried.says(said))
}

impl Number {
    /// Whether a number says the same as this one; one without a unit needs only the same value. After 여 the words
    /// for what is counted vary (3000여 기업, 기업 3,000여 곳), but a unit of measure does not.
    fn says(self, number: Self) -> bool {
        let is_measure = |one: Self| matches!(one.counted, Some(Counted::Measure(_)));
        let is_of_the_same = self.counted == number.counted
            || self.is_over && !is_measure(self) && !is_measure(number)
            || self.may_be_won && number.counted == Some(Counted::Measure("원"));
        is_same(self.value, number.value)
            && (number.counted.is_none() || self.is_over == number.is_over && is_of_the_same)
    }
}

impl From<&WrittenNumber<'_>> for Number {
    fn from(number: &WrittenNumber) -> Self {
        Self {
            value: number.value,
            is_over: number.is_over(),
            counted: number.counted(),
            may_be_won: number.may_be_won(),
        }
    }
}

/// Whether a date that is vouched for says at least what these numbers of a written date say.
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

fn numbers_of(text: &str) -> Vec<Number> {
    numbers::read(text).iter().map(Number::from).collect()
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

    fn loose(carried: &Carried<'_>, text: &str) -> Vec<String> {
        carried.loose(text).into_iter().map(|loose| loose.word).collect()
    }

    #[test]
    fn a_number_is_carried_with_what_it_is_of() {
        let fact = fact(
            "",
            "",
            &["135개 회원사", "30억 달러", "4차", "3000여 기업", "9000m²", "1조170억서"],
        );
        let carried = Carried::of(&fact);
        for text in [
            "회원사 135곳",
            "30억 달러",
            "4차 산업혁명",
            "기업 3,000여 곳",
            "9,000㎡",
            "1조 170억 원",
        ] {
            assert!(loose(&carried, text).is_empty(), "{text}");
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
            assert_eq!(loose(&carried, text), [number], "{text}");
        }
    }

    #[test]
    fn a_date_carries_what_it_says_when_it_is_read_out() {
        let date = r#"[{ "edtf": "2017-12", "phrase": "지난 12월" },
                       { "source": "other", "edtf": "2017-12-21", "phrase": "21일" },
                       { "source": "third", "edtf": "2017-41", "phrase": "작년 하반기" }]"#;
        let fact = fact(date, "", &["맺었다"]);
        let carried = Carried::of(&fact);
        assert!(loose(&carried, "2017년 12월 21일, 2017년 하반기").is_empty());
        assert_eq!(loose(&carried, "2017년 12월 22일, 상반기"), ["2017", "상반기"]);
        assert_eq!(loose(&carried, "2018년 12월"), ["2018"]);
    }

    #[test]
    fn a_written_date_is_not_put_together_from_two_phrases() {
        let fact = fact("", "", &["2017년 6월", "2018년 5월", "7일"]);
        let carried = Carried::of(&fact);
        assert!(loose(&carried, "2017년 6월, 2018년 5월, 6월, 7일").is_empty());
        assert_eq!(loose(&carried, "2018년 6월"), ["2018"]);
        assert_eq!(loose(&carried, "2017년 6월 7일"), ["2017"]);
    }

    #[test]
    fn a_half_year_is_carried_by_the_date_alone() {
        let fact = fact(r#"{ "edtf": "2018-40", "phrase": "6월 안에" }"#, "", &["6월 안에"]);
        assert!(loose(&Carried::of(&fact), "2018년 상반기").is_empty());
        assert_eq!(loose(&Carried::of(&fact), "올해 하반기"), ["하반기", "올해"]);
    }

    #[test]
    fn a_quantity_carries_its_value_whatever_its_phrase_is_spelled_like() {
        let quantity = r#"{ "value": 136000, "unit": "㎡", "phrase": "13만6천㎡" }"#;
        let fact = fact("", quantity, &["넓이"]);
        assert!(loose(&Carried::of(&fact), "13만 6,000㎡").is_empty());
        assert_eq!(loose(&Carried::of(&fact), "13만 6,000평"), ["13만 6,000"]);
    }

    #[test]
    fn names_and_the_days_of_the_sources_carry_too() {
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
        assert_eq!(loose(&Carried::of(&fact), text), ["2018", "4", "AMRC", "TBC"]);
        let carried = Carried::of(&fact).with_names(&[&complex]).with_sources(&fact, &[&source]);
        assert!(loose(&carried, text).is_empty());
        assert_eq!(loose(&carried, "2018년 5월 30일, IGS"), ["2018", "IGS"]);
        let fact = self::fact("", "", &["오는 8월 공사"]);
        let carried = Carried::of(&fact).with_sources(&fact, &[&source]);
        assert!(loose(&carried, "2018년 8월에 공사를 시작").is_empty());
        assert_eq!(loose(&carried, "2019년 8월에 공사를 시작"), ["2019"]);
    }
}
