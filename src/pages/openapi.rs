//! The description of the API, with examples that are records of this site.

use super::{Context, PageError};
use crate::address::ExampleRecords;
use crate::domain::{Filters, Kind, List};
use crate::formats::{json_text, openapi};

impl Context<'_> {
    pub async fn openapi(self) -> Result<String, PageError> {
        let every = Filters::default();
        let mut records = ExampleRecords::made_up(&self.site.public_url);
        for kind in Kind::ALL {
            let entities = self.store.narrowed(List::Entities(*kind), &every).await?;
            if let Some(first) = entities.entities(0..1).await?.items.pop() {
                records.entities.insert(*kind, first.entity.slug);
            }
        }
        let facts = self.store.narrowed(List::Facts, &every).await?;
        if let Some(first) = facts.facts(0..1).await?.items.pop() {
            records.fact = first.code;
        }
        if let Some(first) = self.site.sources.first() {
            records.source = first.slug.clone();
        }
        let edition = self.site.edition.as_ref().map(|edition| edition.number);
        Ok(json_text(&openapi(&records, edition)?)?)
    }
}
