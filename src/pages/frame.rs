//! What surrounds every page: title, description, breadcrumb, navigation and the credit to the
//! newspaper. Knows nothing of what the page is about.

use serde_json::Value;

use super::links::{Link, links};
use crate::address::{Address, Listing};
use crate::assets;
use crate::domain::{EditionHead, Kind, List, Source};
use crate::formats::{LinkedData, linked_data_text};
use crate::store::{Counts, Store, StoreError};
use crate::wording::{date_text, day_text, kind_label};

/// What the frame of every page needs, read once for each edition.
#[derive(Debug)]
pub struct Site {
    pub sources: Vec<Source>,
    credits: Credits,
    pub counts: Counts,
    /// The newest edition, once there is one.
    pub edition: Option<EditionHead>,
    /// How many records were changed since.
    pub unpublished: u64,
    /// Where the site is to be found, without a slash at its end; the only source of absolute
    /// addresses.
    pub public_url: String,
    /// The operator's mail address for corrections, when there is one.
    pub contact: Option<String>,
}

/// What an operator says of the place the site is served at.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// `https://example.org`.
    pub public_url: String,
    /// A mail address for corrections.
    pub contact: Option<String>,
}

/// The frame of one page.
#[derive(Debug)]
pub struct Frame {
    /// The page's own title, without the site's name; empty on the home page.
    pub title: String,
    pub description: String,
    /// The way here from the home page, this page last; empty on the home page.
    pub crumbs: Vec<Crumb>,
    /// A line for each source (newspaper, headline, byline, date), or one for all where they are many.
    pub credits: Vec<Credit>,
    /// The newspapers with the dates of what they wrote: `경북일보 2018년(추정)`.
    pub newspapers: String,
    /// What the page says of itself to machines; nothing for a page that stands for no address.
    pub head: Option<Head>,
    /// What to paste into a document: the word for each line, and the line.
    pub paste: Vec<(&'static str, String)>,
    /// What stands at the foot of each printed sheet, so that a loose one can be cited: what it is,
    /// edition, address; nothing for a page that stands for no address.
    pub sheet: Option<String>,
    /// The newest edition in words, and its link.
    pub edition: Option<(String, Address)>,
    /// How many records were changed since, for the staff who preview them.
    pub unpublished: u64,
    /// The section of the navigation that the page is in.
    section: Option<Address>,
}

/// What a page says of itself to machines, and to those who share its link.
#[derive(Debug)]
pub struct Head {
    /// The page's own address, absolute.
    pub canonical: String,
    /// The addresses of the same thing in other forms.
    pub links: Vec<Link>,
    /// The card of the page, absolute.
    pub card: Option<String>,
    /// Metadata tags: name and content.
    pub tags: Vec<(&'static str, String)>,
    /// What the page is about, in the terms of schema.org.
    pub things: Vec<Value>,
    /// Whether search engines should pass the page over: there are too many of its kind.
    pub hidden: bool,
}

/// A step of the breadcrumb.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub address: Address,
}

/// The credits that every page gives.
#[derive(Debug, Clone)]
pub struct Credits {
    lines: Vec<Credit>,
    newspapers: String,
}

/// The most sources that a page names one by one.
const CREDITED: usize = 3;

/// The credit to a source, or to many.
#[derive(Debug, Clone)]
pub struct Credit {
    pub text: String,
    pub address: Address,
}

impl Site {
    /// Reads what every frame needs.
    pub async fn load(store: &Store, place: Place) -> Result<Self, StoreError> {
        let sources = store.sources().await?;
        Ok(Self {
            credits: Credits::to(&sources),
            sources,
            counts: store.counts(),
            edition: store.editions().await?.into_iter().next(),
            unpublished: store.unpublished().await?,
            public_url: place.public_url.trim_end_matches('/').to_owned(),
            contact: place.contact,
        })
    }

    /// Whether records were changed since the newest edition, or there is none.
    pub const fn is_draft(&self) -> bool {
        self.edition.is_none() || self.unpublished > 0
    }

    /// The newspapers, in words: `경북일보`.
    pub fn publishers(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for source in &self.sources {
            if !names.contains(&source.publisher.as_str()) {
                names.push(&source.publisher);
            }
        }
        names.join(", ")
    }
}

impl Frame {
    /// The frame of the page at the end of `crumbs`.
    pub fn new(site: &Site, crumbs: Vec<Crumb>, description: String) -> Self {
        let title = crumbs.last().map(|crumb| crumb.label.clone()).unwrap_or_default();
        let section = crumbs.first().map(|crumb| crumb.address.clone());
        let Credits { lines: credits, newspapers } = site.credits.clone();
        let edition = site.edition.as_ref().map(|edition| {
            let text = format!("제{}판, {}", edition.number, day_text(edition.date));
            (text, Address::Edition(edition.number))
        });
        let unpublished = site.unpublished;
        let address = crumbs.last().map_or(Address::Home, |crumb| crumb.address.clone());
        let head = Head::new(site, &address, &crumbs);
        let paste = vec![
            ("제목", if title.is_empty() { SITE_NAME.to_owned() } else { title.clone() }),
            (
                "출처",
                credits.iter().map(|credit| credit.text.as_str()).collect::<Vec<_>>().join("; "),
            ),
            ("정리", SITE_NAME.to_owned()),
            ("주소", head.canonical.clone()),
        ];
        let published = edition.as_ref().map_or("미발행", |(text, _)| text.as_str());
        let sheet = Some(sheet_text(SITE_NAME, published, &head.canonical));
        Self {
            title,
            description,
            crumbs,
            credits,
            newspapers,
            head: Some(head),
            paste,
            sheet,
            edition,
            unpublished,
            section,
        }
    }

    /// The frame of a page that stands for no address: an error, or what is gone.
    pub fn without_address(self) -> Self {
        Self { head: None, paste: Vec::new(), sheet: None, ..self }
    }

    /// The frame of a page that is about these things, in the terms of schema.org.
    pub fn about(mut self, things: Vec<Value>) -> Self {
        if let Some(head) = &mut self.head {
            head.things.extend(things);
        }
        self
    }

    /// The frame of a page that search engines should pass over: there are too many of its kind.
    pub fn unlisted(mut self) -> Self {
        if let Some(head) = &mut self.head {
            head.hidden = true;
        }
        self
    }

    /// The frame of a part of a list; with more than one filter it is one of too many to be indexed.
    pub fn of_listing(mut self, listing: &Listing) -> Self {
        self.section = Some(Address::list(listing.list));
        let narrow = listing.filters.len() > 1 || listing.filters.text.is_some();
        if narrow { self.unlisted() } else { self }
    }

    /// The address of the stylesheet.
    pub fn stylesheet(&self) -> Address {
        assets::address("site.css")
    }

    /// The address of the script.
    pub fn script(&self) -> Address {
        assets::address("site.js")
    }

    /// The address of the icon.
    pub fn icon(&self) -> Address {
        assets::address("icon.svg")
    }

    /// The links of the navigation: label, address, and whether the page is in that section.
    pub fn navigation(&self) -> Vec<(&'static str, Address, bool)> {
        let entry = |(label, address): (&'static str, Address)| {
            let here = self.section.as_ref() == Some(&address);
            (label, address, here)
        };
        sections().into_iter().map(entry).collect()
    }
}

impl Head {
    fn new(site: &Site, address: &Address, crumbs: &[Crumb]) -> Self {
        let absolute = |address: &Address| format!("{}{address}", site.public_url);
        let pictured = if address.has_card() { address } else { &Address::Home };
        let card = site
            .edition
            .as_ref()
            .map(|edition| absolute(&Address::Card(Box::new(pictured.clone()), edition.number)));
        let data = LinkedData { public_url: &site.public_url };
        let steps: Vec<_> =
            crumbs.iter().map(|crumb| (crumb.label.as_str(), &crumb.address)).collect();
        let things = if steps.is_empty() { Vec::new() } else { vec![data.breadcrumbs(&steps)] };
        let mut links = links(site, address);
        links.retain(|link| link.rel == "alternate");
        Self { canonical: absolute(address), links, card, tags: Vec::new(), things, hidden: false }
    }

    /// The text of the page's JSON-LD.
    pub fn linked_data(&self) -> Option<String> {
        (!self.things.is_empty()).then(|| linked_data_text(&self.things))
    }
}

/// The name of the site.
const SITE_NAME: &str = "경산 정책기록";

/// The sections of the site: label and address.
pub fn sections() -> Vec<(&'static str, Address)> {
    let mut sections = vec![
        ("연표", Address::list(List::Timeline)),
        ("기록", Address::list(List::Facts)),
        ("수치", Address::list(List::Figures)),
        ("출처", Address::Sources),
        ("용어", Address::Terms),
    ];
    sections.extend(
        Kind::ALL.iter().map(|kind| (kind_label(*kind), Address::list(List::Entities(*kind)))),
    );
    sections
}

impl Crumb {
    /// A step with this label and address.
    pub fn new(label: impl Into<String>, address: Address) -> Self {
        Self { label: label.into(), address }
    }
}

impl Credits {
    fn to(sources: &[Source]) -> Self {
        let named = |name: fn(&Source) -> String| {
            let mut names: Vec<String> = Vec::new();
            for name in sources.iter().map(name) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        };
        if sources.len() <= CREDITED {
            let dated =
                |source: &Source| format!("{} {}", source.publisher, published_text(source));
            let lines = sources.iter().map(Credit::of).collect();
            return Self { lines, newspapers: named(dated).join(", ") };
        }
        let publishers = named(|source| source.publisher.clone());
        let newspapers = match &publishers[..] {
            [first, _, ..] => format!("{first} 등 신문 {}곳", publishers.len()),
            _ => publishers.concat(),
        };
        let text = format!("{newspapers}, 기사 {}건", sources.len());
        Self { lines: vec![Credit { text, address: Address::Sources }], newspapers }
    }
}

impl Credit {
    fn of(source: &Source) -> Self {
        Self { text: credit_text(source), address: Address::Source(source.slug.clone()) }
    }
}

/// A source in one line: newspaper, headline, byline, date.
fn credit_text(source: &Source) -> String {
    let Source { publisher, title, byline, .. } = source;
    format!("{publisher}, 「{title}」, {byline}, {}", published_text(source))
}

/// The line at the foot of a printed sheet: `GS-0042-3, 제1판, https://…`.
pub(super) fn sheet_text(what: &str, edition: &str, address: &str) -> String {
    format!("{what}, {edition}, {address}")
}

/// When a source was published, saying so when that is concluded: `2018년(추정)`.
pub fn published_text(source: &Source) -> String {
    let date = date_text(source.published.edtf);
    // A date that is in doubt says so itself.
    let marked = source.published.is_concluded() && !source.published.edtf.is_uncertain();
    if marked { format!("{date}(추정)") } else { date }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::{SeedSource, Seeds};

    #[test]
    fn a_few_sources_are_credited_one_by_one_and_many_together() {
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let source = |publisher: &str| Source {
            publisher: publisher.to_owned(),
            ..seeds.sources[0].clone()
        };
        let lines = |publishers: &[&str]| {
            let sources: Vec<Source> = publishers.iter().copied().map(source).collect();
            let credits = Credits::to(&sources);
            let texts = credits.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
            (texts, credits.newspapers)
        };
        let (few, newspapers) = lines(&["경북일보", "매일신문", "경북일보"]);
        assert_eq!(few.len(), 3);
        assert!(few[1].starts_with("매일신문, 「"), "{few:?}");
        assert_eq!(newspapers, "경북일보 2018년(추정), 매일신문 2018년(추정)");
        let (many, newspapers) = lines(&["경북일보"; 4]);
        assert_eq!(
            (many, newspapers),
            (vec!["경북일보, 기사 4건".to_owned()], "경북일보".to_owned())
        );
        let (mixed, _) = lines(&["경북일보", "매일신문", "경북일보", "영남일보"]);
        assert_eq!(mixed, ["경북일보 등 신문 3곳, 기사 4건"]);
    }
}
