//! The snapshot being served, and how the next one takes its place: it is made beside the old one and swapped in one
//! step, so that every answer is of one snapshot. Where it cannot be made the old one is served on, and the reason is
//! kept for operators.

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

/// How long a reload waits for others that are asked for: a storm of them is one.
const GATHERING: Duration = Duration::from_millis(200);

/// The snapshot that answers now.
#[derive(Debug)]
pub struct Live {
    snapshot: ArcSwap<Snapshot>,
    history: Mutex<History>,
    /// The number of the newest reload that was asked for.
    requested: channel::Sender<u64>,
    /// The number of the newest reload that has ended.
    ended: channel::Sender<u64>,
}

/// What became of the loads so far.
#[derive(Debug, Clone)]
pub struct History {
    /// When the snapshot was last found to be what its source holds.
    pub loaded: DateTime<Utc>,
    /// When that was last tried.
    pub tried: DateTime<Utc>,
    /// Why the last load failed; nothing when it did not.
    pub error: Option<String>,
    /// How many reloads succeeded, and how many did not.
    pub reloads: u64,
    pub failures: u64,
    /// How many searches found nothing in the snapshots before this one.
    zero_results: u64,
}

impl Live {
    /// Serves a snapshot loaded at this time.
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

    /// The snapshot that answers now; whoever makes an answer takes it once.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// What became of the loads so far.
    pub fn history(&self) -> History {
        self.lock_history().clone()
    }

    /// How many searches have found nothing, in all snapshots together.
    pub fn zero_results(&self) -> u64 {
        self.lock_history().zero_results + self.snapshot.load().zero_results()
    }

    /// Every change to the history leaves it sound, so a panic elsewhere while it was locked does no harm.
    fn lock_history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a reload and returns at once.
    pub fn reload(&self) {
        self.requested.send_modify(|number| *number += 1);
    }

    /// Asks for a reload and waits until one has ended that began after this.
    pub async fn reloaded(&self) {
        self.reload();
        let wanted = *self.requested.borrow();
        let mut ended = self.ended.subscribe();
        // The sender lives as long as this does, so there is an end.
        let _ = ended.wait_for(|ended| *ended >= wanted).await;
    }

    /// Reloads whenever that is asked for, for ever.
    pub async fn keep_current(&self, loader: &Loader) {
        self.keep_loading(loader.clock, |known| loader.load_if_other(known)).await;
    }

    /// The same with whatever loads; it is told the digest of what is served.
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

    /// Serves what was loaded, or keeps why not.
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
