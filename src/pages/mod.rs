//! Every page of the site: an address and a store in, HTML out (and the files that `formats` makes).
//! Each page is a struct, a template of the same name and a test of the same name; what the HTML says
//! is methods on the struct. Knows no HTTP: which address is asked for and what becomes of the HTML is
//! the web's.

mod about;
mod cited;
mod edition;
mod editions;
mod entities;
mod entity;
mod error;
mod fact;
mod fact_at;
mod fact_item;
mod facts;
mod feed;
mod figures;
mod frame;
mod gone;
mod home;
mod overdue;
mod search;
mod source;
mod sources;
mod terms;
mod timeline;

pub use error::ErrorPage;
pub use fact_item::FactItem;
pub use frame::{Crumb, Frame, Place, Site, sections};

use askama::Template;
use chrono::NaiveDate;
use thiserror::Error;

use crate::address::Address;
use crate::domain::{RecordId, Slug};
use crate::formats::{citation_file, media_type};
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
}

/// What is at an address.
#[derive(Debug)]
pub enum Page {
    Here(String),
    /// A file to take away.
    File(String, &'static str),
    /// What was here has another address now.
    Moved(Address),
    /// What was here was withdrawn; the page says when and why.
    Gone(String),
    Missing,
}

/// What is at an address, as HTML.
///
/// # Errors
/// [`PageError`] when the store cannot be read.
pub async fn render(context: Context<'_>, address: &Address) -> Result<Page, PageError> {
    let html = match address {
        Address::Home => home::HomePage::load(context).await?.render()?,
        Address::Timeline | Address::Year(_) => {
            timeline::TimelinePage::load(context).await?.render()?
        }
        Address::Overdue => overdue::OverduePage::load(context).await?.render()?,
        Address::Facts => facts::FactsPage::load(context).await?.render()?,
        Address::Fact(code) => {
            let page = fact::FactPage::load(context, *code).await?;
            return here_or_retired(context, page, address, RecordId::Fact(*code)).await;
        }
        Address::Citation(code, edition, format) => {
            let citation = context.citation_of(*code, *edition).await?;
            if let Some(citation) = citation {
                let file = citation_file(&citation, *format);
                return Ok(Page::File(file, media_type(*format)));
            }
            return retired(context, address, RecordId::Fact(*code)).await;
        }
        Address::FactAt(code, edition) => {
            let page = fact_at::FactAtPage::load(context, *code, *edition).await?;
            return here_or_retired(context, page, address, RecordId::Fact(*code)).await;
        }
        Address::Figures => figures::FiguresPage::load(context).await?.render()?,
        Address::Entities(kind) => entities::EntitiesPage::load(context, *kind).await?.render()?,
        Address::Entity(kind, slug) => {
            let page = entity::EntityPage::load(context, *kind, slug).await?;
            let record = RecordId::Entity(*kind, slug.clone());
            return here_or_retired(context, page, address, record).await;
        }
        Address::Sources => sources::SourcesPage::new(context).render()?,
        Address::Source(slug) | Address::Paragraph(slug, _) => {
            return here(source::SourcePage::load(context, slug, None).await?);
        }
        Address::Terms | Address::Term(_) => terms::TermsPage::load(context).await?.render()?,
        Address::About => about::AboutPage::new(context).render()?,
        Address::Editions => editions::EditionsPage::load(context).await?.render()?,
        Address::Edition(number) => {
            return here(edition::EditionPage::load(context, *number).await?);
        }
        Address::Feed(feed) => {
            let (text, media_type) = context.feed(*feed).await?;
            return Ok(Page::File(text, media_type));
        }
        Address::Search(text) => search::SearchPage::load(context, text).await?.render()?,
        Address::Asset(_) => return Ok(Page::Missing),
    };
    Ok(Page::Here(html))
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
    here(source::SourcePage::load(context, source, Some(pasted)).await?)
}

fn here(page: Option<impl Template>) -> Result<Page, PageError> {
    page.map_or(Ok(Page::Missing), |page| Ok(Page::Here(page.render()?)))
}

/// The page, or else where its record went.
async fn here_or_retired(
    context: Context<'_>,
    page: Option<impl Template>,
    address: &Address,
    what: RecordId,
) -> Result<Page, PageError> {
    if page.is_some() { here(page) } else { retired(context, address, what).await }
}

/// Where the record of an address went that was published once; edition and format are kept.
async fn retired(
    context: Context<'_>,
    address: &Address,
    what: RecordId,
) -> Result<Page, PageError> {
    let newest = context.site.edition.as_ref().map_or(0, |edition| edition.number);
    let edition = match address {
        Address::FactAt(_, edition) => Some(*edition),
        Address::Citation(_, edition, _) => *edition,
        _ => None,
    };
    let Some(retirement) = context.store.retirement(&what).await? else {
        return Ok(Page::Missing);
    };
    if edition.is_some_and(|edition| edition > newest) {
        return Ok(Page::Missing);
    }
    Ok(match (&retirement.moved_to, address) {
        (Some(RecordId::Fact(code)), Address::Citation(_, edition, format)) => {
            Page::Moved(Address::Citation(*code, *edition, *format))
        }
        (Some(RecordId::Fact(code)), Address::FactAt(_, edition)) => {
            Page::Moved(Address::FactAt(*code, *edition))
        }
        (Some(RecordId::Fact(code)), _) => Page::Moved(Address::Fact(*code)),
        (Some(RecordId::Entity(kind, slug)), _) => {
            Page::Moved(Address::Entity(*kind, slug.clone()))
        }
        (None, _) => Page::Gone(gone::GonePage::load(context, retirement).await?.render()?),
    })
}
