//! Writes down one address: the bytes of the answer in each encoding, and its headers.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use futures_util::StreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ExportError;
use super::folder::{Folder, at};
use super::layout::{SITE, file_of};
use crate::address::is_binary;
use crate::web::{CapturedResponse, Encoding, HttpService};

/// Writes addresses into a folder.
#[derive(Debug, Clone)]
pub struct Writer {
    pub site: HttpService,
    pub folder: Arc<Folder>,
}

/// An address that was written.
#[derive(Debug, Serialize)]
pub struct WrittenAddress {
    pub address: String,
    pub status: u16,
    /// The headers by their names in lower case, except those that depend on the encoding.
    pub headers: BTreeMap<String, String>,
    /// The bytes in each encoding that makes them shorter, the plain ones first; empty for a redirect.
    pub files: Vec<WrittenFile>,
}

/// The bytes of an answer in an encoding.
#[derive(Debug, Serialize)]
pub struct WrittenFile {
    pub encoding: &'static str,
    /// The path in the folder of the export.
    pub file: String,
    pub size: u64,
    /// The entity tag from the server, if it gives one.
    pub etag: Option<String>,
}

/// An address that no site has.
const NOWHERE: &str = "/404";

/// The headers that belong to one answer, not to a file.
const FLEETING: [&str; 6] =
    ["content-length", "content-encoding", "etag", "x-request-id", "date", "connection"];

impl Writer {
    /// Requests an address and writes down the answer; `None` if the address has no content.
    pub async fn write(&self, target: String) -> Result<Option<WrittenAddress>, ExportError> {
        let plain = self.site.capture(&target, Encoding::Identity).await;
        let is_page = is_page(&plain);
        let file = format!("{SITE}/{}", file_of(&target, is_page));
        match (plain.status, is_page) {
            (200, _) => {}
            (404, _) => return Ok(None),
            (301, _) => {
                let (status, headers) = (plain.status, headers(&plain));
                return Ok(Some(WrittenAddress {
                    address: target,
                    status,
                    headers,
                    files: Vec::new(),
                }));
            }
            (410, true) => {
                let name = file.strip_suffix(".html").unwrap_or(&file);
                let gone = format!("{name}.gone.html");
                return self.write_failure(target, gone, plain).await.map(Some);
            }
            (410, false) => {
                return self.write_failure(target, format!("{file}.gone"), plain).await.map(Some);
            }
            (status, _) => return Err(ExportError::Status(target, status)),
        }
        let is_binary = plain.field("content-type").is_some_and(is_binary);
        let encodings: &[Encoding] =
            if is_binary { &[] } else { &[Encoding::Gzip, Encoding::Brotli] };
        let mut written = written_address(target, &plain);
        written.files.push(self.save(&written.address, file.clone(), plain).await?);
        for &encoding in encodings {
            let encoded = self.site.capture(&written.address, encoding).await;
            if encoded.status == 200 && encoded.field("content-encoding") == Some(encoding.name()) {
                let suffix = if encoding == Encoding::Gzip { "gz" } else { "br" };
                let file = format!("{file}.{suffix}");
                written.files.push(self.save(&written.address, file, encoded).await?);
            }
        }
        Ok(Some(written))
    }

    /// Writes the page for an address without content.
    pub async fn missing(&self) -> Result<WrittenAddress, ExportError> {
        let plain = self.site.capture(NOWHERE, Encoding::Identity).await;
        self.write_failure(NOWHERE.to_owned(), format!("{SITE}/404.html"), plain).await
    }

    /// Writes the answer for a failure. A problem document names the id of its request, which is removed.
    async fn write_failure(
        &self,
        target: String,
        file: String,
        mut answer: CapturedResponse,
    ) -> Result<WrittenAddress, ExportError> {
        let mut written = written_address(target, &answer);
        if !is_page(&answer) {
            let bytes = body_bytes(&written.address, &mut answer).await?;
            let problem =
                without_request(&bytes).map_err(|error| broken(&written.address, &error))?;
            answer.body = futures_util::stream::iter([Ok(problem.into())]).boxed();
        }
        written.files.push(self.save(&written.address, file, answer).await?);
        Ok(written)
    }

    async fn save(
        &self,
        address: &str,
        file: String,
        mut answer: CapturedResponse,
    ) -> Result<WrittenFile, ExportError> {
        let etag = answer.field("etag").map(str::to_owned);
        let encoding = match answer.field("content-encoding") {
            Some("gzip") => Encoding::Gzip,
            Some("br") => Encoding::Brotli,
            _ => Encoding::Identity,
        };
        let (mut out, mut digest, mut size) = (self.folder.create(&file)?, Sha256::new(), 0);
        while let Some(piece) = answer.body.next().await {
            let piece = piece.map_err(|error| broken(address, &error))?;
            out.write_all(&piece).map_err(at(file.as_ref()))?;
            digest.update(&piece);
            size += piece.len() as u64;
        }
        self.folder.stamp(&out, &digest.finalize())?;
        Ok(WrittenFile { encoding: encoding.name(), file, size, etag })
    }
}

fn written_address(address: String, answer: &CapturedResponse) -> WrittenAddress {
    WrittenAddress { address, status: answer.status, headers: headers(answer), files: Vec::new() }
}

fn is_page(answer: &CapturedResponse) -> bool {
    answer.field("content-type").is_some_and(|media_type| media_type.starts_with("text/html"))
}

fn headers(answer: &CapturedResponse) -> BTreeMap<String, String> {
    let lasting = answer.fields.iter().filter(|field| !FLEETING.contains(&field.0.as_str()));
    lasting.cloned().collect()
}

async fn body_bytes(address: &str, answer: &mut CapturedResponse) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    while let Some(piece) = answer.body.next().await {
        bytes.extend_from_slice(&piece.map_err(|error| broken(address, &error))?);
    }
    Ok(bytes)
}

fn without_request(problem: &[u8]) -> serde_json::Result<String> {
    let mut problem: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(problem)?;
    problem.remove("request_id");
    Ok(format!("{:#}\n", serde_json::Value::Object(problem)))
}

fn broken(address: &str, error: &impl ToString) -> ExportError {
    ExportError::Broken(address.to_owned(), error.to_string())
}
