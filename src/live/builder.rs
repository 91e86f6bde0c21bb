//! Building a database in a process of its own, so that the memory it takes goes when it ends, and what befalls
//! it befalls nothing else. Knows how to start that process; what it does is the command `build`.

use std::fs;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use tokio::io::{AsyncReadExt, copy, sink};
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

/// Bytes of what the process says that are listened to.
const SAID: u64 = 1000;

/// A program that has the command `build`.
#[derive(Debug, Clone)]
pub struct Builder {
    program: PathBuf,
}

/// What became of a build.
#[derive(Debug)]
pub enum Ended {
    /// The database is there, of the seeds as they were then.
    Built,
    /// It is not, and this is what the program said.
    Failed(String),
    /// A signal of this number ended the process.
    Killed(i32),
    /// There was no process.
    NotBegun,
}

impl Builder {
    /// The program of that path.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// This very program.
    pub fn own() -> Self {
        Self::new(OWN)
    }

    /// Builds the database of the seeds at `path` unless it is there. The process ends when nobody waits for this
    /// any more, and of signals to the server and its group it knows nothing.
    pub async fn build(&self, seeds: &SeedSource, path: &Path) -> Ended {
        let mut command = Command::new(&self.program);
        command.arg0("gyeongsan").arg("build").arg("--database").arg(path);
        if let SeedSource::Folder(folder) = seeds {
            command.arg("--seeds").arg(folder);
        }
        for name in OF_THE_SERVER {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).process_group(0).kill_on_drop(true);
        match run(command).await {
            Ok((status, _)) if status.success() => Ended::Built,
            Ok((status, said)) => {
                tracing::warn!(%status, "the process that built the database failed");
                status.signal().map_or(Ended::Failed(said), Ended::Killed)
            }
            Err(error) => {
                tracing::warn!(%error, "no process of its own to build the database in");
                Ended::NotBegun
            }
        }
    }
}

/// Runs a command, and gives how it ended and how what it said began.
async fn run(mut command: Command) -> io::Result<(ExitStatus, String)> {
    let mut process = command.stderr(Stdio::piped()).spawn()?;
    if let Some(id) = process.id() {
        // Between it and a server full of kept pages the kernel would choose the larger one. Where the kernel is
        // not to be told, it chooses.
        let _ = fs::write(format!("/proc/{id}/oom_score_adj"), FIRST_TO_GO);
    }
    let mut said = Vec::new();
    if let Some(mut told) = process.stderr.take() {
        (&mut told).take(SAID).read_to_end(&mut said).await?;
        // Who is not listened to any more must not wait for that.
        copy(&mut told, &mut sink()).await?;
    }
    let status = process.wait().await?;
    Ok((status, String::from_utf8_lossy(&said).trim().to_owned()))
}
