//! Numbers as the article writes them (1040만9000, 3000여) against numbers as the seeds keep them.
//! Refuses a quantity whose value or blur its own phrase does not say, and any number in a statement
//! that no phrase and no date of the fact carries.

use chrono::Datelike;

use crate::domain::{Edtf, Fact, Point, Qualifier, Quantity};

/// What is wrong with the numbers of a fact.
pub fn faults(fact: &Fact) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(quantity) = &fact.quantity {
        faults.extend(quantity_faults(quantity));
    }
    let carried = Carried::of(fact);
    for text in [&fact.title, &fact.statement] {
        let loose = read(text).into_iter().filter(|number| !carried.has(number));
        faults.extend(loose.map(|number| {
            let next = number.next.map(String::from).unwrap_or_default();
            format!("이 수를 담은 어구가 없습니다: '{}{next}'", number.written)
        }));
    }
    faults
}

/// The units that measure, of which one must not stand for another.
const MEASURES: &[&str] = &["㎡", "평", "㎞", "km", "ha", "%", "달러", "원", "톤"];

fn quantity_faults(quantity: &Quantity) -> Vec<String> {
    let mut faults = Vec::new();
    let numbers = read(&quantity.phrase);
    match numbers.iter().find(|number| is_same(number.value, quantity.value)) {
        None => faults.push(value_fault(quantity.value, &quantity.phrase)),
        Some(number) if number.qualifier != quantity.qualifier => faults.push(format!(
            "수치의 어림 표시가 어구와 다릅니다: '{}' (여=over, 약·정도=about, 이상=at-least)",
            quantity.phrase
        )),
        Some(_) => {}
    }
    faults.extend(unit_fault(&quantity.unit, &quantity.phrase));
    if let Some(measure) = &quantity.equivalent {
        if !read(&measure.phrase).iter().any(|number| is_same(number.value, measure.value)) {
            faults.push(value_fault(measure.value, &measure.phrase));
        }
        faults.extend(unit_fault(&measure.unit, &measure.phrase));
    }
    faults
}

/// A measure in the unit that does not stand behind a number of the phrase, or the other way round.
fn unit_fault(unit: &str, phrase: &str) -> Option<String> {
    let behind: Vec<String> = read(phrase).into_iter().map(|number| number.behind).collect();
    let says = |measure: &str| behind.iter().any(|behind| behind.starts_with(measure));
    let differs = MEASURES.iter().any(|measure| (unit == *measure) != says(measure));
    differs.then(|| format!("수치의 단위가 어구와 다릅니다: '{unit}', '{phrase}'"))
}

fn value_fault(value: f64, phrase: &str) -> String {
    format!("수치가 어구의 수와 다릅니다: {value}, '{phrase}'")
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= f64::EPSILON * a.abs().max(b.abs())
}

/// The numbers that a fact's phrases, quantity and date vouch for, each with what follows it: the 4
/// of 4차 is not the 4 of 4월.
struct Carried(Vec<(f64, Option<char>)>);

impl Carried {
    fn of(fact: &Fact) -> Self {
        let mut carried = Vec::new();
        let phrases = fact.evidence.iter().flat_map(|piece| &piece.phrases);
        let phrases = phrases.chain(fact.date.iter().map(|date| &date.phrase));
        let phrases = phrases.chain(fact.quantity.iter().map(|quantity| &quantity.phrase));
        carried.extend(
            phrases.flat_map(|phrase| read(phrase)).map(|number| (number.value, number.next)),
        );
        if let Some(quantity) = &fact.quantity {
            let next = match quantity.qualifier {
                Some(Qualifier::Over) => Some('여'),
                _ => quantity.unit.chars().next(),
            };
            carried.push((quantity.value, next));
            let equivalent = quantity.equivalent.iter();
            carried.extend(equivalent.map(|measure| (measure.value, measure.unit.chars().next())));
        }
        carried.extend(fact.date.iter().flat_map(|date| date_numbers(date.edtf)));
        Self(carried)
    }

    /// Whether the number stands in what is carried; at the end of a text it stands for itself.
    fn has(&self, number: &WrittenNumber) -> bool {
        let same = |(value, next): &(f64, Option<char>)| {
            is_same(*value, number.value) && (number.next.is_none() || *next == number.next)
        };
        self.0.iter().any(same)
    }
}

/// The numbers that a date says when it is read out, each with what follows it.
fn date_numbers(edtf: Edtf) -> Vec<(f64, Option<char>)> {
    let points = std::iter::once(edtf.start()).chain(edtf.end());
    let numbers = points.flat_map(|point| {
        let day = point.earliest();
        let mut numbers = vec![(f64::from(day.year()), Some('년'))];
        match point {
            Point::Month { month, .. } => numbers.push((f64::from(month), Some('월'))),
            Point::Quarter { quarter, .. } => numbers.push((f64::from(quarter), Some('분'))),
            Point::Day(day) => {
                numbers.push((f64::from(day.month()), Some('월')));
                numbers.push((f64::from(day.day()), Some('일')));
            }
            Point::Year(_) | Point::HalfYear { .. } => {}
        }
        numbers
    });
    numbers.collect()
}

/// The number at the start of `text` (`3,000.5`), and what follows it.
fn digits(text: &str) -> (String, &str) {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut end, mut has_point) = (0, false);
    loop {
        match bytes.get(end) {
            Some(b'.') if !has_point && is_digit(end + 1) => has_point = true,
            Some(b',') if is_digit(end + 1) => {}
            _ if is_digit(end) => {}
            _ => return (text[..end].replace(',', ""), &text[end..]),
        }
        end += 1;
    }
}

/// A number as a text says it.
struct WrittenNumber {
    written: String,
    value: f64,
    qualifier: Option<Qualifier>,
    /// The text behind the number, white space aside, and its first character.
    behind: String,
    next: Option<char>,
}

/// The numbers of a text, with 만, 억 and 조 taken into account.
fn read(text: &str) -> Vec<WrittenNumber> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = &rest[..start];
        let (value, after) = compound(&rest[start..]);
        numbers.push(WrittenNumber {
            written: rest[start..rest.len() - after.len()].to_owned(),
            value,
            qualifier: qualifier(before, after),
            behind: after.trim_start().to_owned(),
            next: after.trim_start().chars().next(),
        });
        rest = after;
    }
    numbers
}

/// Reads `1040만9000` as one number: each group of digits times the unit behind it. The text begins with a digit.
#[expect(clippy::expect_used, reason = "each group is of digits with one point at most")]
fn compound(text: &str) -> (f64, &str) {
    const UNITS: [(char, f64); 4] = [('조', 1e12), ('억', 1e8), ('만', 1e4), ('천', 1e3)];
    let (mut sum, mut rest) = (0.0, text);
    loop {
        let (token, after) = digits(rest);
        let group: f64 = token.parse().expect("a number");
        let unit = UNITS.iter().find(|(unit, _)| after.starts_with(*unit));
        let Some((unit, factor)) = unit else { return (sum + group, after) };
        sum += group * factor;
        rest = &after[unit.len_utf8()..];
        let next = rest.trim_start();
        if !next.starts_with(|c: char| c.is_ascii_digit()) {
            return (sum, rest);
        }
        rest = next;
    }
}

fn qualifier(before: &str, after: &str) -> Option<Qualifier> {
    if after.starts_with('여') {
        Some(Qualifier::Over)
    } else if after.contains("이상") {
        Some(Qualifier::AtLeast)
    } else if before.trim_end().ends_with('약') || after.contains("정도") {
        Some(Qualifier::About)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value_and_blur(phrase: &str) -> Vec<(f64, Option<Qualifier>)> {
        read(phrase).into_iter().map(|number| (number.value, number.qualifier)).collect()
    }

    #[test]
    fn korean_numbers_are_read_with_their_units_and_blur() {
        assert_eq!(value_and_blur("1040만9000㎡"), [(10_409_000.0, None)]);
        assert_eq!(value_and_blur("1조 달러"), [(1e12, None)]);
        assert_eq!(value_and_blur("12만 대학생"), [(120_000.0, None)]);
        assert_eq!(value_and_blur("3000여 기업"), [(3000.0, Some(Qualifier::Over))]);
        assert_eq!(value_and_blur("50여 개 기업"), [(50.0, Some(Qualifier::Over))]);
        assert_eq!(value_and_blur("약 1.5배"), [(1.5, Some(Qualifier::About))]);
        assert_eq!(value_and_blur("100명 이상"), [(100.0, Some(Qualifier::AtLeast))]);
        assert_eq!(value_and_blur("2018.1.15"), [(2018.1, None), (15.0, None)]);
    }

    #[test]
    fn a_number_is_known_by_what_follows_it() {
        let next = |text: &str| read(text).first().and_then(|number| number.next);
        assert_eq!(next("4차 산업혁명"), Some('차'));
        assert_eq!(next("12만 대학생"), Some('대'));
        assert_eq!(next("대학생 12만"), None);
        assert_eq!(next("3,000여 곳"), Some('여'));
    }
}
