//! The answers to requests that failed: a Korean page that says what was wrong and where to go next, or a problem
//! document for programs. The cause of a fault of our own goes to the log once, with the request id from the page,
//! and never to the page.

use std::hash::{BuildHasher, RandomState};

use askama::Template;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::explanation::{Explanation, OUR_FAULT};
use super::failure::Failure;
use super::requested::requested_address;
use super::{App, problem};
use crate::address::{Address, is_data};
use crate::pages::ErrorPage;

/// The header with the id of a failed request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Marks an answer that already has its page, whatever its status.
#[derive(Debug, Clone, Copy)]
pub struct ErrorRendered;

/// An id by which someone can ask about one failed request: twelve hexadecimal digits.
fn request_id() -> String {
    // Each hasher has random keys.
    format!("{:012x}", RandomState::new().hash_one(()) >> 16)
}

/// Gives an error response the page for its failure, unless it has a page. Its headers (`Allow`) are kept.
pub async fn render_error_page(
    app: &App,
    response: Response,
    method: &Method,
    uri: &Uri,
) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || response.extensions().get::<ErrorRendered>().is_some() {
        return response;
    }
    let failure = response.extensions().get::<Failure>().cloned();
    let request_id = request_id();
    let cause = failure.as_ref().and_then(Failure::cause);
    // A client's mistake, or too many requests, is not a fault for the log.
    if cause.is_some() || status == StatusCode::INTERNAL_SERVER_ERROR {
        let cause = cause.unwrap_or(status.as_str());
        tracing::error!(request_id, %method, path = uri.path(), cause, "request failed");
    }
    let searched = requested_address(uri).is_ok_and(|address| is_search(&address));
    let explanation = Explanation::of(status, failure.as_ref(), searched);
    let body = if is_data(uri.path()) {
        problem::document(status, &explanation.message, &request_id)
    } else {
        let unfiltered = unfiltered(failure.as_ref(), uri.path());
        match page(app, status, failure.as_ref(), explanation, unfiltered, request_id.clone()).await
        {
            Ok(html) => Html(html).into_response(),
            Err(error) => {
                tracing::error!(request_id, %error, "error page failed");
                (status, format!("{OUR_FAULT} 오류 번호: {request_id}")).into_response()
            }
        }
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    for (name, value) in body.headers() {
        parts.headers.insert(name, value.clone());
    }
    let is_cacheable = failure.as_ref().is_some_and(Failure::is_decided_by_the_address);
    // A cache stores an answer under its address alone. If the head or the body of a request caused the failure, the
    // cache would show it to everyone else who opens that address.
    let cache =
        if is_cacheable && !status.is_server_error() { "public, max-age=60" } else { "no-store" };
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if let Some(Failure::Refused(..)) = failure {
        parts.headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        parts.headers.insert(REQUEST_ID, value);
    }
    Response::from_parts(parts, body.into_body())
}

async fn page(
    app: &App,
    status: StatusCode,
    failure: Option<&Failure>,
    explanation: Explanation,
    unfiltered: Option<Address>,
    request_id: String,
) -> Result<String, askama::Error> {
    let snapshot = app.live.snapshot();
    let context = snapshot.context(app.clock.today());
    let mut page = ErrorPage::new(
        context,
        status.as_u16(),
        &explanation.title,
        explanation.message,
        request_id,
    );
    page.unfiltered = unfiltered;
    if let Some(Failure::NotFound(missing)) = failure {
        page.search = missing.search();
        match missing.near(&snapshot).await {
            Ok(near) => page.near = near,
            // The page is correct without suggestions, but the operator should know of the fault.
            Err(error) => tracing::warn!(%error, "no suggestions for an error page"),
        }
    }
    page.render()
}

/// Whether an address is that of a search.
fn is_search(address: &Address) -> bool {
    match address {
        Address::Search(_) | Address::SearchData(_) | Address::Suggestions(_) => true,
        Address::List(listing) => listing.filters.text.is_some(),
        _ => false,
    }
}

/// The list at a path without its filters, if the parameters of the request were wrong.
fn unfiltered(failure: Option<&Failure>, path: &str) -> Option<Address> {
    let Some(Failure::BadParameter(_)) = failure else { return None };
    Address::parse(path, None).ok().filter(|address| matches!(address, Address::List(_)))
}
