//! A page as the cache holds it: all of an answer that hangs on neither the request nor the moment.

use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use bytes::Bytes;
use headers::{ETag, HeaderMapExt, IfNoneMatch};

use super::metrics::RouteMetrics;

/// A page as it goes out: all that hangs on neither the request nor the moment.
#[derive(Debug)]
pub struct CachedPage {
    /// The counts of its route, found once so that an answer from the cache looks up no label.
    pub metrics: RouteMetrics,
    pub headers: HeaderMap,
    pub etag: ETag,
    pub body: Bytes,
}

impl CachedPage {
    /// The answer to a request: the page, or word that the reader has it (RFC 9110, 13.1.2).
    pub fn respond(&self, method: &Method, request: &HeaderMap) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.headers_mut() = self.headers.clone();
        let condition = request.typed_get::<IfNoneMatch>();
        if condition.is_some_and(|condition| !condition.precondition_passes(&self.etag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
                response.headers_mut().remove(name);
            }
        } else if *method != Method::HEAD {
            *response.body_mut() = self.body.clone();
        }
        response
    }
}
