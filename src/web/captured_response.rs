//! Captures a response as data instead of over a connection: what the server would send for an address in an encoding.
//! The export keeps such responses as files.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};

use super::failure::Failure;
use super::{Encoding, HttpService, ResponseBody};

/// The error that cuts a body off.
type Broken = Box<dyn std::error::Error + Send + Sync>;

/// A captured response.
pub struct CapturedResponse {
    pub status: u16,
    /// Names in lower case with their values.
    pub fields: Vec<(String, String)>,
    pub body: BoxStream<'static, Result<Bytes, Broken>>,
}

impl CapturedResponse {
    /// The value of a header field; `name` is in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.0 == name).map(|field| field.1.as_str())
    }
}

impl HttpService {
    /// The answer to a request for a path and query that accepts one encoding besides plain bytes.
    pub async fn capture(&self, target: &str, encoding: Encoding) -> CapturedResponse {
        let request = Request::builder()
            .uri(target)
            .header(header::HOST, HeaderValue::from_static("localhost"))
            .header(header::ACCEPT_ENCODING, encoding.name())
            .body(Body::empty());
        let response = match request {
            Ok(request) => self.respond(request).await,
            Err(_) => Failure::BadEncoding.into_response().map(ResponseBody::Right),
        };
        let (head, body) = response.into_parts();
        let field = |(name, value): (&header::HeaderName, &HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        CapturedResponse {
            status: head.status.as_u16(),
            fields: head.headers.iter().map(field).collect(),
            body: Body::new(body).into_data_stream().map_err(Broken::from).boxed(),
        }
    }
}
