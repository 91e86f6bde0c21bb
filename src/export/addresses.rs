//! The addresses that an export asks for: every page, every record in each format, as it is now and as each edition
//! had it, every list whole and with each single filter, on all its pages, and every address that was moved,
//! withdrawn or dropped. Searches and lists with several filters are left out, because there is no end of them.

use std::collections::BTreeSet;

use crate::address::{
    Address, Download, EmbedRequest, EmbeddedPage, FactFormat, FixedFile, FixedPage, ListFormat,
    Listing, PublicUrl, TableFormat,
};
use crate::assets;
use crate::domain::{Code, FacetValue, Filters, Kind, List, RecordId};
use crate::pages::{Context, PageError, page_count};

/// The addresses of a site.
#[derive(Debug)]
pub struct Addresses {
    public_url: PublicUrl,
    /// All addresses except those of facts.
    others: Vec<Address>,
    /// The codes of all facts, including withdrawn ones.
    codes: Vec<Code>,
    /// The number of the newest edition; 0 when there is none.
    newest: u32,
}

impl Addresses {
    /// The addresses of a site on a day.
    pub async fn of(context: Context<'_>) -> Result<Self, PageError> {
        let newest = context.site.edition.as_ref().map_or(0, |edition| edition.number);
        let mut others = files();
        let mut pages: Vec<Address> = FixedPage::ALL.iter().copied().map(Address::Page).collect();
        pages.extend(List::all().into_iter().map(Address::list));
        pages.push(Address::search());
        pages.extend((1..=newest).map(Address::Edition));
        for theme in &context.site.themes {
            pages.push(Address::Theme(theme.slug.clone()));
            others.push(Address::ThemeData(theme.slug.clone()));
        }
        for source in &context.site.sources {
            pages.push(Address::Source(source.slug.clone()));
            others.push(Address::SourceData(source.slug.clone()));
        }
        let retired = context.store.retired().await?;
        let living = context.store.fact_changes().await?.into_iter();
        let mut codes: Vec<Code> = living.map(|(code, _)| code).collect();
        let mut entities = Vec::new();
        for kind in Kind::ALL {
            let living = context.store.entity_refs(*kind).into_iter();
            entities.extend(living.map(|entity| (*kind, entity.slug)));
        }
        for record in retired {
            match record {
                RecordId::Fact(code) => codes.push(code),
                RecordId::Entity(kind, slug) => entities.push((kind, slug)),
                RecordId::Source(slug) => {
                    others.push(Address::SourceData(slug.clone()));
                    pages.push(Address::Source(slug));
                }
            }
        }
        for (kind, slug) in entities {
            others.push(Address::EntityData(kind, slug.clone()));
            pages.push(Address::Entity(kind, slug));
        }
        for page in pages.iter().filter(|page| page.has_card()) {
            others
                .extend((1..=newest).map(|edition| Address::Card(Box::new(page.clone()), edition)));
        }
        for list in List::all() {
            others.extend(of_list(context, list).await?);
        }
        others.extend(pages);
        Ok(Self { public_url: context.site.public_url.clone(), others, codes, newest })
    }

    /// Each address once, in the site's own spelling, and the dropped ones. Some may have no content, such as a fact
    /// in an edition before its first.
    pub fn all(&self) -> impl Iterator<Item = String> + Send {
        let facts = self.codes.iter().flat_map(|code| {
            let editions = std::iter::once(None).chain((1..=self.newest).map(Some));
            editions.flat_map(|edition| self.of_fact(*code, edition))
        });
        let cards = (1..=self.newest).flat_map(|edition| {
            Address::FORMER_WITH_CARD.map(|page| format!("/cards/{edition}{page}.png"))
        });
        let former = Address::FORMER.into_iter().map(str::to_owned).chain(cards);
        let others = self.others.iter().map(ToString::to_string);
        others.chain(facts.map(|address| address.to_string())).chain(former)
    }

    /// The page of a fact, as it is now or as an edition had it, and its other formats.
    fn of_fact(&self, code: Code, edition: Option<u32>) -> Vec<Address> {
        let page = Address::Fact(code, edition);
        let embedding = EmbedRequest::of(self.public_url.of(&page));
        let formats = FactFormat::ALL.iter();
        let formats = formats.map(|format| Address::FactIn(code, edition, *format));
        formats.chain([Address::Embedding(embedding), page]).collect()
    }
}

fn files() -> Vec<Address> {
    let fixed = FixedFile::ALL.iter().copied().map(Address::File);
    // These are the most parts that a sitemap may have; those without content are left out.
    let parts = (1..=100).map(Address::SitemapPart);
    let downloads = Download::ALL.iter().copied().map(Address::Download);
    let tables = TableFormat::EVERY_CSV.into_iter().chain([TableFormat::Xlsx]);
    let tables = tables.map(Address::SourceTable);
    let embeds = EmbeddedPage::ALL.iter().copied().map(Address::Embed);
    fixed
        .chain(embeds)
        .chain(tables)
        .chain(parts)
        .chain(downloads)
        .chain(assets::addresses())
        .collect()
}

/// A list, whole and with each single filter that finds something, in every format and on every page.
async fn of_list(context: Context<'_>, list: List) -> Result<Vec<Address>, PageError> {
    let mut addresses = Vec::new();
    for filters in narrowings(context, list).await? {
        let total = context.store.narrowed(list, &filters, context.today).await?.total();
        if total == 0 && !filters.is_empty() {
            continue;
        }
        let first = Listing::from(list).narrowed(filters);
        let others = ListFormat::of(list).iter().filter(|format| **format != ListFormat::CSV);
        for format in others {
            let listing = first.in_format(*format);
            let pages = if format.is_paged() { page_count(list, total) } else { 1 };
            // The first page of the whole list is already among the pages.
            let from = if listing == Listing::from(list) { 2 } else { 1 };
            addresses.extend((from..=pages).map(|page| Address::List(listing.at_page(page))));
        }
        for csv in TableFormat::EVERY_CSV {
            addresses.push(Address::List(first.in_format(ListFormat::Table(csv))));
        }
    }
    Ok(addresses)
}

/// No filter, then each single filter.
async fn narrowings(context: Context<'_>, list: List) -> Result<Vec<Filters>, PageError> {
    let whole = Filters::default();
    let counts = context.store.narrowed(list, &whole, context.today).await?.facet_counts();
    // Pages offer only some of the sources and entities, but the others have addresses as well.
    let sources = context.site.sources.iter().map(|source| FacetValue::Source(source.slug.clone()));
    let entities = Kind::ALL.iter().flat_map(|kind| context.store.entity_refs(*kind));
    let about = entities.map(|entity| FacetValue::About(entity.kind, entity.slug));
    let facets = list.facets();
    let others = sources.chain(about).filter(|value| facets.contains(&value.facet()));
    let values: BTreeSet<FacetValue> =
        counts.into_iter().map(|(value, _)| value).chain(others).collect();
    Ok(std::iter::once(whole).chain(values.into_iter().map(Filters::from)).collect())
}
