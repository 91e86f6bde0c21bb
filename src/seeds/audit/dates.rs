//! Dates against the article's own words for them: the year, the half-year, the month and the day that a phrase
//! names. Refuses a date that is more exact than its phrase, or less.

use chrono::Datelike;

use super::cited::Cited;
use crate::domain::{Edtf, Fact, FactDate, Point, Source, Status};
use crate::seeds::times::{Standpoint, WrittenTime, read};

/// What is wrong with the dates that a source gives a fact.
pub fn faults(fact: &Fact, source: &Source, cited: &Cited) -> Vec<String> {
    let fault = |date: &FactDate| {
        let has_end = fact.status == Status::Ongoing && date.phrase.contains("까지");
        let looks_ahead = fact.is_prospective() || has_end;
        date_fault(date, Standpoint { published: source.published.edtf, looks_ahead }, cited)
    };
    fact.dates_of(&source.slug).filter_map(fault).collect()
}

fn date_fault(date: &FactDate, from: Standpoint, cited: &Cited) -> Option<String> {
    let FactDate { edtf, phrase, .. } = date;
    let fault = |what: &str| Some(format!("날짜 {edtf}: {what} ('{phrase}')"));
    let time = read(phrase, from.published);
    if time == WrittenTime::default() {
        return fault("어구에 때를 나타내는 말이 없습니다");
    }
    let readings = from.readings(time, phrase, cited.before(phrase).unwrap_or_default());
    if readings.is_empty() && time.month.is_none() && time.day.is_some() {
        return fault("어느 달인지 알 수 없습니다. 출처가 나온 때(published)를 날까지 적으세요");
    }
    if readings.is_empty() {
        return fault("어느 해인지 문단에 나오지 않습니다");
    }
    let year = edtf.earliest().year();
    if !readings.iter().any(|reading| reading.year == Some(year)) {
        return fault("해가 다릅니다");
    }
    let fits = readings.iter().any(|reading| fits(*edtf, reading, phrase));
    if fits { None } else { fault("달이나 정밀도가 다릅니다") }
}

/// Whether a date is as exact as its phrase, and no more.
fn fits(edtf: Edtf, time: &WrittenTime, phrase: &str) -> bool {
    if let Some(end) = edtf.end() {
        // An interval is stated when the phrase names the last number of either end, and its month.
        return [edtf.start(), end].into_iter().all(|point| {
            let day = point.earliest();
            let (year, month) = (format!("{}년", day.year()), format!("{}월", day.month()));
            let is_its_month = phrase.contains(&month) || time.month == Some(day.month());
            match point {
                Point::Year(_) => phrase.contains(&year),
                Point::Day(_) => is_its_month && names_number(phrase, day.day()),
                _ => phrase.contains(&month),
            }
        });
    }
    let first = edtf.earliest();
    let limit = edtf.is_by() == phrase.contains("까지");
    limit
        && time.year == Some(first.year())
        && match edtf.start() {
            Point::Year(_) => time.half.or(time.quarter).is_none() && time.month.is_none(),
            Point::HalfYear { half, .. } => time.half == Some(half),
            Point::Quarter { quarter, .. } => time.quarter == Some(quarter),
            Point::Month { .. } => time.month == Some(first.month()) && time.day.is_none(),
            Point::Day(day) => time.month == Some(day.month()) && time.day == Some(day.day()),
        }
}

/// Whether a phrase has the number, whatever follows it: 18∼20일.
fn names_number(phrase: &str, number: u32) -> bool {
    let number = number.to_string();
    phrase.split(|c: char| !c.is_ascii_digit()).any(|digits| digits == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).expect(text)
    }

    #[test]
    fn a_date_is_as_exact_as_its_phrase() {
        let is_right = |edtf: &str, phrase: &str| {
            let from = Standpoint { published: date("2017-12-22"), looks_ahead: false };
            let readings = from.readings(read(phrase, from.published), phrase, "");
            readings.iter().any(|time| fits(date(edtf), time, phrase))
        };
        assert!(is_right("2017-12-21", "21일"));
        assert!(!is_right("2017-12", "21일"), "the phrase has a day");
        assert!(!is_right("2017-12-20", "21일"));
        assert!(!is_right("2016-12-21", "21일"));
        assert!(is_right("2017-02", "2월 중"));
        assert!(!is_right("2017", "2월 중"));
        assert!(is_right("2017-12-18/2017-12-20", "18∼20일"));
        assert!(is_right("2017-12-18/2017-12-20", "18일부터 20일까지"));
        assert!(!is_right("2017-12-18/2017-12-21", "18일부터 20일까지"));
        assert!(!is_right("2017-11-18/2017-11-20", "18일부터 20일까지"));
        assert!(is_right("2017/2021", "2017년부터 2021년까지"));
        assert!(is_right("../2020", "2020년까지"));
        assert!(!is_right("2020", "2020년까지"));
    }
}
