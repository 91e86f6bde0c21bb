//! Every route on one screen. Each says which methods it takes; what is at it is the address's.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use tower_http::compression::CompressionLayer;

use super::errors::Dressed;
use super::failure::Failure;
use super::requested::{Pasted, Requested, moved, unmatched};
use super::{App, headers};
use crate::address::Address;
use crate::pages::{PageError, Rows};
use crate::snapshot::{self, Outcome};

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
    "/timeline.ics",
    "/facts.json",
    "/facts.csv",
    "/facts.atom",
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
        .with_state(app)
}

/// What is at an address.
async fn show(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Requested(address): Requested,
) -> Result<Response, Failure> {
    let (snapshot, today) = (app.snapshot(), app.clock.today());
    let outcome = match snapshot.render(&address, today).await {
        Err(error) if error.is_damage() => {
            app.live.repaired(&snapshot).await;
            app.snapshot().render(&address, today).await?
        }
        outcome => outcome?,
    };
    answer(&app, outcome, &address, &uri, headers::cache_control(&address))
}

/// Which paragraph of a source a pasted text is. What was pasted is neither kept nor logged, and its
/// answer is nobody else's.
async fn check(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Requested(address): Requested,
    Pasted(text): Pasted,
) -> Result<Response, Failure> {
    let Address::Source(source) = &address else {
        return Err(Failure::nothing_at(&address));
    };
    let outcome = app.snapshot().check_paragraph(source, &text, app.clock.today()).await?;
    answer(&app, outcome, &address, &uri, HeaderValue::from_static("no-store"))
}

fn answer(
    app: &App,
    outcome: Outcome,
    address: &Address,
    uri: &Uri,
    cache: HeaderValue,
) -> Result<Response, Failure> {
    let (status, rendered) = match outcome {
        Outcome::Here(rendered) => (StatusCode::OK, rendered),
        Outcome::Gone(_, record) if address.is_data() => {
            return Err(Failure::Withdrawn(record.to_string()));
        }
        Outcome::Gone(rendered, _) => (StatusCode::GONE, rendered),
        Outcome::Moved(address) => return Ok(moved(StatusCode::MOVED_PERMANENTLY, &address, uri)),
        Outcome::Refused(error) => return Err(Failure::BadParameter(error)),
        Outcome::Missing => return Err(Failure::nothing_at(address)),
    };
    let media_type = HeaderValue::from_static(rendered.media_type);
    let fields = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache)];
    let length = rendered.body.length();
    let body = match rendered.body {
        snapshot::Body::Whole(bytes) => Body::from(bytes),
        snapshot::Body::Rows(rows) | snapshot::Body::Sized(rows, _) => {
            Body::from_stream(told(app, rows))
        }
    };
    let mut response = (status, fields, body).into_response();
    headers::describe(&mut response, address, &rendered.links);
    headers::save(&mut response, length, rendered.file_name.as_deref());
    response.extensions_mut().insert(Dressed);
    Ok(response)
}

/// Rows read while they are sent: whoever asked only sees that they break off, so the log is told why, and
/// damage is mended for the next.
fn told(app: &App, rows: Rows) -> impl Stream<Item = Result<Bytes, PageError>> + use<> {
    let live = Arc::clone(&app.live);
    rows.0.inspect_err(move |error| {
        tracing::error!(%error, "an answer broke off");
        if error.is_damage() {
            live.repair();
        }
    })
}
