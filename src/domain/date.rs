//! Dates at the precision the source has: a subset of EDTF (ISO 8601-2:2019, Annex A) in which every value is a
//! calendar unit, an interval of two, a limit ("by 2025") or a beginning ("from 2019"). Valid EDTF whose days would
//! be a guess (unspecified digits, seasons) is refused, so that no guess is shown as a date.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use edtf_core::{Edtf as Parsed, IntervalEndpoint};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One calendar unit, within the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    /// A year, `2018`.
    Year(i32),
    /// Half a year, `2018-40` (first) or `2018-41` (second): EDTF level 2, sub-year groupings.
    HalfYear { year: i32, half: u8 },
    /// A quarter, `2018-33` to `2018-36`.
    Quarter { year: i32, quarter: u8 },
    /// A month, `2018-01`.
    Month { year: i32, month: u8 },
    /// A day, `2018-01-15`.
    Day(NaiveDate),
}

/// A date as the source gives it: one calendar unit, an interval of two, a limit (`../2025`, by the end of 2025) or a
/// beginning (`2019/..`, from 2019 on).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf {
    from: Point,
    to: Option<Point>,
    open: Option<OpenEnd>,
    uncertain: bool,
    approximate: bool,
}

/// The end of an interval that is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum OpenEnd {
    Start,
    End,
}

/// Why a text is not a date that this site uses.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EdtfError {
    #[error("not EDTF: {0}")]
    Syntax(String),
    /// The text has the form of a date, but there is no such day or month, or the interval ends before it begins.
    #[error("no such date in the calendar")]
    Impossible,
    /// Valid EDTF, but it names no definite span of days, or no calendar unit that we print.
    #[error("EDTF of a kind this site does not use")]
    Unsupported,
}

impl Point {
    /// The first day of the unit.
    pub fn earliest(self) -> NaiveDate {
        let (year, month) = match self {
            Self::Day(day) => return day,
            Self::Year(year) => (year, 1),
            Self::HalfYear { year, half } => (year, 6 * u32::from(half) - 5),
            Self::Quarter { year, quarter } => (year, 3 * u32::from(quarter) - 2),
            Self::Month { year, month } => (year, u32::from(month)),
        };
        first_of_month(year, month)
    }

    /// The last day of the unit.
    pub fn latest(self) -> NaiveDate {
        let months = match self {
            Self::Day(day) => return day,
            Self::Year(_) => 12,
            Self::HalfYear { .. } => 6,
            Self::Quarter { .. } => 3,
            Self::Month { .. } => 1,
        };
        self.earliest() + Months::new(months) - Days::new(1)
    }

    fn from_parsed(date: &edtf_core::Date) -> Result<Self, EdtfError> {
        if date.has_unspecified() {
            return Err(EdtfError::Unsupported);
        }
        let year = date.year.value().and_then(|year| i32::try_from(year).ok());
        let year = year.filter(|year| (1..=9999).contains(year)).ok_or(EdtfError::Unsupported)?;
        let part =
            |field: Option<edtf_core::DateField>| field.and_then(edtf_core::DateField::value);
        match (part(date.month), part(date.day)) {
            (None, None) => Ok(Self::Year(year)),
            (Some(month @ 1..=12), None) => Ok(Self::Month { year, month }),
            (Some(quarter @ 33..=36), None) => Ok(Self::Quarter { year, quarter: quarter - 32 }),
            (Some(half @ 40..=41), None) => Ok(Self::HalfYear { year, half: half - 39 }),
            (Some(month @ 1..=12), Some(day)) => {
                NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
                    .map(Self::Day)
                    .ok_or(EdtfError::Impossible)
            }
            _ => Err(EdtfError::Unsupported),
        }
    }
}

impl Edtf {
    /// Reads a date: `2018`, `2018-40`, `2018-33`, `2018-01`, `2018-01-15`, an interval of two of these
    /// (`2017-12/2018-01`), or one with an open start or end (`../2025`, `2019/..`). Each may end with `?`
    /// (uncertain), `~` (approximate) or `%` (both).
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        let parsed = Parsed::parse(text).map_err(|error| {
            if looks_like_a_date(text) {
                EdtfError::Impossible
            } else {
                EdtfError::Syntax(error.to_string())
            }
        })?;
        let (uncertain, approximate) = (parsed.is_uncertain(), parsed.is_approximate());
        let (from, to, open) = match &parsed {
            Parsed::Date(date) => (Point::from_parsed(date)?, None, None),
            Parsed::Interval(interval) => match (&interval.start, &interval.end) {
                (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) => {
                    (Point::from_parsed(start)?, Some(Point::from_parsed(end)?), None)
                }
                (IntervalEndpoint::Open, IntervalEndpoint::Date(end)) => {
                    (Point::from_parsed(end)?, None, Some(OpenEnd::Start))
                }
                (IntervalEndpoint::Date(start), IntervalEndpoint::Open) => {
                    (Point::from_parsed(start)?, None, Some(OpenEnd::End))
                }
                _ => return Err(EdtfError::Unsupported),
            },
            _ => return Err(EdtfError::Unsupported),
        };
        let date = Self { from, to, open, uncertain, approximate };
        if date.earliest() > date.latest() {
            return Err(EdtfError::Impossible);
        }
        // Each date has one spelling; a qualifier on a part of the text would be lost in ours.
        if date.to_string() == text { Ok(date) } else { Err(EdtfError::Unsupported) }
    }

    /// The first day the date can mean. A date with an open start has no known first day; it is placed where the unit
    /// it names begins.
    pub fn earliest(self) -> NaiveDate {
        self.from.earliest()
    }

    /// The last day the date can mean. A date with an open end has no known last day; it is placed where the unit it
    /// names ends.
    pub fn latest(self) -> NaiveDate {
        self.to.unwrap_or(self.from).latest()
    }

    /// The unit that the date is, or that the interval starts with.
    pub fn start(self) -> Point {
        self.from
    }

    /// The unit the interval ends with, when the date is an interval.
    pub fn end(self) -> Option<Point> {
        self.to
    }

    /// Whether the date is a limit: something is to happen by its end (`../2025`).
    pub fn is_by(self) -> bool {
        self.open == Some(OpenEnd::Start)
    }

    /// Whether the date is a beginning: something is to happen from then on (`2019/..`).
    pub fn is_from(self) -> bool {
        self.open == Some(OpenEnd::End)
    }

    /// Whether the source leaves the date in doubt (`?`).
    pub fn is_uncertain(self) -> bool {
        self.uncertain
    }

    /// Whether the date is only approximate (`~`).
    pub fn is_approximate(self) -> bool {
        self.approximate
    }

    /// Whether the date is a single day, or a limit or a beginning that is one.
    pub fn is_day(self) -> bool {
        matches!((self.from, self.to), (Point::Day(_), None))
    }

    /// Whether the date covers more than one day.
    pub fn is_span(self) -> bool {
        self.earliest() != self.latest()
    }

    /// The first and the last year that the date touches.
    pub fn years(self) -> (i32, i32) {
        (self.earliest().year(), self.latest().year())
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        Self::parse(&text)
    }
}

impl From<Edtf> for String {
    fn from(edtf: Edtf) -> Self {
        edtf.to_string()
    }
}

impl From<Point> for Edtf {
    fn from(point: Point) -> Self {
        Self { from: point, to: None, open: None, uncertain: false, approximate: false }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::HalfYear { year, half } => write!(f, "{year:04}-{}", 39 + half),
            Self::Quarter { year, quarter } => write!(f, "{year:04}-{}", 32 + quarter),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        };
        let before = if self.is_by() { "../" } else { "" };
        write!(f, "{before}{}{mark}", self.from)?;
        self.to.map_or(Ok(()), |to| write!(f, "/{to}{mark}"))?;
        f.write_str(if self.is_from() { "/.." } else { "" })
    }
}

#[expect(clippy::expect_used, reason = "a point is made only of a year and month that exist")]
fn first_of_month(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).expect("a month of the years 1 to 9999")
}

/// Whether the text has the shape of a date (digits in groups of 4, 2 and 2), so that the fault lies in the calendar
/// and not in the spelling.
fn looks_like_a_date(text: &str) -> bool {
    text.split('/').all(|end| {
        let lengths: Vec<usize> = end
            .trim_end_matches(['?', '~', '%'])
            .split('-')
            .map(|group| if group.bytes().all(|b| b.is_ascii_digit()) { group.len() } else { 0 })
            .collect();
        matches!(lengths[..], [4] | [4, 2] | [4, 2, 2])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> (String, String) {
        let date = Edtf::parse(text).expect(text);
        (date.earliest().to_string(), date.latest().to_string())
    }

    fn span(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn each_precision_is_the_whole_span_it_names() {
        assert_eq!(days("2018"), span("2018-01-01", "2018-12-31"));
        assert_eq!(days("2018-40"), span("2018-01-01", "2018-06-30"));
        assert_eq!(days("2018-41"), span("2018-07-01", "2018-12-31"));
        assert_eq!(days("2018-34"), span("2018-04-01", "2018-06-30"));
        assert_eq!(days("2016-02"), span("2016-02-01", "2016-02-29"));
        assert_eq!(days("2017-12-31"), span("2017-12-31", "2017-12-31"));
        assert_eq!(days("2017-11/2018-02"), span("2017-11-01", "2018-02-28"));
    }

    #[test]
    fn a_limit_and_a_beginning_are_dates_of_their_own() {
        let date = Edtf::parse("../2025").expect("by 2025");
        assert!(date.is_by());
        assert_eq!(date.to_string(), "../2025");
        assert_eq!(date.latest().to_string(), "2025-12-31");
        let date = Edtf::parse("2019/..").expect("from 2019");
        assert!(date.is_from() && !date.is_by());
        assert_eq!(date.to_string(), "2019/..");
        assert_eq!(date.earliest().to_string(), "2019-01-01");
    }

    #[test]
    fn doubt_is_kept() {
        let date = Edtf::parse("2018?").expect("a year in doubt");
        assert!(date.is_uncertain() && !date.is_approximate());
        assert_eq!(date.to_string(), "2018?");
    }

    #[test]
    fn what_no_calendar_has_is_impossible() {
        for text in ["2018-02-30", "2017-13", "2018-00", "2018-06/2018-01"] {
            assert_eq!(Edtf::parse(text), Err(EdtfError::Impossible), "{text}");
        }
    }

    #[test]
    fn a_date_in_words_is_not_edtf() {
        for text in ["", "2018년", "2018/", "지난해", "2018-1", "18-01"] {
            assert!(
                matches!(Edtf::parse(text), Err(EdtfError::Syntax(_) | EdtfError::Unsupported)),
                "{text}"
            );
        }
    }

    #[test]
    fn indefinite_edtf_is_refused() {
        for text in [
            "2018-21",
            "201X",
            "2018-XX",
            "[2017,2018]",
            "Y20180",
            "2018-?06",
            "?2018",
            "2018?/2019",
        ] {
            assert_eq!(Edtf::parse(text), Err(EdtfError::Unsupported), "{text}");
        }
    }
}
