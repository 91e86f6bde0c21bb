//! The log, which goes to standard error, for people or for programs. Its callers decide what it says; it never holds
//! the address of a reader, nor the text of a search together with one.

use std::env::{self, VarError};
use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::args::CommandError;

/// The format of the log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogFormat {
    /// 사람이 읽는 글
    Text,
    /// 한 줄에 하나씩인 JSON
    Json,
}

/// The environment variable that sets how much is logged: a level for all, or one for each target.
const VARIABLE: &str = "RUST_LOG";

/// Sets up the log.
pub fn init(format: LogFormat) -> Result<(), CommandError> {
    let layer = fmt::layer().with_writer(io::stderr);
    let log = tracing_subscriber::registry().with(levels()?);
    match format {
        LogFormat::Text => log.with(layer.with_ansi(io::stderr().is_terminal())).init(),
        LogFormat::Json => log.with(layer.json().flatten_event(true)).init(),
    }
    Ok(())
}

/// The levels that the environment asks for; `info` for what it does not name.
fn levels() -> Result<Targets, CommandError> {
    let asked = match env::var(VARIABLE) {
        Ok(asked) if !asked.is_empty() => format!("info,{asked}"),
        Ok(_) | Err(VarError::NotPresent) => "info".to_owned(),
        Err(error) => return Err(format!("{VARIABLE}: {error}").into()),
    };
    asked.parse().map_err(|error| {
        format!("{VARIABLE}: {error}. debug나 info,sqlx=debug처럼 적으세요.").into()
    })
}
