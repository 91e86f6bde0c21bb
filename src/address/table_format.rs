//! The formats in which a list can be had as one table of all its records, and their parameters.

use super::facets::one_of;
use super::formats::{CSV, XLSX};
use super::parameters::{ParameterError, Parameters, SEARCH_MAX};

/// A format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Comma-separated values (RFC 4180), with the byte order mark by which Excel knows UTF-8, or
    /// without.
    Csv {
        bom: bool,
        /// Whether the heads are Korean, for people, who open it in a spreadsheet.
        korean: bool,
    },
    /// A workbook for spreadsheets.
    Xlsx,
}

const BOM: &str = "bom";
const HEADER: &str = "header";

impl TableFormat {
    /// CSV as programs ask for it.
    pub const CSV: Self = Self::Csv { bom: true, korean: false };

    /// CSV as links on pages lead to it.
    pub const CSV_FOR_PEOPLE: Self = Self::Csv { bom: true, korean: true };

    /// CSV in every spelling that somebody asks for.
    pub const EVERY_CSV: [Self; 3] =
        [Self::CSV, Self::CSV_FOR_PEOPLE, Self::Csv { bom: false, korean: false }];

    /// Each format once, as programs ask for it.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::CSV];

    /// The end of the names of its files.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type of the format.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv { .. } => CSV,
            Self::Xlsx => XLSX,
        }
    }

    /// The names of the parameters of the format, in their one order.
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Csv { .. } => &[BOM, HEADER],
            Self::Xlsx => &[],
        }
    }

    /// Reads the parameters of the format.
    pub(super) fn parse(self, parameters: Parameters<'_>) -> Result<Self, ParameterError> {
        if self == Self::Xlsx {
            return Ok(self);
        }
        let given = parameters.text(BOM, SEARCH_MAX)?;
        let mark = given.map(|text| one_of(BOM, &text, &["0", "1"], |mark| mark));
        let given = parameters.text(HEADER, SEARCH_MAX)?;
        let header = given.map(|text| one_of(HEADER, &text, &["en", "ko"], |key| key));
        Ok(Self::Csv {
            bom: mark.transpose()? != Some("0"),
            korean: header.transpose()? == Some("ko"),
        })
    }

    /// The parameters as they stand in an address.
    pub(super) fn pairs(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let (bom, korean) = match self {
            Self::Csv { bom, korean } => (bom, korean),
            Self::Xlsx => (true, false),
        };
        let mark = (!bom).then_some((BOM, "0"));
        let header = korean.then_some((HEADER, "ko"));
        mark.into_iter().chain(header)
    }
}
