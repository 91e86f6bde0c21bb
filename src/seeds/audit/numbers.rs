//! Numbers as the article writes them (1040만9000, 3000여) against numbers as the seeds keep them.
//! Refuses a quantity whose value or blur its own phrase does not say, and any number in a statement
//! that no phrase and no date of the fact carries.

use std::collections::HashSet;

use crate::domain::{Edtf, Fact, Point, Qualifier};

/// What is wrong with the numbers of a fact.
pub fn faults(fact: &Fact) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(quantity) = &fact.quantity {
        let said = read(&quantity.phrase);
        let same = said.iter().find(|number| is_same(number.value, quantity.value));
        match same {
            None => faults.push(value_fault(quantity.value, &quantity.phrase)),
            Some(number) if number.qualifier != quantity.qualifier => {
                faults.push(format!(
                    "수치의 어림 표시가 어구 '{}'와 다릅니다 (여=over, 약·정도=about, 이상=at-least)",
                    quantity.phrase
                ));
            }
            Some(_) => {}
        }
        if let Some(measure) = &quantity.equivalent
            && !read(&measure.phrase).iter().any(|number| is_same(number.value, measure.value))
        {
            faults.push(value_fault(measure.value, &measure.phrase));
        }
    }
    let carried = carried(fact);
    let own = format!("{} {}", fact.title, fact.statement);
    let uncarried = tokens(&own).into_iter().filter(|token| !carried.contains(token));
    faults.extend(uncarried.map(|token| format!("수 '{token}'을 담은 어구가 없습니다")));
    faults
}

fn value_fault(value: f64, phrase: &str) -> String {
    format!("수치 {value}이 어구 '{phrase}'의 수와 다릅니다")
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= f64::EPSILON * a.abs().max(b.abs())
}

/// The number tokens that a fact's phrases, quantity and date vouch for.
fn carried(fact: &Fact) -> HashSet<String> {
    let mut carried = HashSet::new();
    let phrases = fact.evidence.iter().flat_map(|piece| &piece.phrases);
    carried.extend(phrases.flat_map(|phrase| tokens(phrase)));
    if let Some(quantity) = &fact.quantity {
        carried.insert(quantity.value.to_string());
        carried.extend(quantity.equivalent.iter().map(|measure| measure.value.to_string()));
    }
    carried.extend(fact.date.iter().flat_map(|date| date_numbers(date.edtf)));
    carried
}

/// The numbers that a date says when it is read out.
fn date_numbers(edtf: Edtf) -> Vec<String> {
    let points = std::iter::once(edtf.start()).chain(edtf.end());
    let numbers = points.flat_map(|point| {
        let year = point.earliest().format("%Y").to_string();
        match point {
            Point::Month { month, .. } => vec![year, month.to_string()],
            Point::Quarter { quarter, .. } => vec![year, quarter.to_string()],
            Point::Day(day) => {
                vec![year, day.format("%-m").to_string(), day.format("%-d").to_string()]
            }
            Point::Year(_) | Point::HalfYear { .. } => vec![year],
        }
    });
    numbers.collect()
}

/// Every run of digits, thousands separators removed.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (token, after) = digits(&rest[start..]);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// The run of digits at the start of `text` (`3,000.5` is one run), and what follows it.
fn digits(text: &str) -> (String, &str) {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while is_digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && is_digit(end + 1)) {
        end += 1;
    }
    (text[..end].replace(',', ""), &text[end..])
}

/// A number as a phrase says it.
struct Said {
    value: f64,
    qualifier: Option<Qualifier>,
}

/// The numbers of a phrase, with 만, 억 and 조 taken into account.
fn read(phrase: &str) -> Vec<Said> {
    let mut said = Vec::new();
    let mut rest = phrase;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = &rest[..start];
        let (value, after) = compound(&rest[start..]);
        said.push(Said { value, qualifier: qualifier(before, after) });
        rest = after;
    }
    said
}

/// Reads `1040만9000` as one number: each group of digits times the unit behind it.
fn compound(text: &str) -> (f64, &str) {
    const UNITS: [(char, f64); 4] = [('조', 1e12), ('억', 1e8), ('만', 1e4), ('천', 1e3)];
    let (mut sum, mut rest) = (0.0, text);
    loop {
        let (token, after) = digits(rest);
        let group: f64 = token.parse().unwrap_or(0.0);
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
    }

    #[test]
    fn separators_do_not_split_a_number() {
        assert_eq!(tokens("3,000여 곳, 4.0과 1·2"), ["3000", "4.0", "1", "2"]);
    }
}
