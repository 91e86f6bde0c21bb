//! The edition being served, and how another takes its place: the next snapshot is made beside it and
//! swapped in one step, so that whoever holds a snapshot keeps it to the end of an answer. What cannot be
//! made leaves the old one, and the reason is kept for whoever asks.

mod builder;
mod load;
mod watch;

pub use builder::Builder;
pub use load::{LoadError, Loader};
pub use watch::Watcher;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use tokio::sync::{Notify, watch as signal};
use tokio::time::{Instant, sleep, timeout};

use crate::progress::Progress;
use crate::snapshot::{Counters, Snapshot};
use crate::store::Built;

/// How long a reload waits for others that are asked for: a storm of them is one.
const GATHERING: Duration = Duration::from_millis(200);

/// The least time between two repairs, so that damage that stays does not keep the machine busy.
const BETWEEN_REPAIRS: Duration = Duration::from_secs(10);

/// How long after a load that failed it is tried again; twice as long after each time that fails as well.
const AGAIN: Duration = Duration::from_mins(5);

/// The longest of these times.
const AGAIN_MOST: Duration = Duration::from_hours(1);

/// How long an answer waits for a repair.
const REPAIRING: Duration = Duration::from_secs(5);

/// The snapshot that answers now.
#[derive(Debug)]
pub struct Live {
    snapshot: ArcSwap<Snapshot>,
    history: Mutex<History>,
    /// What the snapshots before this one counted.
    counted: Mutex<Counters>,
    asked: Notify,
    damaged: Mutex<Damage>,
    /// How many loads have ended.
    ended: signal::Sender<u64>,
}

/// What became of the loads so far.
#[derive(Debug, Clone)]
pub struct History {
    /// When what is served was last found to be what the seeds say; nothing when it never was since the start.
    pub loaded: Option<DateTime<Utc>>,
    /// When a load was last tried.
    pub tried: DateTime<Utc>,
    /// Why the last load failed; nothing when it did not.
    pub error: Option<String>,
    /// How many reloads succeeded, and how many did not.
    pub reloads: u64,
    pub failures: u64,
    /// How many of those that succeeded were made because the database was damaged.
    pub repairs: u64,
    /// The latest moment since which a snapshot was served.
    latest: DateTime<Utc>,
}

#[derive(Debug, Default)]
struct Damage {
    /// Whether the database is to be looked at before the seeds are believed unchanged.
    seen: bool,
    repaired: Option<Instant>,
}

/// The value behind a lock; whoever panicked with it left it whole, for every change is one assignment.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Serves a snapshot loaded at this time.
    pub fn new(snapshot: Snapshot, now: DateTime<Utc>) -> Self {
        Self::with(snapshot, now, None)
    }

    /// Serves a snapshot from this time on that is not what the seeds say, for that could not be loaded.
    pub fn instead(snapshot: Snapshot, now: DateTime<Utc>, error: &LoadError) -> Self {
        Self::with(snapshot, now, Some(error.summary()))
    }

    fn with(snapshot: Snapshot, now: DateTime<Utc>, error: Option<String>) -> Self {
        let history = History {
            loaded: error.is_none().then_some(now),
            tried: now,
            error,
            reloads: 0,
            failures: 0,
            repairs: 0,
            latest: now,
        };
        Self {
            snapshot: ArcSwap::from_pointee(snapshot.since(Some(now))),
            history: Mutex::new(history),
            counted: Mutex::default(),
            asked: Notify::new(),
            damaged: Mutex::default(),
            ended: signal::Sender::new(0),
        }
    }

    /// The snapshot that answers now; whoever makes an answer takes it once.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// What became of the loads so far.
    pub fn history(&self) -> History {
        held(&self.history).clone()
    }

    /// What all snapshots together have counted.
    pub fn counters(&self) -> Counters {
        *held(&self.counted) + self.snapshot.load().counters()
    }

    /// Asks for a reload; returns at once. While one is under way, however many ask, one more follows.
    pub fn reload(&self) {
        self.asked.notify_one();
    }

    /// Asks for a reload, and waits until one has ended.
    pub async fn reloaded(&self) {
        let mut ended = self.ended.subscribe();
        self.reload();
        // The sender lives as long as this does.
        let _ = ended.changed().await;
    }

    /// Says that the database being served is damaged: it is built anew from the seeds, unless that was
    /// done a moment ago.
    pub fn repair(&self) {
        let mut damage = held(&self.damaged);
        if damage.repaired.is_none_or(|repaired| repaired.elapsed() >= BETWEEN_REPAIRS) {
            damage.repaired = Some(Instant::now());
            damage.seen = true;
            drop(damage);
            tracing::error!("the database is damaged and is built anew");
            self.reload();
        }
    }

    /// Has a snapshot that turned out to be damaged replaced, and waits for that a few seconds at most.
    pub async fn repaired(&self, damaged: &Arc<Snapshot>) {
        let mut ended = self.ended.subscribe();
        // Others may have met the damage before.
        if Arc::ptr_eq(damaged, &self.snapshot()) {
            self.repair();
            let _ = timeout(REPAIRING, ended.changed()).await;
        }
    }

    /// Loads whenever that is asked for, and a while after it failed; for ever.
    pub async fn keep_current(&self, loader: &Loader) {
        self.keep_trying(loader, AGAIN).await;
    }

    /// The same, trying again after so long at first.
    async fn keep_trying(&self, loader: &Loader, again: Duration) {
        let mut wait = again;
        loop {
            let patience = if self.history().error.is_some() { wait } else { Duration::MAX };
            if timeout(patience, self.asked.notified()).await.is_ok() {
                wait = again;
            } else {
                tracing::info!("what failed is tried again");
                wait = (wait * 2).min(AGAIN_MOST);
            }
            sleep(GATHERING).await;
            // What was asked for while gathering is part of this load.
            let _ = self.asked.notified().now_or_never();
            let damaged = std::mem::take(&mut held(&self.damaged).seen);
            let current = self.snapshot();
            let known = (!damaged).then(|| current.digest().to_owned());
            drop(current);
            let next = loader.load(known, Progress::hidden()).await;
            if damaged && next.is_err() {
                // Or the next load would find the seeds unchanged, and leave the database as it is.
                held(&self.damaged).seen = true;
            }
            self.take(next, loader.clock.now(), damaged);
            self.ended.send_modify(|ended| *ended += 1);
        }
    }

    /// Serves what was loaded, or keeps why not.
    fn take(
        &self,
        loaded: Result<Option<(Snapshot, Built)>, LoadError>,
        now: DateTime<Utc>,
        repair: bool,
    ) {
        let error = match loaded {
            Ok(Some((snapshot, built))) => {
                let digest = snapshot.digest().to_owned();
                tracing::info!(facts = snapshot.facts(), digest, ?built, "reloaded");
                let since = held(&self.history).since(now);
                let before = self.snapshot.swap(Arc::new(snapshot.since(since)));
                let mut counted = held(&self.counted);
                *counted = *counted + before.counters();
                None
            }
            Ok(None) => {
                tracing::info!("reloaded: the seeds are those being served");
                None
            }
            Err(error) => Some(error.summary()),
        };
        let mut history = held(&self.history);
        history.tried = now;
        if let Some(error) = &error {
            tracing::error!(error, "reload failed; what was served before is served on");
            history.failures += 1;
        } else {
            history.loaded = Some(now);
            history.reloads += 1;
            history.repairs += u64::from(repair);
        }
        history.error = error;
    }
}

impl History {
    /// Since when a snapshot is served that takes its place now: nothing where a second would not tell it from
    /// one before, or the clock was set back.
    fn since(&mut self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let is_later = now.timestamp() > self.latest.timestamp();
        self.latest = self.latest.max(now);
        is_later.then_some(now)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use chrono::TimeDelta;

    use super::*;
    use crate::address::FixedPage;
    use crate::clock::Clock;
    use crate::pages::SiteConfig;
    use crate::seeds::SeedSource;
    use crate::snapshot::{Encoding, Outcome};

    async fn snapshot(folder: &tempfile::TempDir) -> Snapshot {
        let (path, seeds) = (folder.path().join("a.sqlite"), SeedSource::Embedded);
        Snapshot::open(&seeds, &path, SiteConfig::default(), 0).await.expect("a snapshot").0
    }

    /// Since when the home page is what it is.
    #[expect(clippy::panic, reason = "a test that cannot go on has failed")]
    async fn modified(live: &Live) -> Option<DateTime<Utc>> {
        let today = "2026-11-26".parse().expect("a day");
        let plain = Encoding::Identity.into();
        match live.snapshot().render(&FixedPage::Home.into(), today, plain).await {
            Ok(Outcome::Here(page)) => page.modified,
            other => panic!("a home page: {other:?}"),
        }
    }

    #[tokio::test]
    async fn no_two_snapshots_are_served_since_one_second() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let begun = "2026-11-26T04:00:00Z".parse::<DateTime<Utc>>().expect("a moment");
        let after = |millis| begun + TimeDelta::milliseconds(millis);
        let live = Live::new(snapshot(&folder).await, after(300));
        assert_eq!(modified(&live).await, Some(begun));
        for (millis, expected) in [
            (700, None),
            (950, None),
            (1950, Some(after(1000))),
            (2000, Some(after(2000))),
            // The clock is set back.
            (1500, None),
            (2900, None),
            (3000, Some(after(3000))),
        ] {
            let next = Ok(Some((snapshot(&folder).await, Built::Reused)));
            live.take(next, after(millis), false);
            assert_eq!(modified(&live).await, expected, "{millis}");
        }
    }

    /// A loader of these seeds that builds its database in a folder which is a file as yet.
    fn loader(folder: &tempfile::TempDir, seeds: SeedSource) -> Loader {
        let place = folder.path().join("place");
        fs::write(&place, "").expect("a file");
        Loader {
            seeds,
            database: place.join("a.sqlite"),
            place: SiteConfig::default(),
            page_cache: 0,
            clock: Clock::Seoul,
            builder: None,
        }
    }

    async fn until(live: &Live, is_so: impl Fn(&History) -> bool) {
        for _ in 0..1000 {
            if is_so(&live.history()) {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        assert!(is_so(&live.history()), "{:?}", live.history());
    }

    #[tokio::test]
    async fn what_failed_is_tried_again_until_it_succeeds() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let live = Live::new(snapshot(&folder).await, Clock::Seoul.now());
        let loader = loader(&folder, SeedSource::Embedded);
        live.repair();
        let mending = async {
            until(&live, |history| history.failures >= 2).await;
            assert!(live.history().error.is_some_and(|error| error.contains("place")));
            assert_eq!(live.history().repairs, 0);
            fs::remove_file(folder.path().join("place")).expect("room for a folder");
            until(&live, |history| history.error.is_none()).await;
        };
        tokio::select! {
            () = live.keep_trying(&loader, Duration::from_millis(10)) => {}
            () = mending => {}
        }
        assert!(loader.database.is_file(), "the database was built, not taken for unchanged");
        assert_eq!((live.history().reloads, live.history().repairs), (1, 1));
    }

    #[tokio::test]
    async fn seeds_that_come_late_are_found() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let (seeds, own) = (folder.path().join("seeds"), Path::new(env!("CARGO_MANIFEST_DIR")));
        let live = Live::new(snapshot(&folder).await, Clock::Seoul.now());
        let loader = loader(&folder, SeedSource::Folder(seeds.clone()));
        live.reload();
        let mounting = async {
            until(&live, |history| history.failures >= 1).await;
            symlink(own.join("seeds"), &seeds).expect("seeds");
            until(&live, |history| history.error.is_none()).await;
        };
        tokio::select! {
            () = live.keep_trying(&loader, Duration::from_millis(10)) => {}
            () = mounting => {}
        }
    }
}
