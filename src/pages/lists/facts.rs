//! All facts, in the order of their codes.

use askama::Template;

use crate::address::{Address, Listing};
use crate::pages::lists::listing::{ListingView, PageLink};
use crate::pages::records::explained::Explained;
use crate::pages::{Context, Crumb, FactItem, Frame, PageError};

#[derive(Template)]
#[template(path = "pages/facts.html")]
pub struct FactsPage {
    frame: Frame,
    view: ListingView,
    facts: Vec<FactItem>,
    explained: Vec<Explained>,
}

impl FactsPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Context { store, site, .. } = context;
        let narrowed = store.narrowed(listing.list, &listing.filters).await?;
        let part = narrowed.facts(listing.range()).await?;
        let Some(view) = context.listing_view(listing, &narrowed, part.total).await? else {
            return Ok(None);
        };
        let description = format!(
            "경산시 산업정책에 대한 기록 {}건입니다. 기록마다 고유 번호, 상태, 날짜와 근거 문단이 있습니다.",
            part.total
        );
        let crumb = Crumb::new(view.title("기록"), Address::List(listing.clone()));
        Ok(Some(Self {
            frame: Frame::new(site, vec![crumb], description).of_listing(listing),
            explained: context.explained_in(part.items.iter()).await?,
            facts: context.items(part.items),
            view,
        }))
    }
}
