//! What surrounds every page: title, description, breadcrumb, navigation and the credit to the
//! newspaper. Knows nothing of what the page is about.

use crate::address::Address;
use crate::assets;
use crate::domain::{EditionHead, Kind, Source};
use crate::store::{Counts, Store, StoreError};
use crate::wording::{date_text, day_text, kind_label};

/// What the frame of every page needs, read once for each edition.
#[derive(Debug)]
pub struct Site {
    pub sources: Vec<Source>,
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
    /// One line for each source: newspaper, headline, byline, date.
    pub credits: Vec<Credit>,
    /// The newspapers with the dates of what they wrote: `경북일보 2018년(추정)`.
    pub newspapers: String,
    /// The page's own address, absolute; none for a page that stands for no address.
    pub canonical: Option<String>,
    /// The newest edition in words, and its link.
    pub edition: Option<(String, Address)>,
    /// How many records were changed since, for the staff who preview them.
    pub unpublished: u64,
    /// The section of the navigation that the page is in.
    section: Option<Address>,
}

/// A step of the breadcrumb.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub address: Address,
}

/// The credit to a source.
#[derive(Debug, Clone)]
pub struct Credit {
    pub text: String,
    pub address: Address,
}

impl Site {
    /// Reads what every frame needs.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn load(store: &Store, place: Place) -> Result<Self, StoreError> {
        Ok(Self {
            sources: store.sources().await?,
            counts: store.counts().await?,
            edition: store.editions().await?.into_iter().next(),
            unpublished: store.unpublished().await?,
            public_url: place.public_url.trim_end_matches('/').to_owned(),
            contact: place.contact,
        })
    }

    /// The newspapers, in words: `경북일보`.
    #[must_use]
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
    #[must_use]
    pub fn new(site: &Site, crumbs: Vec<Crumb>, description: String) -> Self {
        let title = crumbs.last().map(|crumb| crumb.label.clone()).unwrap_or_default();
        let section = crumbs.first().map(|crumb| crumb.address.clone());
        let credits = site.sources.iter().map(Credit::of).collect();
        let newspaper =
            |source: &Source| format!("{} {}", source.publisher, published_text(source));
        let mut newspapers: Vec<String> = site.sources.iter().map(newspaper).collect();
        newspapers.dedup();
        let newspapers = newspapers.join(", ");
        let edition = site.edition.as_ref().map(|edition| {
            let text = format!("제{}판, {}", edition.number, day_text(edition.date));
            (text, Address::Edition(edition.number))
        });
        let unpublished = site.unpublished;
        let address = crumbs.last().map_or(Address::Home, |crumb| crumb.address.clone());
        let canonical = Some(format!("{}{address}", site.public_url));
        Self {
            title,
            description,
            crumbs,
            credits,
            newspapers,
            canonical,
            edition,
            unpublished,
            section,
        }
    }

    /// The frame of a page that stands for no address: an error, or what is gone.
    #[must_use]
    pub fn without_address(self) -> Self {
        Self { canonical: None, ..self }
    }

    /// The address of the stylesheet.
    #[must_use]
    pub fn stylesheet(&self) -> Address {
        assets::address("site.css")
    }

    /// The address of the icon.
    #[must_use]
    pub fn icon(&self) -> Address {
        assets::address("icon.svg")
    }

    /// The links of the navigation: label, address, and whether the page is in that section.
    #[must_use]
    pub fn navigation(&self) -> Vec<(&'static str, Address, bool)> {
        let entry = |(label, address): (&'static str, Address)| {
            let here = self.section.as_ref() == Some(&address);
            (label, address, here)
        };
        sections().into_iter().map(entry).collect()
    }
}

/// The sections of the site: label and address.
#[must_use]
pub fn sections() -> Vec<(&'static str, Address)> {
    let mut sections = vec![
        ("연표", Address::Timeline),
        ("기록", Address::Facts),
        ("수치", Address::Figures),
        ("출처", Address::Sources),
        ("용어", Address::Terms),
    ];
    sections.extend(Kind::ALL.iter().map(|kind| (kind_label(*kind), Address::Entities(*kind))));
    sections
}

impl Crumb {
    /// A step with this label and address.
    #[must_use]
    pub fn new(label: impl Into<String>, address: Address) -> Self {
        Self { label: label.into(), address }
    }
}

impl Credit {
    fn of(source: &Source) -> Self {
        let text = format!(
            "{}, 「{}」, {}, {}",
            source.publisher,
            source.title,
            source.byline,
            published_text(source)
        );
        Self { text, address: Address::Source(source.slug.clone()) }
    }
}

/// When a source was published, saying so when that is concluded: `2018년(추정)`.
#[must_use]
pub fn published_text(source: &Source) -> String {
    let date = date_text(source.published.edtf);
    let concluded = source.published.basis.is_some() && !source.published.edtf.is_uncertain();
    if concluded { format!("{date}(추정)") } else { date }
}
