//! Every route on one screen. Each says which methods it takes; what is at it is the address's.

use std::sync::LazyLock;

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Form, Router};

use super::failure::Failure;
use super::requested::{Pasted, Requested, unmatched};
use super::response::respond;
use super::{App, operations};
use crate::address::Address;

/// Every address that can be read.
pub const READ: &[&str] = &[
    "/",
    "/timeline",
    "/timeline/overdue",
    "/facts",
    "/facts/{code}",
    "/facts/{code}/{form}",
    "/figures",
    "/industries",
    "/industries/{slug}",
    "/projects",
    "/projects/{slug}",
    "/agreements",
    "/agreements/{slug}",
    "/institutions",
    "/institutions/{slug}",
    "/sites",
    "/sites/{slug}",
    "/sources",
    "/sources/{slug}",
    "/relations",
    "/terms",
    "/about",
    "/accessibility",
    "/data",
    "/openapi.json",
    "/sitemap.xml",
    "/sitemaps/{part}",
    "/robots.txt",
    "/.well-known/security.txt",
    "/editions",
    "/editions/{number}",
    "/timeline.json",
    "/timeline.csv",
    "/timeline.atom",
    "/timeline.ics",
    "/facts.json",
    "/facts.csv",
    "/facts.atom",
    "/figures.json",
    "/figures.csv",
    "/industries.json",
    "/industries.csv",
    "/projects.json",
    "/projects.csv",
    "/agreements.json",
    "/agreements.csv",
    "/institutions.json",
    "/institutions.csv",
    "/sites.json",
    "/sites.csv",
    "/editions.atom",
    "/data/gyeongsan.sqlite",
    "/data/datapackage.zip",
    "/data/catalog.jsonld",
    "/data/fact.schema.json",
    "/data/entity.schema.json",
    "/data/SHA256SUMS",
    "/cards/{edition}/{*page}",
    "/oembed",
    "/search",
    "/search.json",
    "/search/suggest",
    "/static/{file}",
];

/// The one that also takes a text to be checked.
const CHECKED: &str = "/sources/{slug}";

/// What stands for an address that no route has.
const UNMATCHED: &str = "unmatched";

static TEMPLATES: LazyLock<matchit::Router<&'static str>> = LazyLock::new(|| {
    let mut templates = matchit::Router::new();
    for template in READ.iter().chain(operations::ROUTES) {
        #[expect(
            clippy::expect_used,
            reason = "the router, which has refused none, reads them the same way"
        )]
        templates.insert(*template, *template).expect("a template");
    }
    templates
});

/// The route of a path, as the router spells it.
pub fn template(path: &str) -> &'static str {
    TEMPLATES.at(path).map_or(UNMATCHED, |found| *found.value)
}

/// The site.
pub fn router(app: App) -> Router {
    let method = |route: &str| if route == CHECKED { get(show).post(check) } else { get(show) };
    READ.iter()
        .fold(Router::new(), |router, route| router.route(route, method(route)))
        .fallback(unmatched)
        .with_state(app)
}

/// What is at an address.
async fn show(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Requested(address): Requested,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let snapshot = app.snapshot();
    match respond(&app, &snapshot, &address, &uri, &method, &headers).await {
        Err(Failure::Damaged(_)) => {
            app.live.repaired(&snapshot).await;
            respond(&app, &app.snapshot(), &address, &uri, &method, &headers).await
        }
        answer => answer,
    }
}

/// Which paragraph of a source a pasted text is. What was pasted is neither kept nor logged, and its
/// answer is nobody else's.
async fn check(
    State(app): State<App>,
    Requested(address): Requested,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Failure> {
    let Address::Source(source) = &address else {
        return Err(Failure::nothing_at(&address));
    };
    let html = app.snapshot().check_paragraph(source, &pasted.text, app.clock.today()).await?;
    let html = html.ok_or_else(|| Failure::nothing_at(&address))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}
