//! The response for an address of the snapshot: the status, the headers that describe the bytes, and whether the
//! reader needs the bytes at all.

use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use chrono::NaiveDate;
use futures_util::TryStreamExt;
use headers::{ETag, HeaderMapExt, IfMatch, IfNoneMatch};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

use super::cached_page::CachedPage;
use super::encoding::Encoding;
use super::errors::ErrorRendered;
use super::failure::{Failure, Missing};
use super::negotiation::{self, RequestedRange};
use super::page_cache::PageKey;
use super::requested::moved;
use super::{App, policy};
use crate::address::{Address, is_binary};
use crate::assets;
use crate::domain::hex;
use crate::pages::NotFoundReason;
use crate::snapshot::{DataFile, Rendered, Snapshot};

/// The characters of a file name that stay unescaped in a header: `attr-char` of RFC 8187, as far as our names use
/// it.
const FILE_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The number of digest bytes in an entity tag.
const TAG_BYTES: usize = 12;

/// Why an address has no page.
#[derive(Debug)]
enum NoPage {
    NotFound(NotFoundReason),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for NoPage {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

pub async fn respond(app: &App, address: &Address, request: &Parts) -> Result<Response, Failure> {
    let Parts { method, uri, headers, .. } = request;
    let (snapshot, today) = (app.snapshot(), app.clock.today());
    let mut response = if let Some(file) = snapshot.data_file(address, today).await? {
        data_file(file, address, method, headers)?
    } else {
        match page(app, &snapshot, address, today, negotiation::encoding(headers)).await {
            Ok(page) => page.respond(method, headers).map(Body::from),
            Err(no_page) => match &*no_page {
                NoPage::NotFound(reason) => return not_found(reason, address, uri),
                NoPage::Failed(failure) => return Err(failure.clone()),
            },
        }
    };
    response.extensions_mut().insert(ErrorRendered);
    Ok(response)
}

/// The page of an address, from the cache if such pages are cached.
async fn page(
    app: &App,
    snapshot: &Snapshot,
    address: &Address,
    day: NaiveDate,
    encoding: Encoding,
) -> Result<Arc<CachedPage>, Arc<NoPage>> {
    let encoding = if is_binary(address.media_type()) { Encoding::Identity } else { encoding };
    // The future that makes a page is large, so it is boxed.
    let make = Box::pin(make(app, snapshot, address, day, encoding));
    if !is_cacheable(address) {
        return make.await.map(Arc::new).map_err(Arc::new);
    }
    let target = address.to_string().into();
    let key = PageKey { snapshot: snapshot.id(), day, encoding, target };
    // A page may be asked for by another spelling than that of the links, with a parameter that it does not know.
    if let Some(page) = app.pages.get(&key).await {
        app.metrics.page_cache_hits.inc();
        return Ok(page);
    }
    app.pages.get_or_make(key, make).await
}

/// Whether the page of an address is cached: not what there is without end of (what readers search for).
fn is_cacheable(address: &Address) -> bool {
    match address {
        Address::Search(filters) => filters.is_empty(),
        Address::List(listing) => listing.filters.text.is_none(),
        Address::SearchData(_) | Address::Suggestions(_) | Address::Embedding(_) => false,
        _ => true,
    }
}

/// Renders the page of an address, compresses it, and adds its headers.
async fn make(
    app: &App,
    snapshot: &Snapshot,
    address: &Address,
    day: NaiveDate,
    wanted: Encoding,
) -> Result<CachedPage, NoPage> {
    app.metrics.page_cache_misses.inc();
    let media_type = address.media_type();
    let (encoding, body) = if let Address::Asset(file) = address {
        let file = assets::find(file).ok_or(NoPage::NotFound(NotFoundReason::Missing))?;
        compressed(file, wanted)
    } else {
        match snapshot.render(address, day).await? {
            Rendered::NotFound(reason) => return Err(NoPage::NotFound(reason)),
            Rendered::Page(bytes) => wanted.encode(bytes).await?,
        }
    };
    let mut headers = HeaderMap::with_capacity(24);
    describe(&mut headers, address);
    if let Some((plain, korean)) = snapshot.table_names(address, day) {
        // Every client that knows it takes the second name (RFC 6266, 4.3; RFC 8187).
        let korean = utf8_percent_encode(&korean, FILE_NAME);
        let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{korean}");
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition)?);
    }
    let etag = etag(&hex(&Sha256::digest(&body)[..TAG_BYTES]));
    headers.typed_insert(etag.clone());
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if encoding != Encoding::Identity {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    headers.insert(header::CONTENT_LENGTH, body.len().into());
    policy::secure(&mut headers, Some(address), snapshot.is_behind_tls());
    let metrics = app.metrics.of_route(address.template());
    Ok(CachedPage { metrics, headers, etag, body })
}

/// A static file as the build compressed it, if that made it shorter.
fn compressed(file: &'static assets::File, wanted: Encoding) -> (Encoding, Bytes) {
    let bytes = match wanted {
        Encoding::Identity => file.plain,
        Encoding::Gzip => file.gzip,
        Encoding::Brotli => file.brotli,
    };
    let is_shorter = bytes.len() < file.plain.len();
    let (encoding, bytes) =
        if is_shorter { (wanted, bytes) } else { (Encoding::Identity, file.plain) };
    (encoding, Bytes::from_static(bytes))
}

/// A strong entity tag with a digest in hexadecimal.
#[expect(clippy::expect_used, reason = "digits in quotes are a tag (RFC 9110, 8.8.3)")]
fn etag(digest: &str) -> ETag {
    format!("\"{digest}\"").parse().expect("a tag")
}

/// A download, or the requested part of it.
fn data_file(
    file: DataFile,
    address: &Address,
    method: &Method,
    request: &HeaderMap,
) -> Result<Response, Failure> {
    let (size, etag) = (file.file.size, etag(&file.file.sha256));
    let condition = request.typed_get::<IfMatch>();
    if condition.is_some_and(|condition| !condition.precondition_passes(&etag)) {
        return Err(Failure::Changed);
    }
    let mut headers = HeaderMap::new();
    describe(&mut headers, address);
    headers.typed_insert(etag.clone());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(address.media_type()));
    if let Some(name) = &file.name {
        let disposition = format!("attachment; filename=\"{name}\"");
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition)?);
    }
    let condition = request.typed_get::<IfNoneMatch>();
    if condition.is_some_and(|condition| !condition.precondition_passes(&etag)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    // Only `GET` has ranges (RFC 9110, 14.2).
    let part = match *method {
        Method::GET => negotiation::requested_range(request, size, &etag),
        _ => RequestedRange::Whole,
    };
    let (status, range, described) = match part {
        RequestedRange::Whole => (StatusCode::OK, 0..size, None),
        RequestedRange::Range(range) => {
            let described = format!("bytes {}-{}/{size}", range.start(), range.end());
            (StatusCode::PARTIAL_CONTENT, *range.start()..range.end() + 1, Some(described))
        }
        RequestedRange::OutOfRange => {
            (StatusCode::RANGE_NOT_SATISFIABLE, 0..0, Some(format!("bytes */{size}")))
        }
    };
    if let Some(described) = described {
        headers.insert(header::CONTENT_RANGE, HeaderValue::try_from(described)?);
    }
    headers.insert(header::CONTENT_LENGTH, (range.end - range.start).into());
    // The reader only sees that the answer ends too early.
    let bytes = file.bytes(range);
    let bytes = bytes.inspect_err(|error| tracing::error!(%error, "an answer broke off"));
    Ok((status, headers, Body::from_stream(bytes)).into_response())
}

/// The answer for an address without content.
fn not_found(reason: &NotFoundReason, address: &Address, uri: &Uri) -> Result<Response, Failure> {
    match reason {
        NotFoundReason::Moved(address) => Ok(moved(StatusCode::MOVED_PERMANENTLY, address, uri)),
        NotFoundReason::Refused(error) => Err(Failure::BadParameter(error.clone())),
        NotFoundReason::Missing => Err(Failure::nothing_at(address)),
        NotFoundReason::ToCome(edition) => {
            Err(Failure::NotFound(Missing::ToCome(*edition, address.clone())))
        }
        NotFoundReason::NotInEdition { code, asked, first } => {
            let (code, edition, first) = (code.to_string(), *asked, *first);
            Err(Failure::NotFound(Missing::FactAt { code, edition, first }))
        }
        NotFoundReason::Gone { sentence, .. } if address.is_data() => {
            Err(Failure::Withdrawn(sentence.clone()))
        }
        NotFoundReason::Gone { html, .. } => {
            let cache = (header::CACHE_CONTROL, policy::cache_control(address));
            let mut response = (StatusCode::GONE, [cache], Html(html.clone())).into_response();
            response.extensions_mut().insert(ErrorRendered);
            Ok(response)
        }
    }
}

/// Adds the headers that all content of an address has: how long it may be cached, that the encoding is negotiated,
/// and that pages of other sites may read data.
fn describe(headers: &mut HeaderMap, address: &Address) {
    headers.insert(header::CACHE_CONTROL, policy::cache_control(address));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if address.is_data() {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
}
