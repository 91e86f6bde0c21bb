//! What every list page has around its records: the filters in force, the values that would narrow or
//! widen it with their counts, the pages, the other forms.

use crate::address::{Address, ListFormat, Listing, facet_name};
use crate::domain::{
    EntityRef, EntityType, Facet, Filters, Kind, List, PlanState, Slug, Status, Term,
};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Site};
use crate::pages::records::{FactItem, terms_in_facts};
use crate::store::{FacetCounts, FilteredList, StoreError};
use crate::wording::{
    entity_type_label, kind_counter, kind_label, list_format_label, source_text, state_label,
    status_label,
};

/// Records on a page. Plans are looked over as a whole, so more of them stand on one.
pub const fn per_page(list: List) -> u64 {
    match list {
        List::Plans => 100,
        List::Timeline | List::Facts | List::Figures | List::Entities(_) => 50,
    }
}

/// A facet with its values.
#[derive(Debug)]
pub struct FacetGroup {
    pub label: &'static str,
    /// The facet's parameter, for ids on the page.
    pub name: &'static str,
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug)]
pub struct FacetValue {
    /// The value as addresses have it.
    pub key: String,
    pub label: String,
    /// How many records there would be.
    pub count: u64,
    /// The list with the value, or without it when it is in force.
    pub address: Address,
    pub in_force: bool,
}

/// A page of the pager.
#[derive(Debug)]
pub enum PageLink {
    Here(u32),
    Other(u32, Address),
    /// Pages left out.
    Gap,
}

/// What surrounds the records of a list page.
#[derive(Debug)]
pub struct ListingView {
    pub listing: Listing,
    pub total: u64,
    pub pages: u32,
    pub groups: Vec<FacetGroup>,
    /// The filters in force: what each says, and the list without it.
    pub tags: Vec<(String, Address)>,
}

impl Listing {
    /// The records of the page, counted from 0.
    pub fn range(&self) -> std::ops::Range<u64> {
        let most = per_page(self.list);
        let first = u64::from(self.page - 1) * most;
        first..first + most
    }
}

/// The names of the entities that a list is narrowed by; `None` if one of them, the theme or the source does not
/// exist.
pub async fn filter_names(
    context: Context<'_>,
    filters: &Filters,
) -> Result<Option<Vec<(Kind, String)>>, StoreError> {
    let Context { store, site, .. } = context;
    let mut names = Vec::new();
    if filters.theme.as_ref().is_some_and(|theme| site.theme(theme).is_none())
        || filters.source.as_ref().is_some_and(|source| site.source(source).is_none())
    {
        return Ok(None);
    }
    for (kind, slug) in &filters.about {
        let Some(entity) = store.entity(*kind, slug).await? else { return Ok(None) };
        names.push((*kind, entity.name));
    }
    Ok(Some(names))
}

/// The facts of a list page with what surrounds them.
pub struct FactListing {
    pub view: ListingView,
    pub items: Vec<FactItem>,
    pub explained: Vec<Term>,
}

impl FactListing {
    /// `None` if a filter names an entity that does not exist, or if the list has fewer pages.
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, StoreError> {
        let narrowed =
            context.store.narrowed(listing.list, &listing.filters, context.today).await?;
        let part = narrowed.facts(listing.range()).await?;
        let view = ListingView::load(context, listing, &narrowed, part.total).await?;
        let Some(view) = view else { return Ok(None) };
        let explained = terms_in_facts(context.store, &part.items).await?;
        Ok(Some(Self { view, items: FactItem::list(context, part.items).await?, explained }))
    }
}

impl ListingView {
    /// `None` if a filter names an entity that does not exist, or if the list has fewer pages.
    pub async fn load(
        context: Context<'_>,
        listing: &Listing,
        narrowed: &FilteredList<'_>,
        total: u64,
    ) -> Result<Option<Self>, StoreError> {
        let pages = page_count(listing.list, total);
        if listing.page > pages {
            return Ok(None);
        }
        let Some(names) = filter_names(context, &listing.filters).await? else { return Ok(None) };
        let counts = narrowed.facet_counts();
        let facets = listing.list.facets().into_iter();
        let mut groups: Vec<FacetGroup> =
            facets.map(|facet| group(context.site, listing, facet, &counts)).collect();
        groups.retain(|group| !group.values.is_empty());
        Ok(Some(Self {
            tags: tags(context.site, listing, &names),
            listing: listing.clone(),
            total,
            pages,
            groups,
        }))
    }

    /// The page's breadcrumb: what the list is called, with what narrows it.
    pub fn crumb(&self, title: &str) -> Crumb {
        Crumb::new(self.title(title), Address::List(self.listing.clone()))
    }

    /// What the list is narrowed by and which page it is, for a title: `2017년, 청색기술, 2쪽`.
    pub fn suffix(&self) -> Option<String> {
        let mut parts: Vec<String> = self.tags.iter().map(|tag| tag.0.clone()).collect();
        if self.listing.page > 1 {
            parts.push(format!("{}쪽", self.listing.page));
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// A title with what narrows the list.
    pub fn title(&self, title: &str) -> String {
        self.suffix().map_or_else(|| title.to_owned(), |suffix| format!("{title} ({suffix})"))
    }

    /// The word that the list's records are counted with.
    pub fn counter(&self) -> &'static str {
        match self.listing.list {
            List::Entities(kind) => kind_counter(kind),
            List::Plans | List::Timeline | List::Facts | List::Figures => "건",
        }
    }

    /// The whole list, where there are so many filters that one wants to begin anew.
    pub fn reset(&self) -> Option<Address> {
        (self.tags.len() >= 3).then(|| Address::list(self.listing.list))
    }

    /// The whole list.
    pub fn unfiltered(&self) -> Address {
        Address::list(self.listing.list)
    }

    /// The same records in other forms: what each is called, and its address.
    pub fn forms(&self) -> Vec<(&'static str, Address)> {
        let form = |format: &ListFormat| {
            let listing = self.listing.at_page(1).in_format(*format);
            (list_format_label(*format), Address::List(listing))
        };
        ListFormat::others(self.listing.list).iter().map(form).collect()
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

/// How many pages so many records fill, an empty list's one page counted.
#[expect(clippy::expect_used, reason = "2^32 pages would be 2^37 records")]
pub fn page_count(list: List, total: u64) -> u32 {
    u32::try_from(total.div_ceil(per_page(list))).expect("fewer than 2^32 pages").max(1)
}

/// The filters in force: what each says, and the list without it.
fn tags(site: &Site, listing: &Listing, names: &[(Kind, String)]) -> Vec<(String, Address)> {
    let filters = &listing.filters;
    let without = |rest: Filters| Address::List(listing.narrowed(rest));
    let tag = |facet: Facet| {
        let label = match facet {
            Facet::Year => filters.year.map(|year| format!("{year}년")),
            // A status and a type can have one word for both.
            Facet::Status => filters.status.map(|known| format!("구분: {}", status_label(known))),
            Facet::State => filters.state.map(|known| state_label(known).to_owned()),
            Facet::Theme => filters.theme.as_ref().map(|theme| theme_label(site, theme)),
            Facet::Source => filters.source.as_ref().map(|source| source_label(site, source)),
            Facet::Subject => filters.subject.map(subject_label),
            Facet::Type => {
                filters.entity_type.map(|known| format!("종류: {}", entity_type_label(known)))
            }
            Facet::About(kind) => {
                names.iter().find(|name| name.0 == kind).map(|name| name.1.clone())
            }
        };
        Some((label?, without(filters.without(facet))))
    };
    let mut tags: Vec<_> = listing.list.facets().into_iter().filter_map(tag).collect();
    if let Some(text) = &filters.text {
        tags.push((format!("‘{text}’"), without(Filters { text: None, ..filters.clone() })));
    }
    tags
}

/// What a theme is called; by its slug where it is not there.
fn theme_label(site: &Site, slug: &Slug) -> String {
    site.theme(slug).map_or_else(|| slug.to_string(), |theme| theme.name.clone())
}

/// What a source is called.
fn source_label(site: &Site, slug: &Slug) -> String {
    site.source(slug).map_or_else(|| slug.to_string(), |source| source_text(source))
}

/// What a fact about a kind of thing is called: `산업에 대한 기록`.
fn subject_label(kind: Kind) -> String {
    format!("{} 기록", kind_label(kind))
}

/// A facet with the values that leave something.
fn group(site: &Site, listing: &Listing, facet: Facet, counts: &FacetCounts) -> FacetGroup {
    let filters = &listing.filters;
    let value = |key: &str, label: String, count: u64, chosen: Filters| {
        let in_force = chosen == *filters;
        let filters = if in_force { filters.without(facet) } else { chosen };
        let key = key.to_owned();
        FacetValue { key, label, count, in_force, address: Address::List(listing.narrowed(filters)) }
    };
    let year = |(year, count): (&i32, &u64)| {
        let chosen = Filters { year: Some(*year), ..filters.clone() };
        value(&year.to_string(), format!("{year}년"), *count, chosen)
    };
    let status = |(status, count): &(Status, u64)| {
        let chosen = Filters { status: Some(*status), ..filters.clone() };
        value(status.key(), status_label(*status).to_owned(), *count, chosen)
    };
    let state = |(state, count): &(PlanState, u64)| {
        let chosen = Filters { state: Some(*state), ..filters.clone() };
        value(state.key(), state_label(*state).to_owned(), *count, chosen)
    };
    let theme = |(theme, count): &(Slug, u64)| {
        let chosen = Filters { theme: Some(theme.clone()), ..filters.clone() };
        value(theme.as_str(), theme_label(site, theme), *count, chosen)
    };
    let source = |(source, count): &(Slug, u64)| {
        let chosen = Filters { source: Some(source.clone()), ..filters.clone() };
        value(source.as_str(), source_label(site, source), *count, chosen)
    };
    let subject = |(kind, count): &(Kind, u64)| {
        let chosen = Filters { subject: Some(*kind), ..filters.clone() };
        value(kind.key(), subject_label(*kind), *count, chosen)
    };
    let of_type = |(known, count): &(EntityType, u64)| {
        let chosen = Filters { entity_type: Some(*known), ..filters.clone() };
        value(known.key(), entity_type_label(*known).to_owned(), *count, chosen)
    };
    let about = |(entity, count): &(EntityRef, u64)| {
        let mut chosen = filters.clone();
        chosen.about.insert(entity.kind, entity.slug.clone());
        value(entity.slug.as_str(), entity.name.clone(), *count, chosen)
    };
    let (label, values) = match facet {
        Facet::Year => ("연도", counts.years.iter().map(year).collect()),
        Facet::State => ("상태", counts.states.iter().map(state).collect()),
        Facet::Theme => ("분야", counts.themes.iter().map(theme).collect()),
        Facet::Source => {
            // Dozens of sources have one or two records, which their own pages show as well.
            let is_offered =
                |(slug, count): &&(Slug, u64)| *count > 2 || filters.source.as_ref() == Some(slug);
            ("출처", counts.sources.iter().filter(is_offered).map(source).collect())
        }
        Facet::Status => ("구분", counts.statuses.iter().map(status).collect()),
        Facet::Subject => ("무엇에 대한 기록", counts.subjects.iter().map(subject).collect()),
        Facet::Type => ("종류", counts.types.iter().map(of_type).collect()),
        Facet::About(kind) => {
            let entities = counts.entities.iter().filter(|(entity, _)| entity.kind == kind);
            (kind_label(kind), entities.map(about).collect())
        }
    };
    FacetGroup { label, name: facet_name(facet), values }
}
