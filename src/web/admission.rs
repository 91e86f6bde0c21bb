//! Checks a request before any work is done for it: its head must be within bounds, it must have one valid Host, and
//! its body must have a known and small length. A request that fails a check is refused with a status of its own.

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Version, header};

use super::failure::Refusal;
use super::requested::BODY_MAX;

/// The longest request target, in bytes.
const URI_MAX: usize = 8 * 1024;

/// The most header fields, and the most bytes in their names and values.
const FIELDS_MAX: usize = 64;
const FIELD_BYTES_MAX: usize = 16 * 1024;

/// The longest host with its port: a name of 253 characters, a colon and five digits.
const HOST_MAX: usize = 259;

/// Checks a request.
pub fn admit<B>(request: &Request<B>) -> Result<(), Refusal> {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    let fields = request.headers();
    let bytes: usize = fields.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if target > URI_MAX {
        Err(Refusal::LongUri)
    } else if fields.len() > FIELDS_MAX || bytes > FIELD_BYTES_MAX {
        Err(Refusal::LargeHead)
    } else if !has_its_host(request) {
        Err(Refusal::Host)
    } else if fields.contains_key(header::TRANSFER_ENCODING) {
        // If a length was sent too, two readers may disagree on where the request ends, and hyper has already removed
        // that length (RFC 9112, 6.1). Browsers send forms with a length.
        Err(Refusal::UnknownLength)
    } else if length(fields) > BODY_MAX {
        Err(Refusal::LargeBody)
    } else {
        Ok(())
    }
}

/// RFC 9112, 3.2: a request in HTTP/1.1 must have exactly one Host, and it must be valid.
fn has_its_host<B>(request: &Request<B>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => request.version() < Version::HTTP_11,
        (Some(host), None) => is_host(host),
        _ => false,
    }
}

/// A name or an address, with an optional port (RFC 9110, 7.2).
fn is_host(host: &HeaderValue) -> bool {
    let authority = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    authority.is_some_and(|authority| {
        let (host, text) = (authority.host(), authority.as_str());
        let port = text.strip_prefix(host).and_then(|rest| rest.strip_prefix(':'));
        let is_port = |port: &str| port.is_empty() || port.parse::<u16>().is_ok();
        !host.trim_matches(['[', ']']).is_empty()
            && text.len() <= HOST_MAX
            && (text == host || port.is_some_and(is_port))
    })
}

/// The length of the body as the head gives it. hyper has already refused anything but digits, so a length that does
/// not parse is too large for a number.
fn length(fields: &HeaderMap) -> usize {
    let length = fields.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.map_or(0, |length| length.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_and_perhaps_a_port() {
        for host in ["a", "example.org", "127.0.0.1:8080", "[::1]", "[::1]:80", "a_b-c.d:", "xn--x"]
        {
            assert!(is_host(&host.parse().expect("a value")), "{host}");
        }
        let long = "a".repeat(300);
        for host in [
            "", ":80", "a/b", "a@b", "a b", "a:b", "a:123456", "[]", "[::1", "::1", "a?b", "경산",
            &long,
        ] {
            assert!(!is_host(&host.parse().expect("a value")), "{host}");
        }
    }
}
