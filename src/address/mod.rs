//! Every address of the site as one type, parsed and printed here and nowhere else. Refuses a path
//! or parameter that no address has, and says which it was; what is merely spelled otherwise
//! (`/facts/0042-3`) is parsed, and printed as it should be.

mod downloads;
mod embed_request;
mod formats;
mod listing;
mod parameters;

pub use downloads::Download;
pub use embed_request::EmbedRequest;
pub use formats::{ATOM, FactFormat, HTML, JSON, PNG, PROBLEM_JSON, is_for_programs};
pub use listing::{ListFormat, Listing, facet_name};
pub use parameters::{ParameterError, ParameterFault};

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use parameters::{Parameters, decode};

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
    Editions,
    Edition(u32),
    /// The editions as a feed.
    EditionsFeed,
    /// A search; nothing is searched for when the text is empty.
    Search(String),
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
    /// Reads the path and query of a request, both still percent-encoded. Parameters that the
    /// address does not have are ignored on a page, so that a link shared with tracking ones still
    /// works, and refused where a program asks, so that it does not take all for the part it wanted.
    ///
    /// # Errors
    /// [`AddressError`] says what is wrong with which part.
    pub fn parse(path: &str, query: Option<&str>) -> Result<Self, AddressError> {
        let address = Self::parse_path(path, Parameters::new(query))?;
        // Lists and embeddings read parameters of their own.
        if address.is_data() && !matches!(address, Self::Embedding(_) | Self::List(_)) {
            Parameters::new(query).only(&[])?;
        }
        Ok(address)
    }

    /// Whether programs rather than people read what is here, any page of the web among them.
    #[must_use]
    pub const fn is_data(&self) -> bool {
        match self {
            Self::FactIn(_, _, format) => !matches!(format, FactFormat::Embed),
            Self::List(listing) => !matches!(listing.format, ListFormat::Html),
            Self::EntityData(..)
            | Self::SourceData(_)
            | Self::EditionsFeed
            | Self::Card(..)
            | Self::Download(_)
            | Self::Embedding(_) => true,
            _ => false,
        }
    }

    fn parse_path(path: &str, parameters: Parameters<'_>) -> Result<Self, AddressError> {
        let path = decode(path).ok_or(AddressError::Encoding)?;
        let rest = path.strip_prefix('/').ok_or(AddressError::Unknown)?;
        let segments: Vec<&str> = rest.split('/').collect();
        let kind = |name: &str| Kind::ALL.iter().copied().find(|kind| segment(*kind) == name);
        match segments[..] {
            [""] => Ok(Self::Home),
            ["timeline", "overdue"] => Ok(Self::Overdue),
            ["facts", fact] => fact_address(fact),
            ["facts", fact, form] => fact_form(fact, form),
            ["sources"] => Ok(Self::Sources),
            ["sources", name] => {
                let (slug, as_data) = data_name(name);
                let slug = Slug::parse(slug).ok_or(AddressError::Unknown)?;
                Ok(if as_data { Self::SourceData(slug) } else { Self::Source(slug) })
            }
            ["terms"] => Ok(Self::Terms),
            ["about"] => Ok(Self::About),
            ["editions"] => Ok(Self::Editions),
            ["editions", number] => {
                edition_number(number).map(Self::Edition).ok_or(AddressError::Unknown)
            }
            ["search"] => {
                let text = parameters.text("q", SEARCH_MAX)?;
                Ok(Self::Search(text.unwrap_or_default()))
            }
            ["oembed"] => Ok(Self::Embedding(EmbedRequest::parse(parameters)?)),
            ["data", name] => {
                Download::named(name).map(Self::Download).ok_or(AddressError::Unknown)
            }
            ["cards", edition, ref page @ ..] => card_address(edition, page),
            ["static", file] if is_asset_name(file) => Ok(Self::Asset(file.to_owned())),
            ["editions.atom"] => Ok(Self::EditionsFeed),
            [name] => {
                let (list, format) = Listing::named(name).ok_or(AddressError::Unknown)?;
                Ok(Self::List(Listing::parse(list, format, parameters)?))
            }
            [name, record] => {
                let kind = kind(name).ok_or(AddressError::Unknown)?;
                let (slug, as_data) = data_name(record);
                let slug = Slug::parse(slug)
                    .ok_or_else(|| AddressError::BadSlug(kind, slug.to_owned()))?;
                Ok(if as_data { Self::EntityData(kind, slug) } else { Self::Entity(kind, slug) })
            }
            _ => Err(AddressError::Unknown),
        }
    }

    /// A whole list, from its first page.
    #[must_use]
    pub fn list(list: List) -> Self {
        Self::List(Listing::from(list))
    }

    /// Whether a request's path and query say the address as the site's links do, but for parameters
    /// that it does not have.
    #[must_use]
    pub fn is_spelled(&self, path: &str, query: Option<&str>) -> bool {
        let queried = match self {
            Self::List(listing) => listing.is_spelled(query),
            _ => true,
        };
        queried && self.path() == path
    }

    /// The path alone, as requests spell it.
    #[must_use]
    pub fn path(&self) -> String {
        let printed = self.to_string();
        printed.split(['?', '#']).next().unwrap_or_default().to_owned()
    }

    /// The published record that is at the address, in whatever form.
    #[must_use]
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
    #[must_use]
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
    #[must_use]
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
                | Self::Editions
                | Self::Edition(_)
        )
    }
}

/// A fact's code, with or without `@` and an edition's number, with or without a format's suffix.
fn fact_address(text: &str) -> Result<Address, AddressError> {
    let format = FactFormat::ALL.into_iter().find(|format| text.ends_with(format.suffix()));
    let suffix = format.map_or("", FactFormat::suffix);
    let (code, edition) = pinned_code(text.strip_suffix(suffix).unwrap_or(text))?;
    Ok(match (format, edition) {
        (Some(format), edition) => Address::FactIn(code, edition, format),
        (None, Some(edition)) => Address::FactAt(code, edition),
        (None, None) => Address::Fact(code),
    })
}

/// A fact's code in one segment, a form of it in the next.
fn fact_form(fact: &str, form: &str) -> Result<Address, AddressError> {
    let named = |format: &FactFormat| format.suffix().strip_prefix('/') == Some(form);
    let format = FactFormat::ALL.into_iter().find(named).ok_or(AddressError::Unknown)?;
    let (code, edition) = pinned_code(fact)?;
    Ok(Address::FactIn(code, edition, format))
}

/// A code, with or without `@` and an edition's number.
fn pinned_code(text: &str) -> Result<(Code, Option<u32>), AddressError> {
    let (code, edition) = match text.split_once('@') {
        None => (text, None),
        Some((code, edition)) => {
            (code, Some(edition_number(edition).ok_or(AddressError::Unknown)?))
        }
    };
    let code =
        Code::parse_spoken(code).map_err(|error| AddressError::BadCode(code.to_owned(), error))?;
    Ok((code, edition))
}

/// A record's name without the suffix of data, and whether it had that.
fn data_name(name: &str) -> (&str, bool) {
    name.strip_suffix(".json").map_or((name, false), |slug| (slug, true))
}

/// An edition's number, then the path of a page with `.png` behind it; the home page's is `home`.
fn card_address(edition: &str, page: &[&str]) -> Result<Address, AddressError> {
    let edition = edition_number(edition).ok_or(AddressError::Unknown)?;
    let path = page.join("/");
    let path = path.strip_suffix(".png").ok_or(AddressError::Unknown)?;
    let page = match path {
        HOME_CARD => Address::Home,
        _ => Address::parse(&format!("/{path}"), None)?,
    };
    if page.has_card() {
        Ok(Address::Card(Box::new(page), edition))
    } else {
        Err(AddressError::Unknown)
    }
}

/// What stands for the home page in the address of its card.
const HOME_CARD: &str = "home";

/// An edition's number: digits without a leading zero.
fn edition_number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| digits)
}

/// Whether a static file can have this name: one that is spelled the same in an address.
fn is_asset_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
}

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
            Self::Editions => f.write_str("/editions"),
            Self::Edition(number) => write!(f, "/editions/{number}"),
            Self::EditionsFeed => f.write_str("/editions.atom"),
            Self::Search(text) if text.is_empty() => f.write_str("/search"),
            Self::Search(text) => write!(f, "/search?q={}", utf8_percent_encode(text, QUERY)),
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
