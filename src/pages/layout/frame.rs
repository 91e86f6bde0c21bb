//! The frame of every page: title, description, breadcrumb, navigation and the credits of the sources. It knows
//! nothing about the subject of the page.

use std::sync::Arc;

use serde_json::Value;

use super::forms::{Forms, forms};
use super::site::Site;
use crate::address::{Address, EmbedRequest, FixedFile, FixedPage, Listing};
use crate::domain::{Kind, List, Source};
use crate::formats::{breadcrumbs, linked_data_text};
use crate::wording::{SITE_NAME, day_text, edition_text, list_label, page_label, source_text};

/// The frame of one page.
#[derive(Debug)]
pub struct Frame {
    /// The page's own title, without the site's name; empty on the home page.
    pub title: String,
    /// The title where the link to the page is shared, if it is another.
    pub shared_title: Option<String>,
    pub description: String,
    /// The path from the home page to this one; empty on the home page.
    pub crumbs: Vec<Crumb>,
    pub site: Arc<Site>,
    /// The metadata for machines; `None` for a page without an address.
    pub head: Option<Head>,
    /// The line at the foot of each printed sheet, so that a loose one can be cited: title, edition, address. `None`
    /// for a page without an address.
    pub sheet: Option<String>,
    /// The sources of the page in words, with their links; all sources of the site if it names none.
    pub credits: Vec<(String, Address)>,
    /// The newest edition in words, with its link.
    pub edition: Option<(String, Address)>,
    /// The section of the navigation that the page is in.
    section: Option<Address>,
}

/// The metadata for machines and for those who share the link.
#[derive(Debug)]
pub struct Head {
    /// The page's own absolute address.
    pub canonical: String,
    /// The same thing in other forms.
    pub forms: Forms,
    /// How another site is to embed the page, where one may.
    pub embedding: Option<Address>,
    /// The absolute address of the page's card.
    pub card: Option<String>,
    /// The metadata tags: name and content.
    pub tags: Vec<(&'static str, String)>,
    /// The subjects of the page, in the terms of schema.org.
    pub things: Vec<Value>,
    /// Whether search engines should skip the page, because there are too many of its kind.
    pub hidden: bool,
}

/// A step of the breadcrumb.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub address: Address,
}

impl Frame {
    pub fn new(site: &Arc<Site>, crumbs: Vec<Crumb>, description: String) -> Self {
        let title = crumbs.last().map(|crumb| crumb.label.clone()).unwrap_or_default();
        let section = crumbs.first().map(|crumb| crumb.address.clone());
        let edition = site.edition.as_ref().map(|edition| {
            let text = format!("제{}판, {} 발행", edition.number, day_text(edition.date));
            (text, Address::Edition(edition.number))
        });
        let address = crumbs.last().map_or(FixedPage::Home.into(), |crumb| crumb.address.clone());
        let head = Head::new(site, &address, &crumbs);
        let sheet = Some(sheet_text(site, &title, None, site.newest(), &head.canonical));
        Self {
            title,
            shared_title: None,
            description,
            crumbs,
            credits: vec![(site.credits.all.clone(), FixedPage::Sources.into())],
            site: Arc::clone(site),
            head: Some(head),
            sheet,
            edition,
            section,
        }
    }

    /// Sets the title for links that are shared.
    pub fn shared_as(self, title: String) -> Self {
        Self { shared_title: Some(title), ..self }
    }

    /// Makes it the frame of a page without an address: an error, or a withdrawn record.
    pub fn without_address(self) -> Self {
        Self { head: None, sheet: None, ..self }
    }

    /// Describes the subject of the page, in the terms of schema.org.
    pub fn describing(mut self, thing: Value) -> Self {
        if let Some(head) = &mut self.head {
            head.things.push(thing);
        }
        self
    }

    /// Credits the sources of the page. Of many, only the first is named, with their number.
    pub fn resting_on(mut self, sources: &[Arc<Source>]) -> Self {
        self.credits = match sources {
            [] => return self,
            [first, _, _, _, ..] => {
                let text = format!("{} 등 {}건", first.publisher, sources.len());
                vec![(text, FixedPage::Sources.into())]
            }
            few => few
                .iter()
                .map(|source| (source_text(source), Address::Source(source.slug.clone())))
                .collect(),
        };
        self
    }

    /// Asks search engines to skip the page, because there are too many of its kind.
    pub fn unlisted(mut self) -> Self {
        if let Some(head) = &mut self.head {
            head.hidden = true;
        }
        self
    }

    /// Makes it the frame of a list. With more than one filter there are too many such lists to be indexed.
    pub fn of_listing(mut self, listing: &Listing) -> Self {
        self.section = Some(Address::list(listing.list));
        let narrow = listing.filters.len() > 1 || listing.filters.text.is_some();
        if narrow { self.unlisted() } else { self }
    }

    /// The links of the navigation: label, address, and whether the page is in that section.
    pub fn navigation(&self) -> Vec<(&'static str, Address, bool)> {
        let entry = |(label, address): (&'static str, Address)| {
            // All searches belong to one section.
            let here = match (&self.section, &address) {
                (Some(Address::Search(_)), Address::Search(_)) => true,
                (section, address) => section.as_ref() == Some(address),
            };
            (label, address, here)
        };
        menu().into_iter().map(entry).collect()
    }

    /// The links of the footer, in two groups with their headings: the lists, and the pages about the site.
    pub fn foot_links(&self) -> [(&'static str, Vec<(&'static str, Address)>); 2] {
        let kinds = Kind::ALL.iter().map(|kind| List::Entities(*kind));
        let kinds = kinds.map(|list| (list_label(list), Address::list(list)));
        let lists = [("기록 전체", Address::list(List::Facts))].into_iter().chain(kinds).collect();
        let pages = [
            FixedPage::About,
            FixedPage::Sources,
            FixedPage::Terms,
            FixedPage::Editions,
            FixedPage::Data,
            FixedPage::Accessibility,
        ];
        let mut pages: Vec<_> = pages.map(|page| (page_label(page), page.into())).into();
        pages.push(("새 소식 받기(Atom)", Address::File(FixedFile::EditionsFeed)));
        [("모두 보기", lists), ("안내", pages)]
    }
}

impl Head {
    fn new(site: &Site, address: &Address, crumbs: &[Crumb]) -> Self {
        let url = &site.public_url;
        let pictured = if address.has_card() { address.clone() } else { FixedPage::Home.into() };
        let card = site
            .edition
            .as_ref()
            .map(|edition| url.of(&Address::Card(Box::new(pictured), edition.number)));
        let steps: Vec<_> =
            crumbs.iter().map(|crumb| (crumb.label.as_str(), &crumb.address)).collect();
        let things = if steps.is_empty() { Vec::new() } else { vec![breadcrumbs(url, &steps)] };
        let canonical = url.of(address);
        let embedding = matches!(address, Address::Fact(..))
            .then(|| Address::Embedding(EmbedRequest::of(canonical.clone())));
        let (forms, tags) = (forms(address), Vec::new());
        Self { canonical, forms, embedding, card, tags, things, hidden: false }
    }

    /// The text of the page's JSON-LD.
    pub fn linked_data(&self) -> Option<String> {
        (!self.things.is_empty()).then(|| linked_data_text(&self.things))
    }
}

/// The menu of every page: label and address.
pub fn menu() -> [(&'static str, Address); 5] {
    let list = |list: List| (list_label(list), Address::list(list));
    [
        list(List::Plans),
        list(List::Timeline),
        (page_label(FixedPage::Themes), FixedPage::Themes.into()),
        list(List::Figures),
        ("검색", Address::search()),
    ]
}

impl From<FixedPage> for Crumb {
    fn from(page: FixedPage) -> Self {
        Self::new(page_label(page), page.into())
    }
}

impl Crumb {
    pub fn new(label: impl Into<String>, address: Address) -> Self {
        Self { label: label.into(), address }
    }
}

/// The line at the foot of a printed sheet:
/// `경산 정책기록 · AMRC ASIA 센터 설립 계획 · GS-0042-3 · 제3판(2026년 12월 1일) · https://…`.
pub fn sheet_text(
    site: &Site,
    title: &str,
    code: Option<&str>,
    edition: Option<u32>,
    address: &str,
) -> String {
    let newest = site.edition.as_ref().filter(|newest| Some(newest.number) == edition);
    let day = newest.map(|newest| format!("({})", day_text(newest.date)));
    let edition = edition_text(edition) + &day.unwrap_or_default();
    let parts = [Some(SITE_NAME), Some(title), code, Some(&edition), Some(address)];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}
