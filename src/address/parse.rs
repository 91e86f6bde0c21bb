//! Reading an address: the path and query of a request, both still percent-encoded.

use super::parameters::{ParameterError, Parameters, decode};
use super::{
    Address, AddressError, Download, EmbedRequest, FactFormat, HOME_CARD, Listing, SEARCH_MAX,
    former, segment,
};
use crate::domain::{Code, Kind, Slug};

impl Address {
    /// Reads the path and query of a request, both still percent-encoded. Parameters that the
    /// address does not have are ignored on a page, so that a link shared with tracking ones still
    /// works, and refused where a program asks, so that it does not take all for the part it wanted.
    pub fn parse(path: &str, query: Option<&str>) -> Result<Self, AddressError> {
        let address = Self::parse_path(path, Parameters::new(query))?;
        if address.is_data() && !address.has_parameters() {
            Parameters::new(query).only(&[])?;
        }
        Ok(address)
    }

    fn parse_path(path: &str, parameters: Parameters<'_>) -> Result<Self, AddressError> {
        Self::parse_decoded(&decode(path).ok_or(AddressError::Encoding)?, parameters)
    }

    fn parse_decoded(path: &str, parameters: Parameters<'_>) -> Result<Self, AddressError> {
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
            ["accessibility"] => Ok(Self::Accessibility),
            ["data"] => Ok(Self::Data),
            ["openapi.json"] => Ok(Self::OpenApi),
            ["sitemap.xml"] => Ok(Self::Sitemap),
            ["sitemaps", name] => sitemap_part(name).ok_or(AddressError::Unknown),
            ["robots.txt"] => Ok(Self::Robots),
            [".well-known", "security.txt"] => Ok(Self::Security),
            ["editions"] => Ok(Self::Editions),
            ["editions", number] => {
                edition_number(number).map(Self::Edition).ok_or(AddressError::Unknown)
            }
            ["search"] => {
                let text = parameters.text("q", SEARCH_MAX)?;
                Ok(Self::Search(text.unwrap_or_default()))
            }
            ["search.json"] => Ok(Self::SearchData(only_text(parameters)?)),
            ["search", "suggest"] => Ok(Self::Suggestions(only_text(parameters)?)),
            ["oembed"] => Ok(Self::Embedding(EmbedRequest::parse(parameters)?)),
            ["data", name] => {
                Download::named(name).map(Self::Download).ok_or(AddressError::Unknown)
            }
            ["cards", edition, ref page @ ..] => card_address(edition, page),
            ["static", file] if is_asset_name(file) => Ok(Self::Asset(file.to_owned())),
            ["editions.atom"] => Ok(Self::EditionsFeed),
            [name] => {
                let Some((list, format)) = Listing::named(name) else {
                    return Err(former::at(name, parameters).unwrap_or(AddressError::Unknown));
                };
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
}

/// A number from 1, with `.xml` behind it.
fn sitemap_part(name: &str) -> Option<Address> {
    edition_number(name.strip_suffix(".xml")?).map(Address::SitemapPart)
}

/// The text of `q`, the only parameter; empty when there is none.
fn only_text(parameters: Parameters<'_>) -> Result<String, ParameterError> {
    parameters.only(&["q"])?;
    Ok(parameters.text("q", SEARCH_MAX)?.unwrap_or_default())
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
    // A card has no card, and no address is as deep as it is long.
    if page.first() == Some(&"cards") {
        return Err(AddressError::Unknown);
    }
    let edition = edition_number(edition).ok_or(AddressError::Unknown)?;
    let path = page.join("/");
    let path = path.strip_suffix(".png").ok_or(AddressError::Unknown)?;
    let page = match path {
        HOME_CARD => Address::Home,
        _ => match Address::parse_decoded(&format!("/{path}"), Parameters::new(None)) {
            Err(AddressError::Moved(page)) if page.has_card() => {
                return Err(AddressError::Moved(Box::new(Address::Card(page, edition))));
            }
            parsed => parsed?,
        },
    };
    if page.has_card() {
        Ok(Address::Card(Box::new(page), edition))
    } else {
        Err(AddressError::Unknown)
    }
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
