//! A fact in its other forms: citation, card, QR code, embed, JSON. Each is of the fact as it is now, pinned to
//! the newest edition if it has not changed since, or of the fact as the requested edition had it.

use askama::Template;

use crate::address::{Address, FactFormat};
use crate::domain::Code;
use crate::formats::{Data, citation_file, json_text, qr_svg};
use crate::pages::records::{Card, EmbedPage, FactItem, citation, fact_in};
use crate::pages::{Context, Page, PageError};

/// A fact in a form; `None` if there is no such fact.
pub async fn fact_form(
    context: Context<'_>,
    code: Code,
    edition: Option<u32>,
    format: FactFormat,
) -> Result<Option<Page>, PageError> {
    let Some((fact, pinned)) = fact_in(context, code, edition).await? else { return Ok(None) };
    let public_url = &context.site.public_url;
    let page = Address::Fact(code, edition);
    let cited = citation(context.site, &fact, pinned);
    let text = match format {
        FactFormat::Card => {
            let card = Card::of_fact(context.site, fact, pinned);
            return Ok(Some(Page::Picture(card.render()?)));
        }
        FactFormat::Embed => {
            let item = FactItem::new(context, fact);
            Some(EmbedPage::new(context.site, item, edition).render()?)
        }
        FactFormat::Qr => Some(qr_svg(&format!("{public_url}{page}"))?),
        FactFormat::Json => {
            Some(json_text(&Data { public_url }.fact(&fact, &page, cited.as_ref())))
        }
        FactFormat::Bib | FactFormat::Ris | FactFormat::CslJson | FactFormat::Txt => {
            cited.and_then(|cited| citation_file(&cited, format))
        }
    };
    Ok(text.map(Page::Text))
}
