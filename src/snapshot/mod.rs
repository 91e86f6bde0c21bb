//! An edition that is served: its database and the data for every page's frame. It turns an address and a day into
//! bytes, and knows nothing of HTTP.

mod downloads;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use chrono::NaiveDate;
use futures_util::FutureExt;
use tokio::sync::Semaphore;

pub use downloads::DataFile;
use downloads::Downloads;

use crate::address::Address;
use crate::domain::{Code, Kind, Slug, nearest};
use crate::formats::png;
use crate::pages::{self, Context, NotFoundReason, Page, PageError, Site, SiteConfig};
use crate::store::{Selection, Store, StoreError};

/// The content of an address, or why there is none.
#[derive(Debug)]
pub enum Rendered {
    /// Bytes in the address's media type.
    Page(Bytes),
    NotFound(NotFoundReason),
}

/// An edition that was opened for reading.
#[derive(Debug)]
pub struct Snapshot {
    store: Store,
    site: Arc<Site>,
    id: u64,
    digest: String,
    downloads: Downloads,
    /// A whole table is held in memory, so only one is made at a time.
    tables: Semaphore,
    /// For pictures: each takes tens of milliseconds of a core, so one is drawn at a time.
    pictures: Semaphore,
}

/// The number of the next snapshot of this process.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// How many similar addresses an error page offers.
const NEAR: usize = 5;

impl Snapshot {
    /// The edition in an open database, with the operator's settings.
    pub async fn of(store: Store, config: SiteConfig) -> Result<Self, StoreError> {
        let site = Arc::new(Site::load(&store, config).await?);
        let digest = store.seeds_digest().await?;
        Ok(Self {
            store,
            site,
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            digest,
            downloads: Downloads::default(),
            tables: Semaphore::new(1),
            pictures: Semaphore::new(1),
        })
    }

    /// The number of this snapshot, unique in this process.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The digest of the seeds, in lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    pub fn facts(&self) -> i64 {
        self.site.counts.facts
    }

    /// The number of the newest edition, if there is one.
    pub fn edition(&self) -> Option<u32> {
        self.site.newest()
    }

    /// Whether the site's public address begins with `https://`.
    pub fn is_behind_tls(&self) -> bool {
        self.site.public_url.starts_with("https://")
    }

    /// The number of searches that found nothing since the snapshot was opened.
    pub fn zero_results(&self) -> u64 {
        self.store.zero_results()
    }

    /// Closes the database, after which no page can be rendered.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// The input of pages for a day.
    pub fn context(&self, today: NaiveDate) -> Context<'_> {
        Context { store: &self.store, site: &self.site, today }
    }

    /// The content of an address on a day.
    pub async fn render(&self, address: &Address, today: NaiveDate) -> Result<Rendered, PageError> {
        let context = self.context(today);
        let page = match address {
            Address::Download(download) => {
                self.downloads.text(context, *download).await?.map(Bytes::from)
            }
            _ if address.table_format().is_some() => {
                // Nobody closes the semaphore; without a permit the table would only take more memory.
                let _permit = self.tables.acquire().await;
                pages::table(context, address).boxed().await?
            }
            _ => match pages::render(context, address).await? {
                Some(Page::Text(text)) => Some(text.into()),
                Some(Page::Picture(svg)) => {
                    let _permit = self.pictures.acquire().await;
                    Some(pages::off_thread(move || Ok(png(&svg)?.into())).await?)
                }
                None => None,
            },
        };
        Ok(match page {
            Some(page) => Rendered::Page(page),
            None => Rendered::NotFound(pages::not_found_reason(context, address).await?),
        })
    }

    /// The download at an address, if it is a file.
    pub async fn data_file(
        &self,
        address: &Address,
        today: NaiveDate,
    ) -> Result<Option<DataFile>, PageError> {
        let Address::Download(download) = address else { return Ok(None) };
        self.downloads.file(self.context(today), *download).await
    }

    /// The file names for a table: a plain one for any program, and a Korean one.
    pub fn table_names(&self, address: &Address, today: NaiveDate) -> Option<(String, String)> {
        pages::table_names(self.context(today), address)
    }

    /// The page of a source that says which sentences of a pasted text it has.
    pub async fn check_sentences(
        &self,
        source: &Slug,
        pasted: &str,
        today: NaiveDate,
    ) -> Result<Option<String>, PageError> {
        pages::check_sentences(self.context(today), source, pasted).await
    }

    /// The entities of a kind whose slugs are most similar to a mistyped one.
    pub fn near_entities(&self, kind: Kind, typed: &str) -> Vec<(String, Address)> {
        let entities = self.store.entity_refs(kind);
        let typed = typed.to_lowercase();
        let slugs = nearest(&typed, entities.iter().map(|entity| entity.slug.as_str()), NEAR);
        let of_slug = |slug: &str| entities.iter().find(|entity| entity.slug.as_str() == slug);
        slugs
            .into_iter()
            .filter_map(of_slug)
            .map(|entity| (entity.name.clone(), Address::Entity(kind, entity.slug.clone())))
            .collect()
    }

    /// The facts whose codes are one slip away from a mistyped one: first the same number with its correct check
    /// digit, then those with one other digit or with two neighbouring digits swapped.
    pub async fn near_facts(&self, typed: &str) -> Result<Vec<(String, Address)>, StoreError> {
        let codes = Code::near(typed);
        let facts = self.store.facts(Selection::Codes(&codes)).await?;
        let named = facts
            .into_iter()
            .map(|fact| (format!("{} {}", fact.code, fact.title), Address::Fact(fact.code, None)));
        Ok(named.take(NEAR).collect())
    }
}
