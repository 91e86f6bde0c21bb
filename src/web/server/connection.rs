//! HTTP/1.1 on one connection: each request goes to the front, and the connection's pulse tells for how
//! long its answer is under way.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

use super::pulse::{Answering, Pulse, Watch};
use super::stream::Stream;
use crate::web::{Front, Outgoing};

/// The most bytes of a head; our own page for too large a one comes before.
const HEAD_MAX: usize = 32 * 1024;

/// Speaks with one client until either side has enough.
pub async fn speak(stream: Stream, front: Front, pulse: Arc<Pulse>, watch: Arc<Watch>) {
    let service = service_fn(|request: Request<Incoming>| {
        let answering = pulse.answering();
        let (front, pulse, watch) = (&front, &pulse, &watch);
        async move {
            let request = request.map(body);
            let mut response = front.answer(request).await;
            if watch.is_stopping() {
                response
                    .headers_mut()
                    .insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            if response.headers().contains_key(header::CONNECTION) {
                pulse.ends();
            }
            Ok::<_, Infallible>(response.map(|body| Answer { body, _answering: answering }))
        }
    });
    let connection = http1::Builder::new()
        .max_buf_size(HEAD_MAX)
        .serve_connection(TokioIo::new(stream), service);
    // A client that breaks off is its own affair; faults of ours are logged where they happen.
    let _ = connection.await;
}

/// Most requests have no body, and an empty one needs no room of its own.
fn body(incoming: Incoming) -> Body {
    if incoming.is_end_stream() { Body::empty() } else { Body::new(incoming) }
}

/// The body of an answer, under way until it is dropped.
struct Answer {
    body: Outgoing,
    _answering: Answering,
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = <Outgoing as http_body::Body>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
