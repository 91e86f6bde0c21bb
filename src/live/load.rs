//! Making a snapshot from the seeds, on a thread that answers nobody or in a process of its own. Says in one line why
//! there is none.

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;

use thiserror::Error;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::Builder;
use crate::clock::Clock;
use crate::pages::Place;
use crate::progress::Progress;
use crate::seeds::{Mistakes, Origin, SeedSource};
use crate::snapshot::Snapshot;
use crate::store::{self, Built, Store, StoreError};

/// What a snapshot is made from.
#[derive(Debug, Clone)]
pub struct Loader {
    pub seeds: SeedSource,
    pub database: PathBuf,
    pub place: Place,
    /// The most bytes of finished pages that are kept.
    pub page_cache: u64,
    pub clock: Clock,
    /// What builds the database when nobody is to be shown how far it has come; this process if there is none.
    pub builder: Option<Builder>,
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
    /// A process of its own was ended by this signal: what ended it would end this process as well.
    #[error(
        "데이터베이스를 만들던 작업이 갑자기 끝났습니다 (신호 {0}). 메모리가 모자라지 않은지 살펴 주세요."
    )]
    Killed(i32),
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
        if let Some(known) = known
            && known == self.aside(async |loader| Ok(loader.seeds.digest()?)).await?
        {
            return Ok(None);
        }
        let Some(builder) = self.builder.as_ref().filter(|_| progress.is_hidden()) else {
            return self.aside(async move |loader| loader.ensure(&progress).await).await.map(Some);
        };
        if let Some(snapshot) = self.aside(async |loader| loader.find().await).await? {
            return Ok(Some((snapshot, Built::Reused)));
        }
        let end = builder.build(&self.seeds, &self.database).await;
        if let Some(signal) = end.and_then(|end| end.signal()) {
            return Err(LoadError::Killed(signal));
        }
        // Where it failed it said nothing: this process meets the same, and says what it is.
        let (snapshot, _) =
            self.aside(async |loader| loader.ensure(&Progress::hidden()).await).await?;
        Ok(Some((snapshot, Built::Anew)))
    }

    /// Does what takes long, on a thread that answers nobody.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl AsyncFnOnce(&Self) -> Result<T, LoadError> + Send + 'static,
    ) -> Result<T, LoadError> {
        let (loader, runtime) = (self.clone(), Handle::current());
        let working = spawn_blocking(move || runtime.block_on(work(&loader)));
        working.await.map_err(|_| LoadError::Stopped)?
    }

    async fn find(&self) -> Result<Option<Snapshot>, LoadError> {
        match store::find(&self.seeds, &self.database).await? {
            Some(store) => Ok(Some(self.snapshot(store).await?)),
            None => Ok(None),
        }
    }

    async fn ensure(&self, progress: &Progress) -> Result<(Snapshot, Built), LoadError> {
        let seeds = Origin::from(&self.seeds).showing(progress);
        let (store, built) = store::ensure(seeds, &self.database).await?;
        Ok((self.snapshot(store).await?, built))
    }

    async fn snapshot(&self, store: Store) -> Result<Snapshot, StoreError> {
        Snapshot::of(store, self.place.clone(), self.page_cache).await
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

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use tempfile::TempDir;
    use tokio::sync::Mutex;

    use super::*;

    type Loaded = Result<Option<(Snapshot, Built)>, LoadError>;

    /// A program that is being written cannot be run, and every process that begins meanwhile holds it open.
    static TURN: Mutex<()> = Mutex::const_new(());

    /// What becomes of a load that another program is to build the database for.
    async fn loaded_by(program: &Path, folder: &TempDir) -> Loaded {
        let loader = Loader {
            seeds: SeedSource::Embedded,
            database: folder.path().join("a.sqlite"),
            place: Place::default(),
            page_cache: 0,
            clock: Clock::Seoul,
            builder: Some(Builder::new(program)),
        };
        loader.load(None, Progress::hidden()).await
    }

    /// The same, with a program that does this.
    async fn loaded(does: &str) -> (Loaded, TempDir) {
        let _turn = TURN.lock().await;
        let folder = TempDir::new().expect("a folder");
        let program = folder.path().join("builder");
        fs::write(&program, format!("#!/bin/sh\n{does}\n")).expect("a program");
        fs::set_permissions(&program, Permissions::from_mode(0o700)).expect("to be run");
        (loaded_by(&program, &folder).await, folder)
    }

    #[tokio::test]
    async fn the_builder_is_told_what_to_build() {
        let (_, folder) = loaded("echo \"$@\" > \"$(dirname \"$0\")/said\"").await;
        let said = fs::read_to_string(folder.path().join("said")).expect("what it was told");
        let database = folder.path().join("a.sqlite");
        assert_eq!(said, format!("build --database {}\n", database.display()));
    }

    #[tokio::test]
    async fn where_no_process_builds_this_one_does() {
        for does in ["exit 1", "exit 0", "no-such-command"] {
            let (built, _folder) = loaded(does).await;
            let (snapshot, _) = built.expect("good seeds").expect("a snapshot");
            assert_eq!(snapshot.facts(), 101, "{does}");
        }
        let folder = TempDir::new().expect("a folder");
        assert!(loaded_by(Path::new("/no/such/program"), &folder).await.is_ok());
    }

    #[tokio::test]
    async fn what_ends_a_process_by_force_is_not_tried_in_this_one() {
        let (built, folder) = loaded("kill -9 $$").await;
        let error = built.expect_err("no snapshot");
        assert!(matches!(error, LoadError::Killed(9)), "{error}");
        assert!(error.summary().contains("신호 9"), "{error}");
        assert!(!folder.path().join("a.sqlite").exists());
    }
}
