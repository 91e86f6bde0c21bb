//! What is told to systemd, or to nobody when it did not start the process: that the site is ready,
//! reloads or stops, and that the process still runs what it is to run.

use std::time::Duration;

use sd_notify::NotifyState;

/// Nobody may listen, and a supervisor that is gone is no reason to stop.
fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the supervisor could not be told");
    }
}

/// Requests are answered from now on.
pub fn ready() {
    tell(&[NotifyState::Ready]);
}

/// Another edition is being loaded; [`ready`] is to follow.
pub fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        Err(error) => tracing::warn!(%error, "no monotonic time"),
    }
}

/// The last requests are being answered.
pub fn stopping() {
    tell(&[NotifyState::Stopping]);
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
