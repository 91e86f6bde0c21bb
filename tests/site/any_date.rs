//! Dates that nobody wrote by hand: every date of the site reads back as it is printed and spans the days
//! that a calendar gives it; what is almost a date is refused or is another date, never half of one.

use chrono::Datelike;
use gyeongsan::domain::Edtf;
use proptest::prelude::*;
use proptest::test_runner::Config;

/// A day as year, month and day, and a unit of the calendar as it is written, with its first and last day.
type Day = (i32, u32, u32);
type Unit = (String, Day, Day);

fn last_of(year: i32, month: u32) -> u32 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn unit() -> impl Strategy<Value = Unit> {
    let year = prop_oneof![3 => 1990..2040_i32, 1 => 1..=9999_i32];
    (year, 0..5_u8, 1..=12_u32, 1..=31_u32).prop_map(|(year, precision, month, day)| {
        let months = |first: u32, last: u32| ((year, first, 1), (year, last, last_of(year, last)));
        let spelled = |written: String, (first, last): (Day, Day)| (written, first, last);
        match precision {
            0 => spelled(format!("{year:04}"), months(1, 12)),
            1 => {
                let half = month.div_ceil(6);
                spelled(format!("{year:04}-{}", 39 + half), months(6 * half - 5, 6 * half))
            }
            2 => {
                let quarter = month.div_ceil(3);
                spelled(format!("{year:04}-{}", 32 + quarter), months(3 * quarter - 2, 3 * quarter))
            }
            3 => spelled(format!("{year:04}-{month:02}"), months(month, month)),
            _ => {
                let day = day.min(last_of(year, month));
                let one = (year, month, day);
                spelled(format!("{year:04}-{month:02}-{day:02}"), (one, one))
            }
        }
    })
}

fn day(date: chrono::NaiveDate) -> Day {
    (date.year(), date.month(), date.day())
}

/// What holds of every text that is read as a date.
fn is_one_date(text: &str) -> Result<(), TestCaseError> {
    if let Ok(date) = Edtf::parse(text) {
        prop_assert_eq!(date.to_string(), text, "one date, one spelling");
        prop_assert!(date.earliest() <= date.latest(), "{}", text);
        prop_assert_eq!(date.years(), (date.earliest().year(), date.latest().year()));
        prop_assert_eq!(date.is_span(), date.earliest() != date.latest());
    }
    Ok(())
}

/// A text with one or more slips in it: characters left out, put in, doubled or replaced.
fn slipped(text: &str, slips: &[(prop::sample::Index, u8, char)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (place, kind, letter) in slips {
        let at = place.index(letters.len() + 1);
        match kind {
            0 if at < letters.len() => drop(letters.remove(at)),
            1 if at < letters.len() => letters[at] = *letter,
            2 if at < letters.len() => letters.insert(at, letters[at]),
            _ => letters.insert(at, *letter),
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(Config { cases: 2000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_unit_of_the_calendar_is_all_its_days((text, first, last) in unit(), mark in "[?~%]?", by in any::<bool>()) {
        let text = format!("{}{text}{mark}", if by { "../" } else { "" });
        let date = Edtf::parse(&text).expect(&text);
        prop_assert_eq!((day(date.earliest()), day(date.latest())), (first, last), "{}", text);
        prop_assert_eq!(date.is_uncertain(), mark == "?" || mark == "%");
        prop_assert_eq!(date.is_approximate(), mark == "~" || mark == "%");
        prop_assert_eq!(date.is_by(), by);
        is_one_date(&text)?;
    }

    #[test]
    fn an_interval_runs_from_its_first_unit_to_its_last(one in unit(), other in unit(), mark in "[?~%]?") {
        let text = format!("{}{mark}/{}{mark}", one.0, other.0);
        match Edtf::parse(&text) {
            Ok(date) => {
                prop_assert_eq!((day(date.earliest()), day(date.latest())), (one.1, other.2), "{}", text);
                is_one_date(&text)?;
            }
            Err(_) => prop_assert!(one.1 > other.2, "{} is refused", text),
        }
    }

    #[test]
    fn what_is_almost_a_date_is_a_date_or_none(
        one in unit(),
        other in unit(),
        shape in 0..4_u8,
        slips in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..4_u8, prop::sample::select("0123456789-/.?~%XYTZ+E{}[], 년".chars().collect::<Vec<_>>())),
            1..4,
        ),
    ) {
        let text = match shape {
            0 => one.0,
            1 => format!("{}/{}", one.0, other.0),
            2 => format!("../{}", one.0),
            _ => format!("{}?/{}~", one.0, other.0),
        };
        is_one_date(&slipped(&text, &slips))?;
    }

    #[test]
    fn no_text_is_half_a_date(text in prop_oneof!["\\PC{0,40}", "[0-9XYTZ/.?~%+-]{0,30}", "[{\\[]([0-9]{4}(-[0-9]{2})?[,.]{0,2}){0,8}[}\\]]"]) {
        is_one_date(&text)?;
    }
}

#[test]
fn the_dates_of_the_seeds_are_dates_by_the_same_rules() {
    for fact in super::support::seeds().facts {
        let Some(date) = fact.date() else { continue };
        is_one_date(&date.edtf.to_string()).expect("a date of the seeds");
        assert_eq!(Edtf::parse(&date.edtf.to_string()), Ok(date.edtf));
    }
}
