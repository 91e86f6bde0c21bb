//! A page in the cache: the part of an answer that depends neither on the request nor on the moment.

use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use bytes::Bytes;
use headers::{ETag, HeaderMapExt, IfNoneMatch};

use super::metrics::RouteMetrics;

/// The part of an answer that depends neither on the request nor on the moment.
#[derive(Debug)]
pub struct CachedPage {
    /// The metrics of its route, looked up once so that an answer from the cache need not look up a label.
    pub metrics: RouteMetrics,
    pub headers: HeaderMap,
    pub etag: ETag,
    pub body: Bytes,
}

impl CachedPage {
    /// The answer to a request: the page, or 304 if the reader already has it (RFC 9110, 13.1.2).
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
