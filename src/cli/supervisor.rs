//! What is told to systemd, or to nobody when it did not start the process: that the site is ready,
//! reloads or stops, and that the process still runs what it is to run.

use std::time::Duration;

use sd_notify::NotifyState;

/// Tells of a change of state. Nobody may listen, and a supervisor that is gone is no reason to stop.
pub fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the supervisor could not be told");
    }
}

/// Another edition is being loaded; `Ready` is to follow.
pub fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        Err(error) => tracing::warn!(%error, "no monotonic time"),
    }
}

/// Says as often as the supervisor wants to hear it that the process is well, for ever. It does not get to
/// say so when its tasks no longer run.
pub async fn watchdog() {
    let Some(patience) = sd_notify::watchdog_enabled() else {
        return std::future::pending().await;
    };
    loop {
        tell(&[NotifyState::Watchdog]);
        tokio::time::sleep((patience / 2).max(Duration::from_millis(10))).await;
    }
}
