//! One edition being served: its database and what every page's frame needs. Turns an address and a
//! day into bytes; knows nothing of HTTP.

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

/// What is at an address.
#[derive(Debug)]
pub enum Rendered {
    /// Bytes of the media type that the address has.
    Page(Bytes),
    NotFound(NotFoundReason),
}

/// An edition opened for reading.
#[derive(Debug)]
pub struct Snapshot {
    store: Store,
    site: Arc<Site>,
    id: u64,
    digest: String,
    downloads: Downloads,
    /// For whole tables: each is held in memory, so one is made at a time.
    tables: Semaphore,
    /// For pictures: each takes tens of milliseconds of a core, so one is drawn at a time.
    pictures: Semaphore,
}

/// The number of the next snapshot of this process.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// How many addresses an error page offers.
const NEAR: usize = 5;

impl Snapshot {
    /// The edition in an open database, served as the operator configured it.
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

    /// A number that no other snapshot of this process has.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The digest of the seeds, in lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many facts there are.
    pub fn facts(&self) -> i64 {
        self.site.counts.facts
    }

    /// The number of the newest edition, once there is one.
    pub fn edition(&self) -> Option<u32> {
        self.site.newest()
    }

    /// Whether the site is found under an address of TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.site.public_url.starts_with("https://")
    }

    /// How many searches have found nothing since the snapshot was opened.
    pub fn zero_results(&self) -> u64 {
        self.store.zero_results()
    }

    /// Nothing can be rendered from here on.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// What pages are made from on a day.
    pub fn context(&self, today: NaiveDate) -> Context<'_> {
        Context { store: &self.store, site: &self.site, today }
    }

    /// What is at an address on a day.
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

    /// The file of the whole data at an address; nothing where there is none.
    pub async fn data_file(
        &self,
        address: &Address,
        today: NaiveDate,
    ) -> Result<Option<DataFile>, PageError> {
        let Address::Download(download) = address else { return Ok(None) };
        self.downloads.file(self.context(today), *download).await
    }

    /// The names under which what is at an address is saved, where it is a table: one for any program, one in Korean.
    pub fn table_names(&self, address: &Address, today: NaiveDate) -> Option<(String, String)> {
        pages::table_names(self.context(today), address)
    }

    /// Which sentences of a pasted text stand in a source, on the page of the source.
    pub async fn check_sentences(
        &self,
        source: &Slug,
        pasted: &str,
        today: NaiveDate,
    ) -> Result<Option<String>, PageError> {
        pages::check_sentences(self.context(today), source, pasted).await
    }

    /// The entities of a kind whose slug is most like a mistyped one.
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

    /// The facts whose code is one slip away from a mistyped one: the same number with its right
    /// check digit first, then one digit other, or two neighbouring digits swapped.
    pub async fn near_facts(&self, typed: &str) -> Result<Vec<(String, Address)>, StoreError> {
        let codes = Code::near(typed);
        let facts = self.store.facts(Selection::Codes(&codes)).await?;
        let named = facts
            .into_iter()
            .map(|fact| (format!("{} {}", fact.code, fact.title), Address::Fact(fact.code, None)));
        Ok(named.take(NEAR).collect())
    }
}
