//! The whole site as files: each address is asked for as a reader would ask, in each encoding, and what the
//! server answers is written down. Beside the files stands what a static server must know: types, headers,
//! redirects. Makes nothing of its own, but for the compressed tables, which the server makes as it reads.

mod addresses;
mod folder;
mod layout;
mod links;
mod nginx;
mod register;
mod writing;

use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::available_parallelism;

use chrono::NaiveDate;
use futures_util::stream::{self, StreamExt};
use serde_json::json;
use thiserror::Error;

use addresses::Addresses;
use folder::Folder;
use register::Register;
use writing::Writer;

use crate::clock::Clock;
use crate::live::Live;
use crate::pages::PageError;
use crate::snapshot::Snapshot;
use crate::web::{App, Front};

/// Why there is no export. What was in the folder is as it was.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error("'{0}'에 내보내기로 만들지 않은 것이 있습니다. 비었거나 없는 폴더를 적어 주세요.")]
    Occupied(PathBuf),
    #[error("다른 내보내기가 '{0}'에 쓰고 있습니다. 끝난 뒤에 다시 해 주세요.")]
    UnderWay(PathBuf),
    #[error("'{0}'에 쓸 수 없습니다 ({1})")]
    File(PathBuf, io::Error),
    #[error(transparent)]
    Page(#[from] PageError),
    /// An address that is not answered as any should be.
    #[error("{0}: 답이 {1}입니다")]
    Status(String, u16),
    #[error("{0}: 답이 끊겼습니다 ({1})")]
    Broken(String, String),
    /// Addresses of one kind that a static server could not give the same headers.
    #[error("{0}: 같은 종류의 다른 주소와 헤더가 다릅니다")]
    Uneven(String),
}

/// What was exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Done {
    pub addresses: usize,
    pub files: usize,
    pub bytes: u64,
}

/// Writes the site of a snapshot, as it is on a day, into a folder.
///
/// # Errors
/// [`ExportError`]; the folder is then as it was.
pub async fn export(
    snapshot: Snapshot,
    today: NaiveDate,
    wanted: &Path,
) -> Result<Done, ExportError> {
    let folder = Arc::new(Folder::begin(wanted)?);
    let clock = Clock::Fixed(today);
    let live = Arc::new(Live::new(snapshot, clock.now()));
    let snapshot = live.snapshot();
    let addresses = Addresses::of(snapshot.context(today)).await?;
    let front = Front::site(App::new(live, clock)).unhurried();
    let writer = Writer { front, folder: Arc::clone(&folder) };
    let mut register = Register::begin(&folder)?;
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
    let done = register.finish(&folder)?;
    let mark = json!({
        "edition": snapshot.edition(),
        "digest": snapshot.digest(),
        "day": today.to_string(),
        "addresses": done.addresses,
        "files": done.files,
        "bytes": done.bytes,
    });
    drop(writer);
    let folder = Arc::into_inner(folder).ok_or(PageError::Stopped)?;
    folder.finish(&format!("{mark:#}\n"))?;
    Ok(done)
}
