//! Every address of the site as one type, parsed and printed here and nowhere else. The router, `OpenAPI`, the
//! sitemap, the export, the cards and the labels of metrics are made from it. An invalid address is refused with a
//! reason; one in another spelling (`/facts/0042-3`) is accepted, and printed as the site links it.

mod embed_request;
mod examples;
mod facets;
mod fixed;
mod formats;
mod former;
mod listing;
mod parameters;
mod parse;
mod public_url;
mod table_format;

pub use embed_request::{EmbedRequest, URL_MAX};
pub use examples::ExampleRecords;
pub use facets::{STATES, facet_name, value_text};
pub use fixed::{Download, EmbeddedPage, FixedFile, FixedPage};
pub use formats::{
    ATOM, CSV, FactFormat, HTML, JSON, PNG, PROBLEM_JSON, SVG, TEXT, XLSX, XML, is_binary, is_data,
};
pub use listing::{ListFormat, Listing};
pub use parameters::{ParameterError, ParameterFault, SEARCH_MAX, VALUES_MAX};
pub use public_url::PublicUrl;
pub use table_format::TableFormat;

use std::fmt;

use percent_encoding::utf8_percent_encode;

use crate::domain::{
    Code, CodeError, Evidence, Filters, Kind, List, RecordId, SEARCH_FACETS, Slug,
};
use facets::{WORDS, chosen};
use formats::asset_media_type;
use listing::{entity_template, kind_path};
use parameters::QUERY;

/// An address of the site. Printing it gives the path and query of its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Page(FixedPage),
    /// A page that other sites may frame.
    Embed(EmbeddedPage),
    File(FixedFile),
    Download(Download),
    /// A list of records: the timeline, the facts, the figures, the entities of a kind.
    List(Listing),
    /// A fact, as it is now or as an edition had it.
    Fact(Code, Option<u32>),
    /// The same in a format other than its page.
    FactIn(Code, Option<u32>, FactFormat),
    Entity(Kind, Slug),
    EntityData(Kind, Slug),
    Theme(Slug),
    ThemeData(Slug),
    Source(Slug),
    SourceData(Slug),
    /// Every source in one table.
    SourceTable(TableFormat),
    /// A paragraph on its source's page.
    Paragraph(Slug, u16),
    /// A term in the glossary.
    Term(Slug),
    Edition(u32),
    /// A part of a sitemap that is too large for one file, counted from 1.
    SitemapPart(u32),
    /// A search with its filters; without a text it finds nothing.
    Search(Filters),
    SearchData(Filters),
    /// Suggestions of names for the text typed so far, as data.
    Suggestions(String),
    /// The preview picture of a page, shown where its link is shared. Its address has the edition's number, so that
    /// no cache shows an old one.
    Card(Box<Address>, u32),
    /// The oEmbed answer for an address of this site.
    Embedding(EmbedRequest),
    /// A static file, named with its content hash.
    Asset(String),
}

/// Why a path and query do not make an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressError {
    /// The path is not UTF-8 once percent-decoded, or holds a control character.
    Encoding,
    /// No address has this path.
    Unknown,
    /// The address of a fact whose code is mistyped; carries the text as typed.
    BadCode(String, CodeError),
    /// The address of an entity whose slug is invalid; carries the text as typed.
    BadSlug(Kind, String),
    /// A parameter has an invalid value.
    BadParameter(ParameterError),
    /// The address was dropped; carries the one that serves its reader now.
    Moved(Box<Address>),
    /// The address was dropped, and no other serves its reader.
    Dropped,
}

/// The name of the home page in the address of its card.
const HOME_CARD: &str = "home";

impl From<ParameterError> for AddressError {
    fn from(error: ParameterError) -> Self {
        Self::BadParameter(error)
    }
}

impl From<FixedPage> for Address {
    fn from(page: FixedPage) -> Self {
        Self::Page(page)
    }
}

impl Address {
    /// The first page of a whole list.
    pub fn list(list: List) -> Self {
        Self::List(Listing::from(list))
    }

    /// The search page before anything was searched for.
    pub fn search() -> Self {
        Self::Search(Filters::default())
    }

    /// The path with `{name}` in place of each part that differs from record to record: `/facts/{code}`.
    pub const fn template(&self) -> &'static str {
        match self {
            Self::Page(page) => page.key(),
            Self::Embed(page) => page.key(),
            Self::File(file) => file.key(),
            Self::Download(download) => download.key(),
            Self::List(listing) => listing.template(),
            Self::Fact(_, None) => "/facts/{code}",
            Self::Fact(_, Some(_)) => "/facts/{code}@{edition}",
            Self::FactIn(_, edition, format) => format.template(edition.is_some()),
            Self::Entity(kind, _) => entity_template(*kind, false),
            Self::EntityData(kind, _) => entity_template(*kind, true),
            Self::Theme(_) => "/themes/{slug}",
            Self::ThemeData(_) => "/themes/{slug}.json",
            Self::Source(_) | Self::Paragraph(..) => "/sources/{slug}",
            Self::SourceData(_) => "/sources/{slug}.json",
            Self::SourceTable(TableFormat::Csv { .. }) => "/sources.csv",
            Self::SourceTable(TableFormat::Xlsx) => "/sources.xlsx",
            Self::Term(_) => FixedPage::Terms.key(),
            Self::Edition(_) => "/editions/{number}",
            Self::SitemapPart(_) => "/sitemaps/{number}.xml",
            Self::Search(_) => "/search",
            Self::SearchData(_) => "/search.json",
            Self::Suggestions(_) => "/search/suggest",
            Self::Card(..) => "/cards/{edition}/{page}.png",
            Self::Embedding(_) => "/oembed",
            Self::Asset(_) => "/static/{file}",
        }
    }

    /// The media type of the answer.
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Page(_)
            | Self::Embed(_)
            | Self::Fact(..)
            | Self::Entity(..)
            | Self::Theme(_)
            | Self::Source(_)
            | Self::Paragraph(..)
            | Self::Term(_)
            | Self::Edition(_)
            | Self::Search(_) => HTML,
            Self::EntityData(..)
            | Self::ThemeData(_)
            | Self::SourceData(_)
            | Self::SearchData(_)
            | Self::Suggestions(_)
            | Self::Embedding(_) => JSON,
            Self::SitemapPart(_) => XML,
            Self::Card(..) => PNG,
            Self::File(file) => file.media_type(),
            Self::Download(download) => download.media_type(),
            Self::List(listing) => listing.format.media_type(),
            Self::SourceTable(table) => table.media_type(),
            Self::FactIn(_, _, format) => format.media_type(),
            Self::Asset(file) => asset_media_type(file),
        }
    }

    /// The variable parts of the path, each with its name in the template.
    pub fn path_parameters(&self) -> Vec<(&'static str, String)> {
        let (path, mut found) = (self.path(), Vec::new());
        // Fixed parts and names alternate in the template.
        let mut parts = self.template().split(['{', '}']);
        let mut rest = parts.next().and_then(|literal| path.strip_prefix(literal));
        while let (Some(value), Some(name), Some(literal)) = (rest, parts.next(), parts.next()) {
            let end = if literal.is_empty() { Some(value.len()) } else { value.find(literal) };
            found.extend(end.map(|end| (name, value[..end].to_owned())));
            rest = end.map(|end| &value[end + literal.len()..]);
        }
        found
    }

    /// The names of the parameters that the address takes, in the order in which they are printed.
    pub fn parameters(&self) -> Vec<&'static str> {
        match self {
            Self::List(listing) => listing.parameters(),
            Self::Search(_) | Self::SearchData(_) => {
                [WORDS].into_iter().chain(SEARCH_FACETS.map(facet_name)).collect()
            }
            Self::Suggestions(_) => vec![WORDS],
            Self::SourceTable(table) => table.parameters().to_vec(),
            Self::Embedding(_) => vec!["url", "maxwidth", "maxheight", "format"],
            _ => Vec::new(),
        }
    }

    /// The format of the table that is at the address, if one is.
    pub const fn table_format(&self) -> Option<TableFormat> {
        match self {
            Self::SourceTable(table)
            | Self::List(Listing { format: ListFormat::Table(table), .. }) => Some(*table),
            _ => None,
        }
    }

    /// Whether the address is meant for a frame on another site.
    pub const fn is_for_frames(&self) -> bool {
        matches!(self, Self::Embed(_) | Self::FactIn(_, _, FactFormat::Embed))
    }

    /// Whether the address is for programs rather than people.
    pub fn is_data(&self) -> bool {
        is_data(&self.path())
    }

    /// Whether a request's path and query are spelled as the site links the address. Unknown parameters do not count.
    pub fn is_canonical(&self, path: &str, query: Option<&str>) -> bool {
        let queried = match self {
            Self::List(listing) => listing.is_canonical(query),
            _ => true,
        };
        queried && self.path() == path
    }

    /// The path without query and fragment, as a request has it.
    pub fn path(&self) -> String {
        let mut printed = self.to_string();
        printed.truncate(printed.find(['?', '#']).unwrap_or(printed.len()));
        printed
    }

    /// The record at the address, whatever the format.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            Self::Fact(code, _) | Self::FactIn(code, ..) => Some(RecordId::Fact(*code)),
            Self::Entity(kind, slug) | Self::EntityData(kind, slug) => {
                Some(RecordId::Entity(*kind, slug.clone()))
            }
            Self::Source(slug) | Self::SourceData(slug) | Self::Paragraph(slug, _) => {
                Some(RecordId::Source(slug.clone()))
            }
            Self::Card(page, _) => page.record(),
            _ => None,
        }
    }

    /// The edition that the address is pinned to.
    pub fn edition(&self) -> Option<u32> {
        match self {
            Self::Fact(_, edition) | Self::FactIn(_, edition, _) => *edition,
            Self::Card(_, edition) => Some(*edition),
            _ => None,
        }
    }

    /// The address of another record in the format of this one. Entities and sources have no pinned addresses.
    pub fn of_record(&self, record: &RecordId) -> Self {
        match (record, self) {
            (RecordId::Fact(code), Self::FactIn(_, edition, format)) => {
                Self::FactIn(*code, *edition, *format)
            }
            (RecordId::Fact(code), Self::Fact(_, edition)) => Self::Fact(*code, *edition),
            (RecordId::Fact(code), _) => Self::Fact(*code, None),
            (RecordId::Entity(..) | RecordId::Source(_), Self::Card(page, edition)) => {
                Self::Card(Box::new(page.of_record(record)), *edition)
            }
            (RecordId::Entity(kind, slug), Self::EntityData(..)) => {
                Self::EntityData(*kind, slug.clone())
            }
            (RecordId::Entity(kind, slug), _) => Self::Entity(*kind, slug.clone()),
            (RecordId::Source(slug), Self::SourceData(_)) => Self::SourceData(slug.clone()),
            (RecordId::Source(slug), _) => Self::Source(slug.clone()),
        }
    }

    /// The address as links that people follow lead to it: CSV with Korean heads.
    pub fn for_people(mut self) -> Self {
        if let Self::SourceTable(table)
        | Self::List(Listing { format: ListFormat::Table(table), .. }) = &mut self
            && *table != TableFormat::Xlsx
        {
            *table = TableFormat::CSV_FOR_PEOPLE;
        }
        self
    }

    /// The place of a piece of evidence: a paragraph of its source, or the whole source.
    pub fn evidence(piece: &Evidence) -> Self {
        let source = piece.source.clone();
        match piece.paragraph {
            Some(paragraph) => Self::Paragraph(source, paragraph),
            None => Self::Source(source),
        }
    }

    /// Whether the page has a card under `/cards/`. A fact has its card among its own formats.
    pub fn has_card(&self) -> bool {
        match self {
            Self::Page(_)
            | Self::Entity(..)
            | Self::Theme(_)
            | Self::Source(_)
            | Self::Edition(_) => true,
            Self::List(listing) => *listing == Listing::from(listing.list),
            _ => false,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => page.fmt(f),
            Self::Embed(page) => f.write_str(page.key()),
            Self::File(file) => file.fmt(f),
            Self::Download(download) => f.write_str(download.key()),
            Self::List(listing) => listing.fmt(f),
            Self::Fact(code, None) => write!(f, "/facts/{code}"),
            Self::Fact(code, Some(edition)) => write!(f, "/facts/{code}@{edition}"),
            Self::FactIn(code, edition, format) => {
                write!(f, "{}{}", Self::Fact(*code, *edition), format.suffix())
            }
            Self::Entity(kind, slug) => write!(f, "{}/{slug}", kind_path(*kind)),
            Self::EntityData(kind, slug) => write!(f, "{}/{slug}.json", kind_path(*kind)),
            Self::Theme(slug) => write!(f, "/themes/{slug}"),
            Self::ThemeData(slug) => write!(f, "/themes/{slug}.json"),
            Self::Source(slug) => write!(f, "/sources/{slug}"),
            Self::SourceData(slug) => write!(f, "/sources/{slug}.json"),
            Self::SourceTable(table) => {
                let query: Vec<String> =
                    table.pairs().map(|(name, value)| format!("{name}={value}")).collect();
                let mark = if query.is_empty() { "" } else { "?" };
                write!(f, "{}{mark}{}", self.template(), query.join("&"))
            }
            Self::Paragraph(slug, number) => write!(f, "/sources/{slug}#p{number}"),
            Self::Term(slug) => write!(f, "{}#{slug}", FixedPage::Terms),
            Self::Edition(number) => write!(f, "/editions/{number}"),
            Self::SitemapPart(number) => write!(f, "/sitemaps/{number}.xml"),
            Self::Search(filters) | Self::SearchData(filters) => {
                f.write_str(self.template())?;
                let words = filters.text.iter().map(|text| (WORDS, text.clone()));
                let mut mark = '?';
                for (name, value) in words.chain(chosen(&SEARCH_FACETS, filters)) {
                    write!(f, "{mark}{name}={}", utf8_percent_encode(&value, QUERY))?;
                    mark = '&';
                }
                Ok(())
            }
            Self::Suggestions(text) => {
                write!(f, "/search/suggest?q={}", utf8_percent_encode(text, QUERY))
            }
            Self::Card(page, edition) => match &**page {
                Self::Page(FixedPage::Home) => write!(f, "/cards/{edition}/{HOME_CARD}.png"),
                page => write!(f, "/cards/{edition}{page}.png"),
            },
            Self::Embedding(request) => request.fmt(f),
            Self::Asset(file) => write!(f, "/static/{file}"),
        }
    }
}

impl fmt::Display for FixedPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl fmt::Display for FixedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[cfg(test)]
mod tests;
