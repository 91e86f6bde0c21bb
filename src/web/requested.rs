//! The address that a request asks for, and the one form that the site reads. Sends every other
//! spelling of an address to the one that is linked, and turns what is no address into the failure
//! that says why.

use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::failure::Failure;
use crate::address::{Address, AddressError};

/// The address of a matched route, in its one spelling.
pub struct Requested(pub Address);

impl<S: Sync> FromRequestParts<S> for Requested {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let path = parts.uri.path();
        let address = Address::parse(path, parts.uri.query())
            .map_err(|error| not_an_address(&error, &parts.uri))?;
        if address.is_spelled(path, parts.uri.query()) {
            Ok(Self(address))
        } else {
            Err(moved(StatusCode::PERMANENT_REDIRECT, &address, &parts.uri))
        }
    }
}

/// The most bytes of a pasted text, as it is sent.
pub const PASTED_MAX: usize = 64 * 1024;

/// How long a client may take to send it.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The text of the paragraph check's form.
pub struct Pasted(pub String);

impl<S: Sync> FromRequest<S> for Pasted {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let body = timeout(BODY_TIMEOUT, to_bytes(request.into_body(), PASTED_MAX)).await;
        let body = body.map_err(|_| Failure::BodyLate.into_response())?;
        let body = body.map_err(|_| Failure::BodyTooLarge.into_response())?;
        let mut fields = form_urlencoded::parse(&body);
        let text = fields.find(|(name, _)| name == "text").map(|(_, text)| text.into_owned());
        Ok(Self(text.unwrap_or_default()))
    }
}

/// What no route matches: an address with a slash too many, or none.
pub async fn unmatched(OriginalUri(uri): OriginalUri) -> Response {
    let path = uri.path();
    let trimmed = path.trim_end_matches('/');
    match Address::parse(trimmed, uri.query()) {
        // An address that no route matches is one spelled otherwise: a slash too many, or letters
        // percent-encoded.
        Ok(address) if address.path() != path => {
            moved(StatusCode::PERMANENT_REDIRECT, &address, &uri)
        }
        Ok(address) => Failure::nothing_at(&address).into_response(),
        Err(error) => not_an_address(&error, &uri),
    }
}

/// The answer to what is no address: a dropped one leads to the address that serves its reader now.
fn not_an_address(error: &AddressError, uri: &Uri) -> Response {
    match error {
        AddressError::Moved(address) => moved(StatusCode::MOVED_PERMANENTLY, address, uri),
        error => Failure::not_an_address(error, uri.path()).into_response(),
    }
}

/// A permanent redirect to an address, the query kept: 308 to the spelling that is linked, 301 to the
/// record that stands in the place of another.
pub fn moved(status: StatusCode, address: &Address, uri: &Uri) -> Response {
    let target = match (address, uri.query()) {
        // What has parameters of its own carries them.
        (Address::List(_) | Address::Embedding(_), _) | (_, None) => address.to_string(),
        (_, Some(query)) => format!("{}?{query}", address.path()),
    };
    match HeaderValue::from_str(&target) {
        // What moved may move again, and a list that shrank may grow: nobody is to keep this for ever.
        Ok(location) => {
            let cache = HeaderValue::from_static("public, max-age=60");
            (status, [(header::LOCATION, location), (header::CACHE_CONTROL, cache)]).into_response()
        }
        Err(_) => Failure::BadEncoding.into_response(),
    }
}
