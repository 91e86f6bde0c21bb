//! One edition being served: its database and what every page's frame needs. Turns an address and a
//! day into bytes; knows nothing of HTTP.

mod downloads;
mod pictures;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use chrono::NaiveDate;

use downloads::Downloads;
use pictures::Pictures;

use crate::address::{Address, HTML, PNG, ParameterError};
use crate::assets;
use crate::domain::{Code, Kind, Slug, nearest};
use crate::pages::{self, Context, Link, Page, PageError, Place, Rows, Site};
use crate::seeds::Origin;
use crate::store::{self, Built, Store, StoreError};

/// A body and what it is.
#[derive(Debug)]
pub struct Rendered {
    pub body: Body,
    pub media_type: &'static str,
    /// The addresses of the same thing, for the header of the answer.
    pub links: Vec<Link>,
    /// The name under which to save it, where it is to be saved rather than shown.
    pub file_name: Option<String>,
}

/// The bytes of an answer.
#[derive(Debug)]
pub enum Body {
    Whole(Bytes),
    /// Read while it is sent.
    Rows(Rows),
    /// Read while it is sent; so many bytes.
    Sized(Rows, u64),
}

impl Body {
    /// How many bytes there are, of those read while they are sent.
    #[must_use]
    pub const fn length(&self) -> Option<u64> {
        if let Self::Sized(_, length) = self { Some(*length) } else { None }
    }
}

/// What is at an address.
#[derive(Debug)]
pub enum Outcome {
    Here(Rendered),
    /// A parameter names what is not there.
    Refused(ParameterError),
    /// What was here has another address now.
    Moved(Address),
    /// What was here was withdrawn; the bytes say when and why, as the record's own address does.
    Gone(Rendered, Address),
    Missing,
}

/// An edition opened for reading.
#[derive(Debug)]
pub struct Snapshot {
    store: Store,
    site: Arc<Site>,
    pictures: Pictures,
    downloads: Downloads,
}

/// How many addresses an error page offers.
const NEAR: usize = 5;

impl Snapshot {
    /// Opens the seeds' database at `path`, built if need be, for a site served at a place.
    ///
    /// # Errors
    /// [`StoreError`] when it can be neither built nor read.
    pub async fn open<'s>(
        seeds: impl Into<Origin<'s>>,
        path: &Path,
        place: Place,
    ) -> Result<(Self, Built), StoreError> {
        let (store, built) = store::ensure(seeds, path).await?;
        Ok((Self::of(store, place).await?, built))
    }

    /// The edition in an open database, for a site served at a place.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn of(store: Store, place: Place) -> Result<Self, StoreError> {
        let site = Arc::new(Site::load(&store, place).await?);
        let (pictures, downloads) = (Pictures::new(), Downloads::default());
        Ok(Self { store, site, pictures, downloads })
    }

    /// Closes the database; nothing can be rendered afterwards.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// What pages are made from on a day.
    #[must_use]
    pub fn context(&self, today: NaiveDate) -> Context<'_> {
        Context { store: &self.store, site: &self.site, today }
    }

    /// What is at an address on a day.
    ///
    /// # Errors
    /// [`PageError`] when the store cannot be read.
    pub async fn render(&self, address: &Address, today: NaiveDate) -> Result<Outcome, PageError> {
        if let Address::Asset(file) = address {
            let found = assets::find(file).map(|asset| Rendered {
                body: Body::Whole(match asset.bytes {
                    Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                    Cow::Owned(bytes) => Bytes::from(bytes),
                }),
                media_type: asset.media_type,
                links: Vec::new(),
                file_name: None,
            });
            return Ok(found.map_or(Outcome::Missing, Outcome::Here));
        }
        if let Address::Download(download) = address {
            return Ok(Outcome::Here(Rendered {
                body: self.downloads.body(self.context(today), *download).await?,
                media_type: download.media_type(),
                links: Vec::new(),
                file_name: self.site.download_name(*download),
            }));
        }
        let page = pages::render(self.context(today), address).await?;
        self.outcome(page, pages::links(&self.site, address)).await
    }

    async fn outcome(&self, page: Page, links: Vec<Link>) -> Result<Outcome, PageError> {
        let rendered = |text: String, media_type, links| Rendered {
            body: Body::Whole(Bytes::from(text)),
            media_type,
            links,
            file_name: None,
        };
        Ok(match page {
            Page::Here(html) => Outcome::Here(rendered(html, HTML, links)),
            Page::File(text, media_type) => Outcome::Here(rendered(text, media_type, links)),
            Page::Stream(rows, media_type) => Outcome::Here(Rendered {
                body: Body::Rows(rows),
                media_type,
                links,
                file_name: None,
            }),
            Page::Picture(svg) => {
                let body = Body::Whole(self.pictures.png(svg).await?);
                Outcome::Here(Rendered { body, media_type: PNG, links, file_name: None })
            }
            Page::Refused(error) => Outcome::Refused(error),
            Page::Moved(address) => Outcome::Moved(address),
            Page::Gone(html, record) => Outcome::Gone(rendered(html, HTML, Vec::new()), record),
            Page::Missing => Outcome::Missing,
        })
    }

    /// What a text pasted to be checked turned out to be, on the page of its source.
    ///
    /// # Errors
    /// [`PageError`] when the store cannot be read.
    pub async fn check_paragraph(
        &self,
        source: &Slug,
        pasted: &str,
        today: NaiveDate,
    ) -> Result<Outcome, PageError> {
        let page = pages::check_paragraph(self.context(today), source, pasted).await?;
        self.outcome(page, Vec::new()).await
    }

    /// The entities of a kind whose slug is most like a mistyped one.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn near_entities(
        &self,
        kind: Kind,
        typed: &str,
    ) -> Result<Vec<(String, Address)>, StoreError> {
        let entities = self.store.entity_refs(kind).await?;
        let typed = typed.to_lowercase();
        let slugs = nearest(&typed, entities.iter().map(|entity| entity.slug.as_str()), NEAR);
        let of_slug = |slug: &str| entities.iter().find(|entity| entity.slug.as_str() == slug);
        Ok(slugs
            .into_iter()
            .filter_map(of_slug)
            .map(|entity| (entity.name.clone(), Address::Entity(kind, entity.slug.clone())))
            .collect())
    }

    /// The facts whose code is one slip away from a mistyped one: the same number with its right
    /// check digit first, then one digit other, or two neighbouring digits swapped.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn near_facts(&self, typed: &str) -> Result<Vec<(String, Address)>, StoreError> {
        let codes = Code::near(typed);
        let facts = self.store.facts(store::Selection::Codes(&codes)).await?;
        let named = facts
            .into_iter()
            .map(|fact| (format!("{} {}", fact.code, fact.title), Address::Fact(fact.code)));
        Ok(named.take(NEAR).collect())
    }
}
