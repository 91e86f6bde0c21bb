//! All connections of one listener: takes new ones, closes one for another when there are too many, and
//! those that come to nothing. One task owns it, so nothing here is locked.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use tokio::net::TcpStream;
use tokio::task::{AbortHandle, Id, JoinSet};

use super::connection;
use super::pulse::{Pulse, Watch};
use super::refusal::Refusals;
use super::stream::Stream;
use crate::web::Front;
use crate::web::metrics::Connections;

/// The connections and what they do.
pub struct Watchman {
    front: Front,
    most: usize,
    watch: Arc<Watch>,
    refusals: Arc<Refusals>,
    tasks: JoinSet<()>,
    connections: HashMap<Id, (Arc<Pulse>, AbortHandle)>,
}

impl Watchman {
    pub fn new(front: Front, most: usize) -> Self {
        let refusals = Arc::new(Refusals::new(front.is_behind_tls()));
        Self {
            front,
            most,
            watch: Arc::default(),
            refusals,
            tasks: JoinSet::new(),
            connections: HashMap::new(),
        }
    }

    fn counts(&self) -> &Connections {
        &self.front.app().metrics.connections
    }

    pub fn count(&self) -> usize {
        self.connections.len()
    }

    pub fn is_alone(&self) -> bool {
        self.connections.is_empty()
    }

    /// Serves a connection. When there are too many, the oldest unused one is closed for it; when all are
    /// busy, it is told so.
    pub fn take(&mut self, stream: TcpStream) {
        self.counts().accepted.fetch_add(1, Relaxed);
        if self.count() >= self.most && !self.make_room() {
            self.counts().refused.fetch_add(1, Relaxed);
            // Whoever does not take it at once goes without.
            let _ = stream.try_write(self.refusals.full());
            return;
        }
        // Answers are written whole; waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let pulse = Arc::new(Pulse::new(Arc::clone(&self.watch)));
        let stream = Stream::new(stream, Arc::clone(&pulse), Arc::clone(&self.refusals));
        let speaking = connection::speak(
            stream,
            self.front.clone(),
            Arc::clone(&pulse),
            Arc::clone(&self.watch),
        );
        // Its first request may ask for the count.
        self.counts().open.fetch_add(1, Relaxed);
        let task = self.tasks.spawn(speaking);
        self.connections.insert(task.id(), (pulse, task));
    }

    /// Closes the connection that is given up most willingly. Says whether there was one.
    pub fn make_room(&mut self) -> bool {
        let worths =
            self.connections.iter().filter_map(|(id, (pulse, _))| Some((pulse.worth()?, *id)));
        let Some((_, id)) = worths.min() else { return false };
        if let Some((pulse, task)) = self.connections.remove(&id) {
            pulse.give_up();
            task.abort();
            self.counts().evicted.fetch_add(1, Relaxed);
            self.counts().open.fetch_sub(1, Relaxed);
        }
        true
    }

    /// Waits until a connection has ended, and forgets it; for ever when there is none.
    pub async fn ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            None => return std::future::pending().await,
            Some(Ok((id, ()))) => id,
            // Closed by us, or an answer's body fell over; what it was is logged by the panic itself.
            Some(Err(error)) => error.id(),
        };
        if self.connections.remove(&id).is_some() {
            self.counts().open.fetch_sub(1, Relaxed);
        }
    }

    /// Lets time pass, and closes what took too long.
    pub fn tick(&mut self) {
        self.watch.tick();
        for (pulse, task) in self.connections.values() {
            if pulse.is_overdue() {
                task.abort();
                self.counts().timed_out.fetch_add(1, Relaxed);
            }
        }
    }

    /// From now on every answer is the last of its connection.
    pub fn stop(&self) {
        self.watch.stop();
    }

    /// Closes the connections that have nothing under way, and those still at a head if wanted.
    pub fn close_unused(&self, heads_too: bool) {
        for (pulse, task) in self.connections.values() {
            if pulse.is_unused() || heads_too && pulse.is_at_a_head() {
                task.abort();
            }
        }
    }
}
