//! Every address of the site as one type, parsed and printed here and nowhere else. Refuses a path
//! or parameter that no address has, and says which it was; what is merely spelled otherwise
//! (`/facts/0042-3`) is parsed, and printed as it should be.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use crate::domain::{Code, CodeError, Kind, Slug};

/// An address of the site. Printing it gives the path and query of its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Home,
    Timeline,
    /// The plans and forecasts whose time has passed.
    Overdue,
    /// A year's place on the timeline.
    Year(i32),
    Facts,
    Fact(Code),
    /// A fact as an edition had it.
    FactAt(Code, u32),
    /// A fact's citation as a file, as it is or as an edition had it.
    Citation(Code, Option<u32>, CitationFormat),
    Figures,
    Entities(Kind),
    Entity(Kind, Slug),
    Sources,
    Source(Slug),
    /// A paragraph's place on its source's page.
    Paragraph(Slug, u16),
    Terms,
    /// A term's place in the glossary.
    Term(Slug),
    About,
    Editions,
    Edition(u32),
    /// A list as a feed.
    Feed(Feed),
    /// A search; nothing is searched for when the text is empty.
    Search(String),
    /// A static file, by its name with the content hash in it.
    Asset(String),
}

/// A format in which a fact's citation can be had; its suffix in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationFormat {
    Bib,
    Ris,
    CslJson,
    Txt,
}

impl CitationFormat {
    /// Every format, in the order in which a page offers them.
    pub const ALL: [Self; 4] = [Self::Bib, Self::Ris, Self::CslJson, Self::Txt];

    /// What an address of the format ends with.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Bib => ".bib",
            Self::Ris => ".ris",
            Self::CslJson => ".csl.json",
            Self::Txt => ".txt",
        }
    }
}

/// The feeds of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    TimelineAtom,
    TimelineCalendar,
    FactsAtom,
    EditionsAtom,
}

impl Feed {
    /// Every feed.
    pub const ALL: [Self; 4] =
        [Self::TimelineAtom, Self::TimelineCalendar, Self::FactsAtom, Self::EditionsAtom];

    /// The name of its address.
    const fn name(self) -> &'static str {
        match self {
            Self::TimelineAtom => "timeline.atom",
            Self::TimelineCalendar => "timeline.ics",
            Self::FactsAtom => "facts.atom",
            Self::EditionsAtom => "editions.atom",
        }
    }
}

/// Why a path and query are no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressError {
    /// The path is not UTF-8 once percent-decoded, or holds a control character.
    Encoding,
    /// No address begins like this.
    Unknown,
    /// A fact address whose code is mistyped; carries what was typed.
    BadCode(String, CodeError),
    /// An entity address whose slug is not one; carries what was typed.
    BadSlug(Kind, String),
    /// A parameter whose value cannot be used.
    BadParameter(ParameterError),
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterError {
    pub name: &'static str,
    pub fault: ParameterFault,
}

/// How a parameter is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterFault {
    /// Given more than once.
    Repeated,
    /// More than this many characters.
    TooLong(usize),
    /// Not UTF-8 once percent-decoded, or with control characters.
    Encoding,
}

/// The longest search text, in characters.
pub const SEARCH_MAX: usize = 200;

/// What a query value keeps as it is: RFC 3986 "unreserved".
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The first segment of a kind's addresses.
const fn segment(kind: Kind) -> &'static str {
    match kind {
        Kind::Industry => "industries",
        Kind::Project => "projects",
        Kind::Agreement => "agreements",
        Kind::Institution => "institutions",
        Kind::Site => "sites",
    }
}

impl Address {
    /// Reads the path and query of a request, both still percent-encoded. Parameters that the
    /// address does not have are ignored, so that a link shared with tracking ones still works.
    ///
    /// # Errors
    /// [`AddressError`] says what is wrong with which part.
    pub fn parse(path: &str, query: Option<&str>) -> Result<Self, AddressError> {
        let path = decode(path).ok_or(AddressError::Encoding)?;
        let rest = path.strip_prefix('/').ok_or(AddressError::Unknown)?;
        let segments: Vec<&str> = rest.split('/').collect();
        let kind = |name: &str| Kind::ALL.iter().copied().find(|kind| segment(*kind) == name);
        match segments[..] {
            [""] => Ok(Self::Home),
            ["timeline"] => Ok(Self::Timeline),
            ["timeline", "overdue"] => Ok(Self::Overdue),
            ["facts"] => Ok(Self::Facts),
            ["facts", fact] => fact_address(fact),
            ["figures"] => Ok(Self::Figures),
            ["sources"] => Ok(Self::Sources),
            ["sources", slug] => Slug::parse(slug).map(Self::Source).ok_or(AddressError::Unknown),
            ["terms"] => Ok(Self::Terms),
            ["about"] => Ok(Self::About),
            ["editions"] => Ok(Self::Editions),
            ["editions", number] => {
                edition_number(number).map(Self::Edition).ok_or(AddressError::Unknown)
            }
            ["search"] => search_text(query).map(Self::Search).map_err(AddressError::BadParameter),
            ["static", file] if is_asset_name(file) => Ok(Self::Asset(file.to_owned())),
            [name] => {
                let feed = Feed::ALL.into_iter().find(|feed| feed.name() == name).map(Self::Feed);
                feed.or_else(|| kind(name).map(Self::Entities)).ok_or(AddressError::Unknown)
            }
            [name, slug] => {
                let kind = kind(name).ok_or(AddressError::Unknown)?;
                let slug = Slug::parse(slug)
                    .ok_or_else(|| AddressError::BadSlug(kind, slug.to_owned()))?;
                Ok(Self::Entity(kind, slug))
            }
            _ => Err(AddressError::Unknown),
        }
    }

    /// The path alone, as requests spell it.
    #[must_use]
    pub fn path(&self) -> String {
        let printed = self.to_string();
        printed.split(['?', '#']).next().unwrap_or_default().to_owned()
    }
}

/// A fact's code, with or without `@` and an edition's number, with or without a format's suffix.
fn fact_address(text: &str) -> Result<Address, AddressError> {
    let format = CitationFormat::ALL.into_iter().find(|format| text.ends_with(format.suffix()));
    let suffix = format.map_or("", CitationFormat::suffix);
    let bare = text.strip_suffix(suffix).unwrap_or(text);
    let (code, edition) = match bare.split_once('@') {
        None => (bare, None),
        Some((code, edition)) => {
            (code, Some(edition_number(edition).ok_or(AddressError::Unknown)?))
        }
    };
    let code =
        Code::parse_spoken(code).map_err(|error| AddressError::BadCode(code.to_owned(), error))?;
    Ok(match (format, edition) {
        (Some(format), edition) => Address::Citation(code, edition, format),
        (None, Some(edition)) => Address::FactAt(code, edition),
        (None, None) => Address::Fact(code),
    })
}

/// An edition's number: digits without a leading zero.
fn edition_number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| digits)
}

/// Whether a static file can have this name: one that is spelled the same in an address.
fn is_asset_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
}

/// Percent-decodes a part of an address.
fn decode(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    (!decoded.chars().any(char::is_control)).then(|| decoded.nfc().collect())
}

/// The text of the parameter `q`, trimmed and composed; empty when there is none.
fn search_text(query: Option<&str>) -> Result<String, ParameterError> {
    let fail = |fault| Err(ParameterError { name: "q", fault });
    let mut values = query.unwrap_or_default().split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name == "q").then_some(value)
    });
    let Some(value) = values.next() else { return Ok(String::new()) };
    if values.next().is_some() {
        return fail(ParameterFault::Repeated);
    }
    let Some(text) = decode(&value.replace('+', " ")) else {
        return fail(ParameterFault::Encoding);
    };
    if text.chars().count() > SEARCH_MAX {
        return fail(ParameterFault::TooLong(SEARCH_MAX));
    }
    Ok(text.trim().to_owned())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::Timeline => f.write_str("/timeline"),
            Self::Overdue => f.write_str("/timeline/overdue"),
            Self::Year(year) => write!(f, "/timeline#y{year}"),
            Self::Facts => f.write_str("/facts"),
            Self::Fact(code) => write!(f, "/facts/{code}"),
            Self::FactAt(code, edition) => write!(f, "/facts/{code}@{edition}"),
            Self::Citation(code, None, format) => write!(f, "/facts/{code}{}", format.suffix()),
            Self::Citation(code, Some(edition), format) => {
                write!(f, "/facts/{code}@{edition}{}", format.suffix())
            }
            Self::Figures => f.write_str("/figures"),
            Self::Entities(kind) => write!(f, "/{}", segment(*kind)),
            Self::Entity(kind, slug) => write!(f, "/{}/{slug}", segment(*kind)),
            Self::Sources => f.write_str("/sources"),
            Self::Source(slug) => write!(f, "/sources/{slug}"),
            Self::Paragraph(slug, number) => write!(f, "/sources/{slug}#p{number}"),
            Self::Terms => f.write_str("/terms"),
            Self::Term(slug) => write!(f, "/terms#{slug}"),
            Self::About => f.write_str("/about"),
            Self::Editions => f.write_str("/editions"),
            Self::Edition(number) => write!(f, "/editions/{number}"),
            Self::Feed(feed) => write!(f, "/{}", feed.name()),
            Self::Search(text) if text.is_empty() => f.write_str("/search"),
            Self::Search(text) => write!(f, "/search?q={}", utf8_percent_encode(text, QUERY)),
            Self::Asset(file) => write!(f, "/static/{file}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Slug {
        Slug::parse(text).expect(text)
    }

    #[test]
    fn every_address_that_a_request_can_name_reads_back() {
        let code = Code::from_number(42).expect("42");
        let mut addresses = vec![
            Address::Home,
            Address::Timeline,
            Address::Overdue,
            Address::Facts,
            Address::Fact(code),
            Address::Figures,
            Address::Sources,
            Address::Source(slug("kyongbuk-2018")),
            Address::Terms,
            Address::About,
            Address::Editions,
            Address::Edition(12),
            Address::FactAt(code, 3),
            Address::Citation(code, None, CitationFormat::Bib),
            Address::Citation(code, Some(3), CitationFormat::CslJson),
            Address::Feed(Feed::TimelineCalendar),
            Address::Search(String::new()),
            Address::Search("탄소 산업 & R&D 100% +1".to_owned()),
            Address::Asset("site.0123456789abcdef.css".to_owned()),
        ];
        for kind in Kind::ALL {
            addresses.push(Address::Entities(*kind));
            addresses.push(Address::Entity(*kind, slug("blue-technology")));
        }
        for address in addresses {
            let printed = address.to_string();
            let (path, query) = match printed.split_once('?') {
                Some((path, query)) => (path, Some(query)),
                None => (printed.as_str(), None),
            };
            assert_eq!(Address::parse(path, query), Ok(address.clone()), "{printed}");
        }
    }

    #[test]
    fn other_spellings_of_a_code_are_the_same_address() {
        let code = Address::Fact(Code::from_number(42).expect("42"));
        for path in
            ["/facts/0042-3", "/facts/gs-0042-3", "/facts/GS%200042%203", "/facts/GS%2D0042-3"]
        {
            assert_eq!(Address::parse(path, None), Ok(code.clone()), "{path}");
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        let parse = |path| Address::parse(path, None);
        assert_eq!(parse("/nothing"), Err(AddressError::Unknown));
        assert_eq!(parse("/facts/GS-0042-3/more"), Err(AddressError::Unknown));
        assert_eq!(parse("//timeline"), Err(AddressError::Unknown));
        for path in
            ["/facts/GS-0042-3@", "/facts/GS-0042-3@0", "/facts/GS-0042-3@01", "/editions/+1"]
        {
            assert_eq!(parse(path), Err(AddressError::Unknown), "{path}");
        }
        assert_eq!(parse("/%ff"), Err(AddressError::Encoding));
        assert_eq!(parse("/facts/%00"), Err(AddressError::Encoding));
        assert!(matches!(
            parse("/facts/GS-0042-4"),
            Err(AddressError::BadCode(_, CodeError::CheckDigit(_)))
        ));
        assert!(matches!(parse("/industries/Blue"), Err(AddressError::BadSlug(Kind::Industry, _))));
    }

    #[test]
    fn a_bad_parameter_is_named_and_a_strange_one_ignored() {
        let search = |query: &str| Address::parse("/search", Some(query));
        let bad = |fault| Err(AddressError::BadParameter(ParameterError { name: "q", fault }));
        assert_eq!(search("q=a&q=b"), bad(ParameterFault::Repeated));
        assert_eq!(search("q=%ff"), bad(ParameterFault::Encoding));
        assert_eq!(search("q=%00"), bad(ParameterFault::Encoding));
        let long = format!("q={}", "a".repeat(201));
        assert_eq!(search(&long), bad(ParameterFault::TooLong(200)));
        assert_eq!(search("utm_source=x&q=%ED%83%84+1"), Ok(Address::Search("탄 1".to_owned())));
        assert_eq!(Address::parse("/timeline", Some("fbclid=1&&=")), Ok(Address::Timeline));
    }
}
