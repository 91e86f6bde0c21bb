//! Lists in their other forms: JSON page by page, CSV as a stream of all records, Atom feeds. Each has the
//! same records as the page with the same filters.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};

use crate::address::{Address, FixedFile, FixedPage, ListFormat, Listing};
use crate::domain::{Code, Entity, Fact, Kind, List, Slug};
use crate::formats::{
    BYTE_ORDER_MARK, Column, Data, EditionData, EntityData, FactData, FeedFact, Feeds, ListData,
    PlansData, csv_text, entity_list, fact_list, json_text, rows,
};
use crate::pages::layout::Site;
use crate::pages::lists::{are_known, page_count};
use crate::pages::records::{FactItem, newest_pin};
use crate::pages::{ByteStream, Context, Page, PageError};
use crate::store::{Store, StoreError};
use crate::tables::Row;
use crate::wording::SITE_NAME;

/// The most records in a feed, which is read whole.
const FED: u64 = 1000;

/// Records read at a time for a table.
pub const CHUNK: usize = 500;

/// A list as JSON or feed; `None` if a filter names an entity that does not exist. A page after the last one has
/// no items.
pub async fn list_form(context: Context<'_>, listing: &Listing) -> Result<Option<Page>, PageError> {
    if !are_known(context, &listing.filters) {
        return Ok(None);
    }
    Ok(match listing.format {
        ListFormat::Html | ListFormat::Csv { .. } => None,
        ListFormat::Json => Some(Page::Text(list_json(context, listing).await?)),
        ListFormat::Atom => Some(Page::Text(atom(context, listing).await?)),
    })
}

async fn list_json(context: Context<'_>, listing: &Listing) -> Result<String, PageError> {
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    Ok(match listing.list {
        List::Entities(_) => {
            let part = narrowed.entities(listing.range()).await?;
            let entities: Vec<_> = part.items.into_iter().map(|summary| summary.entity).collect();
            let items = entity_data(context.store, context.site, entities).await?;
            json_text(&list_data(context.site, listing, part.total, items))
        }
        List::Plans => {
            let part = narrowed.facts(listing.range()).await?;
            let items = fact_data(context, part.items).await?;
            let mut counts = BTreeMap::new();
            let states = context.store.plan_counts(&listing.filters, context.today).await?;
            for (state, _, count) in states {
                *counts.entry(state.key()).or_default() += count;
            }
            let list = list_data(context.site, listing, part.total, items);
            json_text(&PlansData { counts, list })
        }
        List::Timeline | List::Facts | List::Figures => {
            let part = narrowed.facts(listing.range()).await?;
            let items = fact_data(context, part.items).await?;
            json_text(&list_data(context.site, listing, part.total, items))
        }
    })
}

/// Facts as data, each with its citation.
pub async fn fact_data(
    context: Context<'_>,
    facts: Vec<Fact>,
) -> Result<Vec<FactData>, StoreError> {
    let mut items = Vec::with_capacity(facts.len());
    for item in FactItem::list(context, facts).await? {
        let edition = newest_pin(context, &item.fact).await?;
        let item = FactItem { edition, ..item };
        items.push(item_data(context.site, &item, &item.address()));
    }
    Ok(items)
}

/// A fact as data, at an address.
pub fn item_data(site: &Site, item: &FactItem, address: &Address) -> FactData {
    let data = Data { public_url: &site.public_url };
    let course = item.plan.as_ref().map(|plan| (&plan.course, plan.line.clone()));
    data.fact(&item.fact, address, Some(&item.citation(site)), course)
}

/// A list as CSV, read while it is sent; `None` for any other address, or if a filter names an entity that does
/// not exist.
pub async fn table(
    context: Context<'_>,
    address: &Address,
) -> Result<Option<ByteStream>, PageError> {
    let Address::List(listing) = address else { return Ok(None) };
    let ListFormat::Csv { bom } = listing.format else { return Ok(None) };
    let known = are_known(context, &listing.filters);
    Ok(if known { Some(csv(context, listing, bom).await?) } else { None })
}

async fn csv(context: Context<'_>, listing: &Listing, bom: bool) -> Result<ByteStream, PageError> {
    let ids = context.store.narrowed(listing.list, &listing.filters, context.today).await?.ids();
    let mark = if bom { BYTE_ORDER_MARK } else { "" };
    let is_fact = !matches!(listing.list, List::Entities(_));
    let names = if is_fact { column_names(&fact_list()) } else { column_names(&entity_list()) };
    let head = Bytes::from(format!("{mark}{}", csv_text([names])));
    let chunks: Vec<Vec<i64>> = ids.chunks(CHUNK).map(<[i64]>::to_vec).collect();
    let (store, site, today) = (context.store.clone(), Arc::clone(context.site), context.today);
    let rows = stream::iter(chunks).then(move |ids| {
        let (store, site) = (store.clone(), Arc::clone(&site));
        async move {
            let context = Context { store: &store, site: &site, today };
            let rows = if is_fact {
                rows(&fact_list(), fact_data(context, store.facts_by_id(ids).await?).await?)
            } else {
                let entities = store.entities_by_id(&ids).await?;
                rows(&entity_list(), entity_data(&store, &site, entities).await?)
            };
            Ok(Bytes::from(csv_text(rows)))
        }
    });
    Ok(stream::once(async move { Ok(head) }).chain(rows).boxed())
}

/// An entity as data.
pub async fn entity_json(
    context: Context<'_>,
    kind: Kind,
    slug: &Slug,
) -> Result<Option<String>, PageError> {
    let Some(entity) = context.store.entity(kind, slug).await? else { return Ok(None) };
    let mut items = entity_data(context.store, context.site, vec![entity]).await?;
    Ok(items.pop().map(|entity| json_text(&entity)))
}

fn feeds(context: Context<'_>) -> Feeds<'_> {
    let updated = context.site.edition.as_ref().map_or(context.today, |edition| edition.date);
    Feeds { public_url: &context.site.public_url, updated }
}

async fn atom(context: Context<'_>, listing: &Listing) -> Result<String, PageError> {
    let mut facts = feed_facts(context, listing).await?;
    facts.reverse();
    let own = Address::List(listing.clone());
    let page = Address::List(listing.in_format(ListFormat::Html));
    Ok(feeds(context).facts(&format!("{SITE_NAME} 연표"), &own, &page, &facts))
}

/// The editions as a feed.
pub async fn editions_feed(context: Context<'_>) -> Result<String, StoreError> {
    let editions = context.store.editions().await?;
    let (own, page) = (Address::File(FixedFile::EditionsFeed), FixedPage::Editions.into());
    Ok(feeds(context).editions(&format!("{SITE_NAME} 판"), &own, &page, &editions))
}

/// The last facts of a list with the days of the editions that changed them last.
async fn feed_facts(context: Context<'_>, listing: &Listing) -> Result<Vec<FeedFact>, StoreError> {
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    let total = narrowed.total();
    let facts = narrowed.facts(total.saturating_sub(FED)..total).await?.items;
    let codes: Vec<Code> = facts.iter().map(|fact| fact.code).collect();
    let changed = context.store.last_changes(&codes).await?;
    let item = |FactItem { fact, plan, .. }: FactItem| {
        // What was never published changes with the day it is previewed on.
        let updated = changed.get(&fact.code).copied().unwrap_or(context.today);
        FeedFact { fact, state: plan.map(|plan| plan.line), updated }
    };
    Ok(FactItem::list(context, facts).await?.into_iter().map(item).collect())
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
    ListData { edition, total, page: listing.page, pages: page_count(listing.list, total), items }
}

fn column_names<R>(columns: &[Column<R>]) -> Row {
    columns.iter().map(|column| column.head.name.into()).collect()
}
