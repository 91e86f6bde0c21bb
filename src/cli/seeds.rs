//! The commands about seeds: check, build, audit and publish. Each reads them first and stops at what is wrong
//! with them.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gyeongsan::clock::Clock;
use gyeongsan::domain::{ChangeKind, Kind, Source};
use gyeongsan::seeds::{self, SeedSource, Seeds};
use gyeongsan::store;
use gyeongsan::wording::{kind_counter, kind_label};

use super::args::{Failure, SeedArgs, say};

#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    seeds: SeedArgs,
    /// 만들 데이터베이스 파일. serve --database로 엽니다
    #[arg(long, value_name = "파일", env = "GYEONGSAN_OUT")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub struct AuditArgs {
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
pub struct PublishArgs {
    /// 시드 폴더. 새 판은 이 폴더의 editions/에 적습니다
    #[arg(long, value_name = "폴더", env = "GYEONGSAN_SEEDS", default_value = "seeds")]
    seeds: PathBuf,
    /// 이번 판에서 무엇이 왜 바뀌었는지 적는 한 줄
    #[arg(long, value_name = "글")]
    note: String,
}

/// Shows every mistake of the seeds, or what they hold.
pub fn check(args: &SeedArgs) -> Result<ExitCode, Failure> {
    let seeds = Seeds::read(&args.source())?;
    let kinds = Kind::ALL.iter().map(|kind| {
        let count = seeds.entities.iter().filter(|entity| entity.kind() == *kind).count();
        format!("{} {count}{}", kind_label(*kind), kind_counter(*kind))
    });
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let (sources, facts, terms) = (seeds.sources.len(), seeds.facts.len(), seeds.terms.len());
    say("시드에 잘못된 곳이 없습니다.")?;
    say(format!("  출처 {sources}건, 기록 {facts}건, 용어 {terms}개"))?;
    say(format!("  {kinds}"))?;
    say(format!("  지문 {}", seeds.digest))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a database to keep.
#[tokio::main(flavor = "current_thread")]
pub async fn build(args: &BuildArgs) -> Result<ExitCode, Failure> {
    let seeds = Seeds::read(&args.seeds.source())?;
    store::build_file(&seeds, &args.out).await?;
    say(format!("데이터베이스를 만들었습니다: {}", args.out.display()))?;
    say(format!("  기록 {}건, 지문 {}", seeds.facts.len(), seeds.digest))?;
    Ok(ExitCode::SUCCESS)
}

/// Holds the seeds against a copy of the article.
pub fn audit(args: &AuditArgs) -> Result<ExitCode, Failure> {
    let seeds = Seeds::read(&args.seeds.source())?;
    let source = audited_source(&seeds, args.source.as_deref())?;
    let path = args.article.display();
    let article = fs::read_to_string(&args.article)
        .map_err(|error| format!("기사 원문을 읽을 수 없습니다: {path} ({error})"))?;
    let audit = seeds::audit(&seeds, source, &article);
    say(&audit)?;
    Ok(if audit.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes what changed since the last edition as a new one.
pub fn publish(args: &PublishArgs) -> Result<ExitCode, Failure> {
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
