//! The program `gyeongsan`: it runs the command that its arguments name.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
