//! An answer taken down instead of sent: what the server says to who asks for an address in an encoding, for
//! those who keep answers as files.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};

use super::failure::Failure;
use super::{Encoding, HttpService, ResponseBody};

/// What ends a body before its end.
type Broken = Box<dyn std::error::Error + Send + Sync>;

/// An answer.
pub struct Recorded {
    pub status: u16,
    /// Names in lower case, with their values.
    pub fields: Vec<(String, String)>,
    pub body: BoxStream<'static, Result<Bytes, Broken>>,
}

impl Recorded {
    /// The value of a field, by its name in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.0 == name).map(|field| field.1.as_str())
    }
}

impl HttpService {
    /// The answer to a reader who asks for a path and query, and takes one encoding beside plain bytes.
    pub async fn record(&self, target: &str, encoding: Encoding) -> Recorded {
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
        Recorded {
            status: head.status.as_u16(),
            fields: head.headers.iter().map(field).collect(),
            body: Body::new(body).into_data_stream().map_err(Broken::from).boxed(),
        }
    }
}
