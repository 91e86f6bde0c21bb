//! Several things of a kind, each for one user at a time: who wants one waits for a turn, and who has a turn finds
//! a free one. How long that may take is for whoever asks to say.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard, Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// The things, and as many turns.
#[derive(Debug)]
pub struct Turns<T> {
    things: Vec<Mutex<T>>,
    turns: Semaphore,
}

/// A thing that someone uses. It is let go before the turn, so that whoever has a turn finds one.
pub struct Turn<'t, T> {
    thing: MutexGuard<'t, T>,
    _turn: SemaphorePermit<'t>,
}

impl<T> Turns<T> {
    pub fn new(things: Vec<T>) -> Self {
        let turns = Semaphore::new(things.len());
        Self { things: things.into_iter().map(Mutex::new).collect(), turns }
    }

    /// The first thing that is free; nothing when all are in use for so long.
    pub async fn turn(&self, patience: Duration) -> Result<Option<Turn<'_, T>>, sqlx::Error> {
        let Ok(turn) = timeout(patience, self.turns.acquire()).await else { return Ok(None) };
        let turn = turn.map_err(|_| sqlx::Error::PoolClosed)?;
        let free = self.things.iter().find_map(|thing| thing.try_lock().ok());
        Ok(free.map(|thing| Turn { thing, _turn: turn }))
    }

    /// Gives no more turns.
    pub fn close(&self) {
        self.turns.close();
    }
}

impl<T> Deref for Turn<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.thing
    }
}

impl<T> DerefMut for Turn<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.thing
    }
}
