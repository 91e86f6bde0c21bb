//! The dates of a paragraph with their EDTF and how they follow from the words: stated outright, from the day of
//! publication, or from a year named before. Where publication is not known exactly enough, the date is left to a
//! person.

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::times::{Limit, Part, Side, Unit, WrittenTime, Year, times};
use crate::domain::Edtf;
use crate::hangul::{Particle, with_particle};
use crate::seeds::facts::says_outright;
use crate::wording::date_text;

/// A date of the text.
#[derive(Debug)]
pub struct FoundDate {
    /// The bytes of the phrase in the paragraph.
    pub at: Range<usize>,
    pub phrase: String,
    /// None where only a person can say it.
    pub edtf: Option<Edtf>,
    /// How the date follows, where the phrase does not say it outright.
    pub basis: Option<String>,
    /// Whether it is the day on which the news was told (22일 밝혔다), and of nothing that happened.
    pub is_report: bool,
}

/// Verbs right behind the day on which something was told.
const REPORTS: &[&str] = &["밝혔", "전했", "말했", "알렸", "발표했", "밝힌", "보도"];

/// What a bare month or day is counted from.
struct Reader {
    published: Option<Edtf>,
    /// The unit that was read before in the paragraph, with its year and month.
    before: Option<(i32, Option<u32>, String)>,
    /// In which sentence it stands.
    before_in: usize,
}

/// The dates of a paragraph. `is_future` says of a place in the text whether its sentence speaks of what is to come;
/// `sentence` says which sentence it is in.
pub fn dates(
    text: &str,
    published: Option<Edtf>,
    is_future: impl Fn(usize) -> bool,
    sentence: impl Fn(usize) -> usize,
) -> Vec<FoundDate> {
    let mut reader = Reader { published, before: None, before_in: 0 };
    let read = times(text).into_iter().map(|time| {
        let phrase = text[time.at.clone()].to_owned();
        let (is_future, sentence) = (is_future(time.at.start), sentence(time.at.start));
        let read = reader.place(&time, is_future, sentence);
        let read = read.and_then(|(text, from)| Some((Edtf::parse(&text).ok()?, from)));
        let basis = read.as_ref().and_then(|(edtf, from)| {
            (!says_outright(&phrase, *edtf)).then(|| basis(&phrase, *edtf, published, from))
        });
        let after = text[time.at.end..].trim_start();
        let is_report = REPORTS.iter().any(|verb| after.starts_with(verb));
        FoundDate { at: time.at, phrase, edtf: read.map(|(edtf, _)| edtf), basis, is_report }
    });
    read.collect()
}

fn basis(phrase: &str, edtf: Edtf, published: Option<Edtf>, from: &From) -> String {
    let what = with_particle(&format!("‘{phrase}’"), Particle::Object);
    let date = with_particle(&date_text(edtf), Particle::Towards);
    match (from, published) {
        (From::Before(before), _) => {
            format!("같은 문단의 ‘{before}’에 이어지는 말이어서 {what} {date} 보았습니다.")
        }
        (From::Publication, Some(published)) => {
            format!("글이 {}의 것이어서 {what} {date} 보았습니다.", date_text(published))
        }
        _ => format!("{what} {date} 보았습니다."),
    }
}

/// What a date was counted from.
enum From {
    /// Its own words.
    Itself,
    Publication,
    /// A year or month named before, in these words.
    Before(String),
}

/// A unit placed in the calendar.
#[derive(Clone, Copy)]
struct Placed {
    year: i32,
    part: Option<Part>,
    day: Option<u32>,
}

impl Reader {
    /// The EDTF of a time, and what it was counted from.
    fn place(
        &mut self,
        time: &WrittenTime,
        is_future: bool,
        sentence: usize,
    ) -> Option<(String, From)> {
        let (first, counted) = self.unit(&time.first, is_future, sentence)?;
        self.remember(&first, sentence);
        let from = edtf_text(&first)?;
        let text = match (time.last, time.limit) {
            (Some(last), _) => {
                let (last, _) = self.unit(&last, true, sentence)?;
                self.remember(&last, sentence);
                format!("{from}/{}", edtf_text(&last)?)
            }
            (None, Some(Limit::By)) => format!("../{from}"),
            // What has begun is dated by its beginning; what is to begin lasts from then on.
            (None, Some(Limit::From)) if is_future => format!("{from}/.."),
            (None, _) => from,
        };
        Some((text, counted))
    }

    fn remember(&mut self, placed: &Placed, sentence: usize) {
        let month = match placed.part {
            Some(Part::Month(month)) => Some(month),
            _ => None,
        };
        let words = match month {
            Some(month) if placed.day.is_some() => format!("{}년 {month}월", placed.year),
            _ => format!("{}년", placed.year),
        };
        (self.before, self.before_in) = (Some((placed.year, month, words)), sentence);
    }

    /// Places a unit, with what it was counted from.
    fn unit(&self, unit: &Unit, is_future: bool, sentence: usize) -> Option<(Placed, From)> {
        let placed = |year, part, day| Placed { year, part, day };
        if let Some(Part::Counted(months)) = unit.part {
            let (year, month) = self.agreed(|day| {
                let first = day.with_day(1)?;
                let moved = if months < 0 {
                    first.checked_sub_months(Months::new(months.unsigned_abs()))
                } else {
                    first.checked_add_months(Months::new(months.unsigned_abs()))
                }?;
                Some((moved.year(), moved.month()))
            })?;
            return Some((placed(year, Some(Part::Month(month)), unit.day), From::Publication));
        }
        match (unit.year, unit.part, unit.day) {
            (Some(Year::Named(year)), part, day) => Some((placed(year, part, day), From::Itself)),
            (Some(Year::Counted(years)), part, day) => {
                let year = self.agreed(|day| Some(day.year()))? + years;
                Some((placed(year, part, day), From::Publication))
            }
            (None, Some(part), day) => {
                if let (None, Some((year, _, words))) = (unit.side, &self.before) {
                    return Some((placed(*year, Some(part), day), From::Before(words.clone())));
                }
                let Part::Month(month) = part else {
                    let year = self.agreed(|day| Some(day.year()))?;
                    return Some((placed(year, Some(part), day), From::Publication));
                };
                let year =
                    self.agreed(|today| nearest_year(today, month, day, unit.side, is_future))?;
                Some((placed(year, Some(part), day), From::Publication))
            }
            (None, None, Some(day)) => {
                if let (None, Some((year, Some(month), words))) = (unit.side, &self.before)
                    && sentence == self.before_in
                {
                    let month = Some(Part::Month(*month));
                    return Some((placed(*year, month, Some(day)), From::Before(words.clone())));
                }
                let (year, month) =
                    self.agreed(|today| nearest_month(today, day, unit.side, is_future))?;
                Some((placed(year, Some(Part::Month(month)), Some(day)), From::Publication))
            }
            (None, None, None) => None,
        }
    }

    /// What follows from the day of publication, if it is the same from the first day it can be to the last.
    fn agreed<T: PartialEq>(&self, follows: impl Fn(NaiveDate) -> Option<T>) -> Option<T> {
        let published = self.published?;
        let (first, last) = (follows(published.earliest())?, follows(published.latest())?);
        (first == last).then_some(first)
    }
}

/// The year of the last such month or day before publication, or of the next one.
fn nearest_year(
    today: NaiveDate,
    month: u32,
    day: Option<u32>,
    side: Option<Side>,
    is_future: bool,
) -> Option<i32> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let place = |year: i32| (year, month, day.unwrap_or(0));
    let now = (today.year(), today.month(), day.map_or(0, |_| today.day()));
    let is_next = side == Some(Side::After) || side.is_none() && is_future;
    if is_next {
        years.into_iter().find(|year| place(*year) >= now)
    } else if side == Some(Side::Before) {
        years.into_iter().rev().find(|year| place(*year) < now)
    } else {
        years.into_iter().rev().find(|year| place(*year) <= now)
    }
}

/// The year and month of the last such day before publication, or of the next one.
fn nearest_month(
    today: NaiveDate,
    day: u32,
    side: Option<Side>,
    is_future: bool,
) -> Option<(i32, u32)> {
    let first = today.with_day(1)?;
    let (before, after) =
        (first.checked_sub_months(Months::new(1))?, first.checked_add_months(Months::new(1))?);
    let is_next = side == Some(Side::After) || side.is_none() && is_future;
    let is_this = if is_next {
        day >= today.day()
    } else if side == Some(Side::Before) {
        day < today.day()
    } else {
        day <= today.day()
    };
    let month = match (is_this, is_next) {
        (true, _) => first,
        (false, true) => after,
        (false, false) => before,
    };
    Some((month.year(), month.month()))
}

fn edtf_text(placed: &Placed) -> Option<String> {
    let year = placed.year;
    Some(match (placed.part, placed.day) {
        (None, None) => format!("{year}"),
        (Some(Part::Half(half)), None) => format!("{year}-{}", 39 + half),
        (Some(Part::Quarter(quarter)), None) => format!("{year}-{}", 32 + quarter),
        (Some(Part::Month(month)), None) => format!("{year}-{month:02}"),
        (Some(Part::Month(month)), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, published: &str, is_future: bool) -> Vec<(String, String)> {
        let published = Edtf::parse(published).ok();
        let found = dates(text, published, |_| is_future, |_| 0).into_iter();
        let edtf = |date: &FoundDate| date.edtf.map_or("?".to_owned(), |edtf| edtf.to_string());
        found.map(|date| (date.phrase.clone(), edtf(&date))).collect()
    }

    #[test]
    fn a_bare_month_or_day_is_the_nearest_one_before_publication_or_after_it() {
        for (text, published, is_future, edtf) in [
            ("21일", "2017-12-22", false, "2017-12-21"),
            ("25일", "2017-12-22", false, "2017-11-25"),
            ("25일", "2017-12-22", true, "2017-12-25"),
            ("2월 중", "2018-01-22", true, "2018-02"),
            ("12월", "2018-01-22", false, "2017-12"),
            ("지난 12월", "2018", false, "2017-12"),
            ("지난 18일", "2018-01-22", false, "2018-01-18"),
            ("오는 3월 2일", "2018-04-01", false, "2019-03-02"),
            ("지난달 30일", "2018-01-05", false, "2017-12-30"),
            ("내년 상반기", "2018-04-01", true, "2019-40"),
            ("2022년까지", "2018-04-01", true, "../2022"),
            ("내년부터", "2018-04-01", true, "2019/.."),
            ("지난해 11월부터", "2018-04-30", false, "2017-11"),
            ("2018년부터 2022년까지", "2018", true, "2018/2022"),
            ("10월 2일부터 4일까지", "2018-09-20", true, "2018-10-02/2018-10-04"),
            ("3월 23일", "2018", false, "?"),
        ] {
            let found = read(text, published, is_future);
            let found: Vec<&str> = found.iter().map(|(_, edtf)| edtf.as_str()).collect();
            assert_eq!(found, [edtf], "{text} in {published}");
        }
    }

    #[test]
    fn a_bare_month_goes_on_from_the_year_before_it() {
        let found = dates("2016년 9월에 시작해 12월에 마쳤다", None, |_| false, |_| 0);
        assert_eq!(found[1].edtf.map(|edtf| edtf.to_string()).as_deref(), Some("2016-12"));
        let basis = "같은 문단의 ‘2016년’에 이어지는 말이어서 ‘12월’을 2016년 12월로 보았습니다.";
        assert_eq!(found[1].basis.as_deref(), Some(basis));
        assert_eq!(found[0].basis, None, "stated outright");
    }
}
