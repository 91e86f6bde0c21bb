//! Feeds: of the dated facts and of the editions.

use crate::address::{Address, FixedFile, FixedPage, ListFormat, Listing};
use crate::domain::Code;
use crate::formats::{FeedFact, Feeds};
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};
use crate::store::StoreError;
use crate::wording::SITE_NAME;

/// The most facts in a feed, which is read whole.
const FED: u64 = 1000;

/// A list as a feed.
pub async fn list_feed(context: Context<'_>, listing: &Listing) -> Result<String, PageError> {
    let own = Address::List(listing.clone());
    let page = Address::List(listing.in_format(ListFormat::Html));
    let mut facts = feed_facts(context, listing).await?;
    facts.reverse();
    Ok(feeds(context).facts(&format!("{SITE_NAME} 연표"), &own, &page, &facts))
}

/// The editions as a feed.
pub async fn editions_feed(context: Context<'_>) -> Result<String, StoreError> {
    let editions = context.store.editions().await?;
    let (own, page) = (Address::File(FixedFile::EditionsFeed), FixedPage::Editions.into());
    Ok(feeds(context).editions(&format!("{SITE_NAME} 판"), &own, &page, &editions))
}

fn feeds(context: Context<'_>) -> Feeds<'_> {
    let updated = context.site.edition.as_ref().map_or(context.today, |edition| edition.date);
    Feeds { public_url: &context.site.public_url, updated }
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
