//! The command line: what to do, with which seeds, and the exit code. Everything it does is a
//! library call; it refuses nothing but a wrong command.

use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use gyeongsan::clock::Clock;
use gyeongsan::domain::{ChangeKind, Kind, Source};
use gyeongsan::pages::Place;
use gyeongsan::seeds::{self, Mistakes, SeedSource, Seeds};
use gyeongsan::snapshot::Snapshot;
use gyeongsan::store::{self, Built};
use gyeongsan::web::{self, App, Front};
use gyeongsan::wording::{kind_counter, kind_label};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

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

#[derive(Debug, Args)]
struct ServeArgs {
    #[command(flatten)]
    build: BuildArgs,
    /// 사이트를 열 주소와 포트. 포트 0은 빈 포트를 고릅니다
    #[arg(
        long,
        value_name = "주소:포트",
        env = "GYEONGSAN_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    listen: String,
    /// 사이트의 바깥 주소. 인용문과 절대 주소에 씁니다. 적지 않으면 여는 주소를 씁니다
    #[arg(long, value_name = "주소", env = "GYEONGSAN_PUBLIC_URL")]
    public_url: Option<String>,
    /// 바로잡을 곳을 알리는 전자우편 주소. 적지 않으면 연락처가 없다고 안내합니다
    #[arg(long, value_name = "전자우편", env = "GYEONGSAN_CONTACT")]
    contact: Option<String>,
    /// 완성된 페이지를 담아 둘 메모리의 크기(MiB)
    #[arg(long, value_name = "크기", env = "GYEONGSAN_PAGE_CACHE_MB", default_value_t = 64)]
    page_cache_mb: u32,
}

#[derive(Debug, Args)]
struct AuditArgs {
    #[command(flatten)]
    seeds: SeedArgs,
    /// 기사 원문 파일 (UTF-8)
    #[arg(long, value_name = "파일")]
    article: PathBuf,
    /// 맞추어 볼 출처의 주소 이름. 출처가 하나면 적지 않아도 됩니다
    #[arg(long, value_name = "이름")]
    source: Option<String>,
}

#[derive(Debug, Args)]
struct PublishArgs {
    /// 시드 폴더. 새 판은 이 폴더의 editions/에 적습니다
    #[arg(long, value_name = "폴더", env = "GYEONGSAN_SEEDS", default_value = "seeds")]
    seeds: PathBuf,
    /// 이번 판에서 무엇이 왜 바뀌었는지 적는 한 줄
    #[arg(long, value_name = "글")]
    note: String,
}

/// What ends a command, in words for the person at the terminal.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(args) => serve(&args),
        Command::Check(args) => check(&args),
        Command::Build(args) => build(&args),
        Command::Audit(args) => audit(&args),
        Command::Publish(args) => publish(&args),
    };
    result.unwrap_or_else(|failure| {
        // Whoever read our output and left (`| head`) needs no message about it.
        let left = failure.downcast_ref::<io::Error>();
        if left.is_none_or(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            let message = match failure.downcast_ref::<Mistakes>() {
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

impl SeedArgs {
    fn read(&self) -> Result<Seeds, Mistakes> {
        Seeds::read(&self.seeds.clone().map_or(SeedSource::Embedded, SeedSource::Folder))
    }
}

fn check(args: &SeedArgs) -> Result<ExitCode, Failure> {
    let seeds = args.read()?;
    let (sources, facts, terms) = (seeds.sources.len(), seeds.facts.len(), seeds.terms.len());
    let kinds = Kind::ALL.iter().map(|kind| {
        let count = seeds.entities.iter().filter(|entity| entity.kind() == *kind).count();
        format!("{} {count}{}", kind_label(*kind), kind_counter(*kind))
    });
    say("시드에 잘못된 곳이 없습니다.")?;
    say(format!("  출처 {sources}건, 기록 {facts}건, 용어 {terms}개"))?;
    say(format!("  {}", kinds.collect::<Vec<_>>().join(", ")))?;
    say(format!("  지문 {}", seeds.digest))?;
    Ok(ExitCode::SUCCESS)
}

#[tokio::main(flavor = "current_thread")]
async fn build(args: &BuildArgs) -> Result<ExitCode, Failure> {
    let seeds = args.seeds.read()?;
    let (store, built) = store::ensure(&seeds, &args.database).await?;
    store.close().await;
    let path = args.database.display();
    match built {
        Built::Anew => say(format!("데이터베이스를 만들었습니다: {path}"))?,
        Built::Reused => say(format!("데이터베이스가 시드와 같아 그대로 두었습니다: {path}"))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn audit(args: &AuditArgs) -> Result<ExitCode, Failure> {
    let seeds = args.seeds.read()?;
    let source = audited_source(&seeds, args.source.as_deref())?;
    let path = args.article.display();
    let article = fs::read_to_string(&args.article)
        .map_err(|error| format!("기사 원문을 읽을 수 없습니다: {path} ({error})"))?;
    let audit = seeds::audit(&seeds, source, &article);
    say(&audit)?;
    Ok(if audit.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn publish(args: &PublishArgs) -> Result<ExitCode, Failure> {
    let note = args.note.trim();
    if note.is_empty() || note.chars().any(char::is_control) {
        return Err("--note에 이번 판의 설명을 한 줄로 적어 주세요.".into());
    }
    let seeds = Seeds::read(&SeedSource::Folder(args.seeds.clone()))?;
    let (path, changes) = seeds::publish(&seeds, &args.seeds, note, Clock::Seoul.today())?;
    let count = |kind| changes.count(kind);
    say(format!("발행했습니다: {}", path.display()))?;
    say(format!(
        "  더한 것 {}건, 고친 것 {}건, 거둔 것 {}건",
        count(ChangeKind::Added),
        count(ChangeKind::Changed),
        count(ChangeKind::Withdrawn)
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn audited_source<'s>(seeds: &'s Seeds, slug: Option<&str>) -> Result<&'s Source, Failure> {
    let known: Vec<&str> = seeds.sources.iter().map(|source| source.slug.as_str()).collect();
    match (slug, &seeds.sources[..]) {
        (None, [only]) => Ok(only),
        (None, _) => Err(format!("--source로 출처를 골라 주세요: {}", known.join(", ")).into()),
        (Some(slug), sources) => {
            let named = sources.iter().find(|source| source.slug.as_str() == slug);
            let unknown = || format!("출처 '{slug}'가 없습니다. 있는 출처: {}", known.join(", "));
            named.ok_or_else(|| unknown().into())
        }
    }
}

#[tokio::main]
async fn serve(args: &ServeArgs) -> Result<ExitCode, Failure> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::builder()
                .with_default_directive(tracing::level_filters::LevelFilter::INFO.into())
                .from_env_lossy(),
        )
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    let seeds = args.build.seeds.read()?;
    let listener = TcpListener::bind(&args.listen).await.map_err(|error| {
        format!(
            "{}에서 열 수 없습니다 ({error}). 다른 주소를 --listen으로 적어 주세요.",
            args.listen
        )
    })?;
    let own_url = format!("http://{}", listener.local_addr()?);
    let public_url = args.public_url.as_deref().unwrap_or(&own_url);
    let is_web = public_url.starts_with("https://") || public_url.starts_with("http://");
    if !is_web || public_url.contains(char::is_whitespace) {
        return Err("--public-url에는 https://로 시작하는 주소를 적어 주세요.".into());
    }
    let is_mail = |contact: &String| {
        contact.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && !contact.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '&' | '<' | '>'))
    };
    if !args.contact.as_ref().is_none_or(is_mail) {
        return Err("--contact에는 이름@주소 꼴의 전자우편 주소를 적어 주세요.".into());
    }
    let place = Place { public_url: public_url.to_owned(), contact: args.contact.clone() };
    let page_cache = u64::from(args.page_cache_mb) * 1024 * 1024;
    let (snapshot, built) = Snapshot::open(&seeds, &args.build.database, place, page_cache).await?;
    tracing::info!(facts = seeds.facts.len(), digest = seeds.digest, ?built, "snapshot ready");
    drop(seeds);
    say(format!("{own_url}/ 에서 사이트를 열었습니다. 끝내려면 Ctrl+C를 누르세요."))?;
    let snapshot = Arc::new(snapshot);
    let app = App { snapshot: Arc::clone(&snapshot), clock: Clock::Seoul };
    web::serve(listener, Front::new(app), stop_signal()?).await;
    snapshot.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Ends at the first SIGINT or SIGTERM.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
