//! The sockets: accepts connections, speaks HTTP/1.1 on each, closes those that come to nothing, and on a
//! signal lets what is under way end. One task accepts and watches over all connections with one clock;
//! a connection has no timers of its own. HTTP/2 and TLS are a proxy's.

mod connection;
mod pulse;
mod refusal;
mod stream;
mod watchman;

use std::time::Duration;

use futures_util::FutureExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use self::watchman::Watchman;
use super::Front;

/// What is allowed at once.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub connections: usize,
}

/// How long requests under way have to end once the server is told to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection without a request stays open after that: its first or next request may be on
/// its way.
const GRACE: Duration = Duration::from_secs(1);

/// How long the head of a request may still take then.
const HEAD_GRACE: Duration = Duration::from_secs(3);

/// How often a stopping server looks for connections that are done.
const LOOKING: Duration = Duration::from_millis(20);

/// How many connections that wait to be accepted are still taken when the server is told to stop.
const BACKLOG: usize = 1024;

/// How long no connection is accepted once that failed: mostly, for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// The least time between two lines of the log on such failures.
const BETWEEN_LINES: Duration = Duration::from_secs(1);

/// Serves until `stop` ends, then lets requests under way end.
pub async fn serve(
    listener: TcpListener,
    front: Front,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let mut watchman = Watchman::new(front, limits.connections);
    let mut ticks = interval(pulse::TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stop = std::pin::pin!(stop);
    let mut told: Option<Instant> = None;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => watchman.take(stream),
                Err(error) => {
                    watchman.make_room();
                    if told.is_none_or(|told| told.elapsed() >= BETWEEN_LINES) {
                        told = Some(Instant::now());
                        tracing::warn!(%error, "accepting failed");
                    }
                    sleep(PAUSE).await;
                }
            },
            () = watchman.ended() => {}
            _ = ticks.tick() => watchman.tick(),
            () = &mut stop => break,
        }
    }
    watchman.stop();
    for stream in waiting(&listener) {
        watchman.take(stream);
    }
    drop(listener);
    drain(&mut watchman).await;
}

/// The connections that wait to be accepted: closing the listener would reset them.
fn waiting(listener: &TcpListener) -> impl Iterator<Item = TcpStream> {
    let next = || listener.accept().now_or_never()?.ok().map(|(stream, _)| stream);
    std::iter::from_fn(next).take(BACKLOG)
}

async fn drain(watchman: &mut Watchman) {
    let told = Instant::now();
    let mut looks = interval(LOOKING);
    let mut next_tick = told + pulse::TICK;
    while !watchman.is_alone() {
        tokio::select! {
            () = watchman.ended() => continue,
            _ = looks.tick() => {}
        }
        if Instant::now() >= next_tick {
            next_tick += pulse::TICK;
            watchman.tick();
        }
        if told.elapsed() >= GRACE {
            watchman.close_unused(told.elapsed() >= HEAD_GRACE);
        }
        if told.elapsed() >= DRAIN_TIMEOUT {
            tracing::warn!(connections = watchman.count(), "some requests did not end in time");
            return;
        }
    }
}
