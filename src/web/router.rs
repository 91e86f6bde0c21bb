//! Every route on one screen. Each says which methods it takes; what is at it is the address's.

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use super::answer::answer;
use super::errors::{self, Failure};
use super::requested::{Pasted, Requested, unmatched};
use super::{App, headers, negotiation};
use crate::address::Address;

/// The site.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(show))
        .route("/timeline", get(show))
        .route("/timeline/overdue", get(show))
        .route("/facts", get(show))
        .route("/facts/{code}", get(show))
        .route("/facts/{code}/{form}", get(show))
        .route("/figures", get(show))
        .route("/industries", get(show))
        .route("/industries/{slug}", get(show))
        .route("/projects", get(show))
        .route("/projects/{slug}", get(show))
        .route("/agreements", get(show))
        .route("/agreements/{slug}", get(show))
        .route("/institutions", get(show))
        .route("/institutions/{slug}", get(show))
        .route("/sites", get(show))
        .route("/sites/{slug}", get(show))
        .route("/sources", get(show))
        .route("/sources/{slug}", get(show).post(check))
        .route("/relations", get(show))
        .route("/terms", get(show))
        .route("/about", get(show))
        .route("/accessibility", get(show))
        .route("/data", get(show))
        .route("/openapi.json", get(show))
        .route("/sitemap.xml", get(show))
        .route("/sitemaps/{part}", get(show))
        .route("/robots.txt", get(show))
        .route("/editions", get(show))
        .route("/editions/{number}", get(show))
        .route("/timeline.json", get(show))
        .route("/timeline.csv", get(show))
        .route("/timeline.atom", get(show))
        .route("/timeline.ics", get(show))
        .route("/facts.json", get(show))
        .route("/facts.csv", get(show))
        .route("/facts.atom", get(show))
        .route("/figures.json", get(show))
        .route("/figures.csv", get(show))
        .route("/industries.json", get(show))
        .route("/industries.csv", get(show))
        .route("/projects.json", get(show))
        .route("/projects.csv", get(show))
        .route("/agreements.json", get(show))
        .route("/agreements.csv", get(show))
        .route("/institutions.json", get(show))
        .route("/institutions.csv", get(show))
        .route("/sites.json", get(show))
        .route("/sites.csv", get(show))
        .route("/editions.atom", get(show))
        .route("/data/gyeongsan.sqlite", get(show))
        .route("/data/datapackage.zip", get(show))
        .route("/data/catalog.jsonld", get(show))
        .route("/data/fact.schema.json", get(show))
        .route("/data/entity.schema.json", get(show))
        .route("/data/SHA256SUMS", get(show))
        .route("/cards/{edition}/{*page}", get(show))
        .route("/oembed", get(show))
        .route("/search", get(show))
        .route("/search.json", get(show))
        .route("/search/suggest", get(show))
        .route("/static/{file}", get(show))
        .fallback(unmatched)
        .layer(from_fn(headers::limit))
        .layer(from_fn_with_state(app.clone(), errors::guard))
        .layer(CompressionLayer::new().compress_when(headers::compressible()))
        .layer(from_fn(headers::secure))
        .with_state(app)
}

/// What is at an address.
async fn show(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Requested(address): Requested,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let encoding = negotiation::encoding(&headers);
    let outcome = app.snapshot.render(&address, app.clock.today(), encoding).await?;
    answer(outcome, &address, &uri, &method, &headers)
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
    let html = app.snapshot.check_paragraph(source, &text, app.clock.today()).await?;
    let html = html.ok_or_else(|| Failure::nothing_at(&address))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}
