//! Every route on one screen. Each says which methods it takes; what is at it is the address's.

use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::map_request;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use tower_http::compression::CompressionLayer;

use super::answer::answer;
use super::failure::Failure;
use super::requested::{Pasted, Requested, unmatched};
use super::{App, headers, negotiation};
use crate::address::Address;
use crate::snapshot::Accepted;

/// Every address that can be read.
pub const READ: &[&str] = &[
    "/",
    "/timeline",
    "/timeline/overdue",
    "/facts",
    "/facts/{code}",
    "/facts/{code}/{form}",
    "/figures",
    "/industries",
    "/industries/{slug}",
    "/projects",
    "/projects/{slug}",
    "/agreements",
    "/agreements/{slug}",
    "/institutions",
    "/institutions/{slug}",
    "/sites",
    "/sites/{slug}",
    "/sources",
    "/sources/{slug}",
    "/terms",
    "/about",
    "/accessibility",
    "/data",
    "/openapi.json",
    "/sitemap.xml",
    "/sitemaps/{part}",
    "/robots.txt",
    "/.well-known/security.txt",
    "/editions",
    "/editions/{number}",
    "/timeline.json",
    "/timeline.csv",
    "/timeline.atom",
    "/facts.json",
    "/facts.csv",
    "/figures.json",
    "/figures.csv",
    "/industries.json",
    "/industries.csv",
    "/projects.json",
    "/projects.csv",
    "/agreements.json",
    "/agreements.csv",
    "/institutions.json",
    "/institutions.csv",
    "/sites.json",
    "/sites.csv",
    "/editions.atom",
    "/data/gyeongsan.sqlite",
    "/data/datapackage.zip",
    "/data/catalog.jsonld",
    "/data/fact.schema.json",
    "/data/entity.schema.json",
    "/data/SHA256SUMS",
    "/cards/{edition}/{*page}",
    "/oembed",
    "/search",
    "/search.json",
    "/search/suggest",
    "/static/{file}",
];

/// The one that also takes a text to be checked.
const CHECKED: &str = "/sources/{slug}";

/// The site.
pub fn router(app: App) -> Router {
    let method = |route: &str| if route == CHECKED { get(show).post(check) } else { get(show) };
    READ.iter()
        .fold(Router::new(), |router, route| router.route(route, method(route)))
        .fallback(unmatched)
        .layer(CompressionLayer::new().compress_when(headers::compressible()))
        .layer(map_request(settle))
        .with_state(app)
}

/// Settles in which encodings to answer. The request says from then on what was settled, to the layer that
/// compresses as well: by itself that would refuse (406) who accepts nothing.
async fn settle(mut request: Request) -> Request {
    let accepted = negotiation::accepted(request.headers());
    request.extensions_mut().insert(accepted);
    let name = HeaderValue::from_static(accepted.soonest.name());
    request.headers_mut().insert(header::ACCEPT_ENCODING, name);
    request
}

/// What is at an address.
async fn show(
    State(app): State<App>,
    Extension(accepted): Extension<Accepted>,
    OriginalUri(uri): OriginalUri,
    Requested(address): Requested,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (snapshot, today) = (app.snapshot(), app.clock.today());
    let outcome = snapshot.render(&address, today, accepted).await?;
    answer(&app, outcome, accepted, &address, &uri, &method, &headers)
}

/// Which paragraph of a source a pasted text is. What was pasted is neither kept nor logged, and its
/// answer is nobody else's.
async fn check(
    State(app): State<App>,
    Requested(address): Requested,
    Pasted(text): Pasted,
) -> Result<Response, Failure> {
    let Address::Source(source) = &address else {
        return Err(Failure::nothing_at(&address));
    };
    let html = app.snapshot().check_paragraph(source, &text, app.clock.today()).await?;
    let html = html.ok_or_else(|| Failure::nothing_at(&address))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}
