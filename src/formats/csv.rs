//! Rows as comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula is turned into text.

use chrono::NaiveDate;
use serde_json::Value;

use crate::tables::Row;

/// The byte order mark, which tells Excel that the text is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows as text, each ended by CR and LF.
#[expect(clippy::expect_used, reason = "a text in memory takes every row")]
pub fn csv_text(rows: impl IntoIterator<Item = Row>) -> String {
    let terminator = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
    for row in rows {
        for cell in row {
            writer.write_field(neutral(text(cell))).expect("a cell");
        }
        writer.write_record(None::<&[u8]>).expect("the end of a row");
    }
    String::from_utf8(writer.into_inner().expect("all rows")).expect("cells are text")
}

/// Rows for people, who open them in a spreadsheet. A text that it would turn into a date is put in ‘ ’; an exactly
/// known day stays a date.
pub fn csv_for_people(rows: impl IntoIterator<Item = Row>) -> String {
    let cell = |cell: Value| match cell {
        Value::String(text) if reads_as_date(&text) => Value::String(format!("‘{text}’")),
        other => other,
    };
    csv_text(rows.into_iter().map(|row| row.into_iter().map(cell).collect()))
}

/// Whether a spreadsheet may take a text for a day although it means less or more: `2017-05`, `5월 11일`.
fn reads_as_date(text: &str) -> bool {
    let is_of_date = |c: char| c.is_ascii_digit() || " -/.년월일".contains(c);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = text.len() == 10 && text.parse::<NaiveDate>().is_ok();
    !is_number
        && !is_day
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(is_of_date)
}

/// A cell as text. A missing value is empty, and a number has no more digits than it needs.
fn text(cell: Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Number(number) => {
            let float = number.as_f64().filter(|_| number.is_f64());
            float.map_or_else(|| number.to_string(), |float| float.to_string())
        }
        other => other.to_string(),
    }
}

/// Puts an apostrophe before a character that begins a formula, so that no spreadsheet runs the cell.
fn neutral(cell: String) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_turn_into_a_date_is_marked_for_people_alone() {
        let cells =
            ["2017-05", "5월 11일", "2018년 6월", "2017-12-21", "2018", "GS-0042-3", "3~5월"];
        let row = || [cells.map(Value::from).to_vec()];
        assert_eq!(
            csv_for_people(row()),
            "‘2017-05’,‘5월 11일’,‘2018년 6월’,2017-12-21,2018,GS-0042-3,3~5월\r\n"
        );
        assert_eq!(csv_text(row()), format!("{}\r\n", cells.join(",")));
    }

    #[test]
    fn a_cell_is_quoted_as_rfc_4180_says_and_never_a_formula() {
        let rows = [["말", "a,b", "따\"옴", "줄\n바꿈"], ["=1+1", "-5", "@SUM(A1)", "+82"]];
        let text = csv_text(rows.map(|row| row.map(Value::from).to_vec()));
        assert_eq!(text, "말,\"a,b\",\"따\"\"옴\",\"줄\n바꿈\"\r\n'=1+1,'-5,'@SUM(A1),'+82\r\n");
    }
}
