//! The timeline: its picture, and the dated facts year by year. On a narrow screen the list replaces the picture.

use std::sync::Arc;

use askama::Template;

use super::embed::embed_code;
use super::listing::{FactListing, ListingView, PageLink};
use crate::address::{Address, EmbeddedPage, FixedFile, Listing};
use crate::domain::{Facet, List};
use crate::pages::layout::Frame;
use crate::pages::moments::{YearGroup, by_year};
use crate::pages::timeline_picture::TimelinePicture;
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/timeline.html")]
pub struct TimelinePage {
    frame: Frame,
    view: ListingView,
    /// A sentence on how much the timeline has.
    lead: String,
    years: Vec<YearGroup>,
    picture: TimelinePicture,
    /// The HTML to paste into another site's page.
    embed_code: String,
}

impl TimelinePage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items, before, .. } = page;
        let picture = TimelinePicture::full(context, &listing.filters).await?;
        let years = by_year(context, before, items.into_iter().map(Arc::new));
        let description =
            format!("경산의 {}을 날짜순으로 보여 줍니다.", summary(&picture, listing, view.total));
        let frame = Frame::new(context.site, vec![view.crumb(context, "연표")], description)
            .shared_as("경산 산업정책 연표".to_owned());
        Ok(Some(Self {
            frame: frame.of_listing(listing),
            lead: format!("{}입니다.", summary(&picture, listing, view.total)),
            embed_code: embed_code(context.site, EmbeddedPage::Timeline)?,
            picture,
            years,
            view,
        }))
    }
}

/// A summary of how much there is: `2016년부터 2025년까지 있었던 일과 계획 68건`; for one year, into which longer spans reach,
/// `그해에 걸친 일과 계획 35건`.
fn summary(picture: &TimelinePicture, listing: &Listing, total: u64) -> String {
    let years = listing.filters.values.iter().any(|value| value.facet() == Facet::Year);
    match picture.years {
        Some((first, last)) if first < last && !years => {
            format!("{first}년부터 {last}년까지 있었던 일과 계획 {total}건")
        }
        Some(_) if years => format!("그해에 걸친 일과 계획 {total}건"),
        Some(_) | None => format!("있었던 일과 계획 {total}건"),
    }
}
