//! Which addresses of a site are exported: every page, every form of every record as it is and as each
//! edition had it, every list whole and narrowed by one thing, on all its pages, and what was moved or
//! withdrawn. Leaves out what has no end: searches, and lists narrowed by several things at once.

use crate::address::{Address, Download, EmbedRequest, FactFormat, ListFormat, Listing};
use crate::assets;
use crate::domain::{Code, Facet, Filters, Kind, List, RecordId, Status};
use crate::pages::{Context, PageError, page_count};

/// The addresses of a site.
#[derive(Debug)]
pub struct Addresses {
    public_url: String,
    /// All but those of facts.
    others: Vec<Address>,
    /// Facts, those that are no more among them.
    codes: Vec<Code>,
    /// The number of the newest edition; 0 when there is none.
    newest: u32,
}

impl Addresses {
    /// Those of a site on a day.
    pub async fn of(context: Context<'_>) -> Result<Self, PageError> {
        let newest = context.site.edition.as_ref().map_or(0, |edition| edition.number);
        let (mut pages, mut others) = (Address::fixed_pages(), files());
        pages.push(Address::Search(String::new()));
        pages.extend((1..=newest).map(Address::Edition));
        for source in &context.site.sources {
            pages.push(Address::Source(source.slug.clone()));
            others.push(Address::SourceData(source.slug.clone()));
        }
        let retired = context.store.retired().await?;
        let mut entities = Vec::new();
        for kind in Kind::ALL {
            let living = context.store.entity_refs(*kind).into_iter();
            entities.extend(living.map(|entity| RecordId::Entity(*kind, entity.slug)));
        }
        entities.extend(retired.iter().filter(|record| !is_fact(record)).cloned());
        for record in entities {
            let RecordId::Entity(kind, slug) = record else { continue };
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
        let living = context.store.fact_changes().await?.into_iter().map(|(code, _)| code);
        let gone = retired.iter().filter_map(|record| match record {
            RecordId::Fact(code) => Some(*code),
            RecordId::Entity(..) => None,
        });
        let codes = living.chain(gone).collect();
        Ok(Self { public_url: context.site.public_url.clone(), others, codes, newest })
    }

    /// Each of them once, as it is asked for, and those that the site dropped. Some may turn out to have
    /// nothing: a fact in an edition before its first, say.
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

    /// The page of a fact, as it is or as an edition had it, and its other forms.
    fn of_fact(&self, code: Code, edition: Option<u32>) -> Vec<Address> {
        let page = edition.map_or(Address::Fact(code), |edition| Address::FactAt(code, edition));
        let embedding = EmbedRequest::of(format!("{}{page}", self.public_url));
        let forms = FactFormat::ALL.map(|format| Address::FactIn(code, edition, format));
        forms.into_iter().chain([Address::Embedding(embedding), page]).collect()
    }
}

fn is_fact(record: &RecordId) -> bool {
    matches!(record, RecordId::Fact(_))
}

/// The files that every site has.
fn files() -> Vec<Address> {
    let fixed = [
        Address::OpenApi,
        Address::Sitemap,
        Address::Robots,
        Address::Security,
        Address::EditionsFeed,
    ];
    // As many parts of the sitemap as there may be: what is not there is left out.
    let parts = (1..=100).map(Address::SitemapPart);
    let downloads = Download::ALL.into_iter().map(Address::Download);
    fixed.into_iter().chain(parts).chain(downloads).chain(assets::addresses()).collect()
}

/// A list whole and narrowed by each one thing that leaves something of it, in every form, on every page.
async fn of_list(context: Context<'_>, list: List) -> Result<Vec<Address>, PageError> {
    let mut addresses = Vec::new();
    for filters in narrowings(context, list).await? {
        let total = context.store.narrowed(list, &filters).await?.total();
        if total == 0 && !filters.is_empty() {
            continue;
        }
        let first = Listing::from(list).narrowed(filters);
        for format in [ListFormat::Html].iter().chain(ListFormat::of(list)) {
            let listing = first.in_format(*format);
            let pages = if format.is_paged() { page_count(total) } else { 1 };
            // The first page of the whole list is among the pages.
            let from = if listing == Listing::from(list) { 2 } else { 1 };
            addresses.extend((from..=pages).map(|page| Address::List(listing.at_page(page))));
            if matches!(format, ListFormat::Csv { .. }) {
                let bare = listing.in_format(ListFormat::Csv { bom: false });
                addresses.push(Address::List(bare));
            }
        }
    }
    Ok(addresses)
}

/// No filter, then each single one.
async fn narrowings(context: Context<'_>, list: List) -> Result<Vec<Filters>, PageError> {
    let whole = Filters::default();
    let counts = context.store.narrowed(list, &whole).await?.facet_counts();
    let mut all = vec![whole];
    for facet in list.facets() {
        match facet {
            Facet::Year => all.extend(
                counts.years.keys().map(|year| Filters { year: Some(*year), ..Filters::default() }),
            ),
            Facet::Status => all.extend(
                Status::ALL
                    .iter()
                    .map(|status| Filters { status: Some(*status), ..Filters::default() }),
            ),
            Facet::Subject => all.extend(
                Kind::ALL.iter().map(|kind| Filters { subject: Some(*kind), ..Filters::default() }),
            ),
            Facet::Type => all.extend(counts.types.iter().map(|(entity_type, _)| Filters {
                entity_type: Some(*entity_type),
                ..Filters::default()
            })),
            Facet::About(kind) => {
                for entity in context.store.entity_refs(kind) {
                    let about = [(kind, entity.slug)].into();
                    all.push(Filters { about, ..Filters::default() });
                }
            }
        }
    }
    Ok(all)
}
