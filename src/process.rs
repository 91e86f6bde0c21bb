//! What the operating system says of this process: time, memory, files. Times and memory are read from `/proc`, so
//! that on a system without it there is nothing rather than a guess.

use std::fs;
use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What the process takes of the machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usage {
    /// Seconds of processor time, of all threads, in user and kernel mode.
    pub cpu_seconds: f64,
    /// Bytes of memory that are resident.
    pub resident_bytes: u64,
    pub open_files: u64,
    pub threads: u64,
}

/// Ticks in a second, as `/proc` counts processor time: what Linux shows to programs is fixed at 100.
const TICKS_PER_SECOND: f64 = 100.0;

/// What the process takes at this moment; nothing where the system does not say.
pub fn usage() -> Option<Usage> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let number = |name: &str| status_number(&status, name);
    Some(Usage {
        cpu_seconds: cpu_seconds(&fs::read_to_string("/proc/self/stat").ok()?)?,
        resident_bytes: number("VmRSS:")? * 1024,
        // The folder that is being read is one of them.
        open_files: (fs::read_dir("/proc/self/fd").ok()?.count() as u64).saturating_sub(1),
        threads: number("Threads:")?,
    })
}

/// How many files the process may hold open; nothing where there is no limit.
pub fn open_files_max() -> Option<u64> {
    getrlimit(Resource::Nofile).current
}

/// Lets the process hold as many files open as it is allowed to: each connection is one.
pub fn raise_open_files_max() -> io::Result<()> {
    let maximum = getrlimit(Resource::Nofile).maximum;
    Ok(setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?)
}

fn status_number(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The fields of user and kernel time (14 and 15) of a `stat` line; its second field, the name, may hold
/// spaces and ends at the last bracket.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u32>().ok().map(f64::from);
    Some((ticks()? + ticks()?) / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_and_brackets_moves_no_field() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 3 0 9 9 9";
        assert_eq!(cpu_seconds(stat), Some(3.0));
    }

    #[test]
    fn this_process_takes_something() {
        let usage = usage().expect("Linux");
        assert!(usage.resident_bytes > 1024 * 1024 && usage.open_files > 2 && usage.threads > 0);
        assert!(open_files_max().is_none_or(|most| most >= usage.open_files));
    }
}
