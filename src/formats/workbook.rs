//! A list as a workbook for spreadsheets (XLSX): a sheet with its records under Korean heads, and one on how to read
//! and cite it. Rows are written to a temporary file as they come, so that memory does not grow with the list. The
//! same rows on the same day give the same bytes. No cell is a formula, whatever its text begins with.

use chrono::{Datelike, NaiveDate};
pub use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Url,
    Workbook as Book, Worksheet,
};
use serde_json::Value;

use crate::domain::{Edtf, Point};
use crate::tables::{CellKind, ColumnHead, Row};
use crate::wording::{SITE_NAME, date_text};

/// The most links that Excel opens in one sheet. Further addresses are plain text.
const LINKS: usize = 65_530;

/// The most lines of a row. Longer text shows when the cell is opened.
const LINES: u32 = 12;

/// The most characters of a cell.
const CELL: usize = 32_767;

/// The most digits beside one another on a sheet of paper that can still be read, at about seven points. Columns
/// further to the right are for the screen only.
const PAPER: u32 = 214;

/// The most characters in the footer of a printed page.
const FOOT: usize = 200;

/// Excel's number for A4 paper.
const A4: u8 = 9;

/// A workbook that is being written.
pub struct Workbook {
    book: Book,
    heads: Vec<ColumnHead>,
    formats: Formats,
    /// The next row.
    row: u32,
    links: usize,
}

struct Formats {
    head: Format,
    text: Format,
    day: Format,
    link: Format,
}

/// The guide that explains a workbook to its readers, on its second sheet.
#[derive(Debug)]
pub struct WorkbookGuide {
    /// The name of its list.
    pub name: &'static str,
    /// The day of its content.
    pub day: NaiveDate,
    /// Each line with its heading. A line without a heading continues the one above.
    pub lines: Vec<(String, String)>,
    /// The footer of each printed page.
    pub foot: String,
}

impl Workbook {
    /// A workbook without rows, whose first sheet has this name.
    pub fn new(name: &str, heads: Vec<ColumnHead>) -> Result<Self, XlsxError> {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let formats = Formats {
            head: text.clone().set_bold().set_background_color(Color::RGB(0x00E8_ECF0)),
            day: text.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            link: Format::new()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::RGB(0x0000_4B9B))
                .set_underline(FormatUnderline::Single),
            text,
        };
        let mut book = Book::new();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        sheet.set_row_height(0, 32)?;
        for (column, head) in (0..).zip(&heads) {
            sheet.set_column_width(column, width(head))?;
            sheet.write_string_with_format(0, column, head.title, &formats.head)?;
        }
        Ok(Self { book, heads, formats, row: 1, links: 0 })
    }

    /// Adds rows.
    pub fn rows(&mut self, rows: Vec<Row>) -> Result<(), XlsxError> {
        let Self { book, heads, formats, row, links } = self;
        let sheet = book.worksheet_from_index(0)?;
        for cells in rows {
            sheet.set_row_height(*row, height(heads, &cells))?;
            for ((column, head), cell) in (0..).zip(heads.iter()).zip(cells) {
                write(sheet, formats, (*row, column), head.kind, cell, links)?;
            }
            *row += 1;
        }
        Ok(())
    }

    /// The bytes of the workbook.
    pub fn finish(mut self, guide: &WorkbookGuide) -> Result<Vec<u8>, XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        let last_row = self.row - 1;
        if let Some((last_column, _)) = (0..).zip(&self.heads).last() {
            sheet.autofilter(0, 0, last_row, last_column)?;
        }
        let printed = on_paper(&self.heads);
        if let Some((last_column, _)) = (0..).zip(printed).last() {
            sheet.set_print_area(0, 0, last_row, last_column)?;
        }
        set_paper(sheet, &guide.foot);
        let paper = printed.last().filter(|_| printed.len() < self.heads.len()).map(|head| {
            let note =
                format!("종이에는 ‘{}’까지 나옵니다. 나머지는 그 오른쪽에 있습니다.", head.title);
            ("인쇄".to_owned(), note)
        });
        let columns = self.heads.iter().map(|head| (head.title.to_owned(), head.description));
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name("읽는 법")?.set_column_width(0, 22)?.set_column_width(1, 110)?;
        set_paper(sheet, &guide.foot);
        sheet.set_print_fit_to_pages(1, 1);
        let lines = guide.lines.iter().chain(&paper);
        let lines = lines.map(|(heading, text)| (heading.clone(), text.as_str()));
        let columns = columns.filter(|(_, description)| !description.is_empty());
        for (row, (heading, text)) in (0..).zip(lines.chain(columns)) {
            if text.chars().count() > 55 {
                sheet.set_row_height(row, 32)?;
            }
            sheet.write_string_with_format(row, 0, heading, &self.formats.head)?;
            sheet.write_string_with_format(row, 1, text, &self.formats.text)?;
        }
        let mut properties = DocProperties::new().set_title(SITE_NAME).set_author(SITE_NAME);
        // The crate would take the time of writing instead.
        if let Some(day) = excel_day(guide.day) {
            properties = properties.set_creation_datetime(&day);
        }
        self.book.set_properties(&properties);
        self.book.save_to_buffer()
    }
}

/// Writes a cell by its type: a day that is known exactly as a date, a number as a number, everything else as text.
fn write(
    sheet: &mut Worksheet,
    formats: &Formats,
    (row, column): (u32, u16),
    kind: CellKind,
    cell: Value,
    links: &mut usize,
) -> Result<(), XlsxError> {
    let Formats { text: format, day, link, .. } = formats;
    let text = match cell {
        Value::Null => return Ok(()),
        Value::Bool(truth) => (if truth { "예" } else { "아니요" }).to_owned(),
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            sheet.write_number_with_format(row, column, number, format)?;
            return Ok(());
        }
        Value::String(text) => text.chars().take(CELL).collect(),
        other => other.to_string(),
    };
    let edtf = matches!(kind, CellKind::Day | CellKind::Edtf).then(|| Edtf::parse(&text));
    if let Some(Ok(edtf)) = edtf {
        match exact_day(edtf).and_then(excel_day) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, day)?,
            None => sheet.write_string_with_format(row, column, date_text(edtf), format)?,
        };
    } else if kind == CellKind::Uri && *links < LINKS {
        *links += 1;
        sheet.write_url_with_format(row, column, Url::new(text), link)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// The day of a date that is one exact day.
fn exact_day(edtf: Edtf) -> Option<NaiveDate> {
    match edtf.start() {
        Point::Day(day) if edtf == Edtf::from(edtf.start()) => Some(day),
        _ => None,
    }
}

/// A day for Excel; `None` before 1900, where its calendar begins.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let part = |number: u32| u8::try_from(number).ok();
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, part(day.month())?, part(day.day())?).ok()
}

/// The columns to print: as many from the left as fit on a sheet of paper.
fn on_paper(heads: &[ColumnHead]) -> &[ColumnHead] {
    let mut room = PAPER;
    let has_room = |head: &&ColumnHead| {
        let rest = room.checked_sub(width(head));
        room = rest.unwrap_or_default();
        rest.is_some()
    };
    &heads[..heads.iter().take_while(has_room).count()]
}

/// Sets a sheet to print as wide as its paper, with a footer on each page.
fn set_paper(sheet: &mut Worksheet, foot: &str) {
    // A single ampersand would begin a formatting code.
    let foot = foot.chars().take(FOOT).collect::<String>().replace('&', "&&");
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_print_gridlines(true);
    sheet.set_margins(0.4, 0.4, 0.4, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&8{foot}&R&8&P / &N"));
}

/// The width of a column in digits.
fn width(head: &ColumnHead) -> u32 {
    match (head.kind, head.name) {
        (_, "statement" | "outcome" | "meaning" | "rights" | "citation" | "about") => 36,
        (CellKind::Uri, _)
        | (
            _,
            "published_basis" | "title" | "note" | "plan_line" | "name" | "differs"
            | "outcome_inference",
        ) => 24,
        (_, "source_text" | "outcome_source" | "lead" | "aliases" | "facts" | "origin") => 20,
        (CellKind::Boolean, _) => 8,
        (
            CellKind::Integer | CellKind::Number | CellKind::Text | CellKind::Edtf | CellKind::Day,
            _,
        ) => 11,
    }
}

/// The height of a row in points, for the printed cell with the most lines. Some programs do not work it out
/// themselves.
fn height(heads: &[ColumnHead], cells: &Row) -> u32 {
    // A syllable is as wide as two digits. A link is cut off at the edge of its column, not wrapped.
    let digits = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let lines = |(head, cell): (&ColumnHead, &Value)| match cell.as_str() {
        Some(text) if head.kind == CellKind::Text => digits(text).div_ceil(width(head)),
        _ => 1,
    };
    on_paper(heads).iter().zip(cells).map(lines).max().unwrap_or(1).clamp(1, LINES) * 16
}
