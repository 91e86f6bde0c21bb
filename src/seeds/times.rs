//! Times as the phrases of a source write them (지난해 12월, 올 상반기, 21일). What a phrase leaves open is taken from the
//! day of publication, or from the year and month named before it in its paragraph.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::Edtf;

/// What a phrase says of a date; what it does not say is left open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WrittenTime {
    pub year: Option<i32>,
    pub half: Option<u8>,
    pub quarter: Option<u8>,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

/// From where a phrase is read.
#[derive(Clone, Copy)]
pub struct Standpoint {
    pub published: Edtf,
    /// Whether what is told was still to come.
    pub looks_ahead: bool,
}

impl Standpoint {
    /// What a time can mean, with its year and, where it has a day, its month: as it goes on from what is named
    /// before it in the paragraph, or as the nearest one before publication, or after it for what was still to
    /// come. Nothing where neither tells.
    pub fn readings(self, time: WrittenTime, phrase: &str, before: &str) -> Vec<WrittenTime> {
        if time.year.is_some() {
            return vec![time];
        }
        let month_before = if time.month.is_none() && time.day.is_some() {
            last_before(before, "월")
        } else {
            None
        };
        let month = time.month.or(month_before);
        let mut readings = Vec::new();
        let is_past = phrase.starts_with("지난 ");
        if let Some(year) = years(before, self.published).last()
            && !is_past
            && (time.day.is_none() || month.is_some())
        {
            readings.push(WrittenTime { year: Some(*year), month, ..time });
        }
        let ahead = !is_past && (self.looks_ahead || phrase.starts_with("오는 "));
        let mut nearest = self.nearest(time.month, time.day, ahead);
        if month_before.is_some() {
            nearest.extend(self.nearest(month_before, time.day, ahead));
        }
        // Of a source of which only the year is known, a month may lie before it or in it.
        let is_one = nearest.windows(2).all(|days| days[0].year() == days[1].year());
        if is_one || is_past || month_before.is_some() {
            readings.extend(nearest.into_iter().map(|day| WrittenTime {
                year: Some(day.year()),
                month: Some(day.month()),
                ..time
            }));
        }
        readings
    }

    /// The nearest such month or day, seen from the first and the last day on which the source can have come out. A
    /// bare day is known only from a day.
    fn nearest(self, month: Option<u32>, day: Option<u32>, ahead: bool) -> Vec<NaiveDate> {
        let (first, last) = (self.published.earliest(), self.published.latest());
        if month.or(day).is_none() || month.is_none() && first != last {
            return Vec::new();
        }
        let is_it = |date: &NaiveDate| {
            month.is_none_or(|month| date.month() == month)
                && day.is_none_or(|day| date.day() == day)
        };
        let step = |date: &NaiveDate| if ahead { date.succ_opt() } else { date.pred_opt() };
        // Of every four years at least one has a 29 February, but for the turn of most centuries.
        let days = |from| std::iter::successors(Some(from), step).take(366 * 8);
        [first, last].into_iter().filter_map(|from| days(from).find(is_it)).collect()
    }
}

/// Every year that a text names, in its order, as it is meant in a source published then.
fn years(text: &str, published: Edtf) -> Vec<i32> {
    const RELATIVE: [(&str, i32); 6] =
        [("지난해", -1), ("작년", -1), ("금년", 0), ("올해", 0), ("올 ", 0), ("내년", 1)];
    let mut named: Vec<(usize, i32)> = Vec::new();
    for (word, offset) in RELATIVE {
        let places = text.match_indices(word).map(|(at, _)| at);
        named.extend(places.map(|at| (at, published.earliest().year() + offset)));
    }
    named.extend(numbers_before(text, "년").filter(|(_, year)| *year >= 1000));
    named.sort_unstable();
    named.into_iter().map(|(_, year)| year).collect()
}

/// The whole numbers right before a unit, each with the place of the unit.
fn numbers_before(text: &str, unit: &str) -> impl Iterator<Item = (usize, i32)> {
    text.match_indices(unit).filter_map(|(at, _)| {
        let head = &text[..at];
        let digits = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        Some((at, head[digits..].parse().ok()?))
    })
}

/// The last small number before a unit, as of a month or day.
fn last_before(text: &str, unit: &str) -> Option<u32> {
    numbers_before(text, unit).last().and_then(|(_, number)| u32::try_from(number).ok())
}

/// Reads a phrase of a source published then.
pub fn read(phrase: &str, published: Edtf) -> WrittenTime {
    let first = |unit: &str| {
        let number = numbers_before(phrase, unit).next();
        number.and_then(|(_, number)| u32::try_from(number).ok())
    };
    let half = if phrase.contains("상반기") {
        Some(1)
    } else if phrase.contains("하반기") {
        Some(2)
    } else {
        None
    };
    let quarter = first("분기").and_then(|number| u8::try_from(number).ok());
    let year = years(phrase, published).pop();
    let time = WrittenTime { year, half, quarter, month: first("월"), day: first("일") };
    match relative_month(phrase, published) {
        Some(month) if time.month.is_none() => {
            WrittenTime { year: Some(month.year()), month: Some(month.month()), ..time }
        }
        _ => time,
    }
}

/// The month that a phrase counts from that of publication, where that is known.
fn relative_month(phrase: &str, published: Edtf) -> Option<NaiveDate> {
    let (first, last) = (published.earliest(), published.latest());
    let is_one_month = (first.year(), first.month()) == (last.year(), last.month());
    let says = |words: &[&str]| is_one_month && words.iter().any(|word| phrase.contains(word));
    if says(&["지난달"]) {
        first.checked_sub_months(Months::new(1))
    } else if says(&["이달", "이번 달"]) {
        Some(first)
    } else if says(&["다음 달", "다음달", "내달"]) {
        first.checked_add_months(Months::new(1))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).expect(text)
    }

    /// What a phrase means, in EDTF, in a source published then, behind these words of its paragraph.
    fn meant(phrase: &str, published: &str, looks_ahead: bool, before: &str) -> Vec<String> {
        let from = Standpoint { published: date(published), looks_ahead };
        let readings = from.readings(read(phrase, from.published), phrase, before);
        let written = |time: WrittenTime| {
            let year = time.year.expect("a year");
            let part =
                |part: Option<u32>| part.map(|part| format!("-{part:02}")).unwrap_or_default();
            let sub = time.half.map(|half| 39 + u32::from(half)).or(time.month);
            format!("{year}{}{}", part(sub), part(time.day))
        };
        let mut written: Vec<String> = readings.into_iter().map(written).collect();
        written.sort();
        written.dedup();
        written
    }

    #[test]
    fn relative_words_count_from_the_year_of_publication() {
        for published in ["2018", "2018-04~", "2018-04-30"] {
            let meant = |phrase| meant(phrase, published, false, "");
            assert_eq!(meant("지난해 12월"), ["2017-12"]);
            assert_eq!(meant("올 1월"), ["2018-01"]);
            assert_eq!(meant("올 상반기"), ["2018-40"]);
            assert_eq!(meant("금년 하반기"), ["2018-41"]);
            assert_eq!(meant("내년"), ["2019"]);
            assert_eq!(meant("2016년 12월"), ["2016-12"]);
        }
        assert_eq!(meant("지난 12월", "2018-04~", false, ""), ["2017-12"]);
        assert_eq!(meant("지난 12월", "2018", false, ""), ["2017-12", "2018-12"]);
        assert_eq!(read("곧", date("2018")), WrittenTime::default());
    }

    #[test]
    fn a_bare_day_or_month_is_the_nearest_to_publication() {
        assert_eq!(meant("21일", "2017-12-22", false, ""), ["2017-12-21"]);
        assert_eq!(meant("22일", "2017-12-22", false, ""), ["2017-12-22"], "the day itself");
        assert_eq!(meant("28일", "2017-12-22", false, ""), ["2017-11-28"]);
        assert_eq!(meant("28일", "2017-12-22", true, ""), ["2017-12-28"]);
        assert_eq!(meant("31일", "2018-03-05", false, ""), ["2018-01-31"], "February has none");
        assert_eq!(meant("2월 중", "2017-12-22", false, ""), ["2017-02"]);
        assert_eq!(meant("2월 중", "2017-12-22", true, ""), ["2018-02"]);
        assert_eq!(meant("오는 2월", "2017-12-22", false, ""), ["2018-02"]);
        assert_eq!(meant("지난달 18일", "2018-01-05", false, ""), ["2017-12-18"]);
        assert_eq!(meant("내달 3일", "2017-12-22", false, ""), ["2018-01-03"]);
    }

    #[test]
    fn a_bare_day_needs_the_day_of_publication() {
        assert!(meant("21일", "2018-04~", false, "").is_empty());
        assert!(meant("12월", "2018", false, "").is_empty(), "of this year or the last");
        assert_eq!(meant("12월", "2018-04~", false, ""), ["2017-12"]);
        assert_eq!(meant("지난 10월 17일", "2017-11", false, ""), ["2017-10-17"]);
        assert!(meant("하반기", "2018-04-30", false, "").is_empty());
    }

    #[test]
    fn a_bare_month_or_day_may_go_on_from_the_words_before_it() {
        let after = |phrase, before| meant(phrase, "2018-04-30", false, before);
        assert_eq!(after("10월에는", "지난해 5월 협약에 이어"), ["2017-10"]);
        assert_eq!(after("10월", "2015년에 이어"), ["2015-10", "2017-10"]);
        assert_eq!(after("21일", "2017년 12월 18일에 이어"), ["2017-12-21", "2018-04-21"]);
        assert_eq!(after("21일", "12월 18일에 이어"), ["2017-12-21", "2018-04-21"]);
    }
}
