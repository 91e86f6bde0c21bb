//! What a request asks for, read from its head and body: the address, and the text of the sentence check.
//! Redirects to an address are made here too.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::failure::Failure;
use crate::address::{Address, AddressError};

/// The address of a request, in whatever spelling: one with a slash too many is the one without.
pub fn requested_address(uri: &Uri) -> Result<Address, AddressError> {
    let path = if uri.path() == "/" { "/" } else { uri.path().trim_end_matches('/') };
    Address::parse(path, uri.query())
}

/// The most bytes of a body: a text of some paragraphs, pasted to be checked.
pub const BODY_MAX: usize = 64 * 1024;

/// How long a client may take to send it.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(10);

pub const BODY_TOO_LARGE: Failure = Failure::Refused(
    StatusCode::PAYLOAD_TOO_LARGE,
    "붙인 글이 너무 깁니다. 한 번에 몇 문단씩 나누어 붙여 주세요.",
);
const BODY_LATE: Failure = Failure::Refused(
    StatusCode::REQUEST_TIMEOUT,
    "보내신 글이 제때 다 오지 않아 기다리기를 그쳤습니다. 다시 보내 주세요.",
);

/// Reads the body of a form whole before the request goes on.
pub async fn read_body(request: Request, next: Next) -> Result<Response, Failure> {
    if request.method() != Method::POST {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let body = timeout(BODY_TIMEOUT, to_bytes(body, BODY_MAX)).await;
    let body = body.map_err(|_| BODY_LATE)?.map_err(|_| BODY_TOO_LARGE)?;
    Ok(next.run(Request::from_parts(parts, Body::from(body))).await)
}

/// The text of the sentence check's form, whose body was read before.
pub async fn pasted_text(body: Body) -> Result<String, Failure> {
    let body = to_bytes(body, BODY_MAX).await.map_err(|_| BODY_TOO_LARGE)?;
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
