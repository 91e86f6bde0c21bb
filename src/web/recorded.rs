//! An answer for those who keep it as a file: what the server says to who asks for an address in an encoding.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::failure::Failure;
use super::{Encoding, HttpService};

impl HttpService {
    /// The answer to a reader who asks for a path and query, and takes one encoding beside plain bytes.
    pub async fn record(&self, target: &str, encoding: Encoding) -> Response {
        let request = Request::builder()
            .uri(target)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT_ENCODING, encoding.name())
            .body(Body::empty());
        match request {
            Ok(request) => self.respond(request).await.map(Body::new),
            Err(_) => Failure::BadEncoding.into_response(),
        }
    }
}
