//! The command `export`: the whole site as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gyeongsan::clock::Clock;
use gyeongsan::export;
use gyeongsan::live::Loader;
use gyeongsan::wording::{count_text, day_text};

use super::args::{CommandError, SiteArgs, SourceArgs, say};

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// 내보낼 폴더. 없거나 비었거나 전에 내보낸 폴더여야 합니다
    #[arg(value_name = "폴더")]
    folder: PathBuf,
    #[command(flatten)]
    site: SiteArgs,
}

/// The address of the site unless the operator gives another.
const OWN_URL: &str = "http://127.0.0.1:8080";

/// Writes the whole site as files.
#[tokio::main]
pub async fn export(args: &ExportArgs) -> Result<ExitCode, CommandError> {
    let clock = Clock::Seoul;
    let loader =
        Loader { source: args.source.source()?, config: args.site.config(OWN_URL)?, clock };
    let (snapshot, today) = (loader.load().await?, clock.today());
    let done = export::export(snapshot, today, &args.folder).await?;
    say(format!("사이트를 내보냈습니다: {}", args.folder.display()))?;
    say(format!(
        "  주소 {}개, 파일 {}개, {}MiB, {} 기준",
        count_text(done.addresses),
        count_text(done.files),
        count_text(usize::try_from(done.bytes / (1024 * 1024))?),
        day_text(today)
    ))?;
    Ok(ExitCode::SUCCESS)
}
