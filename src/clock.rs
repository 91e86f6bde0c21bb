//! Today's date, the only input besides the seeds and the address. The wall clock is read here and nowhere else
//! (clippy refuses it elsewhere), so that tests can set the day.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Seoul is this far ahead of UTC all year round, because Korea keeps no summer time.
const SEOUL: TimeDelta = TimeDelta::hours(9);

/// The moment at which a day begins in Seoul.
pub fn beginning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - SEOUL
}

/// Where today's date comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The wall clock, in Seoul time.
    Seoul,
    /// Always the same day.
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

    /// The current moment, for logs and operators. On a fixed day it is the beginning of that day in Seoul.
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
