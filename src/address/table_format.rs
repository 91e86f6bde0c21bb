//! The formats that put all records of a list in one table, and their parameters.

use super::facets::one_of;
use super::formats::{CSV, XLSX};
use super::parameters::{ParameterError, Parameters, SEARCH_MAX};

/// A format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Comma-separated values (RFC 4180), with or without the byte order mark that tells Excel it is UTF-8.
    Csv {
        bom: bool,
        /// Whether the column heads are Korean, for people who open it in a spreadsheet.
        korean: bool,
    },
    /// A workbook for spreadsheets.
    Xlsx,
}

const BOM: &str = "bom";
const HEADER: &str = "header";

impl TableFormat {
    /// CSV for programs, the default.
    pub const CSV: Self = Self::Csv { bom: true, korean: false };

    /// CSV for people, as pages link it.
    pub const CSV_FOR_PEOPLE: Self = Self::Csv { bom: true, korean: true };

    /// The variants of CSV that are in use. An export writes all of them.
    pub const EVERY_CSV: [Self; 3] =
        [Self::CSV, Self::CSV_FOR_PEOPLE, Self::Csv { bom: false, korean: false }];

    /// Each format once, in the form for programs.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::CSV];

    /// The file name extension.
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

    /// The names of the format's parameters, in their fixed order.
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

    /// The parameters as the address has them.
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
