//! The commands about seeds: `check`, `build`, `audit` and `publish`. Each reads them first and stops if they are
//! wrong.

use std::fmt::Display;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gyeongsan::clock::Clock;
use gyeongsan::domain::{ChangeKind, Kind, Source};
use gyeongsan::seeds::{self, Articles, Changes, News, RecordChange, SeedSource, Seeds};
use gyeongsan::store;
use gyeongsan::wording::{change_label, kind_counter, kind_label};

use super::args::{CommandError, SeedArgs, say};

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
    /// 원문 폴더. 파일 이름은 출처의 주소 이름에 .txt를 붙인 것입니다 (UTF-8)
    #[arg(long, value_name = "폴더")]
    articles: PathBuf,
}

#[derive(Debug, Args)]
pub struct PublishArgs {
    /// 자료 폴더. 새 판은 이 폴더의 editions/에 적습니다
    #[arg(long, value_name = "폴더", env = "GYEONGSAN_SEEDS", default_value = "seeds")]
    seeds: PathBuf,
    /// 이번 판에서 무엇이 왜 달라졌는지 적는 한 줄
    #[arg(long, value_name = "글")]
    note: String,
    /// 원문 폴더. 적으면 기록이 원문과 모두 맞을 때만 발행합니다
    #[arg(long, value_name = "폴더")]
    articles: Option<PathBuf>,
}

/// Shows every mistake of the seeds, or what they hold.
pub fn check(args: &SeedArgs) -> Result<ExitCode, CommandError> {
    let seeds = Seeds::read(&args.source())?;
    let kinds = Kind::ALL.iter().map(|kind| {
        let count = seeds.entities.iter().filter(|entity| entity.kind() == *kind).count();
        format!("{} {count}{}", kind_label(*kind), kind_counter(*kind))
    });
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let plans = seeds.facts.iter().filter(|fact| fact.is_plan()).count();
    let (sources, facts, terms) = (seeds.sources.len(), seeds.facts.len(), seeds.terms.len());
    say("오류가 없습니다.")?;
    say(format!("  출처 {sources}건, 기록 {facts}건(계획 {plans}건), 용어 {terms}개"))?;
    say(format!("  {kinds}"))?;
    say(format!("  확인값 {}", seeds.digest))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a database to keep.
#[tokio::main(flavor = "current_thread")]
pub async fn build(args: &BuildArgs) -> Result<ExitCode, CommandError> {
    let seeds = Seeds::read(&args.seeds.source())?;
    store::build_file(&seeds, &args.out).await?;
    say(format!("데이터베이스를 만들었습니다: {}", args.out.display()))?;
    say(format!("  기록 {}건, 확인값 {}", seeds.facts.len(), seeds.digest))?;
    Ok(ExitCode::SUCCESS)
}

/// Checks the seeds against the texts at hand.
pub fn audit(args: &AuditArgs) -> Result<ExitCode, CommandError> {
    let seeds = Seeds::read(&args.seeds.source())?;
    let audit = seeds::audit(&seeds, Articles::read(&args.articles, &seeds.sources)?);
    say(&audit)?;
    Ok(if audit.faults() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes what changed since the last edition as a new one.
pub fn publish(args: &PublishArgs) -> Result<ExitCode, CommandError> {
    let note = args.note.trim();
    if note.is_empty() || note.chars().any(char::is_control) {
        return Err(refused("--note에 무엇이 왜 달라졌는지 한 줄로 적으세요."));
    }
    let seeds = Seeds::read(&SeedSource::Folder(args.seeds.clone()))?;
    if let Some(folder) = &args.articles {
        let articles = Articles::read(folder, &seeds.sources).map_err(|error| refused(&error))?;
        let faults = seeds::audit(&seeds, articles).faults();
        if faults > 0 {
            return Err(refused(format!(
                "원문과 다른 곳이 {faults}곳 있습니다. audit으로 확인하세요."
            )));
        }
    }
    let published = seeds::publish(&seeds, &args.seeds, note, Clock::Seoul.today())?;
    let (number, path) = (published.number, published.path.display());
    say(format!("제{number}판을 발행했습니다: {path}"))?;
    for line in [changes_line(&published.changes), news_line(&published.news)] {
        if !line.is_empty() {
            say(format!("  {line}"))?;
        }
    }
    let is_added = |source: &&RecordChange<&Source>| source.change == ChangeKind::Added;
    let added = published.changes.sources.iter().filter(is_added);
    let added: Vec<&str> = added.map(|source| source.record.slug.as_str()).collect();
    if !added.is_empty() {
        say(format!("  새 출처: {}", added.join(", ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(why: impl Display) -> CommandError {
    format!("발행하지 않았습니다. {why}").into()
}

/// What entities of every kind are called together.
const ENTITIES: &str = "산업·사업·기관";

/// How many records of each kind an edition adds, changes and withdraws; zeros are left out.
fn changes_line(changes: &Changes<'_>) -> String {
    let sources = changes.sources.iter().map(|source| ("출처", source.change));
    let facts = changes.facts.iter().map(|fact| ("기록", fact.change));
    let entities = changes.entities.iter().map(|entity| (ENTITIES, entity.change));
    let all: Vec<(&str, ChangeKind)> = sources.chain(facts).chain(entities).collect();
    let mut parts = Vec::new();
    for what in ["출처", "기록", ENTITIES] {
        for kind in ChangeKind::ALL {
            let count = all.iter().filter(|one| **one == (what, *kind)).count();
            if count > 0 {
                parts.push(format!("{} {what} {count}건", change_label(*kind)));
            }
        }
    }
    parts.join(", ")
}

/// What an edition knows that the one before it did not.
fn news_line(news: &News) -> String {
    let parts = [
        (news.resolved, "그 뒤를 확인한 계획"),
        (news.sharpened, "더 정확해진 기록"),
        (news.disputed, "출처마다 다른 기록"),
    ];
    let known = parts.into_iter().filter(|(count, _)| *count > 0);
    known.map(|(count, what)| format!("{what} {count}건")).collect::<Vec<_>>().join(", ")
}
