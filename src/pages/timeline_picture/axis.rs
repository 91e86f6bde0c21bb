//! The axis of the timeline's picture: which place a day has. Months up to the end of the year in which the first
//! article appeared, since most of what is told lies there, then a marked break, then years; years that nothing
//! touches are left out, and that is marked as well. Both ends follow from the dates.

use chrono::{Datelike, NaiveDate};

/// How wide a year is where years are drawn, in months where months are.
const YEAR: f32 = 2.2;

/// The room that a break takes.
const BREAK: f32 = 18.0;

/// What lies further back is cut at the left end, so that the months keep a width at which they can be read.
const MONTHS_MAX: i32 = 48;

/// A date that is at most so many days wide may begin the axis; of a wider one its end is enough.
const NARROW: i64 = 100;

/// A span of days, the last included.
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
    /// The first and the last year that are left out; none where months turn into years.
    pub omitted: Option<(i32, i32)>,
}

/// A line of the grid with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    pub x: f32,
    pub kind: TickKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickKind {
    /// A year, written in full or not.
    Year { year: i32, full: bool },
    /// The first month of a quarter, or the month with which the axis begins.
    Month(u32),
}

impl Axis {
    /// The axis from `left` to `right` that shows all spans and the day that it turns on. Nothing without a day.
    pub fn new(
        spans: &[DaySpan],
        turn: Option<DaySpan>,
        (left, right): (f32, f32),
    ) -> Option<Self> {
        let first_of = |span: &DaySpan| {
            let narrow = (span.1 - span.0).num_days() <= NARROW;
            month_of(if narrow { span.0 } else { span.1 })
        };
        let all = || spans.iter().chain(&turn);
        let earliest = all().map(first_of).min()?;
        let turn_year = turn.map_or(earliest.div_euclid(12), |turn| turn.0.year());
        let last_month = turn_year * 12 + 11;
        // The year of the turn is there whole.
        let first_month = earliest.min(last_month - 11).max(last_month + 1 - MONTHS_MAX);
        let years = shown_years(spans, turn_year);
        let omissions = omissions(turn_year, &years);
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

    /// The left end.
    pub const fn start_of_all(&self) -> f32 {
        self.left
    }

    pub fn breaks(&self) -> &[Break] {
        &self.breaks
    }

    pub const fn month_width(&self) -> f32 {
        self.month_width
    }

    /// The right end.
    pub fn end(&self) -> f32 {
        self.years.last().map_or_else(|| self.months_end(), |(_, x)| x + self.year_width)
    }

    /// Whether a day lies before the axis.
    pub fn cuts(&self, day: NaiveDate) -> bool {
        month_of(day) < self.months.0
    }

    /// Where a day begins.
    pub fn start(&self, day: NaiveDate) -> f32 {
        self.place(day, 0)
    }

    /// Where a day ends.
    pub fn finish(&self, day: NaiveDate) -> f32 {
        self.place(day, 1)
    }

    /// The middle of a span.
    pub fn middle(&self, span: DaySpan) -> f32 {
        f32::midpoint(self.start(span.0), self.finish(span.1))
    }

    fn place(&self, day: NaiveDate, add: u32) -> f32 {
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
            // A day in years that are left out has the place of the break; one beyond the end, that of the end.
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

/// The years after the turn that a span touches, and single ones between such, which a break would not shorten.
fn shown_years(spans: &[DaySpan], turn_year: i32) -> Vec<i32> {
    let touches = |year: i32| spans.iter().any(|(a, b)| a.year() <= year && year <= b.year());
    let last = spans.iter().map(|span| span.1.year()).max().unwrap_or(turn_year);
    let years = (turn_year + 1)..=last;
    let is_shown = |year: &i32| {
        touches(*year) || (touches(*year - 1) || *year == turn_year + 1) && touches(*year + 1)
    };
    years.filter(is_shown).collect()
}

/// Before which years there is a break, and which years it leaves out.
fn omissions(turn_year: i32, years: &[i32]) -> Vec<(i32, Option<(i32, i32)>)> {
    let mut found = Vec::new();
    let mut before = turn_year;
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

/// A small count, to be multiplied by the size of one.
#[expect(clippy::expect_used, reason = "months, years and days of the axis are far fewer")]
fn units<T: TryInto<i16, Error: std::fmt::Debug>>(count: T) -> f32 {
    f32::from(count.try_into().expect("at most 48 months, and years of four digits"))
}
