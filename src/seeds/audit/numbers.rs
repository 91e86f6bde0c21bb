//! Checks quantities against their own phrases: a phrase must say the value, the qualifier and the unit of measure.

use crate::domain::{Fact, Quantity, Source};
use crate::seeds::numbers::{NumberUnit, WrittenNumber, is_same, number_unit, read};

/// What is wrong with the numbers that a source gives a fact.
pub fn faults(fact: &Fact, source: &Source) -> Vec<String> {
    fact.quantities_of(&source.slug).flat_map(quantity_faults).collect()
}

fn quantity_faults(quantity: &Quantity) -> Vec<String> {
    let mut faults = Vec::new();
    let numbers = read(&quantity.phrase);
    match numbers.iter().find(|number| is_same(number.value, quantity.value)) {
        None => faults.push(value_fault(quantity.value, &quantity.phrase)),
        Some(number) if number.qualifier != quantity.qualifier => faults.push(format!(
            "수치의 어림 표시가 원문 표현과 다릅니다: '{}' (여=over, 약·정도=about, 이상=at-least)",
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

/// The fault of a quantity whose unit and phrase do not name the same measure.
fn unit_fault(unit: &str, phrase: &str) -> Option<String> {
    let measure = |unit: Option<NumberUnit>| match unit {
        Some(NumberUnit::Measure(measure)) => Some(measure),
        _ => None,
    };
    let measures: Vec<&str> =
        read(phrase).iter().map(WrittenNumber::unit).filter_map(measure).collect();
    let differs = match measure(number_unit(unit)) {
        Some(measure) => measures != [measure],
        None => !measures.is_empty(),
    };
    differs.then(|| format!("수치의 단위가 원문 표현과 다릅니다: '{unit}', '{phrase}'"))
}

fn value_fault(value: f64, phrase: &str) -> String {
    format!("수치가 원문 표현의 수와 다릅니다: {value}, '{phrase}'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Qualifier;

    fn faults_of(value: f64, unit: &str, qualifier: Option<Qualifier>, phrase: &str) -> usize {
        let (unit, phrase) = (unit.to_owned(), phrase.to_owned());
        quantity_faults(&Quantity { value, unit, qualifier, phrase, ..Quantity::default() }).len()
    }

    #[test]
    fn a_counter_may_be_another_and_a_measure_may_not() {
        assert_eq!(faults_of(135.0, "곳", None, "135개 회원사"), 0);
        assert_eq!(faults_of(136_000.0, "㎡", None, "13만6천㎡"), 0);
        assert_eq!(faults_of(8600.0, "㎡", None, "8천6백 제곱미터"), 0);
        assert_eq!(faults_of(157_600_000_000.0, "원", None, "1천576억 원"), 0);
        assert_eq!(faults_of(135.0, "㎡", None, "135개 회원사"), 1);
        assert_eq!(faults_of(100.0, "원", None, "100달러"), 1);
        assert_eq!(faults_of(100.0, "곳", None, "100달러"), 1);
        assert_eq!(faults_of(50.0, "곳", None, "50여 개 기업"), 1, "the blur is missing");
        assert_eq!(faults_of(50.0, "곳", Some(Qualifier::Over), "50여 개 기업"), 0);
        assert_eq!(faults_of(3e9, "원", Some(Qualifier::Over), "30여억 원"), 0);
        assert_eq!(faults_of(3.0, "건", None, "업무협약 3건"), 0);
        assert_eq!(faults_of(12.0, "곳", None, "1,2산업단지"), 1, "two numbers");
    }
}
