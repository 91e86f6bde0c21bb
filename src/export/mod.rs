//! The whole site as files: every address is requested in each encoding, as a reader would, and the server's answer
//! is written down. Beside the files is what a static server must know: types, headers, redirects. An export makes no
//! content of its own.

mod addresses;
mod error;
mod folder;
mod layout;
mod nginx;
mod register;
mod summary;
mod writing;

use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;

use chrono::NaiveDate;
use futures_util::stream::{self, StreamExt};
use serde_json::json;

pub use error::ExportError;
pub use summary::ExportSummary;

use addresses::Addresses;
use folder::Folder;
use register::Register;
use writing::Writer;

use crate::clock::Clock;
use crate::live::Live;
use crate::pages::PageError;
use crate::snapshot::Snapshot;
use crate::web::{App, HttpService};

/// Writes the site of a snapshot, as it is on a day, into a folder.
///
/// # Errors
/// [`ExportError`]; the folder is then as it was before.
pub async fn export(
    snapshot: Snapshot,
    today: NaiveDate,
    wanted: &Path,
) -> Result<ExportSummary, ExportError> {
    let folder = Arc::new(Folder::lock(wanted)?);
    let clock = Clock::Fixed(today);
    let live = Arc::new(Live::new(snapshot, clock.now()));
    let snapshot = live.snapshot();
    let addresses = Addresses::of(snapshot.context(today)).await?;
    let site = HttpService::unlimited(App::new(live, clock, 0));
    let writer = Writer { site, folder: Arc::clone(&folder) };
    let mut register = Register::create(&folder)?;
    register.note(&writer.missing().await?)?;
    let at_once = available_parallelism().map_or(1, NonZero::get) * 2;
    let mut writing = stream::iter(addresses.all())
        .map(|target| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.write(target).await })
        })
        .buffered(at_once);
    while let Some(written) = writing.next().await {
        if let Some(written) = written.map_err(|_| PageError::Stopped)?? {
            register.note(&written)?;
        }
    }
    drop(writing);
    let summary = register.finish(&folder)?;
    let mark = json!({
        "edition": snapshot.edition(),
        "digest": snapshot.digest(),
        "day": today.to_string(),
        "addresses": summary.addresses,
        "files": summary.files,
        "bytes": summary.bytes,
    });
    drop(writer);
    let folder = Arc::into_inner(folder).ok_or(PageError::Stopped)?;
    folder.finish(&format!("{mark:#}\n"))?;
    Ok(summary)
}
