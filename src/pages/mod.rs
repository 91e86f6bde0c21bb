//! Every page of the site: an address and a store in, HTML out (and the files that `formats` makes).
//! Each page is a struct, a template of the same name and a test of the same name; what the HTML says
//! is methods on the struct. Knows no HTTP: which address is asked for and what becomes of the HTML is
//! the web's.

mod about;
mod accessibility;
mod card;
mod data;
mod days;
mod downloads;
mod edition;
mod editions;
mod embed;
mod entities;
mod entity;
mod error;
mod explained;
mod fact;
mod fact_at;
mod fact_forms;
mod fact_item;
mod facts;
mod figures;
mod frame;
mod gone;
mod home;
mod links;
mod list_forms;
mod listing;
mod name;
mod oembed;
mod overdue;
mod retired;
mod rows;
mod search;
mod search_forms;
mod security;
mod sitemap;
mod source;
mod sources;
mod tables;
mod terms;
mod timeline;
mod timeline_picture;

pub use downloads::{Taken, digests, download_label, download_links};
pub use error::ErrorPage;
pub use fact_item::FactItem;
pub use frame::{Crumb, Frame, Head, Place, Site, sections};
pub use links::{Link, link_field, links};
pub use listing::page_count;
pub use retired::instead_of;
pub use rows::Rows;
pub use tables::Tables;

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use thiserror::Error;

use crate::address::{ATOM, Address, JSON, ListFormat, Listing, ParameterError, TEXT, XML};
use crate::domain::{List, Slug};
use crate::formats::{PackageError, PictureError, json_text, openapi};
use crate::store::{Store, StoreError};

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub store: &'a Store,
    pub site: &'a Arc<Site>,
    /// The day in Seoul; matters to plans whose time has passed.
    pub today: NaiveDate,
}

/// Why a page could not be made.
#[derive(Debug, Error)]
pub enum PageError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("template: {0}")]
    Template(#[from] askama::Error),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("CSV: {0}")]
    Csv(#[from] csv::Error),
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The making of the page that this one waited for failed, and why.
    #[error("{0}")]
    Shared(Arc<PageError>),
    /// The task that made a file ended without it.
    #[error("a file was not finished")]
    Stopped,
}

impl PageError {
    /// Whether there was no time for it now.
    pub fn is_late(&self) -> bool {
        match self {
            Self::Store(error) => error.is_late(),
            Self::Shared(error) => error.is_late(),
            _ => false,
        }
    }
}

/// What is at an address.
#[derive(Debug)]
pub enum Page {
    Here(String),
    /// A file to take away, and its media type.
    File(String, &'static str),
    /// A picture, still to be drawn from an SVG.
    Picture(String),
}

/// What is to be said of an address where nothing is.
#[derive(Debug, Clone)]
pub enum Instead {
    /// A parameter names what is not there.
    Refused(ParameterError),
    /// What was here has another address now.
    Moved(Address),
    /// What was here was withdrawn; the page of that record says when and why.
    Gone(String, Address),
    Missing,
}

/// What is at an address now, if anything is.
pub async fn render(context: Context<'_>, address: &Address) -> Result<Option<Page>, PageError> {
    match address {
        Address::Home => here(home::HomePage::load(context).await?),
        Address::Overdue => here(overdue::OverduePage::load(context).await?),
        Address::Fact(code) => here_if(fact::FactPage::load(context, *code).await?),
        Address::FactAt(code, edition) => {
            here_if(fact_at::FactAtPage::load(context, *code, *edition).await?)
        }
        Address::FactIn(code, edition, format) => context.fact_form(*code, *edition, *format).await,
        Address::List(listing) => list_page(context, listing).await,
        Address::EntityData(kind, slug) => Ok(json_file(context.entity_json(*kind, slug).await?)),
        Address::SourceData(slug) => Ok(json_file(context.source_json(slug).await?)),
        Address::Entity(kind, slug) => {
            here_if(entity::EntityPage::load(context, *kind, slug).await?)
        }
        Address::Sources => here(sources::SourcesPage::new(context)),
        Address::Source(slug) | Address::Paragraph(slug, _) => {
            here_if(source::SourcePage::load(context, slug, None).await?)
        }
        Address::Terms | Address::Term(_) => here(terms::TermsPage::load(context).await?),
        Address::About => here(about::AboutPage::new(context)),
        Address::Accessibility => here(accessibility::AccessibilityPage::new(context)),
        Address::Data => here(data::DataPage::new(context)),
        Address::OpenApi => {
            let edition = context.site.edition.as_ref().map(|edition| edition.number);
            let document = openapi(&context.site.public_url, edition);
            Ok(json_file(Some(json_text(&document)?)))
        }
        Address::Sitemap => Ok(Some(Page::File(context.sitemap().await?, XML))),
        Address::SitemapPart(number) => {
            let part = context.sitemap_part(*number).await?;
            Ok(part.map(|part| Page::File(part, XML)))
        }
        Address::Robots => Ok(Some(Page::File(context.robots(), TEXT))),
        Address::Security => Ok(context.security().map(|text| Page::File(text, TEXT))),
        Address::Editions => here(editions::EditionsPage::load(context).await?),
        Address::Edition(number) => here_if(edition::EditionPage::load(context, *number).await?),
        Address::EditionsFeed => Ok(Some(Page::File(context.editions_feed().await?, ATOM))),
        Address::Search(text) => here(search::SearchPage::load(context, text).await?),
        Address::SearchData(text) => Ok(json_file(Some(context.search_json(text).await?))),
        Address::Suggestions(text) => Ok(json_file(Some(context.suggestions_json(text).await?))),
        Address::Card(page, edition) => context.page_card(page, *edition).await,
        Address::Embedding(request) => Ok(json_file(oembed::oembed(context, request).await?)),
        // The snapshot has these: files that are the same for every page.
        Address::Download(_) | Address::Asset(_) => Ok(None),
    }
}

/// What is at an address and is read while it is sent: the tables of whole lists.
pub async fn table(context: Context<'_>, address: &Address) -> Result<Option<Rows>, PageError> {
    match address {
        Address::List(listing) => context.table(listing).await,
        _ => Ok(None),
    }
}

/// The HTML of a source's page with what a pasted text turned out to be.
pub async fn check_paragraph(
    context: Context<'_>,
    source: &Slug,
    pasted: &str,
) -> Result<Option<String>, PageError> {
    let page = source::SourcePage::load(context, source, Some(pasted)).await?;
    Ok(page.map(|page| page.render()).transpose()?)
}

/// A list as a page, or in another form.
async fn list_page(context: Context<'_>, listing: &Listing) -> Result<Option<Page>, PageError> {
    if listing.format != ListFormat::Html {
        return context.list_form(listing).await;
    }
    match listing.list {
        List::Timeline => here_if(timeline::TimelinePage::load(context, listing).await?),
        List::Facts => here_if(facts::FactsPage::load(context, listing).await?),
        List::Figures => here_if(figures::FiguresPage::load(context, listing).await?),
        List::Entities(kind) => {
            here_if(entities::EntitiesPage::load(context, kind, listing).await?)
        }
    }
}

fn json_file(text: Option<String>) -> Option<Page> {
    text.map(|text| Page::File(text, JSON))
}

fn here(page: impl Template) -> Result<Option<Page>, PageError> {
    Ok(Some(Page::Here(page.render()?)))
}

fn here_if(page: Option<impl Template>) -> Result<Option<Page>, PageError> {
    page.map_or(Ok(None), here)
}
