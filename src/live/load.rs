//! Makes the snapshot to be served, from seeds or from a database that was built before. If that fails, it says why
//! in one line.

use std::path::PathBuf;

use thiserror::Error;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use crate::clock::Clock;
use crate::pages::SiteConfig;
use crate::seeds::{Mistakes, SeedSource, Seeds};
use crate::snapshot::Snapshot;
use crate::store::{Store, StoreError};

/// Where the records come from.
#[derive(Debug, Clone)]
pub enum DataSource {
    /// Seeds, from which a database is built in a temporary file at each load.
    Seeds(SeedSource),
    /// The file of a database.
    Database(PathBuf),
}

/// Everything that a snapshot is made from.
#[derive(Debug, Clone)]
pub struct Loader {
    pub source: DataSource,
    pub config: SiteConfig,
    pub clock: Clock,
}

/// Why there is no snapshot.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error(transparent)]
    Seeds(#[from] Mistakes),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("자료나 데이터베이스를 읽던 작업이 갑자기 끝났습니다")]
    Stopped,
}

/// How many mistakes a summary names.
const NAMED: usize = 3;

impl Loader {
    /// The snapshot of the current content of the source.
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "no digest is empty")]
    pub async fn load(&self) -> Result<Snapshot, LoadError> {
        let loaded = self.load_if_other(String::new()).await?;
        Ok(loaded.expect("other than an empty digest"))
    }

    /// The snapshot of the current content of the source, unless its digest is `known`.
    ///
    /// Parsing seeds and checking a file keep a thread busy for long, so this runs on one that answers no requests.
    pub async fn load_if_other(&self, known: String) -> Result<Option<Snapshot>, LoadError> {
        let (loader, runtime) = (self.clone(), Handle::current());
        let loading = spawn_blocking(move || runtime.block_on(loader.load_blocking(&known)));
        loading.await.map_err(|_| LoadError::Stopped)?
    }

    async fn load_blocking(self, known: &str) -> Result<Option<Snapshot>, LoadError> {
        let store = match &self.source {
            DataSource::Seeds(source) => {
                let seeds = Seeds::read(source)?;
                if seeds.digest == known {
                    return Ok(None);
                }
                Store::build(&seeds).await?
            }
            DataSource::Database(path) => Store::open(path).await?,
        };
        if store.seeds_digest().await? == known {
            return Ok(None);
        }
        Ok(Some(Snapshot::of(store, self.config).await?))
    }
}

impl LoadError {
    /// The error in one line: for wrong seeds, the number of mistakes and the first of them.
    pub fn summary(&self) -> String {
        let Self::Seeds(mistakes) = self else { return self.to_string() };
        let named = mistakes.all().iter().take(NAMED);
        let named: Vec<String> =
            named.map(|mistake| format!("{}: {}", mistake.location(), mistake.message())).collect();
        format!(
            "새 자료에 오류가 {}건 있어 이전 내용을 그대로 보여 줍니다. {}",
            mistakes.all().len(),
            named.join("; ")
        )
    }
}
