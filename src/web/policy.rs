//! The headers of answers on caching and on what a browser may do with them. No other module writes policy headers.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::address::Address;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The content security policy of the pages that any site may frame.
const FRAMED_CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors *";

/// How long a cache may keep the content of an address.
pub fn cache_control(address: &Address) -> HeaderValue {
    HeaderValue::from_static(match address {
        Address::Asset(_) => "public, max-age=31536000, immutable",
        // A shared cache revalidates after a minute, meanwhile answers with what it has, and keeps doing so if this
        // server is down.
        _ => "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
    })
}

/// The headers of every answer.
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

/// Two years, as the preload lists of browsers demand.
const TLS_ALONE: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Sets what a browser may do with an answer and, behind TLS, that it must use only TLS for this site. A failure has
/// no address.
pub fn secure(fields: &mut HeaderMap, address: Option<&Address>, is_behind_tls: bool) {
    // Only an embed may be framed.
    let is_framed = address.is_some_and(Address::is_for_frames);
    fields.reserve(ALWAYS.len() + 4);
    for (name, value) in ALWAYS {
        fields.insert(name, value);
    }
    let policy = if is_framed { FRAMED_CONTENT_SECURITY_POLICY } else { CONTENT_SECURITY_POLICY };
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if !is_framed {
        fields.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    let shared = is_framed || fields.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    let readers = if shared { "cross-origin" } else { "same-origin" };
    fields.insert(RESOURCE_POLICY, HeaderValue::from_static(readers));
    if is_behind_tls {
        fields.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ALONE);
    }
}

/// Whether an answer has these headers already.
pub fn is_secured(fields: &HeaderMap) -> bool {
    fields.contains_key(header::CONTENT_SECURITY_POLICY)
}
