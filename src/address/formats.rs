//! The formats of a fact other than its page, and the media types of all addresses.

/// The media types of pages, pictures and data.
pub const HTML: &str = "text/html; charset=utf-8";
pub const PNG: &str = "image/png";
pub const SVG: &str = "image/svg+xml";
pub const ATOM: &str = "application/atom+xml; charset=utf-8";
pub const XML: &str = "application/xml; charset=utf-8";
pub const TEXT: &str = "text/plain; charset=utf-8";
pub const JSON: &str = "application/json; charset=utf-8";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const CSV: &str = "text/csv; charset=utf-8; header=present";
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Whether bytes of a media type are no text. They are compressed in themselves, so that an encoding would only cost time.
pub fn is_binary(media_type: &str) -> bool {
    [PNG, XLSX].contains(&media_type)
}

/// Declares the formats of a fact, each with the suffix of its address and its media type.
macro_rules! fact_formats {
    ($($(#[$doc:meta])* $format:ident = $suffix:literal, $media_type:expr;)+) => {
        /// A format of a fact other than its page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum FactFormat { $($(#[$doc])* $format,)+ }

        impl FactFormat {
            pub const ALL: &'static [Self] = &[$(Self::$format,)+];

            /// The end of the format's address, after the address of the fact.
            pub const fn suffix(self) -> &'static str {
                match self { $(Self::$format => $suffix,)+ }
            }

            pub const fn media_type(self) -> &'static str {
                match self { $(Self::$format => $media_type,)+ }
            }

            /// The template of the format's addresses, for facts as they are now or as an edition had them.
            pub(super) const fn template(self, is_pinned: bool) -> &'static str {
                match (self, is_pinned) {
                    $((Self::$format, false) => concat!("/facts/{code}", $suffix),
                      (Self::$format, true) => concat!("/facts/{code}@{edition}", $suffix),)+
                }
            }
        }
    };
}

fact_formats! {
    Bib = ".bib", "application/x-bibtex; charset=utf-8";
    Ris = ".ris", "application/x-research-info-systems; charset=utf-8";
    CslJson = ".csl.json", "application/vnd.citationstyles.csl+json";
    Txt = ".txt", TEXT;
    Json = ".json", JSON;
    /// The picture that stands for the fact where its link is shared.
    Card = "/card.png", PNG;
    /// The address of the fact as a QR code.
    Qr = "/qr.svg", SVG;
    /// A small view of the fact for a frame on another site.
    Embed = "/embed", HTML;
}

impl FactFormat {
    /// The citations and the data, in the order in which a page offers them.
    pub const DATA: [Self; 5] = [Self::Bib, Self::Ris, Self::CslJson, Self::Txt, Self::Json];
}

/// The suffixes of the paths that programs ask for.
const DATA_SUFFIXES: [&str; 11] =
    [".bib", ".ris", ".json", ".csv", ".xlsx", ".txt", ".atom", ".ics", ".png", ".svg", ".xml"];

/// The prefixes of the paths that programs ask for.
const DATA_PREFIXES: [&str; 3] = ["/oembed", "/search/suggest", "/data/"];

/// Whether a path is one that programs rather than people ask for, even if nothing is there. Programs are told of
/// errors in a problem document, and pages of other sites may read the answers (CORS).
pub fn is_data(path: &str) -> bool {
    // Static files are asked for by our own pages only.
    !path.starts_with("/static/")
        && (DATA_PREFIXES.iter().any(|prefix| path.starts_with(prefix))
            || DATA_SUFFIXES.iter().any(|suffix| path.ends_with(suffix)))
}

/// The media type of a static file, by the suffix of its name.
pub(super) fn asset_media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => SVG,
        _ => "application/octet-stream",
    }
}
