//! Why nothing is at an address: its record moved, was withdrawn (with the page that says when and why) or never
//! existed, or a parameter names something that does not exist.

use askama::Template;

use crate::address::{
    Address, EmbedRequest, Listing, ParameterError, ParameterFault, facet_name, value_text,
};
use crate::domain::{Code, FacetValue, RecordId, Retirement};
use crate::pages::files::own_address;
use crate::pages::lists::{page_count, value_label};
use crate::pages::records::GonePage;
use crate::pages::{Context, NotFoundReason, PageError};

/// Why an address has no content.
pub async fn not_found_reason(
    context: Context<'_>,
    address: &Address,
) -> Result<NotFoundReason, PageError> {
    match address {
        Address::Embedding(request) => return embedding_reason(context, request).await,
        Address::List(listing) => return list_reason(context, listing).await,
        _ => {}
    }
    let asked =
        if let Address::Edition(edition) = address { Some(*edition) } else { address.edition() };
    if let Some(edition) = asked.filter(|edition| *edition > context.site.newest_edition()) {
        return Ok(NotFoundReason::ToCome(edition));
    }
    let Some(retirement) = retirement(context, address).await? else {
        return match address {
            Address::Fact(code, Some(edition)) | Address::FactIn(code, Some(edition), _) => {
                edition_reason(context, *code, *edition).await
            }
            _ => Ok(NotFoundReason::Missing),
        };
    };
    match &retirement.moved_to {
        Some(record) => Ok(NotFoundReason::Moved(address.of_record(record))),
        None => gone(context, retirement).await,
    }
}

async fn gone(context: Context<'_>, retirement: Retirement) -> Result<NotFoundReason, PageError> {
    let page = GonePage::load(context, retirement).await?;
    Ok(NotFoundReason::Gone { html: page.render()?, sentence: page.sentence() })
}

/// Why a published edition does not have a fact.
async fn edition_reason(
    context: Context<'_>,
    code: Code,
    asked: u32,
) -> Result<NotFoundReason, PageError> {
    for edition in asked..=context.site.newest_edition() {
        if context.store.fact_at(code, edition).await?.is_some() {
            return Ok(NotFoundReason::NotInEdition { code, asked, first: Some(edition) });
        }
    }
    Ok(match context.store.fact(code).await? {
        Some(_) => NotFoundReason::NotInEdition { code, asked, first: None },
        None => NotFoundReason::Missing,
    })
}

/// Why a list cannot be shown. A filter for an entity that moved leads to the list for its new name, and one for an
/// entity that never existed is refused. A page after the last leads to the last.
async fn list_reason(context: Context<'_>, listing: &Listing) -> Result<NotFoundReason, PageError> {
    let is_unknown = |value: &&FacetValue| value_label(context, value).is_none();
    if let Some(value) = listing.filters.values.iter().find(is_unknown) {
        return value_reason(context, listing, value).await;
    }
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    let total = narrowed.total();
    Ok(NotFoundReason::Moved(Address::List(listing.at_page(page_count(listing.list, total)))))
}

/// Why a filter has an unknown value.
async fn value_reason(
    context: Context<'_>,
    listing: &Listing,
    value: &FacetValue,
) -> Result<NotFoundReason, PageError> {
    let FacetValue::About(kind, slug) = value else { return Ok(refused(value)) };
    let record = RecordId::Entity(*kind, slug.clone());
    let Some(retirement) = context.store.retirement(&record).await? else {
        return Ok(refused(value));
    };
    let Some(RecordId::Entity(kind, slug)) = &retirement.moved_to else {
        return gone(context, retirement).await;
    };
    let mut filters = listing.filters.toggled(value);
    filters.values.insert(FacetValue::About(*kind, slug.clone()));
    Ok(NotFoundReason::Moved(Address::List(listing.narrowed(filters))))
}

fn refused(value: &FacetValue) -> NotFoundReason {
    let name = facet_name(value.facet()).to_owned();
    let fault = ParameterFault::NoSuch(value_text(value));
    NotFoundReason::Refused(ParameterError { name, fault })
}

/// If the embedded address moved, the request moves with it.
async fn embedding_reason(
    context: Context<'_>,
    request: &EmbedRequest,
) -> Result<NotFoundReason, PageError> {
    let Some(embedded) = own_address(context, &request.url) else {
        return Ok(NotFoundReason::Missing);
    };
    let Some(retirement) = retirement(context, &embedded).await? else {
        return Ok(NotFoundReason::Missing);
    };
    Ok(match &retirement.moved_to {
        Some(record) => {
            let url = context.site.public_url.of(&embedded.of_record(record));
            NotFoundReason::Moved(Address::Embedding(EmbedRequest { url, ..request.clone() }))
        }
        None => return gone(context, retirement).await,
    })
}

/// What became of the record at an address; `None` for an edition that is not published yet.
async fn retirement(
    context: Context<'_>,
    address: &Address,
) -> Result<Option<Retirement>, PageError> {
    let newest = context.site.newest_edition();
    let asked = address.edition().unwrap_or(newest);
    let record = address.record().filter(|_| asked <= newest);
    let Some(record): Option<RecordId> = record else { return Ok(None) };
    Ok(context.store.retirement(&record).await?)
}
