//! Compares what several sources say of one date or number: their values may be equal, one within the other, or
//! apart. The relation is computed from the values and never typed, so that a page cannot claim what the record does
//! not hold.

use super::{Edtf, Qualifier, Quantity, vocabulary};

vocabulary! {
    /// How a later source's value relates to those before it.
    Relation {
        /// The same value, or a less exact one that agrees with it.
        Confirms = "confirms",
        /// A value within the one that the first source gave.
        MoreExact = "more-exact",
        /// A value apart from one that another source gave.
        Differs = "differs",
    }
}

/// The range that a value admits, both ends included: days since the common era for a date, the
/// number itself for a quantity. An open end is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueRange {
    from: f64,
    to: f64,
}

/// A value that several sources can give, each in its own words.
pub trait Comparable {
    /// The range that the value admits.
    fn value_range(&self) -> ValueRange;
}

impl ValueRange {
    /// Whether every value that fits the other fits this one.
    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether some value fits both.
    pub fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    fn width(self) -> f64 {
        self.to - self.from
    }
}

impl Comparable for Edtf {
    fn value_range(&self) -> ValueRange {
        let days = |day: chrono::NaiveDate| f64::from(chrono::Datelike::num_days_from_ce(&day));
        ValueRange {
            from: if self.is_by() { f64::NEG_INFINITY } else { days(self.earliest()) },
            to: if self.is_from() { f64::INFINITY } else { days(self.latest()) },
        }
    }
}

impl Comparable for Quantity {
    /// 3000여 admits the values from 3000 up to the next round number, 약 450 those that round to 450.
    fn value_range(&self) -> ValueRange {
        let (value, step) = (self.value, step(self.value));
        let (from, to) = match self.qualifier {
            None => (value, value),
            Some(Qualifier::Over) => (value, value + step),
            Some(Qualifier::About) => (value - step / 2.0, value + step / 2.0),
            Some(Qualifier::AtLeast) => (value, f64::INFINITY),
        };
        ValueRange { from, to }
    }
}

/// The place value of the last digit that is not 0: 10 for 450, 1000 for 3000.
fn step(value: f64) -> f64 {
    let mut step = 1.0;
    while value >= step * 10.0 && value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    step
}

/// How each value relates to those before it; the first relates to none. Later values are not compared with one that
/// differs, because it must not decide what confirms the others.
pub fn relations<T: Comparable>(values: &[T]) -> Vec<Option<Relation>> {
    let Some(first) = values.first().map(Comparable::value_range) else { return Vec::new() };
    let mut agreed = vec![first];
    let mut relation = |range: ValueRange| {
        if agreed.iter().any(|other| !other.meets(range)) {
            return Relation::Differs;
        }
        agreed.push(range);
        if first.contains(range) && !range.contains(first) {
            Relation::MoreExact
        } else {
            Relation::Confirms
        }
    };
    let others = values[1..].iter().map(|value| Some(relation(value.value_range())));
    std::iter::once(None).chain(others).collect()
}

/// The value to go by: the most exact one that all others admit, or the first, where sources differ or no value lies
/// within all others.
pub fn in_use<T: Comparable>(values: &[T]) -> Option<&T> {
    let first = values.first()?;
    if relations(values).contains(&Some(Relation::Differs)) {
        return Some(first);
    }
    let within_all = values.iter().filter(|value| {
        values.iter().all(|other| other.value_range().contains(value.value_range()))
    });
    let narrowest = within_all
        .min_by(|value, other| value.value_range().width().total_cmp(&other.value_range().width()));
    Some(narrowest.unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(texts: &[&str]) -> Vec<Edtf> {
        texts.iter().map(|text| Edtf::parse(text).expect(text)).collect()
    }

    fn number(value: f64, qualifier: Option<Qualifier>) -> Quantity {
        let (unit, phrase) = ("곳".to_owned(), value.to_string());
        Quantity { value, unit, qualifier, phrase, ..Quantity::default() }
    }

    #[test]
    fn equal_values_confirm_and_narrower_ones_are_more_exact() {
        let values = dates(&["2017-12", "2017-12-21", "2017-12", "2017-41"]);
        let expected =
            [None, Some(Relation::MoreExact), Some(Relation::Confirms), Some(Relation::Confirms)];
        assert_eq!(relations(&values), expected);
        assert_eq!(in_use(&values), Some(&values[1]));
    }

    #[test]
    fn values_apart_differ_and_the_first_stays_in_use() {
        let values = dates(&["2017-06", "2018-05"]);
        assert_eq!(relations(&values), [None, Some(Relation::Differs)]);
        assert_eq!(in_use(&values), Some(&values[0]));
        let third_with_the_first = [number(10.0, None), number(12.0, None), number(10.0, None)];
        assert_eq!(
            relations(&third_with_the_first),
            [None, Some(Relation::Differs), Some(Relation::Confirms)]
        );
        let both_within_the_first = dates(&["2017-12", "2017-12-18", "2017-12-21"]);
        assert_eq!(
            relations(&both_within_the_first),
            [None, Some(Relation::MoreExact), Some(Relation::Differs)]
        );
        assert_eq!(in_use(&both_within_the_first), Some(&both_within_the_first[0]));
    }

    #[test]
    fn a_limit_admits_every_day_before_it_and_a_beginning_every_day_after() {
        let values = dates(&["../2020", "2019-40"]);
        assert_eq!(relations(&values), [None, Some(Relation::MoreExact)]);
        let values = dates(&["2019/..", "2025"]);
        assert_eq!(relations(&values), [None, Some(Relation::MoreExact)]);
        let values = dates(&["../2018-09", "2018-10-26"]);
        assert_eq!(relations(&values), [None, Some(Relation::Differs)]);
    }

    #[test]
    fn a_blurred_number_admits_what_it_rounds() {
        let over = Some(Qualifier::Over);
        let about = Some(Qualifier::About);
        for (first, second, relation) in [
            (number(3000.0, over), number(3295.0, None), Relation::MoreExact),
            (number(135.0, None), number(135.0, over), Relation::Confirms),
            (number(135.0, None), number(150.0, over), Relation::Differs),
            (number(450.0, about), number(452.0, None), Relation::MoreExact),
            (number(10.0, None), number(12.0, None), Relation::Differs),
            (number(100.0, Some(Qualifier::AtLeast)), number(114.0, None), Relation::MoreExact),
        ] {
            assert_eq!(relations(&[first, second])[1], Some(relation));
        }
    }
}
