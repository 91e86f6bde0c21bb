//! One edition being served: its database and what every page's frame needs. Turns an address and a
//! day into bytes; knows nothing of HTTP.

mod downloads;
mod encoding;
mod finished;
mod kept_pages;
mod pictures;
mod slot;

use std::ops::Add;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

pub use downloads::DataFile;
use downloads::Downloads;
pub use encoding::{Accepted, Encoded, Encoding};
pub use finished::Finished;
use kept_pages::KeptPages;
pub use kept_pages::KeptPagesUse;
use pictures::Pictures;
pub use slot::Slot;

use crate::address::{Address, CSV, FactFormat};
use crate::assets;
use crate::clock::beginning;
use crate::domain::{Code, Kind, Slug, nearest};
use crate::pages::{
    self, ByteStream, Context, NotFoundReason, Page, PageError, Site, SiteConfig, link_field,
};
use crate::seeds::Origin;
use crate::store::{self, Built, Store, StoreError};

/// A table that is read while it is sent.
#[derive(Debug)]
pub struct Table {
    pub rows: ByteStream,
    pub media_type: &'static str,
    /// As of [`Finished`].
    pub links: Bytes,
    /// As of [`Finished`].
    pub modified: Option<DateTime<Utc>>,
}

/// What is at an address.
#[derive(Debug)]
pub enum Outcome {
    Here(Arc<Finished>),
    Table(Table),
    File(DataFile),
    Instead(NotFoundReason),
}

/// An edition opened for reading.
#[derive(Debug)]
pub struct Snapshot {
    store: Store,
    site: Arc<Site>,
    digest: String,
    /// Since when it is served, where that sets it apart from those before.
    since: Option<DateTime<Utc>>,
    pages: KeptPages,
    pictures: Pictures,
    downloads: Downloads,
}

/// What a snapshot counts for whoever operates the site.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counters {
    /// Searches that found nothing.
    pub searches_in_vain: u64,
    pub page_cache_hits: u64,
    pub page_cache_misses: u64,
}

impl Add for Counters {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            searches_in_vain: self.searches_in_vain + other.searches_in_vain,
            page_cache_hits: self.page_cache_hits + other.page_cache_hits,
            page_cache_misses: self.page_cache_misses + other.page_cache_misses,
        }
    }
}

/// Why an address has no finished bytes.
#[derive(Debug)]
enum Unfinished {
    Instead(NotFoundReason),
    /// Many may have waited for what failed.
    Failed(Arc<PageError>),
}

/// The most bytes of finished pages that are kept, unless the operator says otherwise.
pub const PAGE_CACHE: u64 = 64 * 1024 * 1024;

impl From<PageError> for Unfinished {
    fn from(error: PageError) -> Self {
        Self::Failed(Arc::new(error))
    }
}

/// Whether the bytes of an address are kept: not what there is without end of (what readers search for), nor
/// pictures, which are kept by themselves.
fn is_kept(address: &Address) -> bool {
    match address {
        Address::Search(text) => text.is_empty(),
        Address::List(listing) => listing.filters.text.is_none(),
        Address::FactIn(_, _, FactFormat::Card)
        | Address::Card(..)
        | Address::SearchData(_)
        | Address::Suggestions(_)
        | Address::Embedding(_) => false,
        _ => true,
    }
}

/// How many addresses an error page offers.
const NEAR: usize = 5;

impl Snapshot {
    /// Opens the seeds' database at `path`, built if need be, for a site served at a place, with so many
    /// bytes of finished pages kept.
    pub async fn open<'s>(
        seeds: impl Into<Origin<'s>>,
        path: &Path,
        place: SiteConfig,
        page_cache: u64,
    ) -> Result<(Self, Built), StoreError> {
        let (store, built) = store::ensure(seeds, path).await?;
        Ok((Self::of(store, place, page_cache).await?, built))
    }

    /// The edition in an open database, for a site served at a place, with so many bytes of finished pages
    /// kept.
    pub async fn of(store: Store, place: SiteConfig, page_cache: u64) -> Result<Self, StoreError> {
        let site = Arc::new(Site::load(&store, place).await?);
        let pages = KeptPages::new(page_cache);
        let (pictures, downloads) = (Pictures::new(), Downloads::default());
        let digest = store.seeds_digest().await?;
        Ok(Self { store, site, digest, since: None, pages, pictures, downloads })
    }

    /// The snapshot as it is served from a moment on, if that moment is no other snapshot's as well.
    pub fn since(self, moment: Option<DateTime<Utc>>) -> Self {
        Self { since: moment.map(|moment| moment.trunc_subsecs(0)), ..self }
    }

    /// Since when there has been at an address what is there on a day: since this snapshot is served. Nothing
    /// once a day has changed it, for that day begins in every server, whatever its seeds; and nothing for static
    /// files, which never change.
    fn modified(&self, address: &Address, today: NaiveDate) -> Option<DateTime<Utc>> {
        if matches!(address, Address::Asset(_)) {
            return None;
        }
        let changed = pages::changed_on(self.context(today), address).map(beginning);
        self.since.filter(|since| changed.is_none_or(|changed| changed <= *since))
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
        self.site.edition.as_ref().map(|edition| edition.number)
    }

    /// Whether the site is found under an address of TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.site.public_url.starts_with("https://")
    }

    /// What was counted since the snapshot was opened.
    pub fn counters(&self) -> Counters {
        let (hits, misses) = self.pages.counts();
        Counters {
            searches_in_vain: self.store.searches_in_vain(),
            page_cache_hits: hits,
            page_cache_misses: misses,
        }
    }

    /// Nothing can be rendered from here on.
    pub fn close(&self) {
        self.store.close();
    }

    /// What pages are made from on a day.
    pub fn context(&self, today: NaiveDate) -> Context<'_> {
        Context { store: &self.store, site: &self.site, today }
    }

    /// The kept bytes of an address spelled just as it is linked; nothing when there are none.
    pub async fn kept(
        &self,
        target: &str,
        today: NaiveDate,
        accepted: Accepted,
    ) -> Option<Arc<Finished>> {
        self.pages.get(today, target, accepted).await
    }

    /// The bytes of finished pages that are kept, about.
    pub fn kept_bytes(&self) -> u64 {
        self.pages.bytes()
    }

    /// What the page cache has done and holds.
    pub async fn kept_pages_use(&self) -> KeptPagesUse {
        self.pages.usage().await
    }

    /// What is at an address on a day, in an encoding that is accepted where that is shorter.
    pub async fn render(
        &self,
        address: &Address,
        today: NaiveDate,
        accepted: Accepted,
    ) -> Result<Outcome, PageError> {
        let context = self.context(today);
        if let Address::Download(download) = address {
            let modified = self.modified(address, today);
            if let Some(file) = self.downloads.file(context, *download, modified).await? {
                return Ok(Outcome::File(file));
            }
        }
        if let Some(rows) = pages::table(context, address).await? {
            let (links, modified) = (self.links(address), self.modified(address, today));
            return Ok(Outcome::Table(Table { rows, media_type: CSV, links, modified }));
        }
        let finished = if is_kept(address) {
            self.finished(address, today, accepted).await
        } else {
            self.make(address, today, accepted.soonest).await.map(Arc::new).map_err(Arc::new)
        };
        match finished {
            Ok(finished) => Ok(Outcome::Here(finished)),
            Err(unfinished) => match &*unfinished {
                Unfinished::Failed(error) => Err(PageError::Shared(Arc::clone(error))),
                Unfinished::Instead(instead) => Ok(Outcome::Instead(instead.clone())),
            },
        }
    }

    /// The bytes of an address that is kept: made once, in the encoding that takes the least time, and from these in
    /// others that are asked for.
    async fn finished(
        &self,
        address: &Address,
        today: NaiveDate,
        accepted: Accepted,
    ) -> Result<Arc<Finished>, Arc<Unfinished>> {
        let target = address.to_string();
        // The address may have been asked for in another spelling than it is kept under.
        if let Some(kept) = self.kept(&target, today, accepted).await {
            return Ok(kept);
        }
        let encoding = match address {
            Address::Asset(_) => accepted.shortest,
            _ => accepted.soonest,
        };
        let making = async {
            match self.pages.in_any_encoding(today, &target).await {
                Some(kept) => Ok(kept.in_encoding(encoding)),
                None => self.make(address, today, encoding).await,
            }
        };
        self.pages.get_or_make(today, &target, encoding, making).await
    }

    /// The bytes of an address, in an encoding where that is shorter.
    async fn make(
        &self,
        address: &Address,
        today: NaiveDate,
        encoding: Encoding,
    ) -> Result<Finished, Unfinished> {
        let context = self.context(today);
        let (bytes, media_type) = match address {
            Address::Asset(file) => assets::find(file)
                .map(|asset| (asset.plain, asset.media_type))
                .ok_or(Unfinished::Instead(NotFoundReason::Missing))?,
            Address::Download(download) => {
                let text = self.downloads.text(context, *download).await?;
                let text = text.ok_or(Unfinished::Instead(NotFoundReason::Missing))?;
                (Bytes::from(text), download.media_type())
            }
            _ => match pages::render(context, address).await? {
                Some(Page::Text(text)) => (Bytes::from(text), address.media_type()),
                Some(Page::Picture(svg)) => {
                    (self.pictures.png(svg).await.map_err(PageError::from)?, address.media_type())
                }
                None => {
                    let instead = pages::not_found_reason(context, address).await?;
                    return Err(Unfinished::Instead(instead));
                }
            },
        };
        let (body, links) = (Encoded::plain(bytes), self.links(address));
        let modified = self.modified(address, today);
        Ok(Finished::new(address.clone(), body, media_type, links, modified).in_encoding(encoding))
    }

    fn links(&self, address: &Address) -> Bytes {
        link_field(&pages::links(&self.site.public_url, address)).into()
    }

    /// What a text pasted to be checked turned out to be, on the page of its source.
    pub async fn check_paragraph(
        &self,
        source: &Slug,
        pasted: &str,
        today: NaiveDate,
    ) -> Result<Option<String>, PageError> {
        pages::check_paragraph(self.context(today), source, pasted).await
    }

    /// The entities of a kind whose slug is most like a mistyped one.
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
    pub async fn near_facts(&self, typed: &str) -> Result<Vec<(String, Address)>, StoreError> {
        let codes = Code::near(typed);
        let facts = self.store.facts(store::Selection::Codes(&codes)).await?;
        let named = facts
            .into_iter()
            .map(|fact| (format!("{} {}", fact.code, fact.title), Address::Fact(fact.code, None)));
        Ok(named.take(NEAR).collect())
    }
}
