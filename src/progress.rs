//! How far a long command has come, with rate and time left, on a terminal; nothing anywhere else. Knows
//! nothing of what is being done.

use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line on standard error that is drawn over and over. Copies share the line.
#[derive(Debug, Clone)]
pub struct Progress {
    bar: Arc<ProgressBar>,
}

/// How often what has no measure is drawn anew.
const TICK: Duration = Duration::from_millis(200);

impl Progress {
    /// Shown if standard error is a terminal.
    pub fn on_terminal() -> Self {
        Self { bar: Arc::new(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())) }
    }

    /// Shown nowhere.
    pub fn hidden() -> Self {
        Self { bar: Arc::new(ProgressBar::hidden()) }
    }

    /// Whether nobody sees it.
    pub fn is_hidden(&self) -> bool {
        self.bar.is_hidden()
    }

    /// Begins something that is counted in records.
    pub fn begin(&self, what: &'static str, total: u64) {
        self.show(what, total, "{msg} {wide_bar} {human_pos}/{human_len}건 {per_sec}, {eta} 남음");
    }

    /// Begins something that is counted in bytes.
    pub fn begin_bytes(&self, what: &'static str, total: u64) {
        self.show(
            what,
            total,
            "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec}, {eta} 남음",
        );
    }

    /// Begins something of which nobody knows how long it takes.
    pub fn begin_unmeasured(&self, what: &'static str) {
        self.show(what, 0, "{spinner} {msg} {elapsed}");
        self.bar.enable_steady_tick(TICK);
    }

    fn show(&self, what: &'static str, total: u64, template: &str) {
        self.bar.reset();
        self.bar.set_length(total);
        self.bar.set_message(what);
        // The templates above are right; a bar without one is still a bar.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }

    /// So much more is done.
    pub fn advance(&self, more: u64) {
        self.bar.inc(more);
    }

    /// All is done: the line goes.
    pub fn end(&self) {
        self.bar.disable_steady_tick();
        self.bar.finish_and_clear();
    }
}
