//! One address written down: the answer's bytes in each encoding, and what was said of them.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::StreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ExportError;
use super::folder::{Folder, at};
use super::layout::{SITE, file_of};
use crate::web::{Encoding, HttpService};

/// Writes addresses into a folder.
#[derive(Debug, Clone)]
pub struct Writer {
    pub site: HttpService,
    pub folder: Arc<Folder>,
}

/// What became of an address.
#[derive(Debug, Serialize)]
pub struct Written {
    pub address: String,
    pub status: u16,
    /// What was said of the bytes, by names in lower case, but for what hangs on the encoding.
    pub headers: BTreeMap<String, String>,
    /// The bytes in each encoding in which they are shorter, the plain ones first; none for a redirect.
    pub files: Vec<WrittenFile>,
}

/// The bytes of an answer in an encoding.
#[derive(Debug, Serialize)]
pub struct WrittenFile {
    pub encoding: String,
    /// In the folder of the export.
    pub file: String,
    pub size: u64,
    /// The entity tag that the server gives, where it gives one.
    pub etag: Option<String>,
}

/// An address where no site has anything.
const NOWHERE: &str = "/404";

/// What is said of one answer, and of no file.
const FLEETING: [&str; 6] =
    ["content-length", "content-encoding", "etag", "x-request-id", "date", "connection"];

impl Writer {
    /// Asks for an address, and writes down what is answered; nothing where nothing is.
    pub async fn write(&self, target: String) -> Result<Option<Written>, ExportError> {
        let plain = self.site.record(&target, Encoding::Identity).await;
        let is_page = is_page(&plain);
        let file = format!("{SITE}/{}", file_of(&target, is_page));
        match plain.status().as_u16() {
            200 => {}
            404 => return Ok(None),
            301 => return Ok(Some(begun(target, &plain))),
            410 => {
                let gone = match file.strip_suffix(".html") {
                    Some(name) if is_page => format!("{name}.gone.html"),
                    _ => format!("{file}.gone"),
                };
                return self.write_failure(target, gone, plain).await.map(Some);
            }
            status => return Err(ExportError::Status(target, status)),
        }
        let mut written = begun(target, &plain);
        written.files.push(self.save(&written.address, file.clone(), plain).await?);
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            let encoded = self.site.record(&written.address, encoding).await;
            if encoded.status() == 200 && content_encoding(&encoded) == encoding.name() {
                let suffix = if encoding == Encoding::Gzip { "gz" } else { "br" };
                let file = format!("{file}.{suffix}");
                written.files.push(self.save(&written.address, file, encoded).await?);
            }
        }
        Ok(Some(written))
    }

    /// The page of an address where nothing is.
    pub async fn missing(&self) -> Result<Written, ExportError> {
        let plain = self.site.record(NOWHERE, Encoding::Identity).await;
        self.write_failure(NOWHERE.to_owned(), format!("{SITE}/404.html"), plain).await
    }

    /// Writes the answer of what was not answered, without the number of the one request: a document for
    /// programs names it.
    async fn write_failure(
        &self,
        target: String,
        file: String,
        mut answer: Response,
    ) -> Result<Written, ExportError> {
        let mut written = begun(target, &answer);
        if !is_page(&answer) {
            let broken = |error: &dyn Error| broken(&written.address, error);
            let body = std::mem::take(answer.body_mut());
            let bytes = to_bytes(body, usize::MAX).await.map_err(|error| broken(&error))?;
            let problem = without_request(&bytes).map_err(|error| broken(&error))?;
            *answer.body_mut() = Body::from(problem);
        }
        written.files.push(self.save(&written.address, file, answer).await?);
        Ok(written)
    }

    async fn save(
        &self,
        address: &str,
        file: String,
        answer: Response,
    ) -> Result<WrittenFile, ExportError> {
        let etag = field(&answer, &header::ETAG).map(str::to_owned);
        let encoding = content_encoding(&answer).to_owned();
        let (mut out, mut digest, mut size) = (self.folder.create(&file)?, Sha256::new(), 0);
        let mut body = answer.into_body().into_data_stream();
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(|error| broken(address, &error))?;
            out.write_all(&piece).map_err(at(file.as_ref()))?;
            digest.update(&piece);
            size += piece.len() as u64;
        }
        self.folder.stamp(&out, &digest.finalize())?;
        Ok(WrittenFile { encoding, file, size, etag })
    }
}

fn begun(address: String, answer: &Response) -> Written {
    let lasting = answer.headers().iter().filter(|(name, _)| !FLEETING.contains(&name.as_str()));
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = lasting.map(|(name, value)| (name.to_string(), text(value))).collect();
    Written { address, status: answer.status().as_u16(), headers, files: Vec::new() }
}

fn field<'a>(answer: &'a Response, name: &HeaderName) -> Option<&'a str> {
    answer.headers().get(name)?.to_str().ok()
}

fn is_page(answer: &Response) -> bool {
    field(answer, &header::CONTENT_TYPE)
        .is_some_and(|media_type| media_type.starts_with("text/html"))
}

fn content_encoding(answer: &Response) -> &str {
    field(answer, &header::CONTENT_ENCODING).unwrap_or(Encoding::Identity.name())
}

fn without_request(problem: &[u8]) -> serde_json::Result<String> {
    let mut problem: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(problem)?;
    problem.remove("request_id");
    Ok(format!("{:#}\n", serde_json::Value::Object(problem)))
}

fn broken(address: &str, error: &dyn Error) -> ExportError {
    ExportError::Broken(address.to_owned(), error.to_string())
}
