//! Reads a request: the address in its head, and the text of the sentence check in its body. Redirects to an address
//! are made here too.

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

/// The address of a request, in any spelling. Slashes at the end do not count.
pub fn requested_address(uri: &Uri) -> Result<Address, AddressError> {
    let path = if uri.path() == "/" { "/" } else { uri.path().trim_end_matches('/') };
    Address::parse(path, uri.query())
}

/// The most letters of a text to check.
pub const PASTED_MAX: usize = 20_000;

/// The most bytes of a body: such a text in a form, where a letter has up to four bytes and each byte becomes three.
pub const BODY_MAX: usize = "text=".len() + PASTED_MAX * 4 * 3;

/// How long a client may take to send the body.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(10);

const BODY_TOO_LARGE: Failure = Failure::Refused(Refusal::LargeBody);

/// Reads the whole body of a form before the request goes on.
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

/// The text of the sentence check from a body that was already read.
pub async fn pasted_text(body: Body) -> Result<String, Failure> {
    let body = to_bytes(body, BODY_MAX).await.map_err(|_| BODY_TOO_LARGE)?;
    let body = String::from_utf8_lossy(&body).replace('+', " ");
    let field = body.split('&').find_map(|field| field.strip_prefix("text=")).unwrap_or_default();
    let text = percent_decode_str(field).decode_utf8_lossy().into_owned();
    // A form ends each line with two characters, but the reader typed only one.
    if text.chars().filter(|letter| *letter != '\r').count() > PASTED_MAX {
        return Err(BODY_TOO_LARGE);
    }
    Ok(text)
}

/// A permanent redirect to an address that keeps the query: 308 to the site's own spelling, 301 to the record that
/// replaces another.
pub fn moved(status: StatusCode, address: &Address, uri: &Uri) -> Response {
    let target = match uri.query() {
        // An address with parameters of its own prints them itself.
        Some(query) if address.parameters().is_empty() => format!("{}?{query}", address.path()),
        _ => address.to_string(),
    };
    match HeaderValue::from_str(&target) {
        // A record may move again and a list may grow again, so no cache may keep this for ever.
        Ok(location) => {
            let cache = HeaderValue::from_static("public, max-age=60");
            (status, [(header::LOCATION, location), (header::CACHE_CONTROL, cache)]).into_response()
        }
        Err(_) => Failure::BadEncoding.into_response(),
    }
}
