//! Connections for searches alone, so that no search keeps a page waiting, and each search bounded in
//! time. A connection stops what runs on it once its deadline has passed; who is done, or gone, leaves
//! the deadline in the past, and who comes next waits for whatever was left running to have stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::turns::{self, Turns};

/// Searches at once; each is a thread, and two cores feed no more.
const LANES: usize = 2;

/// How many of `SQLite`'s instructions pass between two looks at the clock.
const INSTRUCTIONS: i32 = 1000;

/// How long a search waits for its turn.
const PATIENCE: Duration = Duration::from_millis(300);

/// The connections.
#[derive(Debug)]
pub struct Lanes(Turns<Lane>);

#[derive(Debug)]
struct Lane {
    connection: SqliteConnection,
    deadline: Arc<Deadline>,
}

/// When a connection stops, in milliseconds after it was opened.
#[derive(Debug)]
struct Deadline {
    opened: Instant,
    at: AtomicU64,
}

/// A connection that someone searches with.
pub struct Turn<'l>(turns::Turn<'l, Lane>);

impl Deadline {
    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn set(&self, left: Duration) {
        let left = u64::try_from(left.as_millis()).unwrap_or(u64::MAX);
        self.at.store(self.now().saturating_add(left), Ordering::Relaxed);
    }

    fn expire(&self) {
        self.at.store(0, Ordering::Relaxed);
    }

    fn is_ahead(&self) -> bool {
        self.now() < self.at.load(Ordering::Relaxed)
    }
}

impl Lanes {
    /// Opens every connection.
    pub async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let mut lanes = Vec::with_capacity(LANES);
        for _ in 0..LANES {
            let mut connection = options.connect().await?;
            let deadline = Arc::new(Deadline { opened: Instant::now(), at: AtomicU64::new(0) });
            let clock = Arc::clone(&deadline);
            let mut handle = connection.lock_handle().await?;
            handle.set_progress_handler(INSTRUCTIONS, move || clock.is_ahead());
            drop(handle);
            lanes.push(Lane { connection, deadline });
        }
        Ok(Self(Turns::new(lanes)))
    }

    /// A connection for at most `limit`; nothing when all are busy for long.
    pub async fn turn(&self, limit: Duration) -> Result<Option<Turn<'_>>, sqlx::Error> {
        let Some(mut lane) = self.0.turn(PATIENCE).await? else { return Ok(None) };
        // A connection answers in order: what an earlier reader left running has stopped by now.
        lane.connection.ping().await?;
        lane.deadline.set(limit);
        Ok(Some(Turn(lane)))
    }

    /// Gives out no more connections; they close with the store.
    pub fn close(&self) {
        self.0.close();
    }
}

impl Turn<'_> {
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0.connection
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.deadline.expire();
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    const ENDLESS: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    async fn count(turn: &mut Turn<'_>, query: &'static str) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(query).fetch_one(turn.connection()).await
    }

    async fn lanes() -> Lanes {
        Lanes::open(&SqliteConnectOptions::new().in_memory(true)).await.expect("connections")
    }

    #[tokio::test]
    async fn what_takes_too_long_is_stopped_and_the_next_is_not() {
        let lanes = lanes().await;
        for _ in 0..3 * LANES {
            let mut turn =
                lanes.turn(Duration::from_millis(30)).await.expect("open").expect("free");
            let begun = Instant::now();
            assert!(count(&mut turn, ENDLESS).await.is_err());
            assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
            drop(turn);
            let mut turn = lanes.turn(LONG).await.expect("open").expect("free");
            assert_eq!(count(&mut turn, "SELECT 1").await.expect("in time"), 1);
        }
    }

    #[tokio::test]
    async fn who_goes_away_leaves_nothing_running() {
        let lanes = lanes().await;
        // More often than an unused lock on a connection would bear.
        for _ in 0..60 {
            let mut turn = lanes.turn(LONG).await.expect("open").expect("free");
            let gone = timeout(Duration::from_millis(5), count(&mut turn, ENDLESS)).await;
            assert!(gone.is_err(), "still counting when its reader left");
        }
        let begun = Instant::now();
        let mut turn = lanes.turn(LONG).await.expect("open").expect("free");
        assert_eq!(count(&mut turn, "SELECT 1").await.expect("in time"), 1);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn who_comes_when_all_are_busy_is_told_so() {
        let lanes = lanes().await;
        let first = lanes.turn(LONG).await.expect("open");
        let second = lanes.turn(LONG).await.expect("open");
        assert!(first.is_some() && second.is_some());
        assert!(lanes.turn(LONG).await.expect("open").is_none());
        drop(first);
        assert!(lanes.turn(LONG).await.expect("open").is_some());
        lanes.close();
        assert!(lanes.turn(LONG).await.is_err());
    }
}
