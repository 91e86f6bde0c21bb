//! The axis of the timeline's picture, which gives each day its place. It has months up to the end of the year in
//! which the first article appeared, because most of the facts lie there, then a marked break, then years. Years
//! without a fact are left out, which is marked as well. Both ends follow from the dates.

use chrono::{Datelike, NaiveDate};

/// The width of a year in months, after the break.
const YEAR: f32 = 2.2;

/// The width of a break.
const BREAK: f32 = 18.0;

/// The most months on the axis, so that each stays wide enough to read. Facts further back are cut off at the left
/// end.
const MONTHS_MAX: i32 = 48;

/// A date of at most so many days may begin the axis. A longer one needs only its end on it.
const NARROW: i64 = 100;

/// A span of days, including the last.
pub type DaySpan = (NaiveDate, NaiveDate);

#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    left: f32,
    month_width: f32,
    year_width: f32,
    /// The first and the last month, counted from the year 0.
    months: (i32, i32),
    /// The years after the break, each with its left edge.
    years: Vec<(i32, f32)>,
    breaks: Vec<Break>,
}

/// Where the scale changes or years are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// Its middle.
    pub x: f32,
    /// The first and the last year that are left out; `None` where months turn into years.
    pub omitted: Option<(i32, i32)>,
}

/// A line of the grid with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    pub x: f32,
    pub kind: TickKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickKind {
    /// A year, with all its digits or not.
    Year { year: i32, full: bool },
    /// The first month of a quarter, or the first month of the axis.
    Month(u32),
}

impl Axis {
    /// The axis from `left` to `right` for these spans and the day that the first article appeared; `None` if there
    /// are no days.
    pub fn new(
        spans: &[DaySpan],
        article: Option<DaySpan>,
        (left, right): (f32, f32),
    ) -> Option<Self> {
        let first_of = |span: &DaySpan| {
            let narrow = (span.1 - span.0).num_days() <= NARROW;
            month_of(if narrow { span.0 } else { span.1 })
        };
        let all = || spans.iter().chain(&article);
        let earliest = all().map(first_of).min()?;
        let article_year = article.map_or(earliest.div_euclid(12), |article| article.0.year());
        let last_month = article_year * 12 + 11;
        // The year of the article is always whole.
        let first_month = earliest.min(last_month - 11).max(last_month + 1 - MONTHS_MAX);
        let years = shown_years(spans, article_year);
        let omissions = omissions(article_year, &years);
        let gaps = units(omissions.len()) * BREAK;
        let months = units(last_month + 1 - first_month);
        let month_width = (right - left - gaps) / (months + units(years.len()) * YEAR);
        let year_width = month_width * YEAR;
        let mut x = left + months * month_width;
        let (mut placed, mut breaks) = (Vec::new(), Vec::new());
        for year in years {
            if let Some((_, omitted)) = omissions.iter().find(|(before, _)| *before == year) {
                breaks.push(Break { x: x + BREAK / 2.0, omitted: *omitted });
                x += BREAK;
            }
            placed.push((year, x));
            x += year_width;
        }
        let months = (first_month, last_month);
        Some(Self { left, month_width, year_width, months, years: placed, breaks })
    }

    pub const fn start_of_all(&self) -> f32 {
        self.left
    }

    pub fn breaks(&self) -> &[Break] {
        &self.breaks
    }

    pub const fn month_width(&self) -> f32 {
        self.month_width
    }

    pub fn end(&self) -> f32 {
        self.years.last().map_or_else(|| self.months_end(), |(_, x)| x + self.year_width)
    }

    /// Whether a day is before the axis.
    pub fn cuts(&self, day: NaiveDate) -> bool {
        month_of(day) < self.months.0
    }

    /// The place where a day begins.
    pub fn start(&self, day: NaiveDate) -> f32 {
        self.x_of(day, 0)
    }

    /// The place where a day ends.
    pub fn finish(&self, day: NaiveDate) -> f32 {
        self.x_of(day, 1)
    }

    /// The middle of a span.
    pub fn middle(&self, span: DaySpan) -> f32 {
        f32::midpoint(self.start(span.0), self.finish(span.1))
    }

    fn x_of(&self, day: NaiveDate, add: u32) -> f32 {
        let month = month_of(day);
        if month < self.months.0 {
            return self.left;
        }
        if month <= self.months.1 {
            let share = share(day.day0() + add, u32::from(day.num_days_in_month()));
            return self.left + (units(month - self.months.0) + share) * self.month_width;
        }
        let length =
            day.with_month(12).and_then(|day| day.with_day(31)).map_or(365, |d| d.ordinal());
        let share = share(day.ordinal0() + add, length);
        match self.years.iter().find(|(year, _)| *year >= day.year()) {
            Some((year, x)) if *year == day.year() => x + share * self.year_width,
            // A day in a year that is left out is placed at the break; one after the axis, at its end.
            Some((_, x)) => x - BREAK / 2.0,
            None => self.end(),
        }
    }

    fn months_end(&self) -> f32 {
        self.left + units(self.months.1 + 1 - self.months.0) * self.month_width
    }

    /// The lines of the grid.
    pub fn ticks(&self) -> Vec<Tick> {
        let (first, last) = self.months;
        let mut ticks = Vec::new();
        for month in first..=last {
            let x = self.left + units(month - first) * self.month_width;
            let (year, number) = (month.div_euclid(12), month.rem_euclid(12).unsigned_abs() + 1);
            if number == 1 || month == first {
                ticks.push(Tick { x, kind: TickKind::Year { year, full: true } });
            }
            if number % 3 == 1 || month == first {
                ticks.push(Tick { x, kind: TickKind::Month(number) });
            }
        }
        let mut before = None;
        for (at, (year, x)) in self.years.iter().enumerate() {
            let skipped = before.is_none_or(|before| before + 1 < *year);
            let full = skipped || at % 3 == 0 || at + 1 == self.years.len();
            ticks.push(Tick { x: *x, kind: TickKind::Year { year: *year, full } });
            before = Some(*year);
        }
        ticks
    }
}

/// The years after the article that a span touches, and single years between them, which a break would not shorten.
fn shown_years(spans: &[DaySpan], article_year: i32) -> Vec<i32> {
    let touches = |year: i32| spans.iter().any(|(a, b)| a.year() <= year && year <= b.year());
    let last = spans.iter().map(|span| span.1.year()).max().unwrap_or(article_year);
    let years = (article_year + 1)..=last;
    let is_shown = |year: &i32| {
        touches(*year) || (touches(*year - 1) || *year == article_year + 1) && touches(*year + 1)
    };
    years.filter(is_shown).collect()
}

/// The years that have a break before them, each with the years left out there.
fn omissions(article_year: i32, years: &[i32]) -> Vec<(i32, Option<(i32, i32)>)> {
    let mut found = Vec::new();
    let mut before = article_year;
    for (at, year) in years.iter().enumerate() {
        let omitted = (before + 1 < *year).then_some((before + 1, *year - 1));
        if at == 0 || omitted.is_some() {
            found.push((*year, omitted));
        }
        before = *year;
    }
    found
}

/// The month of a day, counted from the year 0.
fn month_of(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

fn share(part: u32, whole: u32) -> f32 {
    units(part) / units(whole)
}

/// A small count as a number to multiply a size by.
#[expect(clippy::expect_used, reason = "months, years and days of the axis are far fewer")]
fn units<T: TryInto<i16, Error: std::fmt::Debug>>(count: T) -> f32 {
    f32::from(count.try_into().expect("at most 48 months, and years of four digits"))
}
