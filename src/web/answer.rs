//! What a snapshot has at an address as a response: status, the fields that describe the bytes, and
//! whether the reader needs them at all.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, TryStreamExt};

use super::errors::Dressed;
use super::failure::Failure;
use super::negotiation::{self, Part};
use super::requested::moved;
use super::{App, headers};
use crate::address::Address;
use crate::pages::{ByteStream, NotFoundReason, PageError};
use crate::snapshot::{Accepted, DataFile, Encoding, Finished, Outcome, Table};

/// What is said of finished bytes.
pub struct Said {
    /// The number of the route that they are counted under.
    pub route: usize,
    /// The fields that go out with the bytes.
    whole: HeaderMap,
    /// The fields for a reader who has the bytes.
    unchanged: HeaderMap,
}

/// The answer to a request for an address.
pub fn answer(
    app: &App,
    outcome: Outcome,
    accepted: Accepted,
    address: &Address,
    uri: &Uri,
    method: &Method,
    request: &HeaderMap,
) -> Result<Response, Failure> {
    let mut response = match outcome {
        Outcome::Here(page) => {
            finished(&page, &said(app, &page), accepted, method, request).map(Body::from)
        }
        Outcome::Table(table) => table_rows(app, table, address, request),
        Outcome::File(file) => data_file(app, file, address, request)?,
        Outcome::Instead(instead) => return instead_of(instead, address, uri),
    };
    response.extensions_mut().insert(Dressed);
    Ok(response)
}

/// Finished bytes, or word that the reader has them (304): in these bytes, or in shorter ones that he accepts
/// and that are not made yet.
pub fn finished(
    page: &Finished,
    said: &Said,
    accepted: Accepted,
    method: &Method,
    request: &HeaderMap,
) -> Response<Bytes> {
    let mut response = Response::default();
    if negotiation::has(request, &page.body.tag) || negotiation::has_since(request, page.modified) {
        *response.headers_mut() = said.unchanged.clone();
    } else if let Some(tag) = shorter(page, accepted, request) {
        *response.headers_mut() = said.unchanged.clone();
        response.headers_mut().insert(header::ETAG, tag);
    } else {
        *response.headers_mut() = said.whole.clone();
        if *method != Method::HEAD {
            *response.body_mut() = page.body.bytes.clone();
        }
        return response;
    }
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}

/// The tag of the shortest bytes accepted, where these are others than the page's and the reader has them.
fn shorter(page: &Finished, accepted: Accepted, request: &HeaderMap) -> Option<HeaderValue> {
    if page.body.encoding == accepted.shortest || !request.contains_key(header::IF_NONE_MATCH) {
        return None;
    }
    let tag = page.body.tag_in(accepted.shortest);
    negotiation::has(request, &tag).then(|| value(&tag)).flatten()
}

/// What is said of finished bytes, worked out the first time.
pub fn said(app: &App, page: &Finished) -> Arc<Said> {
    page.slot.get_or_make(|| {
        let mut unchanged = HeaderMap::with_capacity(24);
        describe(&mut unchanged, &page.address, &page.links);
        if let Some(tag) = value(&page.body.tag) {
            unchanged.insert(header::ETAG, tag);
        }
        let framing = headers::framing(&page.address);
        headers::secure(&mut unchanged, framing, app.snapshot().is_behind_tls());
        let mut whole = unchanged.clone();
        whole.insert(header::CONTENT_TYPE, HeaderValue::from_static(page.media_type));
        if page.body.encoding != Encoding::Identity {
            let encoding = HeaderValue::from_static(page.body.encoding.name());
            whole.insert(header::CONTENT_ENCODING, encoding);
        }
        whole.insert(header::CONTENT_LENGTH, page.body.bytes.len().into());
        date(&mut whole, page.modified);
        Said { route: app.metrics.route(&page.address.to_string()), whole, unchanged }
    })
}

/// A table, sent as it is read. It has no tag before it is read whole, and its date alone says whether the reader
/// has it.
fn table_rows(app: &App, table: Table, address: &Address, request: &HeaderMap) -> Response {
    let mut fields = HeaderMap::new();
    describe(&mut fields, address, &table.links);
    date(&mut fields, table.modified);
    if negotiation::has_since(request, table.modified) {
        return (StatusCode::NOT_MODIFIED, fields).into_response();
    }
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(table.media_type));
    (fields, Body::from_stream(told(app, table.rows))).into_response()
}

/// A file of the whole data, or the part of it that is asked for.
fn data_file(
    app: &App,
    file: DataFile,
    address: &Address,
    request: &HeaderMap,
) -> Result<Response, Failure> {
    let (size, tag) = (file.size(), file.tag());
    if negotiation::wants_others(request, tag.as_bytes(), file.modified) {
        return Err(Failure::Changed);
    }
    let mut fields = HeaderMap::new();
    describe(&mut fields, address, &Bytes::new());
    fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    let disposition = file.name.as_ref().map(|name| format!("attachment; filename=\"{name}\""));
    let has =
        negotiation::has(request, tag.as_bytes()) || negotiation::has_since(request, file.modified);
    let part = negotiation::part(request, size, &tag);
    let texts = [(header::ETAG, Some(tag)), (header::CONTENT_DISPOSITION, disposition)];
    for (name, text) in texts {
        if let Some(Ok(text)) = text.map(HeaderValue::try_from) {
            fields.insert(name, text);
        }
    }
    let (status, range, described) = match part {
        _ if has => (StatusCode::NOT_MODIFIED, 0..0, None),
        Part::Whole => (StatusCode::OK, 0..size, None),
        Part::Range(range) => {
            let described = format!("bytes {}-{}/{size}", range.start(), range.end());
            (StatusCode::PARTIAL_CONTENT, *range.start()..range.end() + 1, Some(described))
        }
        Part::OutOfRange => {
            (StatusCode::RANGE_NOT_SATISFIABLE, 0..0, Some(format!("bytes */{size}")))
        }
    };
    if let Some(Ok(described)) = described.map(HeaderValue::try_from) {
        fields.insert(header::CONTENT_RANGE, described);
    }
    if !has {
        fields.insert(header::CONTENT_LENGTH, (range.end - range.start).into());
        date(&mut fields, file.modified);
    }
    Ok((status, fields, Body::from_stream(told(app, file.bytes(range)))).into_response())
}

/// What is said of an address where nothing is.
fn instead_of(instead: NotFoundReason, address: &Address, uri: &Uri) -> Result<Response, Failure> {
    match instead {
        NotFoundReason::Moved(address) => Ok(moved(StatusCode::MOVED_PERMANENTLY, &address, uri)),
        NotFoundReason::Refused(error) => Err(Failure::BadParameter(error)),
        NotFoundReason::Missing => Err(Failure::nothing_at(address)),
        NotFoundReason::Gone(_, record) if address.is_data() => {
            Err(Failure::Withdrawn(record.to_string()))
        }
        NotFoundReason::Gone(html, _) => {
            let cache = (header::CACHE_CONTROL, headers::cache_control(address));
            let mut response = (StatusCode::GONE, [cache], Html(html)).into_response();
            response.extensions_mut().insert(Dressed);
            Ok(response)
        }
    }
}

/// What is said of the bytes of an address, whatever they are: how long they may be kept, that their
/// encoding is the reader's choice, which other addresses the same thing has (RFC 8288), and that any page
/// of the web may read data.
fn describe(fields: &mut HeaderMap, address: &Address, links: &Bytes) {
    fields.insert(header::CACHE_CONTROL, headers::cache_control(address));
    fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(links) = value(links).filter(|links| !links.is_empty()) {
        fields.insert(header::LINK, links);
    }
    if address.is_data() {
        fields.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
}

/// Says since when bytes have been at their address.
fn date(fields: &mut HeaderMap, modified: Option<DateTime<Utc>>) {
    let text = modified.map(|modified| httpdate::fmt_http_date(modified.into()));
    if let Some(Ok(text)) = text.map(HeaderValue::try_from) {
        fields.insert(header::LAST_MODIFIED, text);
    }
}

/// Bytes as a field value, without a copy.
fn value(bytes: &Bytes) -> Option<HeaderValue> {
    HeaderValue::from_maybe_shared(bytes.clone()).ok()
}

/// Rows read while they are sent: whoever asked only sees that they break off, so the log is told why, and
/// damage is mended for the next.
fn told(app: &App, rows: ByteStream) -> impl Stream<Item = Result<Bytes, PageError>> + use<> {
    let live = Arc::clone(&app.live);
    rows.0.inspect_err(move |error| {
        tracing::error!(%error, "an answer broke off");
        if error.is_damage() {
            live.repair();
        }
    })
}
