//! The headers of answers: how long they may be kept, and what a browser may do with them. The only place
//! that writes policy headers.

use std::fmt::Write;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use tower_http::compression::Predicate;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType};

use crate::address::{Address, Download, FactFormat};
use crate::pages::Link;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The policy of the one view that any site may frame.
const FRAMED_CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors *";

/// How long an address's bytes may be kept.
pub fn cache_control(address: &Address) -> HeaderValue {
    HeaderValue::from_static(match address {
        Address::Asset(_) => "public, max-age=31536000, immutable",
        _ => "public, max-age=60",
    })
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

/// What every answer says, whatever it is.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (OPENER_POLICY, HeaderValue::from_static("same-origin")),
    (PERMISSIONS_POLICY, HeaderValue::from_static(NO_PERMISSIONS)),
];

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const NO_PERMISSIONS: &str =
    "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Two years, as the lists of browsers ask for.
const TLS_ALONE: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Says of an answer what a browser may do with it; behind TLS, that the site is found there alone.
pub fn secure<B>(response: &mut Response<B>, is_behind_tls: bool) {
    let framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    headers.reserve(ALWAYS.len() + 4);
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    let policy = if framed { FRAMED_CONTENT_SECURITY_POLICY } else { CONTENT_SECURITY_POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if !framed {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    let shared = framed || headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    let readers = if shared { "cross-origin" } else { "same-origin" };
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static(readers));
    if is_behind_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ALONE);
    }
}
