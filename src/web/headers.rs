//! The headers: what a request may carry, and what every response says. The only place that writes
//! policy headers.

use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::compression::Predicate;
use tower_http::compression::predicate::DefaultPredicate;

use super::errors::Failure;
use crate::address::{Address, FactFormat};

/// The longest request target, in bytes.
pub const URI_MAX: usize = 8 * 1024;

/// The most header fields, and the most bytes in their names and values.
pub const FIELDS_MAX: usize = 64;
pub const FIELD_BYTES_MAX: usize = 16 * 1024;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The policy of the one view that any site may frame.
const FRAMED_CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors *";

/// How long an address's bytes may be kept.
pub fn cache_control(address: &Address) -> HeaderValue {
    HeaderValue::from_static(match address {
        Address::Asset(_) => "public, max-age=31536000, immutable",
        // A shared cache asks again after a minute, answers from what it has meanwhile, and goes on
        // with it when this server is away.
        _ => "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
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

/// Marks an answer that other sites may show in a frame.
#[derive(Debug, Clone, Copy)]
struct Framed;

/// Marks the answer of the one view that any site may frame.
pub fn frame(response: &mut Response, address: &Address) {
    if matches!(address, Address::FactIn(_, _, FactFormat::Embed)) {
        response.extensions_mut().insert(Framed);
    }
}

/// What is compressed on its way: what has no tag, for a tag is of bytes that are finished.
pub fn compressible() -> impl Predicate {
    let untagged = |_, _, fields: &HeaderMap, _: &Extensions| !fields.contains_key(header::ETAG);
    DefaultPredicate::new().and(untagged)
}

/// Says on every response what a browser may do with it.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    protect(&mut response);
    response
}

/// Says on a response what a browser may do with it.
pub fn protect(response: &mut Response) {
    const ALWAYS: [(HeaderName, &str); 2] =
        [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::REFERRER_POLICY, "no-referrer")];
    const UNFRAMED: [(HeaderName, &str); 2] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    const FRAMED: [(HeaderName, &str); 1] =
        [(header::CONTENT_SECURITY_POLICY, FRAMED_CONTENT_SECURITY_POLICY)];
    let framed = response.extensions().get::<Framed>().is_some();
    let policies = if framed { FRAMED.as_slice() } else { UNFRAMED.as_slice() };
    for (name, policy) in ALWAYS.iter().chain(policies) {
        response.headers_mut().insert(name, HeaderValue::from_static(policy));
    }
}
