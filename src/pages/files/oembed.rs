//! The answers to oEmbed 1.0, in JSON, which tell another site how to embed an address of this one. A fact or a page
//! with an embed is shown in a frame without a script; any other page is a link with its card.

use serde_json::{Value, json};

use crate::address::{
    Address, AddressError, EmbedRequest, EmbeddedPage, FactFormat, FixedPage, Listing,
};
use crate::domain::{Code, List};
use crate::pages::lists::{embed_size, framed_page};
use crate::pages::records::{Card, FRAME, embed_iframe, item_in};
use crate::pages::{Context, PageError};
use crate::store::StoreError;
use crate::wording::{SITE_NAME, embedded_title};

/// The size of a card, in pixels.
const CARD: (u32, u32) = (800, 400);

/// The oEmbed response for an address; `None` if it is not an address of this site or has no content.
pub async fn oembed(
    context: Context<'_>,
    request: &EmbedRequest,
) -> Result<Option<String>, PageError> {
    let Some(address) = own_address(context, &request.url) else { return Ok(None) };
    let answer = match address {
        Address::Fact(code, edition) => fact(context, code, edition, request).await?,
        Address::List(listing) if listing == Listing::from(List::Timeline) => {
            Some(page(context, EmbeddedPage::Timeline, request)?)
        }
        Address::List(listing) if listing == Listing::from(List::Plans) => {
            Some(page(context, EmbeddedPage::Plans, request)?)
        }
        page if page.has_card() => link(context, &page, request).await?,
        _ => None,
    };
    Ok(answer.map(|answer| format!("{answer:#}\n")))
}

/// The address of this site in an absolute one.
pub fn own_address(context: Context<'_>, url: &str) -> Option<Address> {
    // Scheme and host do not depend on upper or lower case (RFC 3986, 6.2.2.1).
    let (own, rest) = url.split_at_checked(context.site.public_url.len())?;
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    let ends = path.is_empty() || path.starts_with('/');
    if !own.eq_ignore_ascii_case(&context.site.public_url) || !ends {
        return None;
    }
    let path = path.trim_end_matches('/');
    match Address::parse(if path.is_empty() { "/" } else { path }, query) {
        Ok(Address::FactIn(code, edition, FactFormat::Embed)) => Some(Address::Fact(code, edition)),
        Ok(Address::Embed(page)) => Some(framed_page(page)),
        Ok(address) => Some(address),
        Err(AddressError::Moved(address)) => Some(*address),
        Err(_) => None,
    }
}

async fn fact(
    context: Context<'_>,
    code: Code,
    edition: Option<u32>,
    request: &EmbedRequest,
) -> Result<Option<Value>, PageError> {
    let Some(item) = item_in(context, code, edition).await? else { return Ok(None) };
    let title = format!("{} ({code})", item.fact.title);
    let embed = Address::FactIn(code, edition, FactFormat::Embed);
    let url = context.site.public_url.of(&embed);
    let mut answer = framed(context, &url, &title, FRAME, request)?;
    let card = Address::FactIn(code, edition.or(item.edition), FactFormat::Card);
    thumbnail(&mut answer, &context.site.public_url.of(&card), request);
    Ok(Some(answer))
}

/// A frame around the embed of a page.
fn page(
    context: Context<'_>,
    page: EmbeddedPage,
    request: &EmbedRequest,
) -> Result<Value, PageError> {
    let url = context.site.public_url.of(&Address::Embed(page));
    let mut answer = framed(context, &url, embedded_title(page), embed_size(page), request)?;
    if let Some(edition) = &context.site.edition {
        let card = Address::Card(Box::new(framed_page(page)), edition.number);
        thumbnail(&mut answer, &context.site.public_url.of(&card), request);
    }
    Ok(answer)
}

/// A frame of this size, or smaller if there is less room.
fn framed(
    context: Context<'_>,
    url: &str,
    title: &str,
    (width, height): (u32, u32),
    request: &EmbedRequest,
) -> Result<Value, PageError> {
    let width = request.max_width.map_or(width, |most| most.min(width));
    let height = request.max_height.map_or(height, |most| most.min(height));
    let mut answer = base(context, title, "rich");
    answer["html"] = json!(embed_iframe(url, (width, height), title)?);
    answer["width"] = json!(width);
    answer["height"] = json!(height);
    Ok(answer)
}

/// A link with the card of the page, for any other page.
async fn link(
    context: Context<'_>,
    page: &Address,
    request: &EmbedRequest,
) -> Result<Option<Value>, StoreError> {
    let Some(title) = Card::of_page(context, page).await?.map(|card| card.title) else {
        return Ok(None);
    };
    let mut answer = base(context, &title, "link");
    if let Some(edition) = &context.site.edition {
        let card = Address::Card(Box::new(page.clone()), edition.number);
        thumbnail(&mut answer, &context.site.public_url.of(&card), request);
    }
    Ok(Some(answer))
}

fn base(context: Context<'_>, title: &str, kind: &str) -> Value {
    json!({
        "version": "1.0",
        "type": kind,
        "title": title,
        "provider_name": SITE_NAME,
        "provider_url": context.site.public_url.of(&FixedPage::Home.into()),
        "cache_age": 3600,
    })
}

/// A thumbnail may not be larger than the requested size (oEmbed 1.0, 2.2).
fn thumbnail(answer: &mut Value, url: &str, request: &EmbedRequest) {
    let (width, height) = CARD;
    let fits = request.max_width.is_none_or(|most| width <= most)
        && request.max_height.is_none_or(|most| height <= most);
    if fits {
        answer["thumbnail_url"] = json!(url);
        answer["thumbnail_width"] = json!(width);
        answer["thumbnail_height"] = json!(height);
    }
}
