//! Failures as RFC 9457 problem documents, for programs. They say what the page for people says, and no more.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::address::PROBLEM_JSON;

/// The document for a failure. Its type is `about:blank`: the status says what kind of problem it is (RFC 9457,
/// 4.2.1), and the title is the standard phrase for that status.
pub fn document(status: StatusCode, detail: &str, request_id: &str) -> Response {
    let problem = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": detail,
        "request_id": request_id,
    });
    let fields = [
        (header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON)),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static("ko")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (fields, format!("{problem:#}\n")).into_response()
}
