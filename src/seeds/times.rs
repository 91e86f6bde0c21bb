//! Reads the words for times in a text (지난해 12월, 올 상반기, 21일) without placing them in the calendar: which
//! year, month and day they name themselves, and what they leave to the day of publication.

use std::ops::Range;

/// A time as the text writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTime {
    /// The bytes of the phrase, with 까지, 부터 or 이후 where it has one.
    pub at: Range<usize>,
    pub first: CalendarUnit,
    /// The end of an interval.
    pub last: Option<CalendarUnit>,
    pub limit: Option<TimeLimit>,
}

/// One calendar unit as it is written. Parts that the text does not name are `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CalendarUnit {
    pub year: Option<WrittenYear>,
    pub part: Option<YearPart>,
    pub day: Option<u32>,
    pub side: Option<Side>,
}

/// A year as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenYear {
    Named(i32),
    /// So many years after that of publication: 지난해 is -1.
    Relative(i32),
}

/// A part of a year as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearPart {
    Month(u32),
    Half(u8),
    Quarter(u8),
    /// So many months after that of publication: 지난달 is -1.
    Relative(i32),
}

/// Whether a time says that it lies before or after publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 지난.
    Before,
    /// 오는.
    After,
}

/// Whether a time is the end or the beginning of a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLimit {
    /// 까지.
    By,
    /// 부터, 이후.
    From,
}

const YEARS: &[(&str, i32)] = &[
    ("재작년", -2),
    ("지난해", -1),
    ("작년", -1),
    ("전년도", -1),
    ("올해", 0),
    ("금년도", 0),
    ("금년", 0),
    ("내년도", 1),
    ("내년", 1),
    ("이듬해", 1),
    ("후년", 2),
];

const MONTHS: &[(&str, i32)] = &[
    ("지난달", -1),
    ("지난 달", -1),
    ("이달", 0),
    ("이번 달", 0),
    ("내달", 1),
    ("다음 달", 1),
    ("다음달", 1),
];

/// The words that make a time a limit or a beginning.
const LIMITS: &[(&str, TimeLimit)] = &[
    ("까지", TimeLimit::By),
    ("부터", TimeLimit::From),
    ("이후", TimeLimit::From),
    (" 이후", TimeLimit::From),
];

/// What may stand between a time and one of these.
const FILLERS: &[&str] = &[" 말", "말", " 초", "초", " 중순", " 상순", " 하순"];

/// The times of a text, in its order.
pub fn times(text: &str) -> Vec<WrittenTime> {
    let mut found: Vec<WrittenTime> = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let inside = before
            .is_some_and(|b| b.is_alphanumeric() && (!c.is_ascii_digit() || b.is_ascii_digit()));
        if at < from || inside || c.is_whitespace() {
            continue;
        }
        if let Some(time) = time_at(text, at) {
            from = time.at.end;
            found.push(time);
        }
    }
    found
}

fn time_at(text: &str, start: usize) -> Option<WrittenTime> {
    if let Some(time) = short_interval(text, start) {
        return Some(time);
    }
    let (first, mut end) = unit(text, start)?;
    let mut last = None;
    let joined = ["부터 ", "부터", "에서 ", "~", "∼", "～", "–", " ~ ", "-"].iter();
    let second = joined
        .filter(|mark| text[end..].starts_with(**mark))
        .find_map(|mark| unit(text, end + mark.len()));
    if let Some((second, second_end)) = second
        && text[second_end..].starts_with("까지") | !text[end..].starts_with("에서")
    {
        (last, end) = (Some(second), second_end);
    }
    let filled = FILLERS.iter().find(|filler| text[end..].starts_with(**filler));
    let after = filled.map_or(end, |filler| end + filler.len());
    let limit = LIMITS.iter().find(|(word, _)| text[after..].starts_with(word));
    if let Some((word, _)) = limit {
        end = after + word.len();
    }
    let limit = limit.map(|(_, limit)| *limit).filter(|_| last.is_none());
    Some(WrittenTime { at: start..end, first, last, limit })
}

/// An interval whose unit stands behind its last number alone: `2018∼2022년`, `10~12월`, `18∼20일`.
fn short_interval(text: &str, start: usize) -> Option<WrittenTime> {
    let (one, rest) = digits(&text[start..])?;
    let rest = ["~", "∼", "～", "–", "-"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let (last, end) = unit(text, text.len() - rest.len())?;
    let (two, behind) = digits(rest)?;
    let mark = behind.chars().next()?;
    let whole = |number: u32| Some(unit(&format!("{number}{mark}"), 0)?.0);
    let (first, is_short) = (whole(one)?, whole(two)? == last);
    is_short.then_some(WrittenTime { at: start..end, first, last: Some(last), limit: None })
}

/// Reads one unit, and where it ends.
fn unit(text: &str, start: usize) -> Option<(CalendarUnit, usize)> {
    let mut unit = CalendarUnit::default();
    let mut rest = &text[start..];
    for (word, side) in [("지난 ", Side::Before), ("오는 ", Side::After)] {
        if let Some(after) = rest.strip_prefix(word)
            && !after.starts_with('달')
        {
            (unit.side, rest) = (Some(side), after);
        }
    }
    if let Some((dotted, after)) = dotted(rest) {
        return Some((dotted, text.len() - after.len()));
    }
    if let Some((months, after)) = relative(rest, MONTHS) {
        unit.part = Some(YearPart::Relative(months));
        rest = after;
        if let Some((day, after)) = day(rest.strip_prefix(' ').unwrap_or(rest)) {
            (unit.day, rest) = (Some(day), after);
        }
        return Some((unit, text.len() - rest.len()));
    }
    if let Some((year, after)) = year(rest) {
        (unit.year, rest) = (Some(year), after);
    }
    let spaced = rest.strip_prefix(' ').unwrap_or(rest);
    if let Some((part, after)) = part(spaced) {
        (unit.part, rest) = (Some(part), after);
        let spaced = rest.strip_prefix(' ').unwrap_or(rest);
        if let (YearPart::Month(_), Some((day, after))) = (part, day(spaced)) {
            (unit.day, rest) = (Some(day), after);
        }
    } else if unit.year.is_none()
        && let Some((day, after)) = day(spaced)
    {
        (unit.day, rest) = (Some(day), after);
    }
    let says = unit.year.is_some() || unit.part.is_some() || unit.day.is_some();
    says.then(|| (unit, text.len() - rest.len()))
}

/// `2017. 12. 21.`
fn dotted(text: &str) -> Option<(CalendarUnit, &str)> {
    let next = |text| -> Option<(u32, &str)> { digits(str::trim_start(text)) };
    let (year, rest) = next(text)?;
    let (month, rest) = next(rest.strip_prefix('.')?)?;
    let (day, rest) = next(rest.strip_prefix('.')?)?;
    let fits = (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = i32::try_from(year).ok().filter(|_| fits)?;
    let part = Some(YearPart::Month(month));
    Some((
        CalendarUnit { year: Some(WrittenYear::Named(year)), part, day: Some(day), side: None },
        rest,
    ))
}

fn relative<'t>(text: &'t str, words: &[(&str, i32)]) -> Option<(i32, &'t str)> {
    words.iter().find_map(|(word, count)| Some((*count, text.strip_prefix(word)?)))
}

fn year(text: &str) -> Option<(WrittenYear, &str)> {
    if let Some((count, rest)) = relative(text, YEARS) {
        return Some((WrittenYear::Relative(count), rest));
    }
    // 올 alone begins many other words (올라, 올림픽).
    if let Some(rest) = text.strip_prefix("올 ")
        && part(rest).is_some()
    {
        return Some((WrittenYear::Relative(0), rest));
    }
    let (year, rest) = digits(text)?;
    let rest = rest.strip_prefix('년')?;
    let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    let is_word = rest.starts_with('간');
    (!is_word).then(|| (WrittenYear::Named(year), rest.strip_prefix('도').unwrap_or(rest)))
}

fn part(text: &str) -> Option<(YearPart, &str)> {
    for (word, half) in [("상반기", 1), ("하반기", 2)] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((YearPart::Half(half), rest));
        }
    }
    let (number, rest) = digits(text)?;
    if let Some(rest) = rest.strip_prefix("분기").or_else(|| rest.strip_prefix("/4분기")) {
        let number = u8::try_from(number).ok().filter(|number| (1..=4).contains(number))?;
        return Some((YearPart::Quarter(number), rest));
    }
    let rest = rest.strip_prefix('월')?;
    (1..=12).contains(&number).then_some((YearPart::Month(number), rest))
}

fn day(text: &str) -> Option<(u32, &str)> {
    let (day, rest) = digits(text)?;
    let rest = rest.strip_prefix('일')?;
    let is_span = ["간", "째", "자리", " 동안", " 만에"].iter().any(|word| rest.starts_with(word));
    ((1..=31).contains(&day) && !is_span).then_some((day, rest))
}

/// The number at the start of a text.
fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(text: &str) -> Vec<&str> {
        times(text).into_iter().map(|time| &text[time.at]).collect()
    }

    #[test]
    fn each_time_is_found_in_its_own_words() {
        for (text, expected) in [
            ("2017년 12월 21일 맺은", vec!["2017년 12월 21일"]),
            ("지난해 5월과 올 상반기", vec!["지난해 5월", "올 상반기"]),
            ("지난 3월 23일 문을 연", vec!["지난 3월 23일"]),
            ("2022년 말까지, 내년부터", vec!["2022년 말까지", "내년부터"]),
            ("2019년 이후 12월이후", vec!["2019년 이후", "12월이후"]),
            ("2018년부터 2022년까지", vec!["2018년부터 2022년까지"]),
            ("2018∼2022년 5년간", vec!["2018∼2022년"]),
            ("10월 18∼20일, 2~3일간", vec!["10월", "18∼20일"]),
            ("2018년 3분기", vec!["2018년 3분기"]),
            ("이달 25일과 다음 달", vec!["이달 25일", "다음 달"]),
            ("2018.1.15 입력", vec!["2018.1.15"]),
            ("일자리 3일자리 10일간 올라", vec![]),
        ] {
            assert_eq!(phrases(text), expected, "{text}");
        }
    }
}
