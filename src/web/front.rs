//! What every request passes on its way in and every answer on its way out: admission, a place among
//! those being answered, a limit of time, the page of a failure, the policies, the count. The same for
//! every set of routes. A page whose finished bytes are kept goes out from here, without a route, a box or
//! a timer.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::{Either, Full};
use tokio::time::timeout;
use tower_service::Service;

use super::failure::Failure;
use super::headers::Framing;
use super::requested::BODY_TIMEOUT;
use super::{App, admission, answer, errors, headers, negotiation, operations, router};

/// How long an answer may take to begin. Whoever sends a body too slowly is told so before this ends, and a proxy
/// waits longer.
const PATIENCE: Duration = Duration::from_secs(12);
const _: () = assert!(PATIENCE.as_secs() > BODY_TIMEOUT.as_secs());

/// How many requests are answered at once unless the operator says otherwise.
const REQUESTS: usize = 256;

/// The body of an answer: finished bytes, which need no box, or whatever a route sends.
pub type Outgoing = Either<Full<Bytes>, Body>;

/// A set of routes as the world meets it.
#[derive(Debug, Clone)]
pub struct Front {
    routes: Router,
    app: App,
    is_behind_tls: bool,
    /// Whether pages that are kept go out from here.
    has_pages: bool,
    most: usize,
    patience: Duration,
}

impl Front {
    /// The site for its readers alone.
    pub fn site(app: App) -> Self {
        Self::of(router::router(app.clone()).merge(operations::liveness(app.clone())), app)
    }

    /// The site, and what its operators ask.
    pub fn site_and_operations(app: App) -> Self {
        Self::of(router::router(app.clone()).merge(operations::all(app.clone())), app)
    }

    /// What operators ask, and nothing else.
    pub fn operations(app: App) -> Self {
        let unknown = |uri: Uri| async move { Failure::unknown(uri.path()) };
        let front = Self::of(operations::all(app.clone()).fallback(unknown), app);
        Self { has_pages: false, ..front }
    }

    fn of(routes: Router, app: App) -> Self {
        let is_behind_tls = app.snapshot().is_behind_tls();
        Self { routes, app, is_behind_tls, has_pages: true, most: REQUESTS, patience: PATIENCE }
    }

    /// At most so many requests answered at once; who comes beyond is told to come again.
    pub fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Without limits of time and number: for who asks for everything, and is nobody's neighbour.
    pub fn unhurried(self) -> Self {
        Self { most: usize::MAX, patience: Duration::MAX, ..self }
    }

    /// Whether the site is found under an address of TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.is_behind_tls
    }

    /// What is counted here.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The answer to a request. Its head and policies are set; its body may still be read as it is sent.
    pub async fn answer(&self, request: Request<Body>) -> Response<Outgoing> {
        let begun = Instant::now();
        let admitted = admission::admit(&request);
        if admitted.is_ok()
            && let (method, uri, fields) = (request.method(), request.uri(), request.headers())
            && let Some((route, response)) = self.kept(method, uri, fields).await
        {
            self.count(request.method(), route, response.status(), begun);
            return response.map(|bytes| Outgoing::Left(Full::new(bytes)));
        }
        // What is rare and large is put aside, for every request that is neither would carry it about.
        Box::pin(self.made(request, admitted, begun)).await.map(Outgoing::Right)
    }

    /// The answer with a page whose finished bytes are kept, asked for as it is linked, and the number of
    /// its route. It needs no place among those being answered.
    async fn kept(
        &self,
        method: &Method,
        uri: &Uri,
        fields: &HeaderMap,
    ) -> Option<(usize, Response<Bytes>)> {
        if !self.has_pages || !matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let target = uri.path_and_query()?.as_str();
        let accepted = negotiation::accepted(fields);
        let snapshot = self.app.snapshot();
        let page = snapshot.kept(target, self.app.clock.today(), accepted).await?;
        let said = answer::said(&self.app, &page);
        Some((said.route, answer::finished(&page, &said, accepted, method, fields)))
    }

    /// The answer that a route gives, or the page of a failure.
    async fn made(
        &self,
        request: Request<Body>,
        admitted: Result<(), Failure>,
        begun: Instant,
    ) -> Response {
        let route = self.app.metrics.route(request.uri().path());
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let routed = match admitted {
            Ok(()) => self.routed(request).await,
            Err(failure) => Err(failure),
        };
        let mut response = routed.unwrap_or_else(IntoResponse::into_response);
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            response = errors::dress(&self.app, response, &method, &uri).await;
        }
        if !headers::is_secured(response.headers()) {
            headers::secure(response.headers_mut(), Framing::Nobody, self.is_behind_tls);
        }
        self.count(&method, route, status, begun);
        response
    }

    async fn routed(&self, request: Request<Body>) -> Result<Response, Failure> {
        let _place = self.app.metrics.enter(self.most).ok_or(Failure::Full)?;
        let mut routes = self.routes.clone();
        let answering = AssertUnwindSafe(routes.call(request)).catch_unwind();
        match timeout(self.patience, answering).await {
            Ok(Ok(answer)) => Ok(answer.unwrap_or_else(|never: Infallible| match never {})),
            Ok(Err(panic)) => Err(Failure::panicked(&*panic)),
            Err(_) => Err(Failure::Busy),
        }
    }

    fn count(&self, method: &Method, route: usize, status: StatusCode, begun: Instant) {
        let took = begun.elapsed();
        self.app.metrics.answered(route, status, took);
        tracing::debug!(%method, route = self.app.metrics.template(route), status = status.as_u16(), ?took);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::http::header;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tokio::sync::Notify;

    use super::*;
    use crate::clock::Clock;
    use crate::live::Live;
    use crate::pages::SiteConfig;
    use crate::seeds::{SeedSource, Seeds};
    use crate::snapshot::Snapshot;
    use crate::web::errors::REQUEST_ID;
    use crate::web::failure::OUR_FAULT;

    /// A front before other routes than the site's.
    async fn front(routes: Router) -> (Front, tempfile::TempDir) {
        let folder = tempfile::TempDir::new().expect("a folder");
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let path = folder.path().join("a.sqlite");
        let (snapshot, _) =
            Snapshot::open(&seeds, &path, SiteConfig::default(), 0).await.expect("a snapshot");
        let live = Arc::new(Live::new(snapshot, Clock::Seoul.now()));
        (Front::of(routes, App::new(live, Clock::Seoul)), folder)
    }

    fn request() -> Request<Body> {
        Request::builder().header(header::HOST, "test").body(Body::empty()).expect("a request")
    }

    async fn text(response: Response<Outgoing>) -> String {
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        String::from_utf8(body.to_vec()).expect("UTF-8")
    }

    #[expect(clippy::panic, reason = "what the front is to catch")]
    async fn fall_over() -> Response {
        panic!("a secret cause")
    }

    #[tokio::test]
    async fn a_panic_is_one_500_without_what_it_said() {
        let (front, _folder) = front(Router::new().route("/", get(fall_over))).await;
        let response = front.answer(request()).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let id = response.headers()[REQUEST_ID].to_str().expect("ASCII").to_owned();
        let body = text(response).await;
        assert!(body.contains(OUR_FAULT) && !body.contains("secret") && body.contains(&id));
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let endless = || std::future::pending::<Response>();
        let (front, _folder) = front(Router::new().route("/", get(endless))).await;
        let front = Front { patience: Duration::from_millis(20), ..front };
        let response = front.answer(request()).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
    }

    #[tokio::test]
    async fn one_too_many_is_told_to_come_again_at_once() {
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (says, waits) = (Arc::clone(&begun), Arc::clone(&go));
        let slow = move || async move {
            says.notify_one();
            waits.notified().await;
        };
        let (front, _folder) = front(Router::new().route("/", get(slow))).await;
        let front = front.at_most(1);
        let first = tokio::spawn({
            let front = front.clone();
            async move { front.answer(request()).await.status() }
        });
        begun.notified().await;
        let refused = front.answer(request()).await;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()[header::RETRY_AFTER], "1");
        assert!(text(refused).await.contains("찾는 분이 많아"));
        go.notify_one();
        assert_eq!(first.await.expect("an end"), StatusCode::OK);
        go.notify_one();
        assert_eq!(front.answer(request()).await.status(), StatusCode::OK);
    }
}
