//! The pools of read-only connections: one for pages and one for searches, so that a slow search keeps no page waiting.
//! Each search has a deadline, which `SQLite`'s progress handler holds it to.

use std::time::{Duration, Instant};

use sqlx::Sqlite;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tokio::time::timeout;

use super::error::StoreError;

/// Connections for pages. Each is a thread, and two cores keep no more of them busy.
const PAGE_CONNECTIONS: u32 = 4;

/// Connections for searches.
const SEARCH_CONNECTIONS: u32 = 2;

/// How long a page waits for a connection.
const PAGE_WAIT: Duration = Duration::from_secs(5);

/// How long a search waits for a connection.
const SEARCH_WAIT: Duration = Duration::from_millis(300);

/// How many of `SQLite`'s instructions pass between two looks at the clock.
const INSTRUCTIONS: i32 = 1000;

/// The pool that pages read with.
pub async fn open_pages(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    open(options, PAGE_CONNECTIONS).await
}

/// The pool that searches read with.
#[derive(Debug)]
pub struct SearchPool(SqlitePool);

impl SearchPool {
    pub async fn open(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        Ok(Self(open(options, SEARCH_CONNECTIONS).await?))
    }

    /// A connection whose queries are interrupted after `limit`, even when the reader has gone away meanwhile.
    pub async fn acquire(&self, limit: Duration) -> Result<PoolConnection<Sqlite>, StoreError> {
        let acquiring = timeout(SEARCH_WAIT, self.0.acquire());
        let mut connection = acquiring.await.map_err(|_| StoreError::Late)??;
        let deadline = Instant::now() + limit;
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(INSTRUCTIONS, move || Instant::now() < deadline);
        drop(handle);
        Ok(connection)
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}

/// Opens a pool with all its connections, which stay open as long as the pool: the file may be removed or replaced
/// afterwards. A connection is never opened again, because another file could be at the path by then.
async fn open(options: SqliteConnectOptions, size: u32) -> Result<SqlitePool, sqlx::Error> {
    let pool = SqlitePoolOptions::new()
        .min_connections(size)
        .max_connections(size)
        .acquire_timeout(PAGE_WAIT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    let mut all = Vec::new();
    for _ in 0..size {
        all.push(pool.acquire().await?);
    }
    pool.set_connect_options(SqliteConnectOptions::new().filename("/dev/null/closed"));
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    const ENDLESS: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

    const ENDLESS_COUNT: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    async fn pages() -> SqlitePool {
        open_pages(SqliteConnectOptions::new().in_memory(true)).await.expect("connections")
    }

    async fn searches() -> SearchPool {
        let options = SqliteConnectOptions::new().in_memory(true);
        SearchPool::open(options).await.expect("connections")
    }

    async fn ask(
        connection: &mut PoolConnection<Sqlite>,
        query: &'static str,
    ) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(query).fetch_one(&mut **connection).await
    }

    async fn one(pool: &SqlitePool) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT 1").fetch_one(pool).await
    }

    #[tokio::test]
    async fn more_readers_than_connections_take_turns() {
        let pool = pages().await;
        let read = join_all((0..50).map(|_| one(&pool))).await;
        assert!(read.into_iter().all(|one| one.expect("in time") == 1));
    }

    #[tokio::test]
    async fn every_connection_is_open_from_the_beginning_and_stays() {
        let pool = pages().await;
        assert_eq!(pool.size(), PAGE_CONNECTIONS);
        let all = join_all((0..PAGE_CONNECTIONS).map(|_| pool.acquire())).await;
        assert!(all.iter().all(Result::is_ok));
        drop(all);
        assert_eq!(pool.size(), PAGE_CONNECTIONS);
    }

    #[tokio::test]
    async fn who_goes_away_leaves_the_connection_to_the_next() {
        let pool = pages().await;
        for _ in 0..60 {
            let mut connection = pool.acquire().await.expect("free");
            let reading = sqlx::query_scalar::<_, i64>(ENDLESS).fetch_all(&mut *connection);
            assert!(timeout(Duration::from_millis(5), reading).await.is_err(), "still reading");
        }
        let begun = Instant::now();
        assert_eq!(one(&pool).await.expect("in time"), 1);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        assert_eq!(pool.size(), PAGE_CONNECTIONS);
    }

    #[tokio::test]
    async fn nothing_is_read_once_a_pool_is_closed() {
        let pool = pages().await;
        pool.close().await;
        assert!(matches!(one(&pool).await, Err(sqlx::Error::PoolClosed)));
        let searches = searches().await;
        searches.close().await;
        assert!(searches.acquire(LONG).await.is_err());
    }

    #[tokio::test]
    async fn what_takes_too_long_is_stopped_and_the_next_is_not() {
        let pool = searches().await;
        for _ in 0..3 * SEARCH_CONNECTIONS {
            let mut connection = pool.acquire(Duration::from_millis(30)).await.expect("free");
            let begun = Instant::now();
            assert!(ask(&mut connection, ENDLESS_COUNT).await.is_err());
            assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
            drop(connection);
            let mut connection = pool.acquire(LONG).await.expect("free");
            assert_eq!(ask(&mut connection, "SELECT 1").await.expect("in time"), 1);
        }
    }

    #[tokio::test]
    async fn who_goes_away_leaves_nothing_running() {
        let pool = searches().await;
        for _ in 0..20 {
            let mut connection = pool.acquire(Duration::from_millis(50)).await.expect("free");
            let asking = timeout(Duration::from_millis(5), ask(&mut connection, ENDLESS_COUNT));
            // On a busy machine the deadline may come before this reader goes away.
            assert!(!matches!(asking.await, Ok(Ok(_))), "it has no end");
        }
        let begun = Instant::now();
        let mut connection = pool.acquire(LONG).await.expect("free");
        assert_eq!(ask(&mut connection, "SELECT 1").await.expect("in time"), 1);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn who_comes_when_all_are_busy_is_told_so() {
        let pool = searches().await;
        let first = pool.acquire(LONG).await.expect("free");
        let second = pool.acquire(LONG).await.expect("free");
        assert!(matches!(pool.acquire(LONG).await, Err(StoreError::Late)));
        drop(first);
        assert!(pool.acquire(LONG).await.is_ok());
        drop(second);
    }
}
