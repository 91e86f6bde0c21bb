//! The layers around the routes that every request and answer passes: admission, the page cache, limits, error pages,
//! security headers and metrics. A page in the cache is sent before any route or layer is called.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use http_body_util::{Either, Full};
use tokio::time::timeout;
use tower::ServiceExt;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::cached_page::CachedPage;
use super::failure::{Failure, Refusal};
use super::metrics::{GaugeGuard, Metrics};
use super::page_cache::PageKey;
use super::requested::{BODY_TIMEOUT, read_body};
use super::{App, admission, errors, negotiation, operations, policy, router};

/// How long an answer may take to begin, including the time in which a request waits for its permit. It is longer
/// than the timeout for bodies, so that a slow sender is told the reason, and shorter than the timeout of a proxy.
const TIMEOUT: Duration = Duration::from_secs(12);
const _: () = assert!(TIMEOUT.as_secs() > BODY_TIMEOUT.as_secs());

/// The default limit of requests that are answered at once.
pub const MAX_REQUESTS: usize = 256;

/// How many bytes of a refused request are read, and for how long.
const DISCARDED_MAX: usize = 1024 * 1024;
const DISCARD_TIMEOUT: Duration = Duration::from_secs(2);

/// The body of an answer: bytes from the cache, which need no box, or whatever a route sends.
pub type ResponseBody = Either<Full<Bytes>, Body>;

/// Routes with everything around them.
#[derive(Debug, Clone)]
pub struct HttpService {
    routes: Router,
    app: App,
    /// Whether it answers with pages from the cache.
    has_pages: bool,
}

impl HttpService {
    /// The site for readers only, with at most so many requests answered at once.
    pub fn site(app: App, max_requests: usize) -> Self {
        let routes = router::router(app.clone()).merge(operations::liveness(app.clone()));
        Self::new(limited(routes, max_requests, TIMEOUT), app)
    }

    /// The site, together with the addresses for operators.
    pub fn site_and_operations(app: App, max_requests: usize) -> Self {
        let routes = router::router(app.clone()).merge(operations::all(app.clone()));
        Self::new(limited(routes, max_requests, TIMEOUT), app)
    }

    /// Only the addresses for operators.
    pub fn operations(app: App) -> Self {
        let unknown = |uri: Uri| async move { Failure::unknown(uri.path()) };
        let routes = operations::all(app.clone()).fallback(unknown);
        Self { has_pages: false, ..Self::new(limited(routes, MAX_REQUESTS, TIMEOUT), app) }
    }

    /// The site without limits on number and time. An export asks for everything, and there is nobody else to
    /// protect.
    pub fn unlimited(app: App) -> Self {
        Self::new(router::router(app.clone()), app)
    }

    fn new(routes: Router, app: App) -> Self {
        Self { routes, app, has_pages: true }
    }

    pub fn metrics(&self) -> &Metrics {
        &self.app.metrics
    }

    /// Answers a request. The response has its status and headers; its body may still be read while it is sent.
    pub async fn respond(&self, request: Request<Body>) -> Response<ResponseBody> {
        let started = Instant::now();
        let admitted = admission::admit(&request);
        if admitted.is_ok()
            && let Some(page) =
                self.cached(request.method(), request.uri(), request.headers()).await
        {
            let response = page.respond(request.method(), request.headers());
            let (status, took) = (response.status(), started.elapsed());
            page.metrics.answered(status, took);
            trace(request.method(), page.metrics.route(), status, took);
            return response.map(|bytes| ResponseBody::Left(Full::new(bytes)));
        }
        // This future is large and rarely needed, so it is boxed: otherwise every request would carry its size.
        Box::pin(self.routed(request, admitted, started)).await.map(ResponseBody::Right)
    }

    /// The requested page, if it is in the cache and the address is spelled as the site links it.
    async fn cached(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<Arc<CachedPage>> {
        if !self.has_pages || !matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let key = PageKey {
            snapshot: self.app.live.snapshot().id(),
            day: self.app.clock.today(),
            encoding: negotiation::encoding(headers),
            target: uri.path_and_query()?.as_str().into(),
        };
        let page = self.app.pages.get(&key).await?;
        self.app.metrics.page_cache_hits.inc();
        Some(page)
    }

    /// The answer of a route, or an error page.
    async fn routed(
        &self,
        request: Request<Body>,
        admitted: Result<(), Refusal>,
        started: Instant,
    ) -> Response {
        let _in_flight = GaugeGuard::new(&self.app.metrics.in_flight);
        let route = router::template(request.uri());
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let mut response = match admitted {
            Ok(()) => {
                let routed = self.routes.clone().oneshot(request).await;
                routed.unwrap_or_else(|never: Infallible| match never {})
            }
            Err(refusal) => {
                discard(request.into_body()).await;
                Failure::Refused(refusal).into_response()
            }
        };
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            response = errors::render_error_page(&self.app, response, &method, &uri).await;
        }
        if !policy::is_secured(response.headers()) {
            let is_behind_tls = self.app.snapshot().is_behind_tls();
            policy::secure(response.headers_mut(), None, is_behind_tls);
        }
        let took = started.elapsed();
        self.app.metrics.answered(route, status, took);
        trace(&method, route, status, took);
        response
    }
}

fn trace(method: &Method, route: &str, status: StatusCode, took: Duration) {
    tracing::debug!(%method, route, status = status.as_u16(), ?took);
}

/// Reads what a refused client still sends. If the connection were closed before that, it would be reset and the
/// client would never see the refusal.
async fn discard(body: Body) {
    let mut left = DISCARDED_MAX;
    let reading = body.into_data_stream().try_take_while(|piece| {
        left = left.saturating_sub(piece.len());
        ready(Ok(left > 0))
    });
    // If a client sends more than that, or more slowly, its connection may be reset.
    let _ = timeout(DISCARD_TIMEOUT, reading.for_each(|_| ready(()))).await;
}

/// Adds limits to routes. Each layer is added by itself, so that the timeout includes the wait for a permit. A body
/// is read before that wait, so that a slow sender holds no permit.
fn limited(routes: Router, max_requests: usize, time: Duration) -> Router {
    routes
        .layer(CatchPanicLayer::custom(Failure::panicked))
        .layer(GlobalConcurrencyLimitLayer::new(max_requests))
        .layer(from_fn(read_body))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time))
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use axum::routing::get;
    use futures_util::future::join_all;
    use http_body_util::BodyExt;
    use tokio::sync::Notify;

    use super::*;
    use crate::clock::Clock;
    use crate::live::Live;
    use crate::pages::SiteConfig;
    use crate::seeds::{SeedSource, Seeds};
    use crate::snapshot::Snapshot;
    use crate::store::Store;
    use crate::web::errors::REQUEST_ID;
    use crate::web::explanation::OUR_FAULT;

    /// A service with other routes than the site's.
    async fn service(routes: Router) -> HttpService {
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let store = Store::build(&seeds).await.expect("a store");
        let snapshot = Snapshot::of(store, SiteConfig::default()).await.expect("a snapshot");
        let live = Arc::new(Live::new(snapshot, Clock::Seoul.now()));
        HttpService::new(routes, App::new(live, Clock::Seoul, 0))
    }

    fn request() -> Request<Body> {
        Request::builder().header(header::HOST, "test").body(Body::empty()).expect("a request")
    }

    async fn text(response: Response<ResponseBody>) -> String {
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        String::from_utf8(body.to_vec()).expect("UTF-8")
    }

    #[expect(clippy::panic, reason = "what the service is to catch")]
    async fn fall_over() -> Response {
        panic!("a secret cause")
    }

    #[tokio::test]
    async fn a_panic_is_one_500_without_what_it_said() {
        let routes = limited(Router::new().route("/", get(fall_over)), 1, TIMEOUT);
        let service = service(routes).await;
        let response = service.respond(request()).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let id = response.headers()[REQUEST_ID].to_str().expect("ASCII").to_owned();
        let body = text(response).await;
        assert!(body.contains(OUR_FAULT) && !body.contains("secret") && body.contains(&id));
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up_whether_it_works_or_waits() {
        let endless = || std::future::pending::<Response>();
        let short = Duration::from_millis(20);
        let service = service(limited(Router::new().route("/", get(endless)), 1, short)).await;
        let answers = join_all([service.respond(request()), service.respond(request())]).await;
        for response in answers {
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(response.headers()[header::RETRY_AFTER], "1");
            assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
            assert!(text(response).await.contains("지금 이용하는 사람이 많습니다"));
        }
    }

    #[tokio::test]
    async fn more_than_are_answered_at_once_wait_their_turn() {
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (says, waits) = (Arc::clone(&begun), Arc::clone(&go));
        let slow = move || async move {
            says.notify_one();
            waits.notified().await;
        };
        let service = service(limited(Router::new().route("/", get(slow)), 1, TIMEOUT)).await;
        let ask = || {
            let service = service.clone();
            tokio::spawn(async move { service.respond(request()).await.status() })
        };
        let (first, second) = (ask(), ask());
        begun.notified().await;
        go.notify_one();
        // The second request begins only after the first has ended.
        begun.notified().await;
        go.notify_one();
        assert_eq!(first.await.expect("an end"), StatusCode::OK);
        assert_eq!(second.await.expect("an end"), StatusCode::OK);
    }
}
