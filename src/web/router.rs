//! The one handler of the site: `Address` says what is asked for, so there are no routes but the addresses.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::map_request;
use axum::response::{Html, IntoResponse, Response};
use axum::{Extension, Router};
use tower_http::compression::CompressionLayer;

use super::answer::answer;
use super::failure::Failure;
use super::requested::{moved, pasted_text, requested_address};
use super::{App, headers, negotiation};
use crate::address::{Address, AddressError};
use crate::domain::Slug;
use crate::snapshot::Accepted;

/// The site.
pub fn router(app: App) -> Router {
    Router::new()
        .fallback(respond)
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

async fn respond(
    State(app): State<App>,
    Extension(accepted): Extension<Accepted>,
    request: Request,
) -> Response {
    let (request, body) = request.into_parts();
    let uri = &request.uri;
    let address = match requested_address(uri) {
        Ok(address) => address,
        Err(AddressError::Moved(address)) => {
            return moved(StatusCode::MOVED_PERMANENTLY, &address, uri);
        }
        Err(error) => return Failure::not_an_address(&error, uri.path()).into_response(),
    };
    let allowed = match address {
        Address::Source(_) => "GET,HEAD,POST",
        _ => "GET,HEAD",
    };
    if !allowed.split(',').any(|method| request.method == method) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, allowed)]).into_response();
    }
    if !address.is_canonical(uri.path(), uri.query()) {
        return moved(StatusCode::PERMANENT_REDIRECT, &address, uri);
    }
    let response = match &address {
        Address::Source(source) if request.method == Method::POST => {
            check_paragraph(&app, source, &address, body).await
        }
        _ => show(&app, accepted, &address, &request).await,
    };
    response.into_response()
}

/// What is at an address.
async fn show(
    app: &App,
    accepted: Accepted,
    address: &Address,
    request: &Parts,
) -> Result<Response, Failure> {
    let (snapshot, today) = (app.snapshot(), app.clock.today());
    let outcome = match snapshot.render(address, today, accepted).await {
        Err(error) if error.is_damage() => {
            app.live.repaired(&snapshot).await;
            app.snapshot().render(address, today, accepted).await?
        }
        outcome => outcome?,
    };
    answer(app, outcome, accepted, address, &request.uri, &request.method, &request.headers)
}

/// Which paragraph of a source a pasted text is. The text is neither stored nor logged, and no cache may
/// keep the answer.
async fn check_paragraph(
    app: &App,
    source: &Slug,
    address: &Address,
    body: Body,
) -> Result<Response, Failure> {
    let text = pasted_text(body).await?;
    let html = app.snapshot().check_paragraph(source, &text, app.clock.today()).await?;
    let html = html.ok_or_else(|| Failure::nothing_at(address))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}
