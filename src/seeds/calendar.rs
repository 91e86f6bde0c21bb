//! Places written times in the calendar: what a phrase leaves open is taken from the day of publication, or from the
//! year and month named before it in its paragraph.

use chrono::{Datelike, Months, NaiveDate};

use super::times::{CalendarUnit, Side, WrittenTime, WrittenYear, YearPart, times};
use crate::domain::{Edtf, Point};

/// The context from which the times of a text are understood.
#[derive(Clone, Copy)]
pub struct TemporalContext {
    published: Option<Edtf>,
    /// The calendar unit that the paragraph named last.
    before: Option<Point>,
}

/// One possible meaning of a written time in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpretation {
    pub start: Point,
    /// The end of an interval.
    pub end: Option<Point>,
    pub basis: Basis,
}

/// What a time is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Its own words.
    Itself,
    Publication,
    /// A year or month named before, in these words.
    Before(String),
}

impl TemporalContext {
    /// The context at the beginning of a paragraph in a source that was published then.
    pub const fn new(published: Option<Edtf>) -> Self {
        Self { published, before: None }
    }

    /// Each time in a text with its interpretations; `ahead` says that the text speaks of something still to come.
    pub fn read(&mut self, text: &str, ahead: bool) -> Vec<(WrittenTime, Vec<Interpretation>)> {
        let read = times(text).into_iter().map(|time| {
            let interpretations = self.interpretations(&time, ahead);
            self.go_on_from(likeliest(&interpretations));
            (time, interpretations)
        });
        read.collect()
    }

    /// The interpretations of a time, the likeliest first: as it continues the time named before it, or as the
    /// nearest one before publication (after it if `ahead`). Empty where neither can tell.
    pub fn interpretations(&self, time: &WrittenTime, ahead: bool) -> Vec<Interpretation> {
        let starts = self.unit(&time.first, ahead).into_iter();
        let whole = starts.filter_map(|(start, basis)| {
            let after = Self { before: Some(start), ..*self };
            let end = match &time.last {
                Some(last) => Some(after.unit(last, true).into_iter().next()?.0),
                None => None,
            };
            Some(Interpretation { start, end, basis })
        });
        whole.collect()
    }

    /// Moves on past a time with this interpretation.
    pub fn go_on_from(&mut self, interpretation: Option<&Interpretation>) {
        self.before = interpretation
            .map(|interpretation| interpretation.end.unwrap_or(interpretation.start))
            .or(self.before);
    }

    /// Moves on to the next sentence, where a bare day no longer belongs to the month named before.
    pub fn begin_sentence(&mut self) {
        self.before = self.before.map(|before| Point::Year(before.earliest().year()));
    }

    fn unit(&self, unit: &CalendarUnit, ahead: bool) -> Vec<(Point, Basis)> {
        if let Some(WrittenYear::Named(year)) = unit.year {
            let named = point(year, unit.part, unit.day);
            return named.map(|named| (named, Basis::Itself)).into_iter().collect();
        }
        let nearest = self.nearest(unit, ahead).into_iter();
        self.going_on(unit).into_iter().chain(nearest.map(|of| (of, Basis::Publication))).collect()
    }

    /// The unit, completed with the year or with the year and month named before it.
    fn going_on(&self, unit: &CalendarUnit) -> Option<(Point, Basis)> {
        let before = self.before.filter(|_| unit.year.is_none() && unit.side.is_none())?;
        let first = before.earliest();
        let (part, words) = match (unit.part, before) {
            (Some(YearPart::Relative(_)), _) => return None,
            (Some(part), _) => (part, format!("{}년", first.year())),
            (None, Point::Month { .. } | Point::Day(_)) => {
                (YearPart::Month(first.month()), format!("{}년 {}월", first.year(), first.month()))
            }
            (None, _) => return None,
        };
        Some((point(first.year(), Some(part), unit.day)?, Basis::Before(words)))
    }

    /// The nearest such unit, as seen from the first and from the last day on which the source can have been
    /// published. Where these disagree there is none, unless the unit says that it is past: then both are possible,
    /// since a month may lie in the year of publication or before it. A bare day can be placed only from an exact
    /// day.
    fn nearest(&self, unit: &CalendarUnit, ahead: bool) -> Vec<Point> {
        let Some(published) = self.published else { return Vec::new() };
        let days = [published.earliest(), published.latest()].into_iter();
        let mut nearest: Vec<Point> = days.filter_map(|day| nearest_to(day, unit, ahead)).collect();
        nearest.dedup();
        if nearest.len() > 1 && (unit.side != Some(Side::Before) || unit.part.is_none()) {
            nearest.clear();
        }
        nearest
    }
}

/// The most probable of these interpretations; `None` where two are equally good.
pub fn likeliest(interpretations: &[Interpretation]) -> Option<&Interpretation> {
    match interpretations {
        [one] => Some(one),
        [first, ..] if matches!(first.basis, Basis::Before(_)) => Some(first),
        _ => None,
    }
}

/// What a unit without a named year means when it is written on this day.
fn nearest_to(today: NaiveDate, unit: &CalendarUnit, ahead: bool) -> Option<Point> {
    if let Some(WrittenYear::Relative(years)) = unit.year {
        return point(today.year() + years, unit.part, unit.day);
    }
    let month = match unit.part {
        Some(YearPart::Relative(months)) => {
            let (first, count) = (today.with_day(1)?, Months::new(months.unsigned_abs()));
            let moved = if months < 0 { first - count } else { first + count };
            return point(moved.year(), Some(YearPart::Month(moved.month())), unit.day);
        }
        Some(YearPart::Month(month)) => Some(month),
        Some(part) => return point(today.year(), Some(part), None),
        None => None,
    };
    let is_now = |date: &NaiveDate| match unit.day {
        Some(_) => *date == today,
        None => (date.year(), date.month()) == (today.year(), today.month()),
    };
    let is_it = |date: &NaiveDate| {
        month.is_none_or(|month| date.month() == month)
            && unit.day.is_none_or(|day| date.day() == day)
            && !(unit.side == Some(Side::Before) && is_now(date))
    };
    let ahead = unit.side.map_or(ahead, |side| side == Side::After);
    let step = |date: &NaiveDate| if ahead { date.succ_opt() } else { date.pred_opt() };
    // There is a 29 February within any eight years, even around the turn of a century that has none.
    let day = std::iter::successors(Some(today), step).take(366 * 8).find(is_it)?;
    point(day.year(), Some(YearPart::Month(day.month())), unit.day)
}

fn point(year: i32, part: Option<YearPart>, day: Option<u32>) -> Option<Point> {
    Some(match (part, day) {
        (None, _) => Point::Year(year),
        (Some(YearPart::Half(half)), _) => Point::HalfYear { year, half },
        (Some(YearPart::Quarter(quarter)), _) => Point::Quarter { year, quarter },
        (Some(YearPart::Month(month)), None) => {
            Point::Month { year, month: month.try_into().ok()? }
        }
        (Some(YearPart::Month(month)), Some(day)) => {
            Point::Day(NaiveDate::from_ymd_opt(year, month, day)?)
        }
        (Some(YearPart::Relative(_)), _) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a phrase means, in EDTF, in a source published then, behind these words in its paragraph.
    fn meant(phrase: &str, published: &str, ahead: bool, before: &str) -> Vec<String> {
        let mut context = TemporalContext::new(Edtf::parse(published).ok());
        context.read(before, ahead);
        let interpretations = context
            .read(phrase, ahead)
            .into_iter()
            .flat_map(|(_, interpretations)| interpretations);
        let mut written: Vec<String> = interpretations.map(|one| one.start.to_string()).collect();
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
            assert_eq!(meant("하반기"), ["2018-41"]);
            assert_eq!(meant("내년"), ["2019"]);
            assert_eq!(meant("2016년 12월"), ["2016-12"]);
        }
        assert_eq!(meant("지난 12월", "2018-04~", false, ""), ["2017-12"]);
        assert_eq!(meant("지난 12월", "2018", false, ""), ["2017-12"]);
        assert_eq!(meant("지난 11월", "2018", false, ""), ["2017-11", "2018-11"]);
        assert!(meant("곧", "2018", false, "").is_empty());
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
        assert_eq!(meant("지난 12월", "2017-12-22", false, ""), ["2016-12"], "not this month");
        assert_eq!(meant("지난달 18일", "2018-01-05", false, ""), ["2017-12-18"]);
        assert_eq!(meant("내달 3일", "2017-12-22", false, ""), ["2018-01-03"]);
    }

    #[test]
    fn a_bare_day_needs_the_day_of_publication() {
        assert!(meant("21일", "2018-04~", false, "").is_empty());
        assert!(meant("지난 21일", "2018-04~", false, "").is_empty());
        assert!(meant("12월", "2018", false, "").is_empty(), "of this year or the last");
        assert_eq!(meant("12월", "2018-04~", false, ""), ["2017-12"]);
        assert_eq!(meant("지난 10월 17일", "2017-11", false, ""), ["2017-10-17"]);
        assert!(meant("12월", "", false, "").is_empty(), "no day of publication");
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
