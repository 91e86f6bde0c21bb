//! The feeds of dated facts, of the outcomes of plans, and of editions.

use std::collections::HashMap;

use crate::address::{Address, FixedFile, FixedPage, ListFormat, Listing};
use crate::domain::{Code, List};
use crate::formats::{FeedFact, FeedNews, Feeds};
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};
use crate::store::{PlanNews, Selection, StoreError};
use crate::wording::{SITE_NAME, outcome_label};

/// The most facts in a feed, because readers load it whole.
const FED: u64 = 1000;

/// The most news on plans in a feed.
const NEWS: usize = 50;

/// A list as a feed: news on plans, and other facts themselves.
pub async fn list_feed(context: Context<'_>, listing: &Listing) -> Result<String, PageError> {
    let own = Address::List(listing.clone());
    let page = Address::List(listing.in_format(ListFormat::Html));
    if listing.list == List::Plans {
        let title = format!("{SITE_NAME} 계획과 그 뒤");
        return Ok(feeds(context).news(&title, &own, &page, &plan_news(context, listing).await?));
    }
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

/// The last facts of a list, with the day of the edition that changed each last.
async fn feed_facts(context: Context<'_>, listing: &Listing) -> Result<Vec<FeedFact>, StoreError> {
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    let total = narrowed.total();
    let facts = narrowed.facts(total.saturating_sub(FED)..total).await?.items;
    let codes: Vec<Code> = facts.iter().map(|fact| fact.code).collect();
    let changed = context.store.last_changes(&codes).await?;
    let item = |FactItem { fact, plan, .. }: FactItem| {
        // A fact that was never published changes on the day of each preview.
        let updated = changed.get(&fact.code).copied().unwrap_or(context.today);
        FeedFact { fact, state: plan.map(|plan| plan.line), updated }
    };
    Ok(FactItem::list(context, facts).await?.into_iter().map(item).collect())
}

/// The news on the plans of a list, the newest first.
async fn plan_news(context: Context<'_>, listing: &Listing) -> Result<Vec<FeedNews>, StoreError> {
    let newest = feeds(context).updated;
    let news = context.store.plan_news(&listing.filters, context.today, newest, NEWS).await?;
    let outcome_facts = news.iter().filter_map(|one| Some(one.outcome?.1));
    let codes: Vec<Code> = news.iter().map(|one| one.plan).chain(outcome_facts).collect();
    let facts = context.store.facts(Selection::Codes(&codes)).await?;
    let items: HashMap<Code, FactItem> = FactItem::list(context, facts)
        .await?
        .into_iter()
        .map(|item| (item.fact.code, item))
        .collect();
    let item = |PlanNews { day, plan, outcome }: &PlanNews| {
        let item = items.get(plan)?;
        let (what, id, sentence) = match outcome {
            None => ("예정한 때 지남", "passed".to_owned(), &item.plan.as_ref()?.sentence),
            Some((outcome, fact)) => {
                (outcome_label(*outcome), fact.to_string(), &items.get(fact)?.fact.statement)
            }
        };
        Some(FeedNews {
            plan: Address::Fact(*plan, None),
            id,
            title: format!("{}: {what}", item.fact.title),
            summary: format!("{} 그 뒤: {sentence}", item.fact.statement),
            updated: *day,
        })
    };
    Ok(news.iter().filter_map(item).collect())
}
