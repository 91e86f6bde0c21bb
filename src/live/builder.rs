//! Building a database in a process of its own, so that the memory it takes goes when it ends, and what befalls
//! it befalls nothing else. Knows how to start that process; what it does is the command `build`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use tokio::process::Command;

use crate::seeds::SeedSource;

/// This program, as it was started: another file may have its name by now.
const OWN: &str = "/proc/self/exe";

/// What a supervisor tells the server alone.
const OF_THE_SERVER: [&str; 6] = [
    "NOTIFY_SOCKET",
    "WATCHDOG_PID",
    "WATCHDOG_USEC",
    "LISTEN_PID",
    "LISTEN_FDS",
    "LISTEN_FDNAMES",
];

/// The greatest willingness to be killed for want of memory (`proc_pid_oom_score_adj(5)`).
const FIRST_TO_GO: &str = "1000";

/// A program that has the command `build`.
#[derive(Debug, Clone)]
pub struct Builder {
    program: PathBuf,
}

impl Builder {
    /// The program of that path.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// This very program.
    #[must_use]
    pub fn own() -> Self {
        Self::new(OWN)
    }

    /// Builds the database of the seeds at `path` unless it is there; says how the process ended, or
    /// nothing where none could be started. It says nothing itself, and ends with whoever waits for it.
    pub async fn build(&self, seeds: &SeedSource, path: &Path) -> Option<ExitStatus> {
        let mut command = Command::new(&self.program);
        command.arg0("gyeongsan").arg("build").arg("--database").arg(path);
        if let SeedSource::Folder(folder) = seeds {
            command.arg("--seeds").arg(folder);
        }
        for name in OF_THE_SERVER {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let ended = match command.kill_on_drop(true).spawn() {
            Ok(mut process) => {
                // Between it and a server full of kept pages the kernel would choose the larger one. Where the
                // kernel is not to be told, it chooses.
                if let Some(id) = process.id() {
                    let _ = fs::write(format!("/proc/{id}/oom_score_adj"), FIRST_TO_GO);
                }
                process.wait().await
            }
            Err(error) => Err(error),
        };
        ended.inspect_err(|error| tracing::warn!(%error, "no process of its own to build in")).ok()
    }
}
