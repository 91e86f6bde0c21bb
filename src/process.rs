//! What the operating system reports about this process: time, memory, files. Memory and threads are read from
//! `/proc`; a system without it reports nothing rather than a guess.

use std::fs;
use std::io;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// The resources that the process uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usage {
    /// Seconds of processor time, of all threads, in user and kernel mode.
    pub cpu_seconds: f64,
    /// Resident memory in bytes.
    pub resident_bytes: u64,
    pub open_files: u64,
    pub threads: u64,
}

/// The resources that the process uses at this moment; `None` where the system does not report them.
pub fn usage() -> Option<Usage> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let number = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let cpu = Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).ok()?;
    Some(Usage {
        cpu_seconds: cpu.as_secs_f64(),
        resident_bytes: number("VmRSS:")? * 1024,
        // Reading the folder itself opens one file.
        open_files: (fs::read_dir("/proc/self/fd").ok()?.count() as u64).saturating_sub(1),
        threads: number("Threads:")?,
    })
}

/// How many files the process may hold open; `None` where there is no limit.
pub fn open_files_max() -> Option<u64> {
    getrlimit(Resource::Nofile).current
}

/// Raises the limit on open files as far as the system allows, because each connection is one.
pub fn raise_open_files_max() -> io::Result<()> {
    let maximum = getrlimit(Resource::Nofile).maximum;
    Ok(setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_takes_something() {
        let usage = usage().expect("Linux");
        assert!(usage.cpu_seconds > 0.0);
        assert!(usage.resident_bytes > 1024 * 1024 && usage.open_files > 2 && usage.threads > 0);
        assert!(open_files_max().is_none_or(|most| most >= usage.open_files));
    }
}
