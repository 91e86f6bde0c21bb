//! The facts with a number, each with its unit, its blur and the source's own words for it.

use askama::Template;

use super::listing::{FactListing, ListingView, PageLink};
use crate::address::Listing;
use crate::domain::Term;
use crate::pages::layout::Frame;
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/figures.html")]
pub struct FiguresPage {
    frame: Frame,
    view: ListingView,
    figures: Vec<FactItem>,
    explained: Vec<Term>,
}

impl FiguresPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items: figures, explained } = page;
        let description = format!(
            "출처에 나온 경산시 산업정책의 수와 금액 {}건을 단위, 원문 표현, 출처와 함께 보여 줍니다.",
            view.total
        );
        let frame = Frame::new(context.site, vec![view.crumb("수치")], description);
        Ok(Some(Self { frame: frame.of_listing(listing), view, figures, explained }))
    }
}
