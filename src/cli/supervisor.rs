//! Tells systemd, if it started the process, that the site is ready, reloads or stops, and that the process still
//! does its work.

use std::time::Duration;

use sd_notify::NotifyState;

/// Tells of a change of state. A supervisor that does not listen or is gone is no reason to stop.
pub fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the supervisor could not be told");
    }
}

/// Tells that new data is being loaded; `Ready` must follow.
pub fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        Err(error) => tracing::warn!(%error, "no monotonic time"),
    }
}

/// Tells the supervisor, for ever and as often as it wants to hear it, that the process is well. When the process no
/// longer runs its tasks, this one does not run either, and the supervisor notices.
pub async fn watchdog() {
    let Some(patience) = sd_notify::watchdog_enabled() else {
        return std::future::pending().await;
    };
    loop {
        tell(&[NotifyState::Watchdog]);
        tokio::time::sleep((patience / 2).max(Duration::from_millis(10))).await;
    }
}
