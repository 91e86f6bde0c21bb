//! The addresses of lists: which list, its filters, its page and its format. The parameters and their values have one
//! fixed order, and empty ones are left out; every other spelling is redirected to this one.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::TableFormat;
use super::facets::{WORDS, chosen, facet_name, parse_filters};
use super::formats::{ATOM, HTML, JSON};
use super::parameters::{ParameterError, Parameters, QUERY};
use crate::domain::{Filters, Kind, List};

/// A format of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListFormat {
    Html,
    Json,
    /// All records in one table.
    Table(TableFormat),
    Atom,
}

/// A list with its filters, its page and its format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Listing {
    pub list: List,
    pub filters: Filters,
    /// Counted from 1.
    pub page: u32,
    pub format: ListFormat,
}

/// The one parameter of a list that is neither a facet nor a word to search for.
const PAGE: &str = "page";

/// The path templates of a list in each format, and of its records.
struct Templates {
    page: &'static str,
    json: &'static str,
    csv: &'static str,
    xlsx: &'static str,
    atom: &'static str,
    record: &'static str,
    record_data: &'static str,
}

macro_rules! templates {
    ($path:literal) => {
        Templates {
            page: $path,
            json: concat!($path, ".json"),
            csv: concat!($path, ".csv"),
            xlsx: concat!($path, ".xlsx"),
            atom: concat!($path, ".atom"),
            record: concat!($path, "/{slug}"),
            record_data: concat!($path, "/{slug}.json"),
        }
    };
}

const fn templates(list: List) -> Templates {
    match list {
        List::Plans => templates!("/plans"),
        List::Timeline => templates!("/timeline"),
        List::Facts => templates!("/facts"),
        List::Figures => templates!("/figures"),
        List::Entities(Kind::Industry) => templates!("/industries"),
        List::Entities(Kind::Project) => templates!("/projects"),
        List::Entities(Kind::Agreement) => templates!("/agreements"),
        List::Entities(Kind::Institution) => templates!("/institutions"),
        List::Entities(Kind::Site) => templates!("/sites"),
    }
}

/// The path of the list of a kind's entities; the path of each entity begins with it.
pub(super) const fn kind_path(kind: Kind) -> &'static str {
    templates(List::Entities(kind)).page
}

/// The template of an entity's addresses.
pub(super) const fn entity_template(kind: Kind, is_data: bool) -> &'static str {
    let templates = templates(List::Entities(kind));
    if is_data { templates.record_data } else { templates.record }
}

impl ListFormat {
    /// CSV as programs ask for it.
    pub const CSV: Self = Self::Table(TableFormat::CSV);

    pub const XLSX: Self = Self::Table(TableFormat::Xlsx);

    /// The media type of the format.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => HTML,
            Self::Json => JSON,
            Self::Table(table) => table.media_type(),
            Self::Atom => ATOM,
        }
    }

    /// The formats of a list, its page first.
    pub const fn of(list: List) -> &'static [Self] {
        match list {
            List::Plans | List::Timeline => {
                &[Self::Html, Self::XLSX, Self::CSV, Self::Json, Self::Atom]
            }
            List::Facts | List::Figures | List::Entities(_) => {
                &[Self::Html, Self::XLSX, Self::CSV, Self::Json]
            }
        }
    }

    /// The formats of a list other than its page.
    pub fn others(list: List) -> &'static [Self] {
        &Self::of(list)[1..]
    }

    /// Whether the format has pages.
    pub const fn is_paged(self) -> bool {
        matches!(self, Self::Html | Self::Json)
    }
}

impl From<List> for Listing {
    fn from(list: List) -> Self {
        Self { list, filters: Filters::default(), page: 1, format: ListFormat::Html }
    }
}

impl Listing {
    /// The list and format that a path names.
    pub(super) fn parse_path(path: &str) -> Option<(List, ListFormat)> {
        let formats = |list| ListFormat::of(list).iter().map(move |format| (list, *format));
        let mut all = List::all().into_iter().flat_map(formats);
        all.find(|(list, format)| Self::from(*list).in_format(*format).template() == path)
    }

    /// The path; it has no variable parts.
    pub const fn template(&self) -> &'static str {
        let templates = templates(self.list);
        match self.format {
            ListFormat::Html => templates.page,
            ListFormat::Json => templates.json,
            ListFormat::Table(TableFormat::Csv { .. }) => templates.csv,
            ListFormat::Table(TableFormat::Xlsx) => templates.xlsx,
            ListFormat::Atom => templates.atom,
        }
    }

    /// Reads the parameters of a list.
    pub(super) fn parse(
        list: List,
        format: ListFormat,
        parameters: Parameters<'_>,
    ) -> Result<Self, ParameterError> {
        let filters = parse_filters(&list.facets(), list.kind(), parameters)?;
        let page = if format.is_paged() { parameters.number(PAGE)?.unwrap_or(1) } else { 1 };
        let format = match format {
            ListFormat::Table(table) => ListFormat::Table(table.parse(parameters)?),
            other => other,
        };
        Ok(Self { list, filters, page, format })
    }

    /// The parameters that this list has in this format, in their fixed order.
    pub fn parameters(&self) -> Vec<&'static str> {
        let facets = self.list.facets().into_iter().map(facet_name);
        let page = self.format.is_paged().then_some(PAGE);
        let own: &[&str] = match self.format {
            ListFormat::Table(table) => table.parameters(),
            ListFormat::Html | ListFormat::Json | ListFormat::Atom => &[],
        };
        facets.chain([WORDS]).chain(page).chain(own.iter().copied()).collect()
    }

    /// Whether a query is spelled as the site's own links are; unknown parameters do not count. Programs may use any
    /// order, because not all of them follow a redirect.
    pub(super) fn is_canonical(&self, query: Option<&str>) -> bool {
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
        for (name, value) in self.chosen() {
            push(name, &value);
        }
        if let Some(text) = &self.filters.text {
            push(WORDS, text);
        }
        if self.page > 1 {
            push(PAGE, &self.page.to_string());
        }
        if let ListFormat::Table(table) = self.format {
            for (name, value) in table.pairs() {
                push(name, value);
            }
        }
        pairs.join("&")
    }

    /// The parameters of the chosen values, for addresses and forms.
    pub fn chosen(&self) -> Vec<(&'static str, String)> {
        chosen(&self.list.facets(), &self.filters)
    }

    /// The same list with other filters, from its first page.
    pub fn narrowed(&self, filters: Filters) -> Self {
        Self { filters, page: 1, ..self.clone() }
    }

    /// Another page of the same list.
    pub fn at_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same list in another format. Only a format with pages keeps the page.
    pub fn in_format(&self, format: ListFormat) -> Self {
        let page = if format.is_paged() { self.page } else { 1 };
        Self { page, format, ..self.clone() }
    }
}

impl fmt::Display for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.template())?;
        match self.query() {
            query if query.is_empty() => Ok(()),
            query => write!(f, "?{query}"),
        }
    }
}
