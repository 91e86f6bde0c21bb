//! Lists as JSON, page by page, and records as data. A list has the same records as the page with the same filters.

use std::collections::BTreeMap;

use super::feeds::list_feed;
use crate::address::{Address, ListFormat, Listing};
use crate::domain::{Entity, Fact, Kind, List, Slug};
use crate::formats::{
    Data, EditionData, EntityData, FactData, ListData, Outcomes, PlansData, json_text,
};
use crate::pages::layout::Site;
use crate::pages::lists::{EntityItem, are_known, page_count};
use crate::pages::records::profile::classification;
use crate::pages::records::{FactItem, PlanView, newest_pin};
use crate::pages::{Context, Page, PageError};
use crate::store::StoreError;

/// A list as JSON or feed; `None` if a filter names an entity that does not exist. A page after the last has no
/// items.
pub async fn list_form(context: Context<'_>, listing: &Listing) -> Result<Option<Page>, PageError> {
    if !are_known(context, &listing.filters) {
        return Ok(None);
    }
    Ok(match listing.format {
        ListFormat::Html | ListFormat::Table(_) => None,
        ListFormat::Json => Some(Page::Text(list_json(context, listing).await?)),
        ListFormat::Atom => Some(Page::Text(list_feed(context, listing).await?)),
    })
}

async fn list_json(context: Context<'_>, listing: &Listing) -> Result<String, PageError> {
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    Ok(match listing.list {
        List::Entities(_) => {
            let part = narrowed.entities(listing.range()).await?;
            let items = entity_data(context, part.items).await?;
            json_text(&list_data(context.site, listing, part.total, items))
        }
        List::Plans => {
            let part = narrowed.facts(listing.range()).await?;
            let items = fact_data(context, part.items).await?;
            let mut counts = BTreeMap::new();
            let states = context.store.plan_counts(&listing.filters, context.today).await?;
            for one in states {
                *counts.entry(one.state.key()).or_default() += one.count;
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

/// A fact as data, with this address.
pub fn item_data(site: &Site, item: &FactItem, address: &Address) -> FactData {
    let data = Data { public_url: &site.public_url };
    let outcomes = item.plan.as_ref().map(|plan| Outcomes {
        progress: &plan.progress,
        line: &plan.line,
        sources: &plan.outcome_sources,
    });
    let theme = item.fact.theme.as_ref().and_then(|slug| site.theme(slug));
    data.fact(&item.fact, address, Some(&item.citation(site)), outcomes, theme, &item.sources)
}

/// An entity as data.
pub async fn entity_json(
    context: Context<'_>,
    kind: Kind,
    slug: &Slug,
) -> Result<Option<String>, PageError> {
    let Some(entity) = context.store.entity(kind, slug).await? else { return Ok(None) };
    let mut items = entity_data(context, vec![entity]).await?;
    Ok(items.pop().map(|entity| json_text(&entity)))
}

/// Entities as data, each with the content of its row and the codes of its facts.
pub async fn entity_data(
    context: Context<'_>,
    entities: Vec<Entity>,
) -> Result<Vec<EntityData>, StoreError> {
    let data = Data { public_url: &context.site.public_url };
    let mut codes = context.store.codes_about(&entities);
    let item = |EntityItem { entity, meaning, when, plan }: EntityItem| {
        let own = codes.remove(&(entity.kind(), entity.slug.clone())).unwrap_or_default();
        let state = plan.and_then(|item| item.plan.as_ref().map(PlanView::short));
        let meaning = meaning.unwrap_or_else(|| classification(&entity));
        data.entity(&entity, meaning, when, state, own.iter().map(ToString::to_string).collect())
    };
    Ok(EntityItem::list(context, entities).await?.into_iter().map(item).collect())
}

/// A page of a list.
fn list_data<T>(site: &Site, listing: &Listing, total: u64, items: Vec<T>) -> ListData<T> {
    let edition = site.edition.as_ref().map(EditionData::from);
    ListData { edition, total, page: listing.page, pages: page_count(listing.list, total), items }
}
