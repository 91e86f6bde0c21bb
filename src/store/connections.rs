//! Connections that answer pages, each for one statement at a time. A connection runs its statements in their
//! order, so whoever comes after a reader that went away waits until that one's has stopped, at its next row.

use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use super::turns::{Turn, Turns};

/// Connections; each is a thread, and two cores feed no more.
const CONNECTIONS: usize = 4;

/// How long a page waits for one of them.
const PATIENCE: Duration = Duration::from_secs(5);

/// The connections.
#[derive(Debug)]
pub struct Connections(Turns<SqliteConnection>);

impl Connections {
    /// Opens every connection now and keeps it, so that a file that later takes the name, or none, changes nothing.
    pub async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let mut connections = Vec::with_capacity(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            connections.push(options.connect().await?);
        }
        Ok(Self(Turns::new(connections)))
    }

    /// A connection for one statement; the first that is free, for its statements are the readiest.
    pub async fn turn(&self) -> Result<Turn<'_, SqliteConnection>, sqlx::Error> {
        self.0.turn(PATIENCE).await?.ok_or(sqlx::Error::PoolTimedOut)
    }

    /// Gives out no more connections; they close with the store.
    pub fn close(&self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use futures_util::future::join_all;
    use tokio::time::timeout;

    use super::*;

    const ENDLESS: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

    async fn connections() -> Connections {
        Connections::open(&SqliteConnectOptions::new().in_memory(true)).await.expect("connections")
    }

    async fn one(connections: &Connections) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT 1").fetch_one(&mut *connections.turn().await?).await
    }

    #[tokio::test]
    async fn more_readers_than_connections_take_turns() {
        let connections = connections().await;
        let read = join_all((0..50).map(|_| one(&connections))).await;
        assert!(read.into_iter().all(|one| one.expect("in time") == 1));
    }

    #[tokio::test]
    async fn who_goes_away_leaves_the_connection_to_the_next() {
        let connections = connections().await;
        for _ in 0..60 {
            let mut turn = connections.turn().await.expect("free");
            let reading = sqlx::query_scalar::<_, i64>(ENDLESS).fetch_all(&mut *turn);
            assert!(timeout(Duration::from_millis(5), reading).await.is_err(), "still reading");
        }
        let begun = Instant::now();
        assert_eq!(one(&connections).await.expect("in time"), 1);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn nothing_is_read_once_they_are_closed() {
        let connections = connections().await;
        connections.close();
        assert!(matches!(one(&connections).await, Err(sqlx::Error::PoolClosed)));
    }
}
