//! A fact small enough for a frame on another site: what it says, its date, status and source, and the
//! way here. The one page that may be framed; runs no script and asks nothing of who reads it.

use askama::Template;

use crate::address::Address;
use crate::assets;
use crate::pages::{Context, FactItem};

#[derive(Template)]
#[template(path = "pages/embed.html")]
pub struct EmbedPage {
    item: FactItem,
    /// Where the fact stands, absolute.
    url: String,
    edition: Option<u32>,
    stylesheet: Address,
    icon: Address,
}

impl EmbedPage {
    pub fn new(context: Context<'_>, item: FactItem, edition: Option<u32>) -> Self {
        let page = crate::pages::layout::links::fact(item.fact.code, edition);
        let url = format!("{}{page}", context.site.public_url);
        let (stylesheet, icon) = (assets::address("site.css"), assets::address("icon.svg"));
        Self { item, url, edition, stylesheet, icon }
    }

    /// Where the fact stands in its source: `경북일보 기사 8번째 문단`.
    fn places(&self) -> String {
        let places = self.item.places();
        let words = places
            .iter()
            .map(|(publisher, paragraph, _)| format!("{publisher} 기사 {paragraph}번째 문단"));
        words.collect::<Vec<_>>().join(", ")
    }
}
