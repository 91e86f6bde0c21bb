//! The one handler of the site. `Address` says what a request asks for, so there are no other routes.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::failure::Failure;
use super::requested::{moved, pasted_text, requested_address};
use super::{App, operations, response};
use crate::address::{Address, AddressError};
use crate::domain::Slug;

/// The label in the metrics for a path that is not an address.
const UNMATCHED: &str = "unmatched";

/// The template under which a request is counted.
pub fn template(uri: &Uri) -> &'static str {
    match requested_address(uri) {
        Ok(address) => return address.template(),
        Err(AddressError::Moved(address)) => return address.template(),
        Err(_) => {}
    }
    // A request with a wrong parameter still counts for its address.
    if let Ok(address) = Address::parse(uri.path(), None) {
        return address.template();
    }
    let operation = operations::ROUTES.iter().find(|route| **route == uri.path());
    operation.copied().unwrap_or(UNMATCHED)
}

pub fn router(app: App) -> Router {
    Router::new().fallback(respond).with_state(app)
}

async fn respond(State(app): State<App>, request: Request) -> Response {
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
            check_sentences(&app, source, &address, body).await
        }
        _ => response::respond(&app, &address, &request).await,
    };
    response.into_response()
}

/// Says which sentences of a pasted text a source has. The text is neither stored nor logged, and no cache may keep
/// the answer.
async fn check_sentences(
    app: &App,
    source: &Slug,
    address: &Address,
    body: Body,
) -> Result<Response, Failure> {
    let text = pasted_text(body).await?;
    let html = app.snapshot().check_sentences(source, &text, app.clock.today()).await?;
    let html = html.ok_or_else(|| Failure::nothing_at(address))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}
