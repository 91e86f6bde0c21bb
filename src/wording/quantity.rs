//! Numbers as one reads them out: 1,040만 9,000㎡, 20여 차례, 1조 달러.

use crate::domain::{Qualifier, Quantity};

/// A quantity with its qualifier and unit: `20여 차례`, `약 12만 명`, `100명 이상`. What is counted stands before the
/// number, as Koreans say it: `대학 10곳`.
pub fn quantity_text(quantity: &Quantity) -> String {
    let (noun, unit) = noun_and_unit(&quantity.unit);
    let number = number_text(quantity.value);
    let text = match quantity.qualifier {
        None => with_unit(&number, unit),
        Some(Qualifier::Over) => format!("{number}여 {unit}"),
        Some(Qualifier::About) => format!("약 {}", with_unit(&number, unit)),
        Some(Qualifier::AtLeast) => format!("{} 이상", with_unit(&number, unit)),
    };
    if noun.is_empty() { text } else { format!("{noun} {text}") }
}

/// What a unit counts and the counter for it: 개 기업 counts 기업 by 곳. A unit that does not name what it counts
/// stays alone.
fn noun_and_unit(unit: &str) -> (&str, &str) {
    match unit {
        "개사" => ("기업", "곳"),
        "개소" => ("", "곳"),
        _ => match unit.strip_prefix("개 ").or_else(|| unit.strip_prefix("대 ")) {
            Some("기업" | "업체") => ("기업", "곳"),
            Some(noun @ ("대학" | "기관" | "연구기관" | "부처" | "도시" | "나라")) => {
                (noun, "곳")
            }
            Some(noun) => (noun, "개"),
            None => ("", unit),
        },
    }
}

/// A unit as a filter offers it: what is counted, and the counter for it: `대학(곳)`.
pub fn unit_label(unit: &str) -> String {
    match unit {
        // Firms are counted under three names, which stay apart.
        "개사" => return "회원사·기업(곳)".to_owned(),
        "개 업체" => return "업체(곳)".to_owned(),
        _ => {}
    }
    match noun_and_unit(unit) {
        ("", counter) => counter.to_owned(),
        (noun, counter) => format!("{noun}({counter})"),
    }
}

/// The same amount in the source's second unit, where it gives one: `315만 평`.
pub fn equivalent_text(quantity: &Quantity) -> Option<String> {
    let measure = quantity.equivalent.as_ref()?;
    Some(with_unit(&number_text(measure.value), &measure.unit))
}

/// Joins a number and a unit: without a space after digits and before symbols, with one after 만, 억 and 조.
fn with_unit(number: &str, unit: &str) -> String {
    let symbol = unit.starts_with(|c: char| !c.is_alphabetic());
    let digits = number.ends_with(|c: char| c.is_ascii_digit());
    let gap = if symbol || digits { "" } else { " " };
    format!("{number}{gap}{unit}")
}

/// A number in groups of 만, 억, 조 and 경, each with thousands separators: `1,040만 9,000`.
fn number_text(value: f64) -> String {
    const UNITS: [&str; 5] = ["", "만", "억", "조", "경"];
    let plain = value.to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut groups = Vec::new();
    let mut end = whole.len();
    for (place, unit) in UNITS.iter().enumerate() {
        let last = place + 1 == UNITS.len();
        let start = if last { 0 } else { end.saturating_sub(4) };
        let digits = whole[start..end].trim_start_matches('0');
        let with_fraction = place == 0 && !fraction.is_empty();
        if !digits.is_empty() || with_fraction {
            let point = if with_fraction { format!(".{fraction}") } else { String::new() };
            let digits = if digits.is_empty() { "0" } else { digits };
            groups.push(format!("{}{point}{unit}", separated(digits)));
        }
        end = start;
    }
    groups.reverse();
    if groups.is_empty() { "0".to_owned() } else { groups.join(" ") }
}

/// A count with thousands separators: `1,000`.
pub fn count_text(count: usize) -> String {
    separated(&count.to_string())
}

/// Digits with thousands separators.
fn separated(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: f64, unit: &str, qualifier: Option<Qualifier>) -> Quantity {
        Quantity { value, unit: unit.to_owned(), qualifier, ..Quantity::default() }
    }

    #[test]
    fn numbers_are_grouped_as_koreans_read_them() {
        for (value, text) in [
            (0.0, "0"),
            (135.0, "135"),
            (3000.0, "3,000"),
            (10_000.0, "1만"),
            (120_000.0, "12만"),
            (10_409_000.0, "1,040만 9,000"),
            (1e12, "1조"),
            (2.5, "2.5"),
            (12345.6, "1만 2,345.6"),
            (20_000.5, "2만 0.5"),
            (1e16, "1경"),
            (3_000_000_000.0, "30억"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn a_unit_says_what_is_counted_with_it() {
        for (unit, label) in [
            ("개 기업", "기업(곳)"),
            ("개사", "회원사·기업(곳)"),
            ("개 업체", "업체(곳)"),
            ("개 대학", "대학(곳)"),
            ("개 일자리", "일자리(개)"),
            ("개 전략", "전략(개)"),
            ("명", "명"),
            ("㎡", "㎡"),
        ] {
            assert_eq!(unit_label(unit), label);
        }
    }

    #[test]
    fn units_join_as_korean_spelling_wants() {
        assert_eq!(quantity_text(&quantity(10_409_000.0, "㎡", None)), "1,040만 9,000㎡");
        assert_eq!(quantity_text(&quantity(135.0, "개사", None)), "기업 135곳");
        let over = Some(Qualifier::Over);
        assert_eq!(quantity_text(&quantity(50.0, "개 기업", over)), "기업 50여 곳");
        assert_eq!(quantity_text(&quantity(10.0, "개 대학", None)), "대학 10곳");
        assert_eq!(quantity_text(&quantity(100.0, "개 일자리", None)), "일자리 100개");
        assert_eq!(quantity_text(&quantity(5.0, "대 전략", None)), "전략 5개");
        assert_eq!(quantity_text(&quantity(20.0, "차례", Some(Qualifier::Over))), "20여 차례");
        assert_eq!(quantity_text(&quantity(1e12, "달러", None)), "1조 달러");
        assert_eq!(quantity_text(&quantity(10.0, "%", None)), "10%");
        assert_eq!(quantity_text(&quantity(120_000.0, "명", Some(Qualifier::About))), "약 12만 명");
        assert_eq!(quantity_text(&quantity(100.0, "명", Some(Qualifier::AtLeast))), "100명 이상");
    }
}
