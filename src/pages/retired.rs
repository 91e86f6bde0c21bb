//! What is at an address whose record was published once and is no more: the way to what stands in
//! its place, or the page that says when and why it was withdrawn.

use askama::Template;

use super::gone::GonePage;
use super::oembed::own_address;
use super::{Context, Page, PageError};
use crate::address::{Address, EmbedRequest};
use crate::domain::{RecordId, Retirement};

/// What is at an address where nothing is now.
///
/// # Errors
/// [`PageError`] when the store cannot be read.
pub async fn instead_of(context: Context<'_>, address: &Address) -> Result<Page, PageError> {
    if let Address::Embedding(request) = address {
        return instead_of_embedding(context, request).await;
    }
    let Some(retirement) = retirement(context, address).await? else { return Ok(Page::Missing) };
    Ok(match &retirement.moved_to {
        Some(record) => Page::Moved(address.of_record(record)),
        None => Page::Gone(GonePage::load(context, retirement).await?.render()?),
    })
}

/// The embedding of an address that moved is that of the address it moved to.
async fn instead_of_embedding(
    context: Context<'_>,
    request: &EmbedRequest,
) -> Result<Page, PageError> {
    let Some(embedded) = own_address(context, &request.url) else { return Ok(Page::Missing) };
    let Some(retirement) = retirement(context, &embedded).await? else { return Ok(Page::Missing) };
    Ok(match &retirement.moved_to {
        Some(record) => {
            let url = format!("{}{}", context.site.public_url, embedded.of_record(record));
            Page::Moved(Address::Embedding(EmbedRequest { url, ..request.clone() }))
        }
        None => Page::Gone(GonePage::load(context, retirement).await?.render()?),
    })
}

/// What became of the record of an address; nothing for an edition that is still to come.
async fn retirement(
    context: Context<'_>,
    address: &Address,
) -> Result<Option<Retirement>, PageError> {
    let newest = context.site.edition.as_ref().map_or(0, |edition| edition.number);
    let asked = match address {
        Address::FactAt(_, edition) | Address::FactIn(_, Some(edition), _) => *edition,
        _ => newest,
    };
    let record = address.record().filter(|_| asked <= newest);
    let Some(record): Option<RecordId> = record else { return Ok(None) };
    Ok(context.store.retirement(&record).await?)
}
