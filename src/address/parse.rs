//! Reads an address from a request.

use super::facets::{WORDS, parse_filters};
use super::parameters::{ParameterError, Parameters, decode};
use super::{
    Address, AddressError, Download, EmbedRequest, EmbeddedPage, FactFormat, FixedFile, FixedPage,
    HOME_CARD, Listing, SEARCH_MAX, TableFormat, former, kind_path,
};
use crate::domain::{Code, Kind, SEARCH_FACETS, Slug};

impl Address {
    /// Reads the path and query of a request, both still percent-encoded. A page ignores unknown parameters, so that
    /// a shared link with tracking parameters still works. Data refuses them, so that a program does not take the
    /// whole list for the part it wanted.
    pub fn parse(path: &str, query: Option<&str>) -> Result<Self, AddressError> {
        let parameters = Parameters::new(query);
        let path = decode(path).ok_or(AddressError::Encoding)?;
        let address = Self::parse_decoded(&path, parameters)?;
        if address.is_data() {
            parameters.only(&address.parameters())?;
        }
        Ok(address)
    }

    fn parse_decoded(path: &str, parameters: Parameters<'_>) -> Result<Self, AddressError> {
        if let Some(page) = FixedPage::from_key(path) {
            return Ok(Self::Page(page));
        }
        if let Some(page) = EmbeddedPage::from_key(path) {
            return Ok(Self::Embed(page));
        }
        if let Some(file) = FixedFile::from_key(path) {
            return Ok(Self::File(file));
        }
        if let Some(download) = Download::from_key(path) {
            return Ok(Self::Download(download));
        }
        if let Some((list, format)) = Listing::parse_path(path) {
            return Ok(Self::List(Listing::parse(list, format, parameters)?));
        }
        let is_here = |table: &TableFormat| Self::SourceTable(*table).template() == path;
        if let Some(table) = TableFormat::ALL.into_iter().find(is_here) {
            return Ok(Self::SourceTable(table.parse(parameters)?));
        }
        let rest = path.strip_prefix('/').ok_or(AddressError::Unknown)?;
        // The copy button of a fact adds a line about the outcome to the address, and people paste both into the
        // browser.
        let rest = match rest.split_once(" [") {
            Some((fact, _)) if fact.starts_with("facts/") => fact,
            _ => rest,
        };
        let segments: Vec<&str> = rest.split('/').collect();
        match segments[..] {
            ["facts", fact] => fact_address(fact),
            ["facts", fact, format] => fact_format(fact, format),
            ["sources", name] => {
                let (slug, as_data) = data_name(name);
                let slug = Slug::parse(slug).ok_or(AddressError::Unknown)?;
                Ok(if as_data { Self::SourceData(slug) } else { Self::Source(slug) })
            }
            ["themes", name] => {
                let (slug, as_data) = data_name(name);
                let slug = Slug::parse(slug).ok_or(AddressError::Unknown)?;
                Ok(if as_data { Self::ThemeData(slug) } else { Self::Theme(slug) })
            }
            ["editions", number] => whole_number(number).map(Self::Edition),
            ["sitemaps", name] => {
                let number = name.strip_suffix(".xml").ok_or(AddressError::Unknown)?;
                whole_number(number).map(Self::SitemapPart)
            }
            ["search"] => Ok(Self::Search(parse_filters(&SEARCH_FACETS, None, parameters)?)),
            ["search.json"] => {
                Ok(Self::SearchData(parse_filters(&SEARCH_FACETS, None, parameters)?))
            }
            ["search", "suggest"] => Ok(Self::Suggestions(search_text(parameters)?)),
            ["oembed"] => Ok(Self::Embedding(EmbedRequest::parse(parameters)?)),
            ["cards", edition, ref page @ ..] => card_address(edition, page),
            ["static", file] if is_asset_name(file) => Ok(Self::Asset(file.to_owned())),
            [_] => Err(former::at(path, parameters).unwrap_or(AddressError::Unknown)),
            ["timeline", "overdue"] => {
                Err(former::at(path, parameters).unwrap_or(AddressError::Unknown))
            }
            [list, record] => {
                let is_its = |kind: &&Kind| kind_path(**kind).strip_prefix('/') == Some(list);
                let kind = Kind::ALL.iter().find(is_its).ok_or(AddressError::Unknown)?;
                let (slug, as_data) = data_name(record);
                let slug = Slug::parse(slug)
                    .ok_or_else(|| AddressError::BadSlug(*kind, slug.to_owned()))?;
                Ok(if as_data { Self::EntityData(*kind, slug) } else { Self::Entity(*kind, slug) })
            }
            _ => Err(AddressError::Unknown),
        }
    }
}

fn search_text(parameters: Parameters<'_>) -> Result<String, ParameterError> {
    Ok(parameters.text(WORDS, SEARCH_MAX)?.unwrap_or_default())
}

/// Reads a fact's code, with or without `@` and an edition's number, with or without a format's suffix.
fn fact_address(text: &str) -> Result<Address, AddressError> {
    // The longest suffix wins: `.csl.json` also ends with `.json`.
    let fitting = FactFormat::ALL.iter().filter(|format| text.ends_with(format.suffix()));
    let Some(format) = fitting.max_by_key(|format| format.suffix().len()) else {
        let (code, edition) = pinned_code(text)?;
        return Ok(Address::Fact(code, edition));
    };
    let (code, edition) = pinned_code(&text[..text.len() - format.suffix().len()])?;
    Ok(Address::FactIn(code, edition, *format))
}

/// Reads a fact's code in one segment and its format in the next.
fn fact_format(fact: &str, name: &str) -> Result<Address, AddressError> {
    let is_named = |format: &&FactFormat| format.suffix().strip_prefix('/') == Some(name);
    let format = FactFormat::ALL.iter().find(is_named).ok_or(AddressError::Unknown)?;
    let (code, edition) = pinned_code(fact)?;
    Ok(Address::FactIn(code, edition, *format))
}

/// Reads a code, with or without `@` and an edition's number.
fn pinned_code(text: &str) -> Result<(Code, Option<u32>), AddressError> {
    let (code, edition) = match text.split_once('@') {
        None => (text, None),
        Some((code, edition)) => (code, Some(whole_number(edition)?)),
    };
    let code =
        Code::parse_spoken(code).map_err(|error| AddressError::BadCode(code.to_owned(), error))?;
    Ok((code, edition))
}

/// Takes the suffix for data off a record's name, and says whether there was one.
fn data_name(name: &str) -> (&str, bool) {
    name.strip_suffix(".json").map_or((name, false), |slug| (slug, true))
}

/// Reads an edition's number, then the path of a page with `.png` after it; the home page is called `home`.
fn card_address(edition: &str, page: &[&str]) -> Result<Address, AddressError> {
    // A card of a card would let a long path recurse as deep as it is long.
    if page.first() == Some(&"cards") {
        return Err(AddressError::Unknown);
    }
    let edition = whole_number(edition)?;
    let path = page.join("/");
    let path = path.strip_suffix(".png").ok_or(AddressError::Unknown)?;
    let card = |page| Address::Card(page, edition);
    let page = match path {
        HOME_CARD => Ok(FixedPage::Home.into()),
        _ => Address::parse_decoded(&format!("/{path}"), Parameters::new(None)),
    };
    match page {
        Ok(page) if page.has_card() => Ok(card(Box::new(page))),
        Err(AddressError::Moved(page)) => {
            // A part of a list shares the card of the whole list.
            let page = match *page {
                Address::List(listing) => Address::list(listing.list),
                page => page,
            };
            let moved = page.has_card().then(|| Box::new(card(Box::new(page))));
            Err(moved.map_or(AddressError::Unknown, AddressError::Moved))
        }
        Ok(_) => Err(AddressError::Unknown),
        Err(error) => Err(error),
    }
}

/// Reads a number from 1, in digits without a leading zero.
fn whole_number(text: &str) -> Result<u32, AddressError> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_plain).ok_or(AddressError::Unknown)
}

/// Whether a static file may have this name: only characters that need no escaping in an address.
fn is_asset_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
}
