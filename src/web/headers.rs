//! The headers: what a request may carry, and what every response says. The only place that writes
//! policy headers.

use std::fmt::Write;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::compression::Predicate;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType};

use super::errors::Failure;
use crate::address::{Address, Download, FactFormat};
use crate::pages::Link;

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

/// Marks an answer that other sites may show in a frame.
#[derive(Debug, Clone, Copy)]
struct Framed;

/// Says of an answer which other addresses the same thing has (RFC 8288), and who may take it: data
/// any page of the web, the embed any frame.
pub fn describe(response: &mut Response, address: &Address, links: &[Link]) {
    for link in links {
        let mut value = format!("<{}>; rel=\"{}\"", link.href, link.rel);
        if let Some(media_type) = link.media_type {
            // The parameters of a media type have no place in a link's hint.
            let plain = media_type.split(';').next().unwrap_or(media_type);
            let _ = write!(value, "; type=\"{plain}\"");
        }
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(header::LINK, value);
        }
    }
    if address.is_data() {
        let anyone = HeaderValue::from_static("*");
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anyone);
    }
    if matches!(address, Address::FactIn(_, _, FactFormat::Embed)) {
        response.extensions_mut().insert(Framed);
    }
}

/// Says of a file how long it is, and under which name a browser saves it.
pub fn save(response: &mut Response, length: Option<u64>, name: Option<&str>) {
    if let Some(length) = length {
        response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    }
    let disposition = name.map(|name| format!("attachment; filename=\"{name}\""));
    if let Some(Ok(value)) = disposition.map(HeaderValue::try_from) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
}

/// What is compressed on its way: not the files of the whole data, which are large and either
/// compressed already or to be had so.
pub fn compressible() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new(Download::Package.media_type()))
        .and(NotForContentType::const_new(Download::Database.media_type()))
}

/// Says on every response what a browser may do with it.
pub async fn secure(request: Request, next: Next) -> Response {
    const ALWAYS: [(HeaderName, &str); 2] =
        [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::REFERRER_POLICY, "no-referrer")];
    const UNFRAMED: [(HeaderName, &str); 2] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    const FRAMED: [(HeaderName, &str); 1] =
        [(header::CONTENT_SECURITY_POLICY, FRAMED_CONTENT_SECURITY_POLICY)];
    let mut response = next.run(request).await;
    let framed = response.extensions().get::<Framed>().is_some();
    let policies = if framed { FRAMED.as_slice() } else { UNFRAMED.as_slice() };
    for (name, policy) in ALWAYS.iter().chain(policies) {
        response.headers_mut().insert(name, HeaderValue::from_static(policy));
    }
    response
}
