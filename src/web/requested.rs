//! What a request asks for, read from its head and body: the address, and the text of the paragraph check.
//! Redirects to an address are made here too.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::failure::Failure;
use crate::address::{Address, AddressError};

/// The address of a request, in whatever spelling: one with a slash too many is the one without.
pub fn requested_address(uri: &Uri) -> Result<Address, AddressError> {
    let path = if uri.path() == "/" { "/" } else { uri.path().trim_end_matches('/') };
    Address::parse(path, uri.query())
}

/// The most bytes of a pasted text, as it is sent.
pub const PASTED_MAX: usize = 64 * 1024;

/// How long a client may take to send it.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The text of the paragraph check's form.
pub async fn pasted_text(body: Body) -> Result<String, Failure> {
    let body = timeout(BODY_TIMEOUT, to_bytes(body, PASTED_MAX)).await;
    let body = body.map_err(|_| Failure::BodyLate)?.map_err(|_| Failure::BodyTooLarge)?;
    let mut fields = form_urlencoded::parse(&body);
    let text = fields.find(|(name, _)| name == "text").map(|(_, text)| text.into_owned());
    Ok(text.unwrap_or_default())
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
