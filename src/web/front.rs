//! The whole site as one service. A page whose finished bytes are kept goes out from here, without a
//! route and without a layer; everything else is the router's.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::request::Parts;
use axum::http::{Method, Request};
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tower_service::Service;

use super::answer::finished;
use super::{App, headers, negotiation, router};

/// The site, ready to be asked.
#[derive(Debug, Clone)]
pub struct Front {
    app: Arc<App>,
    router: Router,
}

impl Front {
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { router: router(app.clone()), app: Arc::new(app) }
    }

    /// The answer to a request for a page that is kept, spelled as it is linked.
    async fn kept(&self, request: &Parts) -> Option<Response> {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return None;
        }
        let target = request.uri.path_and_query()?.as_str();
        let encoding = negotiation::encoding(&request.headers);
        let page = self.app.snapshot.kept(target, self.app.clock.today(), encoding).await?;
        let mut response = finished(&page, &request.method, &request.headers);
        headers::protect(&mut response);
        Some(response)
    }
}

impl<B> Service<Request<B>> for Front
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let mut front = self.clone();
        async move {
            let (parts, body) = request.into_parts();
            if let Some(response) = front.kept(&parts).await {
                return Ok(response);
            }
            front.router.call(Request::from_parts(parts, Body::new(body))).await
        }
        .boxed()
    }
}
