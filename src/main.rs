//! The program `gyeongsan`: what its command line says, done.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
