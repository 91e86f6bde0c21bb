//! The addresses for operators and their machines: whether the process lives, whether it is ready and with what, and
//! its metrics. They are not part of the site: no page links to them and no cache may keep the answers.

use std::io;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, SecondsFormat, Utc};
use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;
use serde::Serialize;

use super::App;
use super::failure::Failure;

const LIVE: &str = "/health/live";
const READY: &str = "/health/ready";
const METRICS: &str = "/metrics";

/// Every route here.
pub const ROUTES: &[&str] = &[LIVE, READY, METRICS];

/// The route that says whether the process answers at all. It is open to anyone.
pub fn liveness(app: App) -> Router {
    Router::new().route(LIVE, get(live)).with_state(app)
}

/// All routes for operators.
pub fn all(app: App) -> Router {
    liveness(app.clone())
        .merge(Router::new().route(READY, get(ready)).route(METRICS, get(metrics)).with_state(app))
}

/// What is served, and the result of the last reload. After a failed reload the process stays ready, because it still
/// serves what it had.
#[derive(Debug, Serialize)]
struct Ready {
    status: &'static str,
    facts: i64,
    edition: Option<u32>,
    /// The digest of the seeds that are served.
    digest: String,
    /// When the served data was last found to match its source.
    loaded: String,
    last_reload: String,
    last_reload_error: Option<String>,
    reloads: u64,
    reload_failures: u64,
}

async fn live() -> Response {
    uncached("text/plain; charset=utf-8", "ok\n")
}

async fn ready(State(app): State<App>) -> Response {
    let (snapshot, history) = (app.snapshot(), app.live.history());
    let ready = Ready {
        status: "ready",
        facts: snapshot.facts(),
        edition: snapshot.edition(),
        digest: snapshot.digest().to_owned(),
        loaded: timestamp(history.loaded),
        last_reload: timestamp(history.tried),
        last_reload_error: history.error,
        reloads: history.reloads,
        reload_failures: history.failures,
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(ready)).into_response()
}

async fn metrics(State(app): State<App>) -> Result<Response, Failure> {
    let text = app.metrics.exposition(&app.live, app.pages.usage().await);
    Ok(uncached(CONTENT_TYPE, text.map_err(|error| Failure::from(io::Error::other(error)))?))
}

/// RFC 3339, with whole seconds.
fn timestamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn uncached(media_type: &'static str, text: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")], text)
        .into_response()
}
