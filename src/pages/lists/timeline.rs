//! The timeline: its picture, and the dated facts year by year. On a narrow screen the list is the picture.

use std::sync::Arc;

use askama::Template;

use super::embed::embed_code;
use super::listing::{FactListing, ListingView, PageLink};
use crate::address::{Address, EmbeddedPage, FixedFile, Listing};
use crate::domain::List;
use crate::pages::layout::Frame;
use crate::pages::moments::{Year, by_year};
use crate::pages::timeline_picture::TimelinePicture;
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/timeline.html")]
pub struct TimelinePage {
    frame: Frame,
    view: ListingView,
    years: Vec<Year>,
    picture: TimelinePicture,
    /// What to put into another site's page.
    embed_code: String,
}

impl TimelinePage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items, .. } = page;
        let picture = TimelinePicture::full(context, &listing.filters).await?;
        let years = by_year(context.site, items.into_iter().map(Arc::new));
        let description =
            format!("경산에서 {}을 날짜순으로 보여 줍니다.", told(&picture, view.total));
        let frame = Frame::new(context.site, vec![view.crumb("연표")], description);
        Ok(Some(Self {
            frame: frame.of_listing(listing),
            embed_code: embed_code(context.site, EmbeddedPage::Timeline)?,
            picture,
            years,
            view,
        }))
    }

    /// `2016년부터 2025년까지 있었던 일과 계획 68건입니다.`
    fn lead(&self) -> String {
        format!("{}입니다.", told(&self.picture, self.view.total))
    }
}

/// `2016년부터 2025년까지 있었던 일과 계획 68건`.
fn told(picture: &TimelinePicture, total: u64) -> String {
    let years = match picture.years {
        Some((first, last)) if first < last => format!("{first}년부터 {last}년까지 "),
        Some((only, _)) => format!("{only}년에 "),
        None => String::new(),
    };
    format!("{years}있었던 일과 계획 {total}건")
}
