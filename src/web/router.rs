//! Every route on one screen. Each says which methods it takes; what is at it is the address's.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use super::errors::{self, Failure};
use super::requested::{Requested, unmatched};
use super::{App, headers};

/// The site.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(show))
        .route("/timeline", get(show))
        .route("/facts", get(show))
        .route("/facts/{code}", get(show))
        .route("/figures", get(show))
        .route("/industries", get(show))
        .route("/industries/{slug}", get(show))
        .route("/projects", get(show))
        .route("/projects/{slug}", get(show))
        .route("/agreements", get(show))
        .route("/agreements/{slug}", get(show))
        .route("/institutions", get(show))
        .route("/institutions/{slug}", get(show))
        .route("/sites", get(show))
        .route("/sites/{slug}", get(show))
        .route("/sources", get(show))
        .route("/sources/{slug}", get(show))
        .route("/terms", get(show))
        .route("/about", get(show))
        .route("/search", get(show))
        .route("/static/{file}", get(show))
        .fallback(unmatched)
        .layer(from_fn(headers::limit))
        .layer(from_fn_with_state(app.clone(), errors::guard))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::secure))
        .with_state(app)
}

/// What is at an address.
async fn show(State(app): State<App>, Requested(address): Requested) -> Result<Response, Failure> {
    let rendered = app.snapshot.render(&address, app.clock.today()).await?;
    let rendered = rendered.ok_or_else(|| Failure::nothing_at(&address))?;
    let fields = [
        (header::CONTENT_TYPE, HeaderValue::from_static(rendered.media_type)),
        (header::CACHE_CONTROL, headers::cache_control(&address)),
    ];
    Ok((fields, rendered.body).into_response())
}
