//! The snapshot that is served, and its replacement by the next. The next one is made beside the old one and swapped
//! in one step, so that every answer comes from one snapshot. If it cannot be made, the old one stays and the reason
//! is kept for operators.

mod load;
mod watch;

pub use load::{DataSource, LoadError, Loader};
pub use watch::Watcher;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use tokio::sync::watch as channel;
use tokio::time::sleep;

use crate::clock::Clock;
use crate::snapshot::Snapshot;

/// How long a reload waits for further requests, so that many at once cause only one.
const GATHERING: Duration = Duration::from_millis(200);

/// The snapshot that is served.
#[derive(Debug)]
pub struct Live {
    snapshot: ArcSwap<Snapshot>,
    history: Mutex<History>,
    /// The number of the latest requested reload.
    requested: channel::Sender<u64>,
    /// The number of the latest finished reload.
    ended: channel::Sender<u64>,
}

/// The results of the loads so far.
#[derive(Debug, Clone)]
pub struct History {
    /// When the snapshot was last found to match its source.
    pub loaded: DateTime<Utc>,
    /// When a load was last tried.
    pub tried: DateTime<Utc>,
    /// Why the last load failed, if it did.
    pub error: Option<String>,
    /// The numbers of reloads that succeeded and of those that failed.
    pub reloads: u64,
    pub failures: u64,
    /// The number of searches that found nothing in earlier snapshots.
    zero_results: u64,
}

impl Live {
    /// Serves a snapshot that was loaded at this time.
    pub fn new(snapshot: Snapshot, now: DateTime<Utc>) -> Self {
        let history = History {
            loaded: now,
            tried: now,
            error: None,
            reloads: 0,
            failures: 0,
            zero_results: 0,
        };
        Self {
            snapshot: ArcSwap::from_pointee(snapshot),
            history: Mutex::new(history),
            requested: channel::Sender::new(0),
            ended: channel::Sender::new(0),
        }
    }

    /// The snapshot that is served. An answer must take it only once.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    pub fn history(&self) -> History {
        self.lock_history().clone()
    }

    /// The number of searches that found nothing, in all snapshots together.
    pub fn zero_results(&self) -> u64 {
        self.lock_history().zero_results + self.snapshot.load().zero_results()
    }

    /// Each change leaves the history valid, so a panic elsewhere under the lock does no harm.
    fn lock_history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a reload and returns at once.
    pub fn reload(&self) {
        self.requested.send_modify(|number| *number += 1);
    }

    /// Asks for a reload, and waits until one that began after this has finished.
    pub async fn reloaded(&self) {
        self.reload();
        let wanted = *self.requested.borrow();
        let mut ended = self.ended.subscribe();
        // The sender lives as long as `self`, so the wait ends.
        let _ = ended.wait_for(|ended| *ended >= wanted).await;
    }

    /// Reloads whenever someone asks for it, forever.
    pub async fn keep_current(&self, loader: &Loader) {
        self.keep_loading(loader.clock, |known| loader.load_if_other(known)).await;
    }

    /// The same with any way to load; `load` is given the digest of what is served.
    async fn keep_loading<L>(&self, clock: Clock, load: impl Fn(String) -> L)
    where
        L: Future<Output = Result<Option<Snapshot>, LoadError>>,
    {
        let mut requested = self.requested.subscribe();
        let mut done = 0;
        while requested.wait_for(|number| *number > done).await.is_ok() {
            sleep(GATHERING).await;
            done = *requested.borrow_and_update();
            let known = self.snapshot().digest().to_owned();
            let loaded = load(known).await;
            self.take(loaded, clock.now());
            self.ended.send_replace(done);
        }
    }

    /// Serves what was loaded, or keeps the reason why nothing was.
    fn take(&self, loaded: Result<Option<Snapshot>, LoadError>, now: DateTime<Utc>) {
        let mut history = self.lock_history();
        history.tried = now;
        match loaded {
            Ok(next) => {
                if let Some(snapshot) = next {
                    let digest = snapshot.digest().to_owned();
                    tracing::info!(facts = snapshot.facts(), digest, "reloaded");
                    let before = self.snapshot.swap(Arc::new(snapshot));
                    history.zero_results += before.zero_results();
                } else {
                    tracing::info!("reloaded: nothing has changed");
                }
                history.loaded = now;
                history.reloads += 1;
                history.error = None;
            }
            Err(error) => {
                let error = error.summary();
                tracing::error!(error, "reload failed; the old snapshot is served on");
                history.failures += 1;
                history.error = Some(error);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use tokio::sync::Semaphore;
    use tokio::time::timeout;

    use super::*;
    use crate::pages::SiteConfig;
    use crate::seeds::{SeedSource, Seeds};
    use crate::store::Store;

    async fn snapshot() -> Snapshot {
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let store = Store::build(&seeds).await.expect("a store");
        Snapshot::of(store, SiteConfig::default()).await.expect("a snapshot")
    }

    #[tokio::test]
    async fn who_asks_while_a_load_is_under_way_waits_for_the_next() {
        let live = Live::new(snapshot().await, Clock::Seoul.now());
        let (begun, may_end) = (AtomicU64::new(0), Semaphore::new(0));
        let loading = live.keep_loading(Clock::Seoul, async |_| {
            begun.fetch_add(1, Ordering::Relaxed);
            may_end.acquire().await.expect("never closed").forget();
            Ok(None)
        });
        let asking = async {
            live.reload();
            while begun.load(Ordering::Relaxed) == 0 {
                sleep(Duration::from_millis(5)).await;
            }
            let reloaded = live.reloaded();
            tokio::pin!(reloaded);
            assert!(timeout(Duration::from_millis(20), &mut reloaded).await.is_err());
            may_end.add_permits(1);
            assert!(timeout(GATHERING * 2, &mut reloaded).await.is_err(), "that was another's");
            may_end.add_permits(1);
            reloaded.await;
            assert_eq!(live.history().reloads, 2);
        };
        tokio::select! {
            () = loading => {}
            () = asking => {}
        }
    }
}
