//! Feeds of the timeline and of the editions, in Atom (RFC 4287). The ids are made of codes and numbers
//! alone, so that a feed reader never shows an entry twice.

use atom_syndication::{Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::{FixedOffset, NaiveDate, NaiveTime};

use crate::address::Address;
use crate::domain::{EditionHead, Fact};
use crate::wording::{date_text, day_text, status_label};

/// Where the site is, and what the feeds call themselves.
#[derive(Debug, Clone, Copy)]
pub struct Feeds<'a> {
    /// Without a slash at its end.
    pub public_url: &'a str,
    /// The day of the newest edition.
    pub updated: NaiveDate,
}

/// A fact with the day of the edition that last changed it.
#[derive(Debug)]
pub struct FeedFact {
    pub fact: Fact,
    pub updated: NaiveDate,
}

/// The year in which the site's tag URIs were first given out (RFC 4151).
const TAG_YEAR: u16 = 2026;

impl<'a> Feeds<'a> {
    /// Facts as an Atom feed, in the order given.
    pub fn facts(self, title: &str, own: &Address, page: &Address, facts: &[FeedFact]) -> String {
        let entries = facts.iter().map(|item| {
            let address = Address::Fact(item.fact.code);
            let mut entry = self.entry(&address, item.updated);
            entry.set_title(Text::plain(item.fact.title.clone()));
            entry.set_summary(Text::plain(summary(&item.fact)));
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
        feed.set_id(self.tag(page));
        feed.set_title(Text::plain(title.to_owned()));
        feed.set_updated(midnight(self.updated));
        feed.set_authors(vec![Person {
            name: "경산 정책기록".to_owned(), ..Person::default()
        }]);
        feed.set_links(vec![self.link("self", own), self.link("alternate", page)]);
        feed.set_entries(entries);
        format!("{}\n", feed.to_string())
    }

    fn entry(self, address: &Address, updated: NaiveDate) -> Entry {
        let mut entry = Entry::default();
        entry.set_id(self.tag(address));
        entry.set_updated(midnight(updated));
        entry.set_links(vec![self.link("alternate", address)]);
        entry
    }

    fn link(self, rel: &str, address: &Address) -> Link {
        let href = format!("{}{address}", self.public_url);
        Link { href, rel: rel.to_owned(), ..Link::default() }
    }

    /// A tag URI (RFC 4151) of the host the site is found at: `tag:example.org,2026:/facts/GS-0042-3`.
    fn tag(self, address: &Address) -> String {
        format!("tag:{},{TAG_YEAR}:{address}", self.host())
    }

    /// The host alone, without scheme, port or path.
    fn host(self) -> &'a str {
        let rest = self.public_url.split_once("://").map_or(self.public_url, |(_, rest)| rest);
        rest.split(['/', ':']).next().unwrap_or(rest)
    }
}

/// The offset of Seoul, nine hours.
const SEOUL: FixedOffset = FixedOffset::east_opt(9 * 3600).expect("less than a day");

/// A day's first moment in Seoul.
#[expect(clippy::expect_used, reason = "an offset has no summer time")]
fn midnight(day: NaiveDate) -> FixedDateTime {
    let local = day.and_time(NaiveTime::MIN).and_local_timezone(SEOUL);
    local.single().expect("an offset that never changes makes every local time one moment")
}

fn summary(fact: &Fact) -> String {
    let date = fact.date.as_ref().map(|date| format!(", {}", date_text(date.edtf)));
    format!("[{}{}] {}", status_label(fact.status), date.unwrap_or_default(), fact.statement)
}
