//! Making a snapshot from the seeds, on a thread that answers nobody. Says in one line why there is none.

use std::path::PathBuf;

use thiserror::Error;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use crate::clock::Clock;
use crate::pages::Place;
use crate::progress::Progress;
use crate::seeds::{Mistakes, Origin, SeedSource};
use crate::snapshot::Snapshot;
use crate::store::{Built, StoreError};

/// What a snapshot is made from.
#[derive(Debug, Clone)]
pub struct Loader {
    pub seeds: SeedSource,
    pub database: PathBuf,
    pub place: Place,
    /// The most bytes of finished pages that are kept.
    pub page_cache: u64,
    pub clock: Clock,
}

/// Why there is no snapshot.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error(transparent)]
    Seeds(#[from] Mistakes),
    #[error(transparent)]
    Store(StoreError),
    #[error("시드를 읽던 작업이 갑자기 끝났습니다")]
    Stopped,
}

/// How many mistakes a summary names.
const NAMED: usize = 3;

impl Loader {
    /// The snapshot of the seeds as they are now; nothing when their digest is the one that is known.
    ///
    /// # Errors
    /// [`LoadError`] when the seeds are wrong, or the database can be neither built nor read.
    pub async fn load(
        &self,
        known: Option<String>,
        progress: Progress,
    ) -> Result<Option<(Snapshot, Built)>, LoadError> {
        let (loader, runtime) = (self.clone(), Handle::current());
        let loading = spawn_blocking(move || {
            if let Some(known) = known
                && known == loader.seeds.digest()?
            {
                return Ok(None);
            }
            let seeds = Origin::from(&loader.seeds).showing(&progress);
            let opening = Snapshot::open(seeds, &loader.database, loader.place, loader.page_cache);
            Ok(Some(runtime.block_on(opening)?))
        });
        loading.await.map_err(|_| LoadError::Stopped)?
    }
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Seeds(mistakes) => Self::Seeds(mistakes),
            error => Self::Store(error),
        }
    }
}

impl LoadError {
    /// The error in one line: of wrong seeds how many mistakes there are, and the first of them.
    #[must_use]
    pub fn summary(&self) -> String {
        let Self::Seeds(mistakes) = self else { return self.to_string() };
        let named = mistakes.all().iter().take(NAMED);
        let named: Vec<String> =
            named.map(|mistake| format!("{}: {}", mistake.location(), mistake.message())).collect();
        format!("시드에 잘못된 곳이 {}곳 있습니다. {}", mistakes.all().len(), named.join("; "))
    }
}
