//! Reads numbers as Korean text writes them (1,040만 9,000, 1천576억, 3000여, 30여억), each with its value, its qualifier
//! and what it counts or measures. Decides nothing about facts.

use crate::domain::Qualifier;

/// Units of measure, of which one must not stand for another; each with its other spellings.
const MEASURES: &[&str] =
    &["㎡|m²|m2|제곱미터", "평", "㎞|km", "㏊|ha", "%|퍼센트", "달러", "원", "톤"];

/// The units in steps of ten thousand, each with its value.
const GREAT_UNITS: [(char, f64); 3] = [('조', 1e12), ('억', 1e8), ('만', 1e4)];

/// The units below ten thousand.
const SMALL_UNITS: [(char, f64); 3] = [('천', 1e3), ('백', 1e2), ('십', 1e1)];

/// What may stand right behind a number that has no unit: 0.83을, 1조170억서.
const PARTICLES: &[&str] = &[
    "은", "는", "이", "가", "을", "를", "에", "의", "로", "으로", "과", "와", "서", "에서", "부터",
    "까지",
];

/// The units of a date, each within the one before.
const CALENDAR_UNITS: [char; 3] = ['년', '월', '일'];

/// Words that begin like a unit of a date but are none: 경산4일반산업단지.
const NO_CALENDAR: &[&str] = &["일반", "일자리", "일대", "월드"];

/// Counters that begin with 개 but count years, months or countries.
const OTHER_COUNTERS: &[&str] = &["개년", "개월", "개국"];

/// A number as a text says it.
#[derive(Debug)]
pub struct WrittenNumber<'t> {
    pub written: &'t str,
    pub value: f64,
    pub qualifier: Option<Qualifier>,
    /// The text behind the number.
    pub behind: &'t str,
    /// Whether its last unit is 조, 억 or 만.
    is_great: bool,
}

/// The unit of a number, as far as it tells the number from the same one of something else: the 4 of 4차 is not the 4 of
/// 4월.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberUnit {
    /// Places, firms or things: 135곳, 135개사 and 135개 회원사 are one number.
    Pieces,
    /// A unit of measure or money, which never stands for another one.
    Measure(&'static str),
    /// Anything else, by its first character.
    Other(char),
}

impl WrittenNumber<'_> {
    /// The unit of the number; `None` for one without a unit.
    pub fn unit(&self) -> Option<NumberUnit> {
        let behind = behind_over(self.behind).unwrap_or(self.behind);
        let letters = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if PARTICLES.contains(&letters) { None } else { number_unit(behind) }
    }

    /// Whether it is a sum of money whose 원 was left out, as headlines do: 714억으로.
    pub fn may_be_won(&self) -> bool {
        self.is_great && self.unit().is_none()
    }

    /// Whether it is a little more than it says: 3000여, 30여억.
    pub fn is_over(&self) -> bool {
        self.qualifier == Some(Qualifier::Over)
    }

    /// The unit of a date that follows the number: 년, 월 or 일.
    pub fn calendar_unit(&self) -> Option<char> {
        let is_none = NO_CALENDAR.iter().any(|word| self.behind.starts_with(word));
        self.behind.chars().next().filter(|unit| CALENDAR_UNITS.contains(unit) && !is_none)
    }

    /// Whether the next number of the text continues the date that this one belongs to: 2017년 12월.
    pub fn goes_on_to(&self, next: &Self) -> bool {
        let position = |number: &Self| {
            let unit = number.calendar_unit()?;
            CALENDAR_UNITS.iter().position(|known| *known == unit)
        };
        let (Some(own), Some(its)) = (position(self), position(next)) else { return false };
        let behind = self.behind[CALENDAR_UNITS[own].len_utf8()..].trim_start();
        its == own + 1 && behind.starts_with(next.written)
    }

    /// The number with what follows it, to be shown.
    pub fn shown(&self) -> String {
        let next = self.behind.trim_start().chars().next().map(String::from);
        format!("{}{}", self.written, next.unwrap_or_default())
    }
}

/// The unit of a number, by the text of the unit or the text behind the number.
pub fn number_unit(text: &str) -> Option<NumberUnit> {
    let text = text.trim_start();
    let is_written = |measure: &&&str| measure.split('|').any(|unit| text.starts_with(unit));
    if let Some(measure) = MEASURES.iter().find(is_written) {
        return Some(NumberUnit::Measure(measure.split('|').next().unwrap_or(measure)));
    }
    // Its second letter stands for it, because the first is a unit of a date.
    if NO_CALENDAR.iter().any(|word| text.starts_with(word)) {
        return text.chars().nth(1).map(NumberUnit::Other);
    }
    let is_other = OTHER_COUNTERS.iter().any(|counter| text.starts_with(counter));
    match text.chars().next()? {
        '개' | '곳' if !is_other => Some(NumberUnit::Pieces),
        letter => letter.is_alphanumeric().then_some(NumberUnit::Other(letter)),
    }
}

/// Whether two numbers are the same up to the rounding of floating-point numbers.
pub fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= f64::EPSILON * a.abs().max(b.abs())
}

/// The numbers of a text, in their order.
pub fn read(text: &str) -> Vec<WrittenNumber<'_>> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = &rest[..start];
        let (value, after) = whole(&rest[start..]);
        let written = &rest[start..rest.len() - after.len()];
        numbers.push(WrittenNumber {
            is_great: written.ends_with(|last| GREAT_UNITS.iter().any(|(unit, _)| *unit == last)),
            written,
            value,
            qualifier: qualifier(before, written, after),
            behind: after,
        });
        rest = after;
    }
    numbers
}

/// The number that a text begins with, over its great units (1조 6천억, 1,040만 9,000, 30여억), and what follows it. A
/// group that is not below the unit before it begins another number, and so does a year.
fn whole(text: &str) -> (f64, &str) {
    let (mut sum, mut end, mut rest, mut ceiling) = (0.0, text, text, f64::INFINITY);
    loop {
        let (group, after) = group(rest);
        let behind = after.strip_prefix('여').unwrap_or(after);
        let (factor, after) = unit(behind, &GREAT_UNITS).unwrap_or((1.0, after));
        let is_apart = rest.len() < end.len() && after.starts_with('년');
        if group * factor >= ceiling || is_apart {
            return (sum, end);
        }
        sum += group * factor;
        let next = after.trim_start();
        let goes_on = next.starts_with(|c: char| c.is_ascii_digit());
        if is_same(factor, 1.0) || !goes_on {
            return (sum, after);
        }
        (end, rest, ceiling) = (after, next, factor);
    }
}

/// A number below ten thousand as a text begins with it, in digits (1,040) or with small units (1천576, 6천), and what
/// follows it.
fn group(text: &str) -> (f64, &str) {
    let (mut sum, mut end, mut rest, mut ceiling) = (0.0, text, text, f64::INFINITY);
    loop {
        let (value, after) = digits(rest);
        let (factor, after) = unit(after, &SMALL_UNITS).unwrap_or((1.0, after));
        if value * factor >= ceiling {
            return (sum, end);
        }
        sum += value * factor;
        let goes_on = after.starts_with(|c: char| c.is_ascii_digit());
        if is_same(factor, 1.0) || !goes_on {
            return (sum, after);
        }
        (end, rest, ceiling) = (after, after, factor);
    }
}

fn unit<'t>(text: &'t str, units: &[(char, f64)]) -> Option<(f64, &'t str)> {
    units.iter().find_map(|(unit, worth)| Some((*worth, text.strip_prefix(*unit)?)))
}

/// The digits that a text begins with (`3,000.5`), and what follows them. A comma belongs to a number if it has one to
/// three digits before it and three behind it; any other comma separates two numbers (1,2산업단지).
#[expect(clippy::expect_used, reason = "the token is of digits with one point at most")]
fn digits(text: &str) -> (f64, &str) {
    let bytes = text.as_bytes();
    let count = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = count(0);
    if end <= 3 {
        while bytes.get(end) == Some(&b',') && count(end + 1) == 3 {
            end += 4;
        }
    }
    if bytes.get(end) == Some(&b'.') && count(end + 1) > 0 {
        end += 1 + count(end + 1);
    }
    let token = text[..end].replace(',', "");
    (token.parse().expect("a number"), &text[end..])
}

/// The text behind the 여 of a number that is a little more than it says, however it is spaced: 3000여, 122억 여 원.
pub fn behind_over(behind: &str) -> Option<&str> {
    behind
        .strip_prefix('여')
        .or_else(|| behind.strip_prefix(" 여").filter(|text| text.starts_with(' ')))
}

/// The start of the 약 right before a number, if it is a word of its own: the end of 협약 3건 says nothing of the number.
pub fn about_before(before: &str) -> Option<usize> {
    let rest = before.trim_end().strip_suffix('약')?;
    (!rest.ends_with(char::is_alphanumeric)).then_some(rest.len())
}

/// The qualifier of a number that stands between these texts.
fn qualifier(before: &str, written: &str, after: &str) -> Option<Qualifier> {
    // What stands behind the next number belongs to that one.
    let own = after.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    if written.contains('여') || behind_over(after).is_some() {
        Some(Qualifier::Over)
    } else if own.contains("이상") {
        Some(Qualifier::AtLeast)
    } else if about_before(before).is_some() || own.contains("정도") {
        Some(Qualifier::About)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        read(text).into_iter().map(|number| number.value).collect()
    }

    #[test]
    fn numbers_are_read_over_their_units() {
        for (text, value) in [
            ("1040만9000㎡", 10_409_000.0),
            ("1,040만 9,000", 10_409_000.0),
            ("1조 달러", 1e12),
            ("12만 대학생", 120_000.0),
            ("1천576억 원", 157_600_000_000.0),
            ("1조 6천억 원", 1.6e12),
            ("3조5천억", 3.5e12),
            ("13만6천㎡", 136_000.0),
            ("5천만 원", 5e7),
            ("2억 5백만 원", 205_000_000.0),
            ("1.5조", 1.5e12),
            ("30여억 원", 3e9),
            ("2천여만 원", 2e7),
            ("1조 2천여억 원", 1.2e12),
            ("1,234,567명", 1_234_567.0),
            ("12,345.5㎡", 12_345.5),
        ] {
            assert_eq!(values(text), [value], "{text}");
        }
    }

    #[test]
    fn two_numbers_side_by_side_are_two() {
        assert_eq!(values("10만 2018년"), [100_000.0, 2018.0]);
        assert_eq!(values("1억 2억"), [1e8, 2e8]);
        assert_eq!(values("2018.1.15"), [2018.1, 15.0]);
        assert_eq!(values("1·2·3·4산업단지"), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(values("1,2산업단지"), [1.0, 2.0]);
        assert_eq!(values("2017,2018년"), [2017.0, 2018.0]);
        assert_eq!(values("12,34,567명"), [12.0, 34_567.0]);
        assert_eq!(values("3,0000"), [3.0, 0.0]);
        assert_eq!(values("1.5,200"), [1.5, 200.0]);
    }

    #[test]
    fn a_number_has_its_blur() {
        let blur = |text: &str| read(text).first().and_then(|number| number.qualifier);
        assert_eq!(blur("3000여 기업"), Some(Qualifier::Over));
        assert_eq!(blur("50여 개 기업"), Some(Qualifier::Over));
        assert_eq!(blur("총 122억 여 원"), Some(Qualifier::Over));
        assert_eq!(blur("30여억 원"), Some(Qualifier::Over));
        assert_eq!(blur("100명 여성"), None);
        assert_eq!(blur("(약 3800평)"), Some(Qualifier::About));
        for text in ["업무협약 3건", "계약 3건", "예약3건"] {
            assert_eq!(blur(text), None, "{text}");
        }
        assert_eq!(blur("30명, 50명 이상"), None, "the blur of the second");
        assert_eq!(blur("30명과 50명 정도"), None);
        assert_eq!(blur("약 1.5배"), Some(Qualifier::About));
        assert_eq!(blur("100명 이상"), Some(Qualifier::AtLeast));
        assert_eq!(blur("100명"), None);
    }

    #[test]
    fn places_and_pieces_are_one_and_measures_are_not() {
        let unit = |text: &str| read(text).first().and_then(WrittenNumber::unit);
        for text in ["135곳", "135개 회원사", "135개사", "10개 대학", "3,000여 곳", "50여 개 기업"]
        {
            assert_eq!(unit(text), Some(NumberUnit::Pieces), "{text}");
        }
        for text in ["3개월", "5개년 계획", "4개국"] {
            assert_eq!(unit(text), Some(NumberUnit::Other('개')), "{text}");
        }
        assert_eq!(unit("30억 원"), Some(NumberUnit::Measure("원")));
        assert_eq!(unit("30여억 원"), Some(NumberUnit::Measure("원")));
        assert_eq!(unit("30억 달러"), Some(NumberUnit::Measure("달러")));
        assert_eq!(unit("2만 5,000㎡"), Some(NumberUnit::Measure("㎡")));
        assert_eq!(unit("4차 산업혁명"), Some(NumberUnit::Other('차')));
        assert_ne!(unit("경산4일반산업단지"), unit("4일"));
        assert_eq!(unit("대지 9000m²"), Some(NumberUnit::Measure("㎡")));
    }

    #[test]
    fn a_number_before_a_particle_or_a_comma_has_no_unit() {
        for text in
            ["대학생 12만", "0.61을 받았다", "0.83, 0.61", "카본코리아 2024에서", "1조170억서 줄어"]
        {
            assert_eq!(read(text).first().and_then(WrittenNumber::unit), None, "{text}");
        }
        let may_be_won = |text: &str| read(text).first().map(WrittenNumber::may_be_won);
        assert_eq!(may_be_won("714억으로"), Some(true));
        assert_eq!(may_be_won("714억 달러"), Some(false));
        assert_eq!(may_be_won("714로"), Some(false));
    }
}
