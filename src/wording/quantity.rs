//! Numbers as one reads them out: 1,040만 9,000㎡, 20여 차례, 1조 달러.

use crate::domain::{Qualifier, Quantity};

/// A quantity with its blur and unit: `20여 차례`, `약 12만 명`, `100명 이상`.
#[must_use]
pub fn quantity_text(quantity: &Quantity) -> String {
    let number = number_text(quantity.value);
    match quantity.qualifier {
        None => with_unit(&number, &quantity.unit),
        Some(Qualifier::Over) => format!("{number}여 {}", quantity.unit),
        Some(Qualifier::About) => format!("약 {}", with_unit(&number, &quantity.unit)),
        Some(Qualifier::AtLeast) => format!("{} 이상", with_unit(&number, &quantity.unit)),
    }
}

/// The same amount in the source's second unit, where it gives one: `315만 평`.
#[must_use]
pub fn equivalent_text(quantity: &Quantity) -> Option<String> {
    let measure = quantity.equivalent.as_ref()?;
    Some(with_unit(&number_text(measure.value), &measure.unit))
}

/// Joins a number and a unit: attached to digits and before symbols, apart after 만, 억 and 조.
fn with_unit(number: &str, unit: &str) -> String {
    let symbol = unit.starts_with(|c: char| !c.is_alphabetic());
    let digits = number.ends_with(|c: char| c.is_ascii_digit());
    let gap = if symbol || digits { "" } else { " " };
    format!("{number}{gap}{unit}")
}

/// A number in groups of 만, 억 and 조, each with thousands separators: `1,040만 9,000`.
#[must_use]
pub fn number_text(value: f64) -> String {
    const UNITS: [(f64, &str); 4] = [(1e12, "조"), (1e8, "억"), (1e4, "만"), (1.0, "")];
    let mut rest = value;
    let mut groups = Vec::new();
    for (size, unit) in UNITS {
        let count = if size > 1.0 { (rest / size).floor() } else { rest };
        rest -= count * size;
        if count > 0.0 {
            groups.push(format!("{}{unit}", grouped(count)));
        }
    }
    if groups.is_empty() { "0".to_owned() } else { groups.join(" ") }
}

/// Thousands separators in the whole part; the fraction as it is.
fn grouped(value: f64) -> String {
    let plain = value.to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if fraction.is_empty() { text } else { format!("{text}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: f64, unit: &str, qualifier: Option<Qualifier>) -> Quantity {
        Quantity {
            value,
            unit: unit.to_owned(),
            qualifier,
            phrase: String::new(),
            counts: None,
            equivalent: None,
        }
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
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn units_join_as_korean_spelling_wants() {
        assert_eq!(quantity_text(&quantity(10_409_000.0, "㎡", None)), "1,040만 9,000㎡");
        assert_eq!(quantity_text(&quantity(135.0, "개사", None)), "135개사");
        assert_eq!(quantity_text(&quantity(20.0, "차례", Some(Qualifier::Over))), "20여 차례");
        assert_eq!(quantity_text(&quantity(1e12, "달러", None)), "1조 달러");
        assert_eq!(quantity_text(&quantity(10.0, "%", None)), "10%");
        assert_eq!(quantity_text(&quantity(120_000.0, "명", Some(Qualifier::About))), "약 12만 명");
        assert_eq!(quantity_text(&quantity(100.0, "명", Some(Qualifier::AtLeast))), "100명 이상");
    }
}
