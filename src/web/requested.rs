//! What a request asks for, read from its head and body: the address, and the text of the sentence check.
//! Redirects to an address are made here too.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::time::timeout;

use super::failure::{Failure, Refusal};
use crate::address::{Address, AddressError};

/// The address of a request, in whatever spelling: one with a slash too many is the one without.
pub fn requested_address(uri: &Uri) -> Result<Address, AddressError> {
    let path = if uri.path() == "/" { "/" } else { uri.path().trim_end_matches('/') };
    Address::parse(path, uri.query())
}

/// The most letters of a text that is pasted to be checked.
pub const PASTED_MAX: usize = 20_000;

/// The most bytes of a body: such a text in a form, where a letter takes up to four bytes and each of them three.
pub const BODY_MAX: usize = "text=".len() + PASTED_MAX * 4 * 3;

/// How long a client may take to send it.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(10);

const BODY_TOO_LARGE: Failure = Failure::Refused(Refusal::LargeBody);

/// Reads the body of a form whole before the request goes on.
pub async fn read_body(request: Request, next: Next) -> Result<Response, Failure> {
    if request.method() != Method::POST {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let body = timeout(BODY_TIMEOUT, to_bytes(body, BODY_MAX)).await;
    let body =
        body.map_err(|_| Failure::Refused(Refusal::LateBody))?.map_err(|_| BODY_TOO_LARGE)?;
    Ok(next.run(Request::from_parts(parts, Body::from(body))).await)
}

/// The text of the sentence check's form, whose body was read before.
pub async fn pasted_text(body: Body) -> Result<String, Failure> {
    let body = to_bytes(body, BODY_MAX).await.map_err(|_| BODY_TOO_LARGE)?;
    let body = String::from_utf8_lossy(&body).replace('+', " ");
    let field = body.split('&').find_map(|field| field.strip_prefix("text=")).unwrap_or_default();
    let text = percent_decode_str(field).decode_utf8_lossy().into_owned();
    // A form ends each line with two characters, of which the reader typed one.
    if text.chars().filter(|letter| *letter != '\r').count() > PASTED_MAX {
        return Err(BODY_TOO_LARGE);
    }
    Ok(text)
}

/// A permanent redirect to an address, the query kept: 308 to the spelling that is linked, 301 to the
/// record that stands in the place of another.
pub fn moved(status: StatusCode, address: &Address, uri: &Uri) -> Response {
    let target = match uri.query() {
        // What has parameters of its own is printed with them.
        Some(query) if address.parameters().is_empty() => format!("{}?{query}", address.path()),
        _ => address.to_string(),
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
