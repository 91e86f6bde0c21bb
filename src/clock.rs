//! Today, the one input that is neither seed nor address. The wall clock is read here and nowhere
//! else (clippy refuses it elsewhere), so that tests set the day.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// How far Seoul is ahead of UTC the whole year, as Korea keeps no summer time.
const SEOUL: TimeDelta = TimeDelta::hours(9);

/// The moment at which a day begins in Seoul.
pub fn beginning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - SEOUL
}

/// Where today comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The calendar of Seoul.
    Seoul,
    /// One day for ever.
    Fixed(NaiveDate),
}

impl Clock {
    /// Today's date in Seoul.
    pub fn today(self) -> NaiveDate {
        match self {
            Self::Seoul => (self.now() + SEOUL).date_naive(),
            Self::Fixed(day) => day,
        }
    }

    /// This moment, for logs and operators; of a fixed day its first.
    pub fn now(self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            Self::Seoul => Utc::now(),
            Self::Fixed(day) => beginning(day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_day_begins_in_seoul() {
        let day = "2026-11-22".parse().expect("a day");
        let clock = Clock::Fixed(day);
        assert_eq!(clock.now().to_rfc3339(), "2026-11-21T15:00:00+00:00");
        assert_eq!(clock.today(), day);
    }
}
