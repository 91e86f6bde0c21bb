//! The headers: what a request may carry, and what every response says. The only place that writes
//! policy headers.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::Failure;
use crate::address::Address;

/// The longest request target, in bytes.
pub const URI_MAX: usize = 8 * 1024;

/// The most header fields, and the most bytes in their names and values.
pub const FIELDS_MAX: usize = 64;
pub const FIELD_BYTES_MAX: usize = 16 * 1024;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How long an address's bytes may be kept.
pub fn cache_control(address: &Address) -> HeaderValue {
    HeaderValue::from_static(match address {
        Address::Asset(_) => "public, max-age=31536000, immutable",
        _ => "public, max-age=60",
    })
}

/// Refuses a request whose target or headers are too long.
pub async fn limit(request: Request, next: Next) -> Response {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    let fields = request.headers();
    let bytes: usize = fields.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if target > URI_MAX {
        Failure::UriTooLong.into_response()
    } else if fields.len() > FIELDS_MAX || bytes > FIELD_BYTES_MAX {
        Failure::HeadersTooLarge.into_response()
    } else {
        next.run(request).await
    }
}

/// Says on every response what a browser may do with it.
pub async fn secure(request: Request, next: Next) -> Response {
    const POLICIES: [(HeaderName, &str); 4] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    let mut response = next.run(request).await;
    for (name, policy) in POLICIES {
        response.headers_mut().insert(name, HeaderValue::from_static(policy));
    }
    response
}
