//! The feeds: which facts and editions each holds, in what order.

use super::Context;
use crate::address::{Address, Feed};
use crate::domain::Fact;
use crate::formats::{FeedFact, Feeds};
use crate::store::{Selection, StoreError};

impl Context<'_> {
    /// A feed's text.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn feed(self, feed: Feed) -> Result<String, StoreError> {
        let updated = self.site.edition.as_ref().map_or(self.today, |edition| edition.date);
        let feeds = Feeds { public_url: &self.site.public_url, updated };
        let own = Address::Feed(feed);
        Ok(match feed {
            Feed::TimelineAtom => {
                let mut facts = self.feed_facts(Selection::Dated).await?;
                facts.reverse();
                feeds.facts("경산 정책기록 연표", &own, &Address::Timeline, &facts)
            }
            Feed::TimelineCalendar => feeds.calendar(&self.feed_facts(Selection::Dated).await?),
            Feed::FactsAtom => {
                let mut facts = self.feed_facts(Selection::All).await?;
                facts.sort_by_key(|item| std::cmp::Reverse(item.updated));
                feeds.facts("경산 정책기록 기록", &own, &Address::Facts, &facts)
            }
            Feed::EditionsAtom => {
                let editions = self.store.editions().await?;
                feeds.editions("경산 정책기록 판", &own, &Address::Editions, &editions)
            }
        })
    }

    async fn feed_facts(self, selection: Selection<'_>) -> Result<Vec<FeedFact>, StoreError> {
        let facts = self.store.facts(selection).await?;
        let changed = self.store.last_changes().await?;
        let item = |fact: Fact| {
            // What was never published changes with the day it is previewed on.
            let updated = changed.get(&fact.code).copied().unwrap_or(self.today);
            FeedFact { fact, updated }
        };
        Ok(facts.into_iter().map(item).collect())
    }
}
