//! What a connection is doing and since when, told by its stream and its requests and read by the
//! watchman: three small numbers in place of a timer for each thing that may take too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// How exactly time is told here.
pub const TICK: Duration = Duration::from_millis(500);

const fn ticks(seconds: u32) -> u32 {
    seconds * 2
}

/// How long the head of a request may take, from the connection's begin or the head's.
const HEAD_TIMEOUT: u32 = ticks(10);

/// How long a connection may wait for its next request.
const IDLE_TIMEOUT: u32 = ticks(15);

/// How long a reader may take nothing of an answer.
const STALL_TIMEOUT: u32 = ticks(30);

/// How long the rest of a refused request is thrown away, so that its refusal is read.
const LINGER_TIMEOUT: u32 = ticks(2);

/// The watchman's time and word, shared by all connections.
#[derive(Debug, Default)]
pub struct Watch {
    now: AtomicU32,
    /// How often a connection became unused, to tell which was first.
    order: AtomicU64,
    stopping: AtomicBool,
}

impl Watch {
    pub fn tick(&self) {
        self.now.fetch_add(1, Relaxed);
    }

    pub fn stop(&self) {
        self.stopping.store(true, Relaxed);
    }

    /// Whether every answer is to be the last of its connection.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Relaxed)
    }

    fn now(&self) -> u32 {
        self.now.load(Relaxed)
    }

    fn next(&self) -> u64 {
        self.order.fetch_add(1, Relaxed)
    }
}

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    /// Nothing has come yet.
    Silent,
    /// A head is coming.
    Head,
    /// A request is being answered.
    Answering,
    /// An answer was sent, and nothing has come since.
    Idle,
    /// What still comes is thrown away.
    Lingering,
}

/// One connection's.
#[derive(Debug)]
pub struct Pulse {
    watch: Arc<Watch>,
    phase: AtomicU8,
    since: AtomicU32,
    /// Its place among all that became unused.
    order: AtomicU64,
    /// Whether it has ever asked for something.
    asked: AtomicBool,
    /// Since when a write waits, one more than the tick; 0 when none does.
    stalled: AtomicU32,
    /// Whether to reset rather than to close: nobody reads what is still to be sent.
    reset: AtomicBool,
    /// Whether an answer of ours is still to be sent, in part or whole.
    owes: AtomicBool,
    /// Whether the connection ends with the answer under way, whatever else was sent on it.
    ends: AtomicBool,
}

/// How willingly a connection is given up for another, and the lower the sooner.
pub type Worth = (u8, u64);

impl Pulse {
    pub fn new(watch: Arc<Watch>) -> Self {
        let since = AtomicU32::new(watch.now());
        let (phase, order) = (AtomicU8::new(Phase::Silent as u8), AtomicU64::new(watch.next()));
        Self {
            watch,
            phase,
            since,
            order,
            asked: AtomicBool::new(false),
            stalled: AtomicU32::new(0),
            reset: AtomicBool::new(false),
            owes: AtomicBool::new(false),
            ends: AtomicBool::new(false),
        }
    }

    fn is(&self, phase: Phase) -> bool {
        self.phase.load(Relaxed) == phase as u8
    }

    fn enter(&self, phase: Phase) {
        self.since.store(self.watch.now(), Relaxed);
        self.phase.store(phase as u8, Relaxed);
    }

    /// Whether what is written belongs to an answer of ours.
    pub fn owes(&self) -> bool {
        self.owes.load(Relaxed)
    }

    /// Everything that was written is on its way.
    pub fn flushed(&self) {
        if self.owes() && !self.is(Phase::Answering) {
            self.owes.store(false, Relaxed);
        }
    }

    /// Bytes have come. Says whether they begin a head.
    pub fn heard(&self) -> bool {
        let begins = self.is(Phase::Idle) || self.is(Phase::Silent);
        if begins {
            // A head may take so long from the connection's begin, however late its first byte.
            if self.is(Phase::Idle) {
                self.since.store(self.watch.now(), Relaxed);
            }
            self.phase.store(Phase::Head as u8, Relaxed);
        }
        begins
    }

    /// A request is being answered until what is returned is dropped.
    pub fn answering(self: &Arc<Self>) -> Answering {
        self.enter(Phase::Answering);
        self.owes.store(true, Relaxed);
        self.asked.store(true, Relaxed);
        Answering(Arc::clone(self))
    }

    pub fn linger(&self) {
        if !self.is(Phase::Lingering) {
            self.enter(Phase::Lingering);
        }
    }

    /// A write has to wait for its reader.
    pub fn waits(&self) {
        if self.stalled.load(Relaxed) == 0 {
            self.stalled.store(self.watch.now() + 1, Relaxed);
        }
    }

    /// A write went on.
    pub fn wrote(&self) {
        if self.stalled.load(Relaxed) != 0 {
            self.stalled.store(0, Relaxed);
        }
    }

    /// The answer under way is the connection's last.
    pub fn ends(&self) {
        self.ends.store(true, Relaxed);
    }

    pub fn has_ended(&self) -> bool {
        self.ends.load(Relaxed)
    }

    pub fn is_to_be_reset(&self) -> bool {
        self.reset.load(Relaxed)
    }

    /// The connection is to be closed; what its reader does not take is thrown away.
    pub fn give_up(&self) {
        self.reset.store(self.stalled.load(Relaxed) != 0, Relaxed);
    }

    /// Whether no request is under way, whole or in part, and nothing is left to send.
    pub fn is_unused(&self) -> bool {
        (self.is(Phase::Idle) || self.is(Phase::Silent)) && self.stalled.load(Relaxed) == 0
    }

    /// Whether the head of a request is coming.
    pub fn is_at_a_head(&self) -> bool {
        self.is(Phase::Head)
    }

    /// Whether something took too long; a reader that takes nothing is to be reset.
    pub fn is_overdue(&self) -> bool {
        let now = self.watch.now();
        let stalled = self.stalled.load(Relaxed);
        if stalled != 0 && now - (stalled - 1) > STALL_TIMEOUT {
            self.give_up();
            return true;
        }
        let limit = match self.phase.load(Relaxed) {
            phase if phase == Phase::Silent as u8 || phase == Phase::Head as u8 => HEAD_TIMEOUT,
            phase if phase == Phase::Idle as u8 => IDLE_TIMEOUT,
            phase if phase == Phase::Lingering as u8 => LINGER_TIMEOUT,
            _ => return false,
        };
        stalled == 0 && now - self.since.load(Relaxed) > limit
    }

    /// How willingly the connection is given up: first one that never asked for anything, then one that
    /// waits for its next request, then one at its head, the oldest of each; then the one whose reader
    /// stalls longest; none whose answer is under way.
    pub fn worth(&self) -> Option<Worth> {
        let order = self.order.load(Relaxed);
        match self.stalled.load(Relaxed) {
            0 if self.is(Phase::Answering) => None,
            0 if !self.asked.load(Relaxed) => Some((0, order)),
            0 if self.is(Phase::Head) => Some((2, order)),
            0 => Some((1, order)),
            stalled => Some((3, stalled.into())),
        }
    }
}

/// A request being answered. Goes with the body of the answer.
#[derive(Debug)]
pub struct Answering(Arc<Pulse>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.order.store(self.0.watch.next(), Relaxed);
        self.0.enter(Phase::Idle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulse() -> (Arc<Watch>, Arc<Pulse>) {
        let watch = Arc::new(Watch::default());
        (Arc::clone(&watch), Arc::new(Pulse::new(watch)))
    }

    fn pass(watch: &Watch, seconds: u32) {
        (0..ticks(seconds)).for_each(|_| watch.tick());
    }

    #[test]
    fn a_silent_client_and_a_slow_head_have_ten_seconds_together() {
        let (watch, pulse) = pulse();
        pass(&watch, 9);
        assert!(!pulse.is_overdue());
        assert!(pulse.heard());
        pass(&watch, 2);
        assert!(pulse.is_overdue(), "a first byte after nine seconds buys no more");
    }

    #[test]
    fn an_answer_takes_its_time_and_the_next_head_has_its_own() {
        let (watch, pulse) = pulse();
        let answering = pulse.answering();
        pass(&watch, 60);
        assert!(!pulse.is_overdue() && pulse.worth().is_none());
        drop(answering);
        pass(&watch, 12);
        assert!(!pulse.is_overdue() && pulse.is_unused());
        assert!(pulse.heard());
        pass(&watch, 9);
        assert!(!pulse.is_overdue());
        pass(&watch, 2);
        assert!(pulse.is_overdue());
    }

    #[test]
    fn a_reader_that_takes_nothing_is_reset_and_one_that_takes_a_little_is_not() {
        let (watch, pulse) = pulse();
        let _answering = pulse.answering();
        pulse.waits();
        pass(&watch, 29);
        pulse.wrote();
        pulse.waits();
        pass(&watch, 29);
        assert!(!pulse.is_overdue());
        pass(&watch, 2);
        assert!(pulse.is_overdue() && pulse.is_to_be_reset());
    }

    #[test]
    fn whoever_never_asked_goes_before_whoever_did_and_the_oldest_first() {
        let watch = Arc::new(Watch::default());
        let new = || Arc::new(Pulse::new(Arc::clone(&watch)));
        let used = new();
        let (silent, head, busy, used_again) = (new(), new(), new(), new());
        head.heard();
        let _answering = busy.answering();
        drop(used_again.answering());
        drop(used.answering());
        let mut worths = [&used, &silent, &head, &busy, &used_again].map(|pulse| pulse.worth());
        worths.sort_unstable();
        let expected = [&busy, &silent, &head, &used_again, &used].map(|pulse| pulse.worth());
        assert_eq!((worths, expected[0]), (expected, None));
    }
}
