//! Smaller forms of pages, for frames on other sites: a picture or a list with its credit and a link back. Any site
//! may frame them, so they run no script and have no form.

use askama::Template;

use crate::address::{Address, EmbeddedPage};
use crate::domain::{Filters, List};
use crate::pages::layout::Site;
use crate::pages::plans::Tally;
use crate::pages::records::embed_iframe;
use crate::pages::timeline_picture::TimelinePicture;
use crate::pages::{Context, Page, PageError};
use crate::wording::embedded_title;

/// The frame of an embed, the same for all.
#[derive(Debug)]
pub struct EmbedFrame {
    pub title: &'static str,
    /// The absolute address of the page.
    pub url: String,
    pub credit: String,
}

#[derive(Template)]
#[template(path = "pages/timeline_embed.html")]
struct TimelineEmbed {
    frame: EmbedFrame,
    picture: TimelinePicture,
}

#[derive(Template)]
#[template(path = "pages/plans_embed.html")]
struct PlansEmbed {
    frame: EmbedFrame,
    tally: Tally,
    /// How many sources were searched for the outcomes.
    searched_sources: String,
}

pub async fn embedded_page(
    context: Context<'_>,
    page: EmbeddedPage,
) -> Result<Option<Page>, PageError> {
    let frame = EmbedFrame::new(context.site, page);
    match page {
        EmbeddedPage::Plans => {
            let mut tally = Tally::load(context, &Filters::default()).await?;
            tally.leaves_frame = true;
            let searched_sources = context.site.searched_sources.sentence();
            Page::html(&PlansEmbed { frame, tally, searched_sources })
        }
        EmbeddedPage::Timeline => {
            let mut picture = TimelinePicture::full(context, &Filters::default()).await?;
            picture.leaves_frame = true;
            Page::html(&TimelineEmbed { frame, picture })
        }
    }
}

impl EmbedFrame {
    fn new(site: &Site, page: EmbeddedPage) -> Self {
        Self {
            title: embedded_title(page),
            url: site.public_url.of(&framed_page(page)),
            credit: credit(site),
        }
    }
}

/// The page that an embed is made from.
pub fn framed_page(page: EmbeddedPage) -> Address {
    match page {
        EmbeddedPage::Plans => Address::list(List::Plans),
        EmbeddedPage::Timeline => Address::list(List::Timeline),
    }
}

/// The credit, with the edition once there is one: `정리: 경산 정책기록 제3판`.
fn credit(site: &Site) -> String {
    let edition = site.edition.as_ref().map(|edition| format!(" 제{}판", edition.number));
    format!("정리: 경산 정책기록{}", edition.unwrap_or_default())
}

/// The size of a frame, in CSS pixels, that shows the embed in full where there is room.
pub const fn embed_size(page: EmbeddedPage) -> (u32, u32) {
    match page {
        EmbeddedPage::Plans => (1000, 560),
        EmbeddedPage::Timeline => (1000, 1500),
    }
}

/// The HTML for another site to show an embed.
pub fn embed_code(site: &Site, page: EmbeddedPage) -> Result<String, askama::Error> {
    let url = site.public_url.of(&Address::Embed(page));
    embed_iframe(&url, embed_size(page), embedded_title(page))
}
