//! The forms in which what is at an address can be had: what the address of each ends with, and its
//! media type.

/// A form in which a fact can be had beside its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactFormat {
    Bib,
    Ris,
    CslJson,
    Txt,
    Json,
    /// The picture that stands for the fact where its link is shared.
    Card,
    /// The address of the fact as a QR code.
    Qr,
    /// A small view of the fact for a frame on another site.
    Embed,
}

impl FactFormat {
    /// Every form.
    pub const ALL: [Self; 8] = [
        Self::Bib,
        Self::Ris,
        Self::CslJson,
        Self::Txt,
        Self::Json,
        Self::Card,
        Self::Qr,
        Self::Embed,
    ];

    /// The citations, in the order in which a page offers them.
    pub const CITATIONS: [Self; 4] = [Self::Bib, Self::Ris, Self::CslJson, Self::Txt];

    /// What an address of the form has behind the fact's.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Bib => ".bib",
            Self::Ris => ".ris",
            Self::CslJson => ".csl.json",
            Self::Txt => ".txt",
            Self::Json => ".json",
            Self::Card => "/card.png",
            Self::Qr => "/qr.svg",
            Self::Embed => "/embed",
        }
    }

    /// The media type of the form.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Bib => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::Txt => TEXT,
            Self::Json => JSON,
            Self::Card => PNG,
            Self::Qr => "image/svg+xml",
            Self::Embed => HTML,
        }
    }
}

/// The media types of pages, pictures and data.
pub const HTML: &str = "text/html; charset=utf-8";
pub const PNG: &str = "image/png";
pub const ATOM: &str = "application/atom+xml; charset=utf-8";
pub const XML: &str = "application/xml; charset=utf-8";
pub const TEXT: &str = "text/plain; charset=utf-8";
pub const JSON: &str = "application/json; charset=utf-8";
pub const CSV: &str = "text/csv; charset=utf-8; header=present";
pub const PROBLEM_JSON: &str = "application/problem+json";

/// The endings of the addresses that programs ask for.
const DATA_SUFFIXES: [&str; 9] =
    [".bib", ".ris", ".json", ".csv", ".txt", ".atom", ".ics", ".png", ".svg"];

/// Whether a path is one that programs ask for, whatever is there: its errors are for them as well.
pub fn is_for_programs(path: &str) -> bool {
    path == "/oembed"
        || path == "/search/suggest"
        || path.starts_with("/data/")
        || DATA_SUFFIXES.iter().any(|suffix| path.ends_with(suffix))
}
