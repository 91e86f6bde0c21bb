//! Every address of the site as one type, parsed and printed here and nowhere else. Refuses a path
//! or parameter that no address has, and says which it was; what is merely spelled otherwise
//! (`/facts/0042-3`) is parsed, and printed as it should be.

mod downloads;
mod embed_request;
mod formats;
mod former;
mod listing;
mod parameters;
mod parse;

pub use downloads::Download;
pub use embed_request::EmbedRequest;
pub use formats::{
    ATOM, CSV, FactFormat, HTML, JSON, PNG, PROBLEM_JSON, TEXT, XML, is_for_programs,
};
pub use listing::{ListFormat, Listing, facet_name};
pub use parameters::{ParameterError, ParameterFault};

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::{Code, CodeError, Kind, List, RecordId, Slug};

/// An address of the site. Printing it gives the path and query of its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Home,
    /// A list of records: the timeline, the facts, the figures, the entities of a kind.
    List(Listing),
    /// The plans and forecasts whose time has passed.
    Overdue,
    Fact(Code),
    /// A fact as an edition had it.
    FactAt(Code, u32),
    /// A fact in another form than its page, as it is or as an edition had it.
    FactIn(Code, Option<u32>, FactFormat),
    Entity(Kind, Slug),
    /// An entity as data.
    EntityData(Kind, Slug),
    Sources,
    Source(Slug),
    /// A source as data.
    SourceData(Slug),
    /// A paragraph's place on its source's page.
    Paragraph(Slug, u16),
    Terms,
    /// A term's place in the glossary.
    Term(Slug),
    About,
    Accessibility,
    /// How to take the data away.
    Data,
    /// The description of the addresses for programs.
    OpenApi,
    /// The pages for search engines: all of them, or where there are too many the list of lists.
    Sitemap,
    /// One of those lists, from 1.
    SitemapPart(u32),
    Robots,
    /// Whom to tell of a weakness of the site (RFC 9116).
    Security,
    Editions,
    Edition(u32),
    /// The editions as a feed.
    EditionsFeed,
    /// A search; nothing is searched for when the text is empty.
    Search(String),
    /// A search as data.
    SearchData(String),
    /// The names that what is typed so far may become, as data.
    Suggestions(String),
    /// The picture that stands for a page where its link is shared, with the edition's number so that
    /// a cache never shows an old one.
    Card(Box<Address>, u32),
    /// The whole data as a file, or what describes it.
    Download(Download),
    /// How another site is to embed an address of this one.
    Embedding(EmbedRequest),
    /// A static file, by its name with the content hash in it.
    Asset(String),
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
    /// An address that was dropped; carries the one that serves its reader now.
    Moved(Box<Address>),
    /// An address that was dropped, and nothing serves its reader as well.
    Dropped,
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

impl From<ParameterError> for AddressError {
    fn from(error: ParameterError) -> Self {
        Self::BadParameter(error)
    }
}

impl Address {
    /// Whether programs rather than people read what is here, any page of the web among them.
    pub const fn is_data(&self) -> bool {
        match self {
            Self::FactIn(_, _, format) => !matches!(format, FactFormat::Embed),
            Self::List(listing) => !matches!(listing.format, ListFormat::Html),
            Self::EntityData(..)
            | Self::SourceData(_)
            | Self::SearchData(_)
            | Self::Suggestions(_)
            | Self::EditionsFeed
            | Self::OpenApi
            | Self::Card(..)
            | Self::Download(_)
            | Self::Embedding(_) => true,
            _ => false,
        }
    }

    /// Whether the address has parameters of its own, and refuses others by itself.
    const fn has_parameters(&self) -> bool {
        matches!(
            self,
            Self::List(_) | Self::Embedding(_) | Self::SearchData(_) | Self::Suggestions(_)
        )
    }

    /// A whole list, from its first page.
    pub fn list(list: List) -> Self {
        Self::List(Listing::from(list))
    }

    /// The pages that every site has, whatever its records are: lists whole, and no search.
    pub fn fixed_pages() -> Vec<Self> {
        let own = [
            Self::Home,
            Self::Overdue,
            Self::Sources,
            Self::Terms,
            Self::About,
            Self::Accessibility,
            Self::Data,
            Self::Editions,
        ];
        own.into_iter().chain(List::all().into_iter().map(Self::list)).collect()
    }

    /// Whether a request's path and query say the address as the site's links do, but for parameters
    /// that it does not have.
    pub fn is_spelled(&self, path: &str, query: Option<&str>) -> bool {
        let queried = match self {
            Self::List(listing) => listing.is_spelled(query),
            _ => true,
        };
        queried && self.path() == path
    }

    /// The path alone, as requests spell it.
    pub fn path(&self) -> String {
        let printed = self.to_string();
        printed.split(['?', '#']).next().unwrap_or_default().to_owned()
    }

    /// The published record that is at the address, in whatever form.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            Self::Fact(code) | Self::FactAt(code, _) | Self::FactIn(code, ..) => {
                Some(RecordId::Fact(*code))
            }
            Self::Entity(kind, slug) | Self::EntityData(kind, slug) => {
                Some(RecordId::Entity(*kind, slug.clone()))
            }
            Self::Card(page, _) => page.record(),
            _ => None,
        }
    }

    /// The address of a record in the form of this one; an entity has no editions of its own.
    pub fn of_record(&self, record: &RecordId) -> Self {
        match (record, self) {
            (RecordId::Fact(code), Self::FactAt(_, edition)) => Self::FactAt(*code, *edition),
            (RecordId::Fact(code), Self::FactIn(_, edition, format)) => {
                Self::FactIn(*code, *edition, *format)
            }
            (RecordId::Fact(code), _) => Self::Fact(*code),
            (RecordId::Entity(..), Self::Card(page, edition)) => {
                Self::Card(Box::new(page.of_record(record)), *edition)
            }
            (RecordId::Entity(kind, slug), Self::EntityData(..)) => {
                Self::EntityData(*kind, slug.clone())
            }
            (RecordId::Entity(kind, slug), _) => Self::Entity(*kind, slug.clone()),
        }
    }

    /// Whether a card of its own stands for the page; a fact's card is a form of the fact.
    pub fn has_card(&self) -> bool {
        if let Self::List(listing) = self {
            return *listing == Listing::from(listing.list);
        }
        matches!(
            self,
            Self::Home
                | Self::Overdue
                | Self::Entity(..)
                | Self::Sources
                | Self::Source(_)
                | Self::Terms
                | Self::About
                | Self::Accessibility
                | Self::Data
                | Self::Editions
                | Self::Edition(_)
        )
    }
}

/// What stands for the home page in the address of its card.
const HOME_CARD: &str = "home";

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::List(listing) => listing.fmt(f),
            Self::Overdue => f.write_str("/timeline/overdue"),
            Self::Fact(code) => write!(f, "/facts/{code}"),
            Self::FactAt(code, edition) => write!(f, "/facts/{code}@{edition}"),
            Self::FactIn(code, None, format) => write!(f, "/facts/{code}{}", format.suffix()),
            Self::FactIn(code, Some(edition), format) => {
                write!(f, "/facts/{code}@{edition}{}", format.suffix())
            }
            Self::Entity(kind, slug) => write!(f, "/{}/{slug}", segment(*kind)),
            Self::EntityData(kind, slug) => write!(f, "/{}/{slug}.json", segment(*kind)),
            Self::Sources => f.write_str("/sources"),
            Self::Source(slug) => write!(f, "/sources/{slug}"),
            Self::SourceData(slug) => write!(f, "/sources/{slug}.json"),
            Self::Paragraph(slug, number) => write!(f, "/sources/{slug}#p{number}"),
            Self::Terms => f.write_str("/terms"),
            Self::Term(slug) => write!(f, "/terms#{slug}"),
            Self::About => f.write_str("/about"),
            Self::Accessibility => f.write_str("/accessibility"),
            Self::Data => f.write_str("/data"),
            Self::OpenApi => f.write_str("/openapi.json"),
            Self::Sitemap => f.write_str("/sitemap.xml"),
            Self::SitemapPart(number) => write!(f, "/sitemaps/{number}.xml"),
            Self::Robots => f.write_str("/robots.txt"),
            Self::Security => f.write_str("/.well-known/security.txt"),
            Self::Editions => f.write_str("/editions"),
            Self::Edition(number) => write!(f, "/editions/{number}"),
            Self::EditionsFeed => f.write_str("/editions.atom"),
            Self::Search(text) if text.is_empty() => f.write_str("/search"),
            Self::Search(text) => write!(f, "/search?q={}", utf8_percent_encode(text, QUERY)),
            Self::SearchData(text) => {
                write!(f, "/search.json?q={}", utf8_percent_encode(text, QUERY))
            }
            Self::Suggestions(text) => {
                write!(f, "/search/suggest?q={}", utf8_percent_encode(text, QUERY))
            }
            Self::Card(page, edition) if **page == Self::Home => {
                write!(f, "/cards/{edition}/{HOME_CARD}.png")
            }
            Self::Card(page, edition) => write!(f, "/cards/{edition}{page}.png"),
            Self::Download(download) => write!(f, "/data/{}", download.name()),
            Self::Embedding(request) => request.fmt(f),
            Self::Asset(file) => write!(f, "/static/{file}"),
        }
    }
}

#[cfg(test)]
mod tests;
