//! A fact in its other formats: citation, card, QR code, embed, JSON. Each shows the fact as it is now, pinned to the
//! newest edition if the fact has not changed since, or as the requested edition had it.

use askama::Template;

use super::list_forms::item_data;
use crate::address::{Address, FactFormat};
use crate::domain::Code;
use crate::formats::{citation_file, json_text, qr_svg};
use crate::pages::records::{Card, EmbedPage, item_in};
use crate::pages::{Context, Page, PageError};

/// A fact in a format; `None` if there is no such fact.
pub async fn fact_form(
    context: Context<'_>,
    code: Code,
    edition: Option<u32>,
    format: FactFormat,
) -> Result<Option<Page>, PageError> {
    let Some(item) = item_in(context, code, edition).await? else { return Ok(None) };
    let page = Address::Fact(code, edition);
    let text = match format {
        FactFormat::Card => {
            return Ok(Some(Page::Picture(Card::of_fact(item).render()?)));
        }
        FactFormat::Embed => Some(EmbedPage::new(context.site, item, edition).render()?),
        FactFormat::Qr => Some(qr_svg(&context.site.public_url.of(&page))?),
        FactFormat::Json => Some(json_text(&item_data(context.site, &item, &page))),
        FactFormat::Bib | FactFormat::Ris | FactFormat::CslJson | FactFormat::Txt => {
            citation_file(&item.citation(context.site), format)
        }
    };
    Ok(text.map(Page::Text))
}
