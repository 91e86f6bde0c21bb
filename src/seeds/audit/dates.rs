//! Dates against the article's own words for them: the year, the half-year, the month and the day
//! that a phrase names, and what 지난해, 올 and 금년 mean in the source's year. Refuses a date that is
//! more exact than its phrase, or less.

use chrono::Datelike;

use crate::domain::{Fact, Point, Source};

/// What a phrase says of a date; what it does not say is left open.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    years: Option<Vec<i32>>,
    half: Option<u8>,
    quarter: Option<u8>,
    month: Option<u32>,
    day: Option<u32>,
}

/// What is wrong with the date of a fact.
pub fn faults(fact: &Fact, source: &Source) -> Option<String> {
    let date = fact.date.as_ref()?;
    let said = read(&date.phrase, source.published.edtf.earliest().year());
    let fault = |what: &str| {
        Some(format!("날짜 {}의 {what} 어구 '{}'와 맞지 않습니다", date.edtf, date.phrase))
    };
    let point = date.edtf.start();
    let first = point.earliest();
    if said == Said::default() {
        return fault("근거가 될 말이 없어");
    }
    if said.years.as_ref().is_some_and(|years| !years.contains(&first.year())) {
        return fault("해가");
    }
    if date.edtf.end().is_some() {
        return None;
    }
    let fits = match point {
        Point::Year(_) => said.half.or(said.quarter).is_none() && said.month.is_none(),
        Point::HalfYear { half, .. } => said.half == Some(half),
        Point::Quarter { quarter, .. } => said.quarter == Some(quarter),
        Point::Month { .. } => said.month == Some(first.month()) && said.day.is_none(),
        Point::Day(day) => said.month == Some(day.month()) && said.day == Some(day.day()),
    };
    if fits { None } else { fault("정밀도나 달이") }
}

/// Reads a phrase in a source published in `year`.
fn read(phrase: &str, year: i32) -> Said {
    let number_before = |unit: &str| -> Option<i64> {
        phrase.match_indices(unit).find_map(|(at, _)| {
            let head = &phrase[..at];
            let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            head[head.len() - digits..].parse().ok()
        })
    };
    let small = |unit: &str| number_before(unit).and_then(|number| u32::try_from(number).ok());
    let explicit = number_before("년").and_then(|number| i32::try_from(number).ok());
    let years = if let Some(explicit) = explicit {
        Some(vec![explicit])
    } else if phrase.contains("지난해") || phrase.contains("작년") {
        Some(vec![year - 1])
    } else if phrase.contains("금년") || phrase.contains("올해") || phrase.starts_with("올 ") {
        Some(vec![year])
    } else if phrase.starts_with("지난 ") {
        // The last such month before publication; of the day of publication only the year is known.
        Some(vec![year - 1, year])
    } else {
        None
    };
    let half = if phrase.contains("상반기") {
        Some(1)
    } else if phrase.contains("하반기") {
        Some(2)
    } else {
        None
    };
    let quarter = small("분기").and_then(|number| u8::try_from(number).ok());
    Said { years, half, quarter, month: small("월"), day: small("일") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_words_count_from_the_year_of_the_source() {
        let said = |phrase| read(phrase, 2018);
        let month = |years: &[i32], month| Said {
            years: Some(years.to_vec()),
            month: Some(month),
            ..Said::default()
        };
        assert_eq!(said("지난해 12월"), month(&[2017], 12));
        assert_eq!(said("올 1월"), month(&[2018], 1));
        assert_eq!(said("지난 12월"), month(&[2017, 2018], 12));
        assert_eq!(said("2016년 12월"), month(&[2016], 12));
        let half = |half| Said { years: Some(vec![2018]), half: Some(half), ..Said::default() };
        assert_eq!(said("올 상반기"), half(1));
        assert_eq!(said("금년 하반기"), half(2));
        assert_eq!(said("곧"), Said::default());
    }
}
