//! Every page of the site: an address and a store in, HTML out. Each page is a struct, a template of
//! the same name and a test of the same name; what the HTML says is methods on the struct. Knows no
//! HTTP: which address is asked for and what becomes of the HTML is the web's.

mod about;
mod entities;
mod entity;
mod error;
mod fact;
mod fact_item;
mod facts;
mod figures;
mod frame;
mod home;
mod search;
mod source;
mod sources;
mod terms;
mod timeline;

pub use error::ErrorPage;
pub use fact_item::FactItem;
pub use frame::{Crumb, Frame, Site, sections};

use askama::Template;
use chrono::NaiveDate;
use thiserror::Error;

use crate::address::Address;
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

/// The HTML of an address, or nothing when there is no such page.
///
/// # Errors
/// [`PageError`] when the store cannot be read.
pub async fn render(context: Context<'_>, address: &Address) -> Result<Option<String>, PageError> {
    let html = match address {
        Address::Home => home::HomePage::load(context).await?.render()?,
        Address::Timeline | Address::Year(_) => {
            timeline::TimelinePage::load(context).await?.render()?
        }
        Address::Facts => facts::FactsPage::load(context).await?.render()?,
        Address::Fact(code) => return html(fact::FactPage::load(context, *code).await?),
        Address::Figures => figures::FiguresPage::load(context).await?.render()?,
        Address::Entities(kind) => entities::EntitiesPage::load(context, *kind).await?.render()?,
        Address::Entity(kind, slug) => {
            return html(entity::EntityPage::load(context, *kind, slug).await?);
        }
        Address::Sources => sources::SourcesPage::new(context).render()?,
        Address::Source(slug) | Address::Paragraph(slug, _) => {
            return html(source::SourcePage::load(context, slug).await?);
        }
        Address::Terms | Address::Term(_) => terms::TermsPage::load(context).await?.render()?,
        Address::About => about::AboutPage::new(context).render()?,
        Address::Search(text) => search::SearchPage::load(context, text).await?.render()?,
        Address::Asset(_) => return Ok(None),
    };
    Ok(Some(html))
}

fn html(page: Option<impl Template>) -> Result<Option<String>, PageError> {
    Ok(page.map(|page| page.render()).transpose()?)
}
