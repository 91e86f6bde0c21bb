//! All facts, in the order of their codes.

use askama::Template;

use super::listing::{FactListing, ListingView, PageLink};
use crate::address::Listing;
use crate::domain::Term;
use crate::pages::layout::Frame;
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/facts.html")]
pub struct FactsPage {
    frame: Frame,
    view: ListingView,
    facts: Vec<FactItem>,
    explained: Vec<Term>,
}

impl FactsPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items: facts, explained, .. } = page;
        let description = format!(
            "경산의 산업정책을 다룬 기록 {}건입니다. 기록마다 출처와 인용할 수 있는 고정 주소가 있습니다.",
            view.total
        );
        let frame = Frame::new(context.site, vec![view.crumb(context, "기록 전체")], description);
        Ok(Some(Self { frame: frame.of_listing(listing), view, facts, explained }))
    }
}
