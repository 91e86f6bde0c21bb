//! Making a snapshot from the seeds, on a thread that answers nobody or in a process of its own. Says in one line why
//! there is none.

use std::path::PathBuf;

use thiserror::Error;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::builder::{Builder, Ended};
use crate::clock::Clock;
use crate::pages::SiteConfig;
use crate::progress::Progress;
use crate::seeds::{Mistakes, Origin, SeedSource};
use crate::snapshot::Snapshot;
use crate::store::{self, Built, Store, StoreError};

/// What a snapshot is made from.
#[derive(Debug, Clone)]
pub struct Loader {
    pub seeds: SeedSource,
    pub database: PathBuf,
    pub place: SiteConfig,
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
    /// The process that built the database was ended by this signal: what ended it may end this one as well.
    #[error("데이터베이스를 만들던 작업이 갑자기 끝났습니다 (신호 {0}).{hint}", hint = want_of_memory(*.0))]
    Killed(i32),
    /// The process that built the database failed, and said this.
    #[error("데이터베이스를 만들지 못했습니다: {0}")]
    Failed(String),
}

/// What a build is mostly killed for (SIGKILL), or gives up for (SIGABRT).
const fn want_of_memory(signal: i32) -> &'static str {
    if matches!(signal, 6 | 9) {
        " 메모리가 모자라지 않은지 살펴 주세요."
    } else {
        ""
    }
}

/// How often a database is built while the seeds change under it.
const BUILDS: usize = 3;

/// How many mistakes a summary names.
const NAMED: usize = 3;

impl Loader {
    /// The snapshot of the seeds as they are now; nothing when their digest is the one that is known.
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
        let mut built = Built::Reused;
        for _ in 0..BUILDS {
            if let Some(snapshot) = self.aside(async |loader| loader.find().await).await? {
                return Ok(Some((snapshot, built)));
            }
            match builder.build(&self.seeds, &self.database).await {
                Ended::Built => built = Built::Anew,
                Ended::NotBegun => break,
                Ended::Killed(signal) => {
                    self.aside(async |loader| Ok(store::tidy(&loader.database)?)).await?;
                    return Err(LoadError::Killed(signal));
                }
                Ended::Failed(said) => {
                    // It shows mistakes as they are drawn for people; here they are told in a line.
                    self.aside(async |loader| Ok(check(&loader.seeds)?)).await?;
                    let said = said.strip_prefix("오류: ").unwrap_or(&said).to_owned();
                    return Err(LoadError::Failed(said));
                }
            }
        }
        self.aside(async |loader| loader.ensure(&Progress::hidden()).await).await.map(Some)
    }

    /// A snapshot of the database that is there, whatever its seeds were; nothing when it is damaged, of another
    /// schema or not there.
    pub async fn last(&self) -> Result<Option<Snapshot>, LoadError> {
        self.aside(async |loader| match store::last(&loader.database).await? {
            Some(store) => Ok(Some(loader.snapshot(store).await?)),
            None => Ok(None),
        })
        .await
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

/// Reads all seeds, for their mistakes.
fn check(seeds: &SeedSource) -> Result<(), Mistakes> {
    let mut reading = Origin::from(seeds).read()?;
    reading.by_ref().for_each(drop);
    reading.finish().map(drop)
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
            place: SiteConfig::default(),
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
        let (built, _folder) = loaded("exit 0").await;
        let (snapshot, _) = built.expect("good seeds").expect("a snapshot");
        assert_eq!(snapshot.facts(), 101);
        let (_turn, folder) = (TURN.lock().await, TempDir::new().expect("a folder"));
        assert!(loaded_by(Path::new("/no/such/program"), &folder).await.is_ok());
    }

    #[tokio::test]
    async fn a_build_that_fails_says_why_and_is_not_tried_in_this_process() {
        let (built, folder) = loaded("echo '오류: 디스크가 찼습니다' >&2; exit 1").await;
        let error = built.expect_err("no snapshot");
        assert!(
            matches!(&error, LoadError::Failed(said) if said == "디스크가 찼습니다"),
            "{error}"
        );
        assert!(!folder.path().join("a.sqlite").exists());
    }

    #[tokio::test]
    async fn a_build_that_is_killed_is_not_tried_in_this_process_and_leaves_nothing() {
        let (built, folder) = loaded("touch \"$3.tmp-$$\"; kill -9 $$").await;
        let error = built.expect_err("no snapshot");
        assert!(matches!(error, LoadError::Killed(9)), "{error}");
        assert!(
            error.summary().contains("신호 9") && error.summary().contains("메모리"),
            "{error}"
        );
        let left = fs::read_dir(folder.path()).expect("the folder").flatten();
        let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("sqlite.tmp")), "{left:?}");
    }
}
