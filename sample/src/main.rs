//! The command line of the sample: the number of facts and the folder.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// 지어낸 기록으로 시험용 시드 폴더를 만듭니다
#[derive(Debug, Parser)]
#[command(name = "sample")]
struct Cli {
    /// 기록 수
    #[arg(long, value_name = "수", value_parser = clap::value_parser!(u32).range(1..=i64::from(sample::MOST)))]
    facts: u32,
    /// 시드를 쓸 폴더. 비어 있거나 아직 없어야 합니다
    #[arg(long, value_name = "폴더")]
    out: PathBuf,
    /// 같은 수를 주면 같은 시드가 나옵니다
    #[arg(long, value_name = "수", default_value_t = 2018)]
    seed: u64,
}

fn main() -> io::Result<ExitCode> {
    let Cli { facts, out, seed } = Cli::parse();
    if let Err(error) = sample::write(&out, facts, seed) {
        writeln!(io::stderr(), "오류: {error}")?;
        return Ok(ExitCode::FAILURE);
    }
    writeln!(io::stdout(), "지어낸 기록 {facts}건을 썼습니다: {}", out.display())?;
    Ok(ExitCode::SUCCESS)
}
