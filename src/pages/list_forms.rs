//! Lists in their other forms: JSON by the page, CSV whole and as it is read, feeds.
//! Each holds what the page with the same filters holds.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};

use super::listing::page_count;
use super::{Context, Page, PageError, Rows, Site};
use crate::address::{Address, ListFormat, Listing};
use crate::domain::{Code, Entity, Fact, Kind, List, Slug};
use crate::formats::{
    BYTE_ORDER_MARK, Data, ENTITY_COLUMNS, EditionData, EntityData, FACT_COLUMNS, FactData,
    FeedFact, Feeds, ListData, csv_text, entity_row, fact_row, json_text,
};
use crate::store::{Selection, Store, StoreError};

/// The most records in a feed, which is read whole.
const FED: u64 = 1000;

/// Records read at a time for a table.
pub const CHUNK: usize = 500;

impl Context<'_> {
    /// A list in a form that is neither page nor table; nothing when a filter names no entity that there
    /// is. A page after the last one has no items.
    pub async fn list_form(self, listing: &Listing) -> Result<Option<Page>, PageError> {
        if self.filter_names(&listing.filters).await?.is_none() {
            return Ok(None);
        }
        let file = |text: String| Page::File(text, listing.format.media_type());
        match listing.format {
            ListFormat::Html | ListFormat::Csv { .. } => Ok(None),
            ListFormat::Json => Ok(Some(file(self.list_json(listing).await?))),
            ListFormat::Atom => Ok(Some(file(self.atom(listing).await?))),
        }
    }

    async fn list_json(self, listing: &Listing) -> Result<String, PageError> {
        let narrowed = self.store.narrowed(listing.list, &listing.filters).await?;
        Ok(match listing.list {
            List::Entities(_) => {
                let part = narrowed.entities(listing.range()).await?;
                let entities: Vec<_> =
                    part.items.into_iter().map(|summary| summary.entity).collect();
                let items = entity_data(self.store, self.site, entities).await?;
                json_text(&list_data(self.site, listing, part.total, items))?
            }
            List::Timeline | List::Facts | List::Figures => {
                let part = narrowed.facts(listing.range()).await?;
                let items = self.fact_data(part.items).await?;
                json_text(&list_data(self.site, listing, part.total, items))?
            }
        })
    }

    /// Facts as data, each with its citation.
    pub async fn fact_data(self, facts: Vec<Fact>) -> Result<Vec<FactData>, StoreError> {
        let data = Data { public_url: &self.site.public_url };
        let mut items = Vec::with_capacity(facts.len());
        for fact in facts {
            let pinned = self.newest_pin(&fact).await?;
            let cited = self.citation(&fact, pinned);
            items.push(data.fact(&fact, &Address::Fact(fact.code), cited.as_ref()));
        }
        Ok(items)
    }

    /// A list as a table, whole, read as it is sent; nothing when it is asked for in another form or a
    /// filter names no entity that there is.
    pub async fn table(self, listing: &Listing) -> Result<Option<Rows>, PageError> {
        let ListFormat::Csv { bom } = listing.format else { return Ok(None) };
        let known = self.filter_names(&listing.filters).await?.is_some();
        Ok(if known { Some(self.rows(listing, bom).await?) } else { None })
    }

    async fn rows(self, listing: &Listing, bom: bool) -> Result<Rows, PageError> {
        let ids = self.store.narrowed(listing.list, &listing.filters).await?.ids();
        let is_fact = !matches!(listing.list, List::Entities(_));
        let mark = if bom { BYTE_ORDER_MARK } else { "" };
        let columns = if is_fact { FACT_COLUMNS.as_slice() } else { ENTITY_COLUMNS.as_slice() };
        let head = Bytes::from(format!("{mark}{}", csv_text([columns])?));
        let chunks: Vec<Vec<i64>> = ids.chunks(CHUNK).map(<[i64]>::to_vec).collect();
        let (store, site, today) = (self.store.clone(), Arc::clone(self.site), self.today);
        let rows = stream::iter(chunks).then(move |ids| {
            let (store, site) = (store.clone(), Arc::clone(&site));
            async move {
                let context = Context { store: &store, site: &site, today };
                let text = if is_fact {
                    let facts = store.facts_by_id(ids).await?;
                    csv_text(context.fact_data(facts).await?.iter().map(fact_row))?
                } else {
                    let entities = store.entities_by_id(&ids).await?;
                    csv_text(entity_data(&store, &site, entities).await?.iter().map(entity_row))?
                };
                Ok(Bytes::from(text))
            }
        });
        Ok(Rows(stream::once(async move { Ok(head) }).chain(rows).boxed()))
    }

    /// An entity as data.
    pub async fn entity_json(self, kind: Kind, slug: &Slug) -> Result<Option<String>, PageError> {
        let Some(entity) = self.store.entity(kind, slug).await? else { return Ok(None) };
        let mut items = entity_data(self.store, self.site, vec![entity]).await?;
        Ok(items.pop().map(|entity| json_text(&entity)).transpose()?)
    }

    /// A source as data.
    pub async fn source_json(self, slug: &Slug) -> Result<Option<String>, PageError> {
        let source = self.site.sources.iter().find(|source| source.slug == *slug);
        let Some(source) = source else { return Ok(None) };
        let facts = self.store.facts(Selection::RestingOn(slug, usize::MAX)).await?;
        let data = Data { public_url: &self.site.public_url };
        Ok(Some(json_text(&data.source(source, &facts))?))
    }

    fn feeds(&self) -> Feeds<'_> {
        let updated = self.site.edition.as_ref().map_or(self.today, |edition| edition.date);
        Feeds { public_url: &self.site.public_url, updated }
    }

    async fn atom(self, listing: &Listing) -> Result<String, PageError> {
        let mut facts = self.feed_facts(listing).await?;
        facts.reverse();
        let own = Address::List(listing.clone());
        let page = Address::List(listing.in_format(ListFormat::Html));
        Ok(self.feeds().facts("경산 정책기록 연표", &own, &page, &facts))
    }

    /// The editions as a feed.
    pub async fn editions_feed(self) -> Result<String, StoreError> {
        let editions = self.store.editions().await?;
        let (own, page) = (Address::EditionsFeed, Address::Editions);
        Ok(self.feeds().editions("경산 정책기록 판", &own, &page, &editions))
    }

    /// The last facts of a list with the days of the editions that changed them last.
    async fn feed_facts(self, listing: &Listing) -> Result<Vec<FeedFact>, StoreError> {
        let narrowed = self.store.narrowed(listing.list, &listing.filters).await?;
        let total = narrowed.total();
        let facts = narrowed.facts(total.saturating_sub(FED)..total).await?.items;
        let codes: Vec<Code> = facts.iter().map(|fact| fact.code).collect();
        let changed = self.store.last_changes(&codes).await?;
        let item = |fact: Fact| {
            // What was never published changes with the day it is previewed on.
            let updated = changed.get(&fact.code).copied().unwrap_or(self.today);
            FeedFact { fact, updated }
        };
        Ok(facts.into_iter().map(item).collect())
    }
}

/// Entities as data, each with the codes of its facts.
pub async fn entity_data(
    store: &Store,
    site: &Site,
    entities: Vec<Entity>,
) -> Result<Vec<EntityData>, StoreError> {
    let data = Data { public_url: &site.public_url };
    let mut codes = store.codes_about(&entities);
    let item = |entity: Entity| {
        let own = codes.remove(&(entity.kind(), entity.slug.clone())).unwrap_or_default();
        data.entity(&entity, own.iter().map(ToString::to_string).collect())
    };
    Ok(entities.into_iter().map(item).collect())
}

/// A page of a list.
fn list_data<T>(site: &Site, listing: &Listing, total: u64, items: Vec<T>) -> ListData<T> {
    let edition = site.edition.as_ref().map(EditionData::from);
    ListData { edition, total, page: listing.page, pages: page_count(total), items }
}
