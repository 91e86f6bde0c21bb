//! How another site is to embed an address of this one: oEmbed 1.0, in JSON. A fact is a frame without
//! a script; any other page is a link with its card. Knows only addresses of this site.

use askama::Template;
use serde_json::{Value, json};

use super::card::Card;
use super::{Context, PageError};
use crate::address::{Address, AddressError, EmbedRequest, FactFormat};
use crate::domain::{Code, Fact};
use crate::store::StoreError;

/// The size of a frame, in CSS pixels, where there is room.
const WIDTH: u32 = 600;
const HEIGHT: u32 = 400;

/// The size of a card, in pixels.
const CARD: (u32, u32) = (800, 400);

#[derive(Template)]
#[template(path = "parts/embed_frame.html")]
struct EmbedFrame<'a> {
    url: &'a str,
    width: u32,
    height: u32,
    title: &'a str,
}

impl EmbedFrame<'_> {
    fn text(&self) -> Result<String, PageError> {
        Ok(self.render()?.trim_end().to_owned())
    }
}

/// What to put into a page of another site to show a fact there, as it is now.
pub fn embed_code(context: Context<'_>, fact: &Fact) -> Result<String, PageError> {
    let view = Address::FactIn(fact.code, None, FactFormat::Embed);
    let url = format!("{}{view}", context.site.public_url);
    let title = format!("{} ({})", fact.title, fact.code);
    EmbedFrame { url: &url, width: WIDTH, height: HEIGHT, title: &title }.text()
}

/// What is said of the address that a request names; nothing when it is not one of ours or nothing is
/// there.
pub async fn oembed(
    context: Context<'_>,
    request: &EmbedRequest,
) -> Result<Option<String>, PageError> {
    let Some(address) = own_address(context, &request.url) else { return Ok(None) };
    let answer = match address {
        Address::Fact(code) => fact(context, code, None, request).await?,
        Address::FactAt(code, edition) => fact(context, code, Some(edition), request).await?,
        page if page.has_card() => link(context, &page, request).await?,
        _ => None,
    };
    Ok(answer.map(|answer| format!("{answer:#}\n")))
}

/// The address of this site that an absolute one is.
pub fn own_address(context: Context<'_>, url: &str) -> Option<Address> {
    // Scheme and host are the same in any case (RFC 3986, 6.2.2.1).
    let (own, rest) = url.split_at_checked(context.site.public_url.len())?;
    let rest = rest.split('#').next().unwrap_or_default();
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
        Ok(Address::FactIn(code, edition, FactFormat::Embed)) => {
            Some(super::links::fact(code, edition))
        }
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
    let Some((fact, pinned)) = context.fact_in(code, edition).await? else { return Ok(None) };
    let absolute =
        |format| format!("{}{}", context.site.public_url, Address::FactIn(code, edition, format));
    let title = format!("{} ({code})", fact.title);
    let width = request.max_width.map_or(WIDTH, |most| most.min(WIDTH));
    let height = request.max_height.map_or(HEIGHT, |most| most.min(HEIGHT));
    let url = absolute(FactFormat::Embed);
    let mut answer = base(context, &title, "rich");
    answer["html"] = json!(EmbedFrame { url: &url, width, height, title: &title }.text()?);
    answer["width"] = json!(width);
    answer["height"] = json!(height);
    let card = Address::FactIn(code, edition.or(pinned), FactFormat::Card);
    thumbnail(&mut answer, &format!("{}{card}", context.site.public_url), request);
    Ok(Some(answer))
}

/// A page that is no fact: a link with its card.
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
        thumbnail(&mut answer, &format!("{}{card}", context.site.public_url), request);
    }
    Ok(Some(answer))
}

fn base(context: Context<'_>, title: &str, kind: &str) -> Value {
    json!({
        "version": "1.0",
        "type": kind,
        "title": title,
        "provider_name": "경산 정책기록",
        "provider_url": format!("{}{}", context.site.public_url, Address::Home),
        "cache_age": 3600,
    })
}

/// A thumbnail may not be larger than the room there is (oEmbed 1.0, 2.2).
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
