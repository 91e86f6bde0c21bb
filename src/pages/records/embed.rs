//! A fact small enough for a frame on another site: statement, date, status, source and a link back. Any site may
//! frame it, so it runs no script and has no form.

use askama::Template;

use super::fact_item::FactItem;
use crate::address::{Address, FactFormat};
use crate::domain::Fact;
use crate::pages::layout::Site;

#[derive(Template)]
#[template(path = "pages/embed.html")]
pub struct EmbedPage {
    item: FactItem,
    /// The absolute address of the fact's page.
    url: String,
    edition: Option<u32>,
}

impl EmbedPage {
    /// Makes the embed, pinned to `edition` if there is one.
    pub fn new(site: &Site, item: FactItem, edition: Option<u32>) -> Self {
        let url = site.public_url.of(&Address::Fact(item.fact.code, edition));
        Self { item, url, edition }
    }

    /// The places of the fact in its sources: `경북일보 8번째 문단`.
    fn locators(&self) -> String {
        let places = self.item.locators().into_iter().map(|locator| locator.0);
        places.collect::<Vec<_>>().join(", ")
    }
}

/// The size of a frame, in CSS pixels, that shows every fact of the record in full.
pub const FRAME: (u32, u32) = (600, 280);

#[derive(Template)]
#[template(path = "parts/embed_iframe.html")]
struct EmbedIframe<'a> {
    url: &'a str,
    width: u32,
    height: u32,
    title: &'a str,
}

/// The HTML of an iframe of this size around an embed.
pub fn embed_iframe(
    url: &str,
    (width, height): (u32, u32),
    title: &str,
) -> Result<String, askama::Error> {
    Ok(EmbedIframe { url, width, height, title }.render()?.trim_end().to_owned())
}

/// The HTML for another site to show a fact as it is now.
pub fn embed_code(site: &Site, fact: &Fact) -> Result<String, askama::Error> {
    let view = Address::FactIn(fact.code, None, FactFormat::Embed);
    let title = format!("{} ({})", fact.title, fact.code);
    embed_iframe(&site.public_url.of(&view), FRAME, &title)
}
