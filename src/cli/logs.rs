//! The log, which goes to standard error, for people or for programs. Its callers decide what it says; it never holds
//! the address of a reader, nor the text of a search together with one.

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// The format of the log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogFormat {
    /// 사람이 읽는 글
    Text,
    /// 한 줄에 하나씩인 JSON
    Json,
}

/// Begins to log; `RUST_LOG` sets how much.
pub fn init(format: LogFormat) {
    let filter =
        EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}
