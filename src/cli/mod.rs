//! The command line: what to do, with which seeds, and the exit code. Everything it does is a library call; the only
//! thing it refuses itself is a wrong command.

mod args;
mod draft;
mod export;
mod logs;
mod seeds;
mod serve;
mod supervisor;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use gyeongsan::live::LoadError;
use gyeongsan::seeds::Mistakes;

use self::args::{CommandError, SeedArgs};
use self::draft::DraftArgs;
use self::export::ExportArgs;
use self::seeds::{AuditArgs, BuildArgs, PublishArgs};
use self::serve::ServeArgs;

/// 2018년 경산의 계획이 그 뒤 어떻게 되었는지 출처와 함께 보여 주는 사이트
///
/// 명령을 쓰지 않으면 사이트를 엽니다(serve).
#[derive(Debug, Parser)]
#[command(name = "gyeongsan", version, args_conflicts_with_subcommands = true)]
#[command(disable_help_subcommand = true, disable_version_flag = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
    /// 프로그램의 버전을 보여 줍니다
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 사이트를 엽니다(기본)
    Serve(ServeArgs),
    /// 자료의 오류를 모두 찾습니다
    Check(SeedArgs),
    /// 기록을 원문과 대조합니다
    Audit(AuditArgs),
    /// 새 출처의 초안을 만듭니다
    Draft(DraftArgs),
    /// 변경을 새 판으로 발행합니다
    Publish(PublishArgs),
    /// 데이터베이스 파일을 만듭니다
    Build(BuildArgs),
    /// 사이트를 파일로 내보냅니다
    Export(ExportArgs),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let matches = in_korean(Cli::command()).try_get_matches();
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let _ = writeln!(io::stderr(), "오류: {}", wrong_arguments(&error));
            return ExitCode::from(2);
        }
        Err(help) => {
            let help = help.render();
            let styled = io::stdout().is_terminal();
            let help = if styled { help.ansi().to_string() } else { help.to_string() };
            // A reader who has closed the output needs no help.
            let _ = write!(io::stdout(), "{}", translated(help));
            return ExitCode::SUCCESS;
        }
    };
    let result = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => serve::serve(&args),
        Command::Check(args) => seeds::check(&args),
        Command::Build(args) => seeds::build(&args),
        Command::Audit(args) => seeds::audit(&args),
        Command::Draft(args) => draft::draft(&args),
        Command::Publish(args) => seeds::publish(&args),
        Command::Export(args) => export::export(&args),
    };
    result.unwrap_or_else(|failure| {
        report(&failure);
        ExitCode::FAILURE
    })
}

/// Reports the error that ended a command.
fn report(failure: &CommandError) {
    // A reader who has closed the output (`| head`) needs no message about it.
    let left = failure.downcast_ref::<io::Error>();
    if left.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return;
    }
    let mistakes = match failure.downcast_ref::<LoadError>() {
        Some(LoadError::Seeds(mistakes)) => Some(mistakes),
        _ => failure.downcast_ref::<Mistakes>(),
    };
    let message = match mistakes {
        Some(mistakes) => mistakes.draw(io::stderr().is_terminal()),
        None => format!("오류: {failure}"),
    };
    // With standard error gone there is no one left to tell.
    let _ = writeln!(io::stderr(), "{message}");
}

/// A command and its subcommands, with the Korean for what clap adds to their help.
fn in_korean(command: clap::Command) -> clap::Command {
    let help = clap::Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command
        .disable_help_flag(true)
        .arg(help.help("도움말을 보여 줍니다"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "인자" } else { "옵션" };
            arg.help_heading(heading)
        })
        .help_template("{about-with-newline}\n사용법: {usage}\n\n{all-args}")
        .subcommand_help_heading("명령")
        .subcommand_value_name("명령")
        .mut_subcommands(in_korean)
}

/// Help with the Korean for the words that clap writes itself and lets nobody choose.
fn translated(help: String) -> String {
    let words = [
        ("[OPTIONS]", "[옵션]"),
        ("[env:", "[환경 변수:"),
        ("[default: ", "[기본: "),
        ("[possible values: ", "[쓸 수 있는 값: "),
        ("Possible values:", "쓸 수 있는 값:"),
    ];
    words.into_iter().fold(help, |help, (theirs, ours)| help.replace(theirs, ours))
}

/// What is wrong with the arguments, in a sentence.
fn wrong_arguments(error: &clap::Error) -> String {
    let named = |kind| error.get(kind).map_or_else(String::new, ToString::to_string);
    let (argument, value) = (named(ContextKind::InvalidArg), named(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("{argument}: 이런 옵션은 없습니다."),
        ErrorKind::InvalidSubcommand => {
            format!("{}: 이런 명령은 없습니다.", named(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("{argument}: 꼭 적어야 합니다."),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument}: 값이 빠졌습니다."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument}: '{value}' 값은 쓸 수 없습니다.")
        }
        _ => "명령을 이해하지 못했습니다.".to_owned(),
    };
    format!("{what} 사용법은 gyeongsan --help로 볼 수 있습니다.")
}
