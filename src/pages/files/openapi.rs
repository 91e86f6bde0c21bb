//! The description of the API; its examples are records of this site.

use crate::address::ExampleRecords;
use crate::domain::{Filters, Kind, List};
use crate::formats::{json_text, openapi};
use crate::pages::{Context, PageError};

/// The description as JSON.
pub async fn openapi_json(context: Context<'_>) -> Result<String, PageError> {
    let every = Filters::default();
    let mut records = ExampleRecords::made_up(&context.site.public_url);
    for kind in Kind::ALL {
        let entities = context.store.narrowed(List::Entities(*kind), &every, context.today).await?;
        if let Some(first) = entities.entities(0..1).await?.items.pop() {
            records.entities.insert(*kind, first.slug);
        }
    }
    let facts = context.store.narrowed(List::Facts, &every, context.today).await?;
    if let Some(first) = facts.facts(0..1).await?.items.pop() {
        records.fact = first.code;
    }
    if let Some(first) = context.site.themes.first() {
        records.theme = first.slug.clone();
    }
    if let Some(first) = context.site.sources.first() {
        records.source = first.slug.clone();
    }
    Ok(json_text(&openapi(&records, context.site.newest())))
}
