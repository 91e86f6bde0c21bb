//! The addresses of lists: which list, narrowed by what, which page of it, in what form. There is one
//! order of parameters and no empty one; whatever else is asked for is sent there.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::parameters::{ParameterError, ParameterFault, Parameters};
use super::{QUERY, SEARCH_MAX, segment};
use crate::domain::{EntityType, Facet, Filters, Kind, List, Slug, Status};

/// A form in which a list can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListFormat {
    Html,
    Json,
    /// Comma-separated values (RFC 4180), with the byte order mark by which Excel knows UTF-8, or
    /// without.
    Csv {
        bom: bool,
    },
    Atom,
}

/// Part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Listing {
    pub list: List,
    pub filters: Filters,
    /// From 1.
    pub page: u32,
    pub format: ListFormat,
}

/// The parameters of a list's addresses, in their one order, beside those of its facets.
const TEXT: &str = "q";
const PAGE: &str = "page";
const BOM: &str = "bom";

/// The first and the last year that can be asked for: four digits.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

impl ListFormat {
    /// What an address of the form ends with.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Html => "",
            Self::Json => ".json",
            Self::Csv { .. } => ".csv",
            Self::Atom => ".atom",
        }
    }

    /// The media type of the form.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => super::HTML,
            Self::Json => super::JSON,
            Self::Csv { .. } => super::CSV,
            Self::Atom => super::ATOM,
        }
    }

    /// The forms of a list beside its page.
    pub const fn of(list: List) -> &'static [Self] {
        const CSV: ListFormat = ListFormat::Csv { bom: true };
        match list {
            List::Timeline => &[Self::Json, CSV, Self::Atom],
            List::Facts | List::Figures | List::Entities(_) => &[Self::Json, CSV],
        }
    }

    /// Whether the form comes in pages.
    pub const fn is_paged(self) -> bool {
        matches!(self, Self::Html | Self::Json)
    }
}

/// The name of a facet's parameter.
pub const fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Year => "year",
        Facet::Status => "status",
        Facet::Subject => "kind",
        Facet::Type => "type",
        Facet::About(kind) => kind.key(),
    }
}

/// The name of a list's address.
const fn list_name(list: List) -> &'static str {
    match list {
        List::Timeline => "timeline",
        List::Facts => "facts",
        List::Figures => "figures",
        List::Entities(kind) => segment(kind),
    }
}

impl From<List> for Listing {
    fn from(list: List) -> Self {
        Self { list, filters: Filters::default(), page: 1, format: ListFormat::Html }
    }
}

impl Listing {
    /// The list and form that a path's only segment names.
    pub(super) fn named(name: &str) -> Option<(List, ListFormat)> {
        let (stem, suffix) = name.split_at(name.find('.').unwrap_or(name.len()));
        let list = List::all().into_iter().find(|list| list_name(*list) == stem)?;
        let forms = std::iter::once(&ListFormat::Html).chain(ListFormat::of(list));
        let format = forms.copied().find(|format| format.suffix() == suffix)?;
        Some((list, format))
    }

    /// Reads the parameters of a list.
    pub(super) fn parse(
        list: List,
        format: ListFormat,
        parameters: Parameters<'_>,
    ) -> Result<Self, ParameterError> {
        let mut filters = Filters::default();
        for facet in list.facets() {
            let name = facet_name(facet);
            let Some(text) = parameters.text(name, SEARCH_MAX)? else { continue };
            let bad = |fault: ParameterFault| fault.of(name);
            match facet {
                Facet::Year => {
                    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
                    let year = text.parse().ok();
                    let year = year.filter(|year| is_number && YEARS.contains(year));
                    filters.year = Some(year.ok_or_else(|| bad(ParameterFault::NotAYear))?);
                }
                Facet::Status => {
                    filters.status = Some(one_of(name, &text, Status::ALL, Status::key)?);
                }
                Facet::Subject => {
                    filters.subject = Some(one_of(name, &text, Kind::ALL, Kind::key)?);
                }
                Facet::Type => {
                    let List::Entities(kind) = list else { continue };
                    let keys = EntityType::keys(kind);
                    let known = EntityType::from_key(kind, &text);
                    filters.entity_type =
                        Some(known.ok_or_else(|| bad(ParameterFault::NotOneOf(keys)))?);
                }
                Facet::About(kind) => {
                    let slug = Slug::parse(&text);
                    filters.about.insert(kind, slug.ok_or_else(|| bad(ParameterFault::NoSuch))?);
                }
            }
        }
        filters.text = parameters.text(TEXT, SEARCH_MAX)?;
        let page = if format.is_paged() { parameters.number(PAGE)?.unwrap_or(1) } else { 1 };
        let format = match format {
            ListFormat::Csv { .. } => {
                let given = parameters.text(BOM, 1)?;
                let mark = given.map(|text| one_of(BOM, &text, &["0", "1"], |mark| mark));
                ListFormat::Csv { bom: mark.transpose()? != Some("0") }
            }
            other => other,
        };
        let listing = Self { list, filters, page, format };
        if format != ListFormat::Html {
            parameters.only(&listing.parameters())?;
        }
        Ok(listing)
    }

    /// The parameters that addresses of this list in this form have, in their one order.
    pub fn parameters(&self) -> Vec<&'static str> {
        let facets = self.list.facets().into_iter().map(facet_name);
        let more = [
            Some(TEXT),
            self.format.is_paged().then_some(PAGE),
            matches!(self.format, ListFormat::Csv { .. }).then_some(BOM),
        ];
        facets.chain(more.into_iter().flatten()).collect()
    }

    /// Whether a query says this as the site's links say it; parameters that are none are passed over.
    /// Programs may say it in any order: not all of them follow a redirect.
    pub(super) fn is_spelled(&self, query: Option<&str>) -> bool {
        if self.format != ListFormat::Html {
            return true;
        }
        let known = self.parameters();
        let given = query.unwrap_or_default().split('&');
        let ours: Vec<&str> = given
            .filter(|pair| known.contains(&pair.split('=').next().unwrap_or_default()))
            .collect();
        ours.join("&") == self.query()
    }

    /// The query, without its `?`; empty for a whole list.
    fn query(&self) -> String {
        let mut pairs = Vec::new();
        let mut push = |name: &str, value: &str| {
            pairs.push(format!("{name}={}", utf8_percent_encode(value, QUERY)));
        };
        let Filters { year, status, subject, entity_type, about, text } = &self.filters;
        for facet in self.list.facets() {
            let value = match facet {
                Facet::Year => year.map(|year| year.to_string()),
                Facet::Status => status.map(|status| status.key().to_owned()),
                Facet::Subject => subject.map(|kind| kind.key().to_owned()),
                Facet::Type => entity_type.map(|entity_type| entity_type.key().to_owned()),
                Facet::About(kind) => about.get(&kind).map(ToString::to_string),
            };
            if let Some(value) = value {
                push(facet_name(facet), &value);
            }
        }
        if let Some(text) = text {
            push(TEXT, text);
        }
        if self.page > 1 {
            push(PAGE, &self.page.to_string());
        }
        if self.format == (ListFormat::Csv { bom: false }) {
            push(BOM, "0");
        }
        pairs.join("&")
    }

    /// The same list narrowed otherwise, from its first page.
    pub fn narrowed(&self, filters: Filters) -> Self {
        Self { filters, page: 1, ..self.clone() }
    }

    /// Another page of the same.
    pub fn at_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same records in another form; from the first page, unless both forms have the same pages.
    pub fn in_format(&self, format: ListFormat) -> Self {
        let page = if format.is_paged() { self.page } else { 1 };
        Self { page, format, ..self.clone() }
    }
}

/// The value among `all` that a text is the key of.
fn one_of<T: Copy>(
    name: &str,
    text: &str,
    all: &[T],
    key: impl Fn(T) -> &'static str,
) -> Result<T, ParameterError> {
    let found = all.iter().copied().find(|value| key(*value) == text);
    let keys = || all.iter().map(|value| key(*value)).collect();
    found.ok_or_else(|| ParameterFault::NotOneOf(keys()).of(name))
}

impl fmt::Display for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}{}", list_name(self.list), self.format.suffix())?;
        match self.query() {
            query if query.is_empty() => Ok(()),
            query => write!(f, "?{query}"),
        }
    }
}
