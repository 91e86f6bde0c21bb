//! Dates as one reads them out, at their own precision: 2018년 상반기 stays a half-year.

use chrono::{Datelike, NaiveDate};

use crate::domain::{Edtf, Point};

/// A date in words: `2017년 12월`, `2018년 상반기`, `2017년 11월~2018년 2월`, `2018년(추정)`.
pub fn date_text(edtf: Edtf) -> String {
    let mut text = point_text(edtf.start());
    if edtf.is_by() {
        text.push_str("까지");
    }
    if edtf.is_from() {
        text.push_str("부터");
    }
    if let Some(to) = edtf.end() {
        text = span_text(edtf.start(), to);
    }
    if edtf.is_approximate() {
        text.push_str(" 무렵");
    }
    if edtf.is_uncertain() {
        text.push_str("(추정)");
    }
    text
}

/// A date within a sentence, where a span is written out: `2019년 9월부터 2026년 2월까지`.
pub fn date_in_sentence(edtf: Edtf) -> String {
    match edtf.end() {
        Some(to) => format!("{}부터 {}까지", point_text(edtf.start()), point_text(to)),
        None => date_text(edtf),
    }
}

/// A day in words: `2026년 11월 22일`.
pub fn day_text(day: NaiveDate) -> String {
    day.format("%Y년 %-m월 %-d일").to_string()
}

/// A span, with what both ends share said only once: `2016~2022년`, `2017년 8~10월`, `2024년 10월 23~25일`.
fn span_text(from: Point, to: Point) -> String {
    match (from, to) {
        (Point::Year(first), Point::Year(last)) => format!("{first}~{last}년"),
        (Point::Month { year, month: first }, Point::Month { year: same, month: last })
            if year == same =>
        {
            format!("{year}년 {first}~{last}월")
        }
        (Point::Day(first), Point::Day(last))
            if (first.year(), first.month()) == (last.year(), last.month()) =>
        {
            format!("{}년 {}월 {}~{}일", first.year(), first.month(), first.day(), last.day())
        }
        _ => format!("{}~{}", point_text(from), point_text(to)),
    }
}

fn point_text(point: Point) -> String {
    match point {
        Point::Year(year) => format!("{year}년"),
        Point::HalfYear { year, half: 1 } => format!("{year}년 상반기"),
        Point::HalfYear { year, .. } => format!("{year}년 하반기"),
        Point::Quarter { year, quarter } => format!("{year}년 {quarter}분기"),
        Point::Month { year, month } => format!("{year}년 {month}월"),
        Point::Day(day) => day_text(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_out_in_a_sentence() {
        let text = |edtf| date_in_sentence(Edtf::parse(edtf).expect(edtf));
        assert_eq!(text("2019-09/2026-02"), "2019년 9월부터 2026년 2월까지");
        assert_eq!(text("2018-40"), "2018년 상반기");
    }

    #[test]
    fn each_precision_has_its_own_words() {
        for (edtf, text) in [
            ("2018", "2018년"),
            ("2018-40", "2018년 상반기"),
            ("2018-41", "2018년 하반기"),
            ("2018-33", "2018년 1분기"),
            ("2017-12", "2017년 12월"),
            ("2018-01-05", "2018년 1월 5일"),
            ("2017-11/2018-02", "2017년 11월~2018년 2월"),
            ("2016/2022", "2016~2022년"),
            ("2017-08/2017-10", "2017년 8~10월"),
            ("2024-10-23/2024-10-25", "2024년 10월 23~25일"),
            ("2018?", "2018년(추정)"),
            ("2018~", "2018년 무렵"),
            ("../2025", "2025년까지"),
            ("2019/..", "2019년부터"),
        ] {
            assert_eq!(date_text(Edtf::parse(edtf).expect(edtf)), text);
        }
    }
}
