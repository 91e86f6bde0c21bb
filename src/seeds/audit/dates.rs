//! Dates against the article's own words for them: the year, the half-year, the month and the day
//! that a phrase names, and what 지난해, 올 and 금년 mean in the source's year. Refuses a date that is
//! more exact than its phrase, or less.

use chrono::Datelike;

use super::cited::Cited;
use crate::domain::{Edtf, Fact, FactDate, Point, Source};

/// What a phrase says of a date; what it does not say is left open.
#[derive(Debug, Default, PartialEq, Eq)]
struct WrittenTime {
    years: Option<Vec<i32>>,
    half: Option<u8>,
    quarter: Option<u8>,
    month: Option<u32>,
    day: Option<u32>,
}

/// What is wrong with the date of a fact, and with the words for times in its own text.
pub fn faults(fact: &Fact, source: &Source, cited: &Cited) -> Vec<String> {
    let mut faults: Vec<String> = time_words_missing(fact);
    let Some(date) = &fact.date else { return faults };
    let year = source.published.edtf.earliest().year();
    let mut time = read(&date.phrase, year);
    if time == WrittenTime::default() {
        faults.push(fault(date, "어구에 때를 나타내는 말이 없습니다"));
        return faults;
    }
    // A month without a year goes on from the year named before it in the paragraph.
    time.years = time.years.or_else(|| {
        let before = cited.before(&date.phrase)?;
        let years = read_years(before, year);
        years.last().cloned()
    });
    let first = date.edtf.earliest();
    match &time.years {
        None => faults.push(fault(date, "어느 해인지 문단에 나오지 않습니다")),
        Some(years) if !years.contains(&first.year()) => faults.push(fault(date, "해가 다릅니다")),
        Some(_) => {}
    }
    if !fits(date.edtf, &time, &date.phrase) {
        faults.push(fault(date, "달이나 정밀도가 다릅니다"));
    }
    faults
}

fn fault(date: &FactDate, what: &str) -> String {
    format!("날짜 {}: {what} ('{}')", date.edtf, date.phrase)
}

/// Whether a date is as exact as its phrase, and no more.
fn fits(edtf: Edtf, time: &WrittenTime, phrase: &str) -> bool {
    if let Some(end) = edtf.end() {
        // An interval is stated when the phrase names the last number of either end.
        let ends = [edtf.start(), end];
        return ends.iter().all(|point| {
            let day = point.earliest();
            let (year, month) = (format!("{}년", day.year()), format!("{}월", day.month()));
            phrase.contains(if matches!(point, Point::Year(_)) { &year } else { &month })
        });
    }
    let first = edtf.earliest();
    let limit = edtf.is_by() == phrase.contains("까지");
    limit
        && match edtf.start() {
            Point::Year(_) => time.half.or(time.quarter).is_none() && time.month.is_none(),
            Point::HalfYear { half, .. } => time.half == Some(half),
            Point::Quarter { quarter, .. } => time.quarter == Some(quarter),
            Point::Month { .. } => time.month == Some(first.month()) && time.day.is_none(),
            Point::Day(day) => time.month == Some(day.month()) && time.day == Some(day.day()),
        }
}

/// Words for a time in the title or statement that no phrase and no half-year of the fact carries.
fn time_words_missing(fact: &Fact) -> Vec<String> {
    const WORDS: &[&str] = &["상반기", "하반기", "지난해", "작년", "올해", "금년", "내년"];
    let own = format!("{} {}", fact.title, fact.statement);
    let phrases = fact.evidence.iter().flat_map(|piece| &piece.phrases);
    let mut carried: Vec<&str> = phrases.map(String::as_str).collect();
    carried.extend(fact.date.iter().map(|date| date.phrase.as_str()));
    let loose = WORDS.iter().filter(|word| {
        own.contains(**word) && !carried.iter().any(|phrase| phrase.contains(**word))
    });
    loose.map(|word| format!("이 말을 담은 어구가 없습니다: '{word}'")).collect()
}

/// Every year that a text names, in its order, as it is meant in a source published in `year`.
fn read_years(text: &str, year: i32) -> Vec<Vec<i32>> {
    let mut named: Vec<(usize, Vec<i32>)> = Vec::new();
    let relative = [("지난해", -1), ("작년", -1), ("금년", 0), ("올해", 0), ("올 ", 0)];
    for (word, offset) in relative {
        let places = text.match_indices(word).map(|(at, _)| at);
        named.extend(places.map(|at| (at, vec![year + offset])));
    }
    for (at, _) in text.match_indices('년') {
        let head = &text[..at];
        let digits = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if let Ok(explicit) = head[digits..].parse::<i32>()
            && explicit >= 1000
        {
            named.push((at, vec![explicit]));
        }
    }
    named.sort();
    named.into_iter().map(|(_, years)| years).collect()
}

/// Reads a phrase in a source published in `year`.
fn read(phrase: &str, year: i32) -> WrittenTime {
    let number_before = |unit: &str| -> Option<i64> {
        phrase.match_indices(unit).find_map(|(at, _)| {
            let head = &phrase[..at];
            let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            head[head.len() - digits..].parse().ok()
        })
    };
    let small = |unit: &str| number_before(unit).and_then(|number| u32::try_from(number).ok());
    let years = match read_years(phrase, year).pop() {
        // The last such month before publication; of the day of publication only the year is known.
        None if phrase.starts_with("지난 ") => Some(vec![year - 1, year]),
        named => named,
    };
    let half = if phrase.contains("상반기") {
        Some(1)
    } else if phrase.contains("하반기") {
        Some(2)
    } else {
        None
    };
    let quarter = small("분기").and_then(|number| u8::try_from(number).ok());
    WrittenTime { years, half, quarter, month: small("월"), day: small("일") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_words_count_from_the_year_of_the_source() {
        let time = |phrase| read(phrase, 2018);
        let month = |years: &[i32], month| WrittenTime {
            years: Some(years.to_vec()),
            month: Some(month),
            ..WrittenTime::default()
        };
        assert_eq!(time("지난해 12월"), month(&[2017], 12));
        assert_eq!(time("올 1월"), month(&[2018], 1));
        assert_eq!(time("지난 12월"), month(&[2017, 2018], 12));
        assert_eq!(time("2016년 12월"), month(&[2016], 12));
        let half = |half| WrittenTime {
            years: Some(vec![2018]),
            half: Some(half),
            ..WrittenTime::default()
        };
        assert_eq!(time("올 상반기"), half(1));
        assert_eq!(time("금년 하반기"), half(2));
        assert_eq!(time("곧"), WrittenTime::default());
    }
}
