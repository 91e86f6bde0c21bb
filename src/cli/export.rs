//! The command `export`: the whole site as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gyeongsan::clock::Clock;
use gyeongsan::export;
use gyeongsan::progress::Progress;
use gyeongsan::seeds::Origin;
use gyeongsan::snapshot::Snapshot;

use super::{BuildArgs, Failure, place, say};

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    build: BuildArgs,
    /// 내보낼 폴더. 없거나 비었거나 전에 내보낸 폴더여야 합니다
    #[arg(value_name = "폴더")]
    folder: PathBuf,
    /// 사이트의 바깥 주소. 인용문과 절대 주소에 씁니다
    #[arg(
        long,
        value_name = "주소",
        env = "GYEONGSAN_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: String,
    /// 바로잡을 곳을 알리는 전자우편 주소. 적지 않으면 연락처가 없다고 안내합니다
    #[arg(long, value_name = "전자우편", env = "GYEONGSAN_CONTACT")]
    contact: Option<String>,
}

/// Writes the whole site as files.
#[tokio::main]
pub async fn export(args: &ExportArgs) -> Result<ExitCode, Failure> {
    let place = place(&args.public_url, args.contact.as_deref())?;
    let progress = Progress::on_terminal();
    let source = args.build.seeds.source();
    let seeds = Origin::from(&source).showing(&progress);
    let (snapshot, _) = Snapshot::open(seeds, &args.build.database, place).await?;
    let today = Clock::Seoul.today();
    let done = export::export(snapshot, today, &args.folder, &progress).await?;
    say(format!("내보냈습니다: {}", args.folder.display()))?;
    say(format!(
        "  주소 {}개, 파일 {}개, {} MiB, {today} 기준",
        done.addresses,
        done.files,
        done.bytes / (1024 * 1024)
    ))?;
    Ok(ExitCode::SUCCESS)
}
