//! The addresses of lists: which list, narrowed by what, which page of it, in what format. There is one
//! order of parameters and of the values of each, and no empty one; every other spelling is redirected there.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::TableFormat;
use super::facets::{WORDS, chosen, facet_name, parse_filters};
use super::formats::{ATOM, HTML, JSON};
use super::parameters::{ParameterError, Parameters, QUERY};
use crate::domain::{Filters, Kind, List};

/// A format in which a list can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListFormat {
    Html,
    Json,
    /// All records in one table.
    Table(TableFormat),
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
const PAGE: &str = "page";

/// The paths of a list in its formats and of its records, as templates.
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

/// The path of the list of a kind's entities, below which each of them has its own.
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

    /// The formats of a list beside its page.
    pub fn others(list: List) -> &'static [Self] {
        &Self::of(list)[1..]
    }

    /// Whether the format comes in pages.
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
    pub(super) fn named(path: &str) -> Option<(List, ListFormat)> {
        let formats = |list| ListFormat::of(list).iter().map(move |format| (list, *format));
        let mut all = List::all().into_iter().flat_map(formats);
        all.find(|(list, format)| Self::from(*list).in_format(*format).template() == path)
    }

    /// The path, which is its own template.
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

    /// The parameters that addresses of this list in this format have, in their one order.
    pub fn parameters(&self) -> Vec<&'static str> {
        let facets = self.list.facets().into_iter().map(facet_name);
        let page = self.format.is_paged().then_some(PAGE);
        let own: &[&str] = match self.format {
            ListFormat::Table(table) => table.parameters(),
            ListFormat::Html | ListFormat::Json | ListFormat::Atom => &[],
        };
        facets.chain([WORDS]).chain(page).chain(own.iter().copied()).collect()
    }

    /// Whether a query says this as the site's links say it; parameters that are none are passed over.
    /// Programs may say it in any order: not all of them follow a redirect.
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

    /// The parameters of the values that narrow the list, for addresses and forms.
    pub fn chosen(&self) -> Vec<(&'static str, String)> {
        chosen(&self.list.facets(), &self.filters)
    }

    /// The same list narrowed otherwise, from its first page.
    pub fn narrowed(&self, filters: Filters) -> Self {
        Self { filters, page: 1, ..self.clone() }
    }

    /// Another page of the same.
    pub fn at_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same records in another format; from the first page, unless both formats have the same pages.
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
