//! The feeds of the timeline, of the outcomes of plans and of the editions, in Atom (RFC 4287). The ids are
//! UUIDs made from addresses without the host, so that a feed reader never shows an entry twice, even if the site moves.

use atom_syndication::{Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{FixedOffset, NaiveDate, NaiveTime};
use uuid::{Uuid, uuid};

use crate::address::{Address, PublicUrl};
use crate::domain::{EditionHead, Fact};
use crate::wording::{SITE_NAME, date_text, day_text, status_label};

/// What all feeds share: where the site is, and when it last changed.
#[derive(Debug, Clone, Copy)]
pub struct Feeds<'a> {
    pub public_url: &'a PublicUrl,
    /// The day of the newest edition.
    pub updated: NaiveDate,
}

/// A fact with the day of the edition that last changed it.
#[derive(Debug)]
pub struct FeedFact {
    pub fact: Fact,
    /// For a plan, its outcome: `이루어짐, 2018년 4월 30일`.
    pub state: Option<String>,
    pub updated: NaiveDate,
}

/// A piece of news on a plan.
#[derive(Debug)]
pub struct FeedNews {
    pub plan: Address,
    /// Distinguishes it from other news on the same plan, for good.
    pub id: String,
    pub title: String,
    pub summary: String,
    pub updated: NaiveDate,
}

/// The namespace of the feeds' ids (RFC 9562, 5.5). If it ever changed, feed readers would show every entry again.
const NAMESPACE: Uuid = uuid!("5f1c9a52-0f3b-4f57-9f0e-6d2c1b7a4e83");

impl Feeds<'_> {
    /// Facts as an Atom feed, in the given order.
    pub fn facts(self, title: &str, own: &Address, page: &Address, facts: &[FeedFact]) -> String {
        let entries = facts.iter().map(|item| {
            let address = Address::Fact(item.fact.code, None);
            let mut entry = self.entry(&address, item.updated);
            entry.set_title(Text::plain(item.fact.title.clone()));
            entry.set_summary(Text::plain(summary(item)));
            entry
        });
        self.feed(title, own, page, entries.collect())
    }

    /// News on plans as an Atom feed, in the given order.
    pub fn news(self, title: &str, own: &Address, page: &Address, news: &[FeedNews]) -> String {
        let entries = news.iter().map(|item| {
            let mut entry = self.entry(&item.plan, item.updated);
            entry.set_id(id_of(&format!("{}#{}", item.plan, item.id)));
            entry.set_title(Text::plain(item.title.clone()));
            entry.set_summary(Text::plain(item.summary.clone()));
            entry
        });
        self.feed(title, own, page, entries.collect())
    }

    /// The editions as an Atom feed, the newest first.
    pub fn editions(
        self,
        title: &str,
        own: &Address,
        page: &Address,
        heads: &[EditionHead],
    ) -> String {
        let entries = heads.iter().map(|head| {
            let mut entry = self.entry(&Address::Edition(head.number), head.date);
            entry.set_title(Text::plain(format!("제{}판({})", head.number, day_text(head.date))));
            entry.set_summary(Text::plain(head.note.clone()));
            entry
        });
        self.feed(title, own, page, entries.collect())
    }

    fn feed(self, title: &str, own: &Address, page: &Address, entries: Vec<Entry>) -> String {
        let mut feed = Feed::default();
        feed.set_lang(Some("ko".to_owned()));
        feed.set_id(id(page));
        feed.set_title(Text::plain(title.to_owned()));
        // News of a time that passed and facts that are not published yet may be newer than the newest edition.
        let days = entries.iter().map(|entry| *entry.updated());
        feed.set_updated(days.fold(midnight(self.updated), FixedDateTime::max));
        feed.set_authors(vec![Person { name: SITE_NAME.to_owned(), ..Person::default() }]);
        feed.set_links(vec![self.link("self", own), self.link("alternate", page)]);
        feed.set_entries(entries);
        format!("{}\n", feed.to_string())
    }

    fn entry(self, address: &Address, updated: NaiveDate) -> Entry {
        let mut entry = Entry::default();
        entry.set_id(id(address));
        entry.set_updated(midnight(updated));
        entry.set_links(vec![self.link("alternate", address)]);
        entry
    }

    fn link(self, rel: &str, address: &Address) -> Link {
        let href = self.public_url.of(address);
        Link { href, rel: rel.to_owned(), ..Link::default() }
    }
}

/// The id of an address: a UUID made from its name (RFC 9562, version 5), so that it does not change with the host of
/// the site.
fn id(address: &Address) -> String {
    id_of(&address.to_string())
}

fn id_of(name: &str) -> String {
    Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string()
}

/// The offset of Seoul, nine hours.
const SEOUL: FixedOffset = FixedOffset::east_opt(9 * 3600).expect("less than a day");

/// A day's first moment in Seoul.
#[expect(clippy::expect_used, reason = "an offset has no summer time")]
fn midnight(day: NaiveDate) -> FixedDateTime {
    let local = day.and_time(NaiveTime::MIN).and_local_timezone(SEOUL);
    local.single().expect("an offset that never changes makes every local time one moment")
}

fn summary(FeedFact { fact, state, .. }: &FeedFact) -> String {
    let date = fact.date().map(|date| format!(", {}", date_text(date.edtf)));
    let state = state.as_ref().map(|state| format!(" 그 뒤: {state}"));
    let (status, date) = (status_label(fact.status), date.unwrap_or_default());
    format!("[{status}{date}] {}{}", fact.statement, state.unwrap_or_default())
}
