//! The command `draft`: writes the draft of a new source, and moves a completed draft into the seeds.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use gyeongsan::domain::{Edtf, Seen, Slug, SourceKind};
use gyeongsan::seeds::{self, AcceptError, NewSource, SeedSource, Seeds};

use super::args::{CommandError, say};

#[derive(Debug, Args)]
pub struct DraftArgs {
    /// 자료 폴더
    #[arg(long, value_name = "폴더", env = "GYEONGSAN_SEEDS", default_value = "seeds")]
    seeds: PathBuf,
    /// 새 출처의 글이 든 파일 (UTF-8)
    #[arg(long, value_name = "파일", required_unless_present = "accept")]
    article: Option<PathBuf>,
    /// 매체나 펴낸 기관의 이름
    #[arg(long, value_name = "이름", required_unless_present = "accept")]
    publisher: Option<String>,
    /// 나온 날 (2017-12-22, 2017-12, 2017). 모르면 적지 않습니다
    #[arg(long, value_name = "날짜")]
    published: Option<String>,
    /// 나온 날이 글에 적혀 있지 않으면, 어떻게 알았는지
    #[arg(long, value_name = "글")]
    basis: Option<String>,
    /// 글의 제목. 적지 않으면 첫 문단입니다
    #[arg(long, value_name = "글")]
    title: Option<String>,
    /// 글쓴이. 적지 않으면 글에서 찾습니다
    #[arg(long, value_name = "이름")]
    byline: Option<String>,
    /// 원문의 주소
    #[arg(long, value_name = "주소")]
    url: Option<String>,
    /// 출처의 주소 이름. 적지 않으면 매체와 날짜로 짓습니다
    #[arg(long, value_name = "이름")]
    slug: Option<String>,
    /// 출처의 종류: article(기사), release(보도자료), official(기관 자료)
    #[arg(long, value_name = "종류", default_value = "article")]
    kind: String,
    /// 옮겨 쓴 보도자료의 이름
    #[arg(long, value_name = "이름")]
    origin: Option<String>,
    /// 원문을 갖고 있지 않을 글입니다. 확인값과 문단을 적지 않습니다
    #[arg(long)]
    cited: bool,
    /// --cited인 글을 얼마나 읽었는지: whole(전부), beginning(앞부분만)
    #[arg(long, value_name = "만큼", requires = "cited")]
    seen: Option<String>,
    /// 초안을 적을 폴더
    #[arg(long, value_name = "폴더", default_value = "초안")]
    out: PathBuf,
    /// 다 채운 초안의 폴더. 오류가 없으면 자료에 옮깁니다
    #[arg(long, value_name = "폴더", conflicts_with_all = ["article", "publisher", "out"])]
    accept: Option<PathBuf>,
    /// --accept에서 대조할 원문의 폴더. 원문은 이름.txt입니다
    #[arg(long, value_name = "폴더", requires = "accept")]
    articles: Option<PathBuf>,
}

/// Writes a draft, or moves one into the seeds.
pub fn draft(args: &DraftArgs) -> Result<ExitCode, CommandError> {
    match (&args.accept, &args.article, &args.publisher) {
        (Some(folder), _, _) => accept(args, folder),
        (None, Some(article), Some(publisher)) => write(args, article, publisher),
        (None, _, _) => Err("--article과 --publisher를 적으세요.".into()),
    }
}

fn write(args: &DraftArgs, article: &Path, publisher: &str) -> Result<ExitCode, CommandError> {
    let new = args.source(publisher)?;
    let seeds = Seeds::read(&SeedSource::Folder(args.seeds.clone()))?;
    let path = article.display();
    let article = fs::read_to_string(article)
        .map_err(|error| format!("글을 읽을 수 없습니다: {path} ({error})"))?;
    let drafted = seeds::draft(&seeds, new, &article, &args.out)?;
    let folder = args.out.display();
    say(format!("출처 {}  {publisher}\n\n{}", drafted.slug, drafted.report))?;
    say(format!("초안을 만들었습니다: {folder}"))?;
    say(format!(
        "  새 기록 {}건, 고칠 기록 {}건입니다. 사람이 채울 칸 {}곳은 ‘?’로 두었습니다.",
        drafted.facts, drafted.additions, drafted.unfilled
    ))?;
    say(format!("  다 채우면 실행하세요: gyeongsan draft --accept {folder}"))?;
    Ok(ExitCode::SUCCESS)
}

impl DraftArgs {
    /// What the arguments say of the new source.
    fn source(&self, publisher: &str) -> Result<NewSource, CommandError> {
        let slug = |option: &str, text: &Option<String>| -> Result<Option<Slug>, CommandError> {
            let Some(text) = text else { return Ok(None) };
            let help = "영문 소문자와 숫자를 붙임표(-) 하나로 이어 적으세요.";
            let slug = Slug::parse(text);
            let slug = slug.ok_or_else(|| format!("--{option} '{text}': {help}"))?;
            Ok(Some(slug))
        };
        let date = match &self.published {
            None => None,
            Some(text) => Some(Edtf::parse(text).map_err(|_| {
                format!("--published '{text}': 2017-12-22, 2017-12, 2017처럼 적으세요.")
            })?),
        };
        let kind = SourceKind::from_key(&self.kind)
            .ok_or("--kind에는 article, release, official 가운데 하나를 적으세요.")?;
        let seen = self
            .seen
            .as_deref()
            .map(|key| Seen::from_key(key).ok_or("--seen에는 whole이나 beginning을 적으세요."));
        let cited = match (self.cited, seen.transpose()?) {
            (false, _) => None,
            (true, Some(seen)) => Some(seen),
            (true, None) => {
                return Err("--cited에는 --seen whole이나 --seen beginning을 함께 적으세요.".into());
            }
        };
        Ok(NewSource {
            slug: slug("slug", &self.slug)?,
            publisher: publisher.to_owned(),
            kind,
            title: self.title.clone(),
            byline: self.byline.clone(),
            published: date,
            basis: self.basis.clone(),
            url: self.url.clone(),
            origin: slug("origin", &self.origin)?,
            cited,
        })
    }
}

fn accept(args: &DraftArgs, folder: &Path) -> Result<ExitCode, CommandError> {
    let refused = match seeds::accept(&args.seeds, folder, args.articles.as_deref()) {
        Ok(accepted) => {
            say(format!(
                "초안을 자료에 옮겼습니다. 새 기록 {}건, 고친 기록 {}건입니다.",
                accepted.facts, accepted.additions
            ))?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => error,
    };
    let count = match &refused {
        AcceptError::Mistakes(mistakes) => {
            let drawing = mistakes.draw(io::stderr().is_terminal());
            writeln!(io::stderr(), "{drawing}\n")?;
            mistakes.all().len()
        }
        AcceptError::Audit(audit) => {
            say(audit)?;
            audit.faults()
        }
        _ => return Err(refused.into()),
    };
    Err(format!("옮기지 않았습니다. 오류가 {count}건 있습니다.").into())
}
