//! The command line: what to do, with which seeds, and the exit code. Everything it does is a library
//! call; it refuses nothing but a wrong command.

mod export;
mod logs;
mod seeds;
mod serve;
mod supervisor;

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use gyeongsan::pages::SiteConfig;
use gyeongsan::seeds::{Mistakes, SeedSource};
use gyeongsan::store::StoreError;

use self::export::ExportArgs;
use self::seeds::{AuditArgs, PublishArgs};
use self::serve::ServeArgs;

/// 경산 정책기록: 신문 기사 한 편을 사실로 정리해 보여 주는 읽기 전용 사이트
///
/// 명령을 적지 않으면 serve를 실행합니다.
#[derive(Debug, Parser)]
#[command(name = "gyeongsan", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 사이트를 엽니다 (기본 명령)
    Serve(ServeArgs),
    /// 시드를 읽고 잘못된 곳을 모두 보여 줍니다
    Check(SeedArgs),
    /// 시드로 데이터베이스 파일을 만듭니다
    Build(BuildArgs),
    /// 시드의 기록을 기사 원문과 하나하나 맞추어 봅니다
    Audit(AuditArgs),
    /// 마지막 판 뒤에 바뀐 것을 새 판으로 발행합니다
    Publish(PublishArgs),
    /// 사이트 전체를 파일로 내보냅니다
    Export(ExportArgs),
}

#[derive(Debug, Args)]
struct SeedArgs {
    /// 시드 폴더. 적지 않으면 프로그램에 내장된 시드를 씁니다
    #[arg(long, value_name = "폴더", env = "GYEONGSAN_SEEDS")]
    seeds: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct BuildArgs {
    #[command(flatten)]
    seeds: SeedArgs,
    /// 데이터베이스 파일. 시드에서 만든 것이라 지워도 다시 만들어집니다
    #[arg(
        long,
        value_name = "파일",
        env = "GYEONGSAN_DATABASE",
        default_value = "gyeongsan.sqlite"
    )]
    database: PathBuf,
}

/// What ends a command, in words for the person at the terminal.
type Failure = Box<dyn std::error::Error>;

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => serve::serve(&args),
        Command::Check(args) => seeds::check(&args),
        Command::Build(args) => seeds::build(&args),
        Command::Audit(args) => seeds::audit(&args),
        Command::Publish(args) => seeds::publish(&args),
        Command::Export(args) => export::export(&args),
    };
    result.unwrap_or_else(|failure| {
        // Whoever read our output and left (`| head`) needs no message about it.
        let left = failure.downcast_ref::<io::Error>();
        if left.is_none_or(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            let mistakes = match failure.downcast_ref::<StoreError>() {
                Some(StoreError::Seeds(mistakes)) => Some(mistakes),
                _ => failure.downcast_ref::<Mistakes>(),
            };
            let message = match mistakes {
                Some(mistakes) => mistakes.draw(io::stderr().is_terminal()),
                None => format!("오류: {failure}"),
            };
            // With standard error gone there is no one left to tell.
            let _ = writeln!(io::stderr(), "{message}");
        }
        ExitCode::FAILURE
    })
}

/// Prints a line; unlike `println!`, an output that is closed or full is an error, not a panic.
fn say(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

/// What an operator said of the place where the site is found.
fn place(public_url: &str, contact: Option<&str>) -> Result<SiteConfig, Failure> {
    let is_web = public_url.starts_with("https://") || public_url.starts_with("http://");
    if !is_web || public_url.contains(char::is_whitespace) {
        return Err("--public-url에는 https://로 시작하는 주소를 적어 주세요.".into());
    }
    if !contact.is_none_or(is_mail) {
        return Err("--contact에는 이름@주소 꼴의 전자우편 주소를 적어 주세요.".into());
    }
    Ok(SiteConfig { public_url: public_url.to_owned(), contact: contact.map(str::to_owned) })
}

fn is_mail(contact: &str) -> bool {
    contact.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !contact.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '&' | '<' | '>'))
}

impl SeedArgs {
    fn source(&self) -> SeedSource {
        self.seeds.clone().map_or(SeedSource::Embedded, SeedSource::Folder)
    }
}
