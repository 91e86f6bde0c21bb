//! What is said to a client whose bytes are no request: a small page with the headers of every other
//! answer, made once. A status that hyper never writes by itself has none.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::web::failure::Failure;
use crate::web::headers::{self, Framing};

/// The statuses that hyper writes by itself, in the order of the pages.
const STATUSES: [StatusCode; 3] = [
    StatusCode::BAD_REQUEST,
    StatusCode::URI_TOO_LONG,
    StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
];

/// The refusals, as they are sent.
#[derive(Debug)]
pub struct Refusals {
    malformed: Vec<u8>,
    uri_too_long: Vec<u8>,
    head_too_large: Vec<u8>,
    full: Vec<u8>,
}

impl Refusals {
    pub fn new(is_behind_tls: bool) -> Self {
        let refusal = |failure: &Failure| refusal(failure, is_behind_tls);
        Self {
            malformed: refusal(&Failure::Malformed),
            uri_too_long: refusal(&Failure::UriTooLong),
            head_too_large: refusal(&Failure::HeadersTooLarge),
            full: refusal(&Failure::Full),
        }
    }

    /// For a connection that is one too many.
    pub fn full(&self) -> &[u8] {
        &self.full
    }

    /// What to send in place of what hyper would: nothing for what is no refusal. A head whose first line
    /// has not ended when it is too large has too long a target.
    pub fn instead_of(&self, written: &[u8], line_ended: bool) -> Option<Vec<u8>> {
        let status = written.strip_prefix(b"HTTP/1.1 ").or(written.strip_prefix(b"HTTP/1.0 "))?;
        let is = |code: &StatusCode| status.starts_with(code.as_str().as_bytes());
        let refusal = match STATUSES.iter().position(is)? {
            0 => &self.malformed,
            2 if line_ended => &self.head_too_large,
            _ => &self.uri_too_long,
        };
        Some(refusal.clone())
    }
}

fn refusal(failure: &Failure, is_behind_tls: bool) -> Vec<u8> {
    let status = failure.status();
    let message = failure.message();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"ko\"><meta charset=\"utf-8\"><title>오류 {}</title>\
         <h1>오류 {0}</h1><p>{message}</p></html>\n",
        status.as_u16()
    );
    let mut response = Response::new(());
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response.headers_mut().insert(header::CONTENT_LENGTH, page.len().into());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    headers::secure(response.headers_mut(), Framing::Nobody, is_behind_tls);
    let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
    for (name, value) in response.headers() {
        bytes.extend_from_slice(name.as_str().as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(page.as_bytes());
    bytes
}
