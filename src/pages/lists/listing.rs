//! The parts that every list page has around its records: the filters in force, the values to filter by with their
//! counts, the pages, and the other formats.

use chrono::NaiveDate;

use super::narrowing::{FacetGroup, are_known, groups, narrowed_title, tags};
use crate::address::{Address, Listing};
use crate::domain::{List, Term};
use crate::hangul::{Particle, with_particle};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Forms, forms_for_people};
use crate::pages::records::{FactItem, terms_in_facts};
use crate::store::{FilteredList, StoreError};
use crate::wording::{kind_counter, list_label};

/// The number of records on a page. Plans and numbers are read as a whole, so a page has more of them.
pub const fn per_page(list: List) -> u64 {
    match list {
        List::Plans | List::Figures => 100,
        List::Facts | List::Entities(_) => 50,
        // The picture above has all of them.
        List::Timeline => 32,
    }
}

/// A page of the pager.
#[derive(Debug)]
pub enum PageLink {
    Here(u32),
    Other(u32, Address),
    /// A gap in the page numbers.
    Gap,
}

/// The parts of a list page around its records.
#[derive(Debug)]
pub struct ListingView {
    pub listing: Listing,
    pub total: u64,
    pub pages: u32,
    pub groups: Vec<FacetGroup>,
    /// The filters in force: the text of each, and the list without it.
    pub tags: Vec<(String, Address)>,
    /// The whole list.
    pub unfiltered: Address,
    /// What the list is of, as the subject of a sentence: `계획이`.
    pub noun: String,
    /// The word that the list's records are counted with.
    pub counter: &'static str,
}

impl Listing {
    /// The positions of the page's records, counted from 0.
    pub fn range(&self) -> std::ops::Range<u64> {
        let most = per_page(self.list);
        let first = u64::from(self.page - 1) * most;
        first..first + most
    }
}

/// The facts of a list page with the parts around them.
pub struct FactListing {
    pub view: ListingView,
    pub items: Vec<FactItem>,
    pub explained: Vec<Term>,
    /// In the timeline, the day on which the last fact of the previous page begins.
    pub before: Option<NaiveDate>,
}

impl FactListing {
    /// `None` if a filter names an entity that does not exist, or if the list has fewer pages.
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, StoreError> {
        let narrowed =
            context.store.narrowed(listing.list, &listing.filters, context.today).await?;
        let part = narrowed.facts(listing.range()).await?;
        let view = ListingView::new(context, listing, &narrowed, part.total);
        let Some(view) = view else { return Ok(None) };
        let explained = terms_in_facts(context.store, &part.items).await?;
        let before = match listing.list {
            List::Timeline => narrowed.day_before(listing.range().start),
            _ => None,
        };
        let items = FactItem::list(context, part.items).await?;
        Ok(Some(Self { view, items, explained, before }))
    }
}

impl ListingView {
    /// `None` if a filter names an entity that does not exist, or if the list has fewer pages.
    pub fn new(
        context: Context<'_>,
        listing: &Listing,
        narrowed: &FilteredList<'_>,
        total: u64,
    ) -> Option<Self> {
        let pages = page_count(listing.list, total);
        let is_there = listing.page <= pages && are_known(context, &listing.filters);
        let (facets, filters) = (listing.list.facets(), &listing.filters);
        let address = |filters| Address::List(listing.narrowed(filters));
        let (noun, counter) = match listing.list {
            List::Timeline => ("기록", "건"),
            List::Entities(kind) => (list_label(listing.list), kind_counter(kind)),
            List::Plans | List::Facts | List::Figures => (list_label(listing.list), "건"),
        };
        is_there.then(|| Self {
            unfiltered: Address::list(listing.list),
            noun: with_particle(noun, Particle::Subject),
            counter,
            groups: groups(context, &facets, filters, address, &narrowed.facet_counts()),
            tags: tags(context, &facets, filters, address),
            listing: listing.clone(),
            total,
            pages,
        })
    }

    /// The page's step in the breadcrumb: the title of the list with its filters.
    pub fn crumb(&self, context: Context<'_>, title: &str) -> Crumb {
        Crumb::new(self.title(context, title), Address::List(self.listing.clone()))
    }

    /// The list's title with its filters and its page: `탄소 계획 (2페이지)`.
    pub fn title(&self, context: Context<'_>, title: &str) -> String {
        let title = narrowed_title(context, &self.listing, title);
        match self.listing.page {
            1 => title,
            page => format!("{title} ({page}페이지)"),
        }
    }

    /// The other formats of the same records: the name and address of each.
    pub fn forms(&self) -> Forms {
        forms_for_people(&self.page(1))
    }

    /// The pager; empty for a list of one page.
    pub fn pager(&self) -> Vec<PageLink> {
        if self.pages == 1 {
            return Vec::new();
        }
        let here = self.listing.page;
        let mut links = Vec::new();
        let mut before = 0;
        let wanted =
            [1, self.pages].into_iter().chain(here.saturating_sub(2)..=here.saturating_add(2));
        let mut wanted: Vec<u32> = wanted.filter(|page| (1..=self.pages).contains(page)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        for page in wanted {
            if page > before + 1 {
                links.push(PageLink::Gap);
            }
            links.push(if page == here {
                PageLink::Here(page)
            } else {
                PageLink::Other(page, self.page(page))
            });
            before = page;
        }
        links
    }

    /// The positions of the page's records, in words: `135건 가운데 51~100번째`.
    pub fn range_text(&self) -> String {
        let (range, counter) = (self.listing.range(), self.counter);
        let last = range.end.min(self.total);
        format!("{}{counter} 가운데 {}~{last}번째", self.total, range.start + 1)
    }

    /// The page before this one.
    pub fn previous(&self) -> Option<Address> {
        (self.listing.page > 1).then(|| self.page(self.listing.page - 1))
    }

    /// The page after this one.
    pub fn next(&self) -> Option<Address> {
        (self.listing.page < self.pages).then(|| self.page(self.listing.page + 1))
    }

    /// This page.
    pub fn here(&self) -> Address {
        self.page(self.listing.page)
    }

    fn page(&self, page: u32) -> Address {
        Address::List(self.listing.at_page(page))
    }
}

/// The number of pages for so many records. An empty list has one page.
#[expect(clippy::expect_used, reason = "2^32 pages would be 2^37 records")]
pub fn page_count(list: List, total: u64) -> u32 {
    u32::try_from(total.div_ceil(per_page(list))).expect("fewer than 2^32 pages").max(1)
}
