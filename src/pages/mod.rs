//! Every page of the site: an address and a store in, HTML out (and the files that `formats` makes).
//! Each page is a struct, a template of the same name and a test of the same name; what the HTML says
//! is methods on the struct. Knows no HTTP: which address is asked for and what becomes of the HTML is
//! the web's.

mod about;
mod card;
mod edition;
mod editions;
mod embed;
mod entities;
mod entity;
mod error;
mod fact;
mod fact_at;
mod fact_forms;
mod fact_item;
mod facts;
mod feed;
mod figures;
mod frame;
mod gone;
mod home;
mod links;
mod oembed;
mod overdue;
mod retired;
mod search;
mod source;
mod sources;
mod terms;
mod timeline;

pub use error::ErrorPage;
pub use fact_item::FactItem;
pub use frame::{Crumb, Frame, Head, Place, Site, sections};
pub use links::{Link, links};

use askama::Template;
use chrono::NaiveDate;
use thiserror::Error;

use crate::address::{Address, JSON};
use crate::domain::Slug;
use crate::formats::PictureError;
use crate::store::{Store, StoreError};

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub store: &'a Store,
    pub site: &'a Site,
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
}

/// What is at an address.
#[derive(Debug)]
pub enum Page {
    Here(String),
    /// A file to take away, and its media type.
    File(String, &'static str),
    /// A picture, still to be drawn from an SVG.
    Picture(String),
    /// What was here has another address now.
    Moved(Address),
    /// What was here was withdrawn; the page says when and why.
    Gone(String),
    Missing,
}

/// What is at an address.
///
/// # Errors
/// [`PageError`] when the store cannot be read.
pub async fn render(context: Context<'_>, address: &Address) -> Result<Page, PageError> {
    match page_at(context, address).await? {
        Some(page) => Ok(page),
        None => retired::instead_of(context, address).await,
    }
}

/// What is at an address now.
async fn page_at(context: Context<'_>, address: &Address) -> Result<Option<Page>, PageError> {
    match address {
        Address::Home => here(home::HomePage::load(context).await?),
        Address::Timeline | Address::Year(_) => here(timeline::TimelinePage::load(context).await?),
        Address::Overdue => here(overdue::OverduePage::load(context).await?),
        Address::Facts => here(facts::FactsPage::load(context).await?),
        Address::Fact(code) => here_if(fact::FactPage::load(context, *code).await?),
        Address::FactAt(code, edition) => {
            here_if(fact_at::FactAtPage::load(context, *code, *edition).await?)
        }
        Address::FactIn(code, edition, format) => context.fact_form(*code, *edition, *format).await,
        Address::Figures => here(figures::FiguresPage::load(context).await?),
        Address::Entities(kind) => here(entities::EntitiesPage::load(context, *kind).await?),
        Address::Entity(kind, slug) => {
            here_if(entity::EntityPage::load(context, *kind, slug).await?)
        }
        Address::Sources => here(sources::SourcesPage::new(context)),
        Address::Source(slug) | Address::Paragraph(slug, _) => {
            here_if(source::SourcePage::load(context, slug, None).await?)
        }
        Address::Terms | Address::Term(_) => here(terms::TermsPage::load(context).await?),
        Address::About => here(about::AboutPage::new(context)),
        Address::Editions => here(editions::EditionsPage::load(context).await?),
        Address::Edition(number) => here_if(edition::EditionPage::load(context, *number).await?),
        Address::Feed(feed) => Ok(Some(Page::File(context.feed(*feed).await?, feed.media_type()))),
        Address::Search(text) => here(search::SearchPage::load(context, text).await?),
        Address::Card(page, edition) => context.page_card(page, *edition).await,
        Address::Embedding(request) => {
            let answer = oembed::oembed(context, request).await?;
            Ok(answer.map(|json| Page::File(json, JSON)))
        }
        Address::Asset(_) => Ok(None),
    }
}

/// The page of a source with what a pasted text turned out to be.
///
/// # Errors
/// [`PageError`] when the store cannot be read.
pub async fn check_paragraph(
    context: Context<'_>,
    source: &Slug,
    pasted: &str,
) -> Result<Page, PageError> {
    let page = here_if(source::SourcePage::load(context, source, Some(pasted)).await?)?;
    Ok(page.unwrap_or(Page::Missing))
}

fn here(page: impl Template) -> Result<Option<Page>, PageError> {
    Ok(Some(Page::Here(page.render()?)))
}

fn here_if(page: Option<impl Template>) -> Result<Option<Page>, PageError> {
    page.map_or(Ok(None), here)
}
