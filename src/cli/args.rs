//! The arguments that several commands share, and how every command prints and fails.

use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use gyeongsan::domain::is_web_address;
use gyeongsan::live::DataSource;
use gyeongsan::pages::{Contact, SiteConfig};
use gyeongsan::seeds::SeedSource;

/// The error that ends a command, in words for the person at the terminal.
pub type CommandError = Box<dyn Error>;

#[derive(Debug, Args)]
pub struct SeedArgs {
    /// 자료 폴더(기본: 프로그램에 든 자료)
    #[arg(long, value_name = "폴더", env = "GYEONGSAN_SEEDS")]
    seeds: Option<PathBuf>,
}

/// Seeds, or a database that was built of them.
#[derive(Debug, Args)]
pub struct SourceArgs {
    #[command(flatten)]
    seeds: SeedArgs,
    /// 자료 대신 쓸 데이터베이스 파일. build --out으로 만듭니다
    #[arg(long, value_name = "파일", env = "GYEONGSAN_DATABASE")]
    database: Option<PathBuf>,
}

/// Where the site is found and who can be written to.
#[derive(Debug, Args)]
pub struct SiteArgs {
    /// 사이트의 바깥 주소. 인용문과 절대 주소에 씁니다. 적지 않으면 이 컴퓨터의 주소를 씁니다
    #[arg(long, value_name = "주소", env = "GYEONGSAN_PUBLIC_URL")]
    public_url: Option<String>,
    /// 운영자 이름
    #[arg(long, value_name = "이름", env = "GYEONGSAN_OPERATOR")]
    operator: Option<String>,
    /// 틀린 곳을 알릴 이메일이나 https 주소
    #[arg(long, value_name = "연락처", env = "GYEONGSAN_CONTACT")]
    contact: Option<String>,
}

impl SeedArgs {
    pub fn source(&self) -> SeedSource {
        self.seeds.clone().map_or(SeedSource::Embedded, SeedSource::Folder)
    }
}

impl SourceArgs {
    pub fn source(&self) -> Result<DataSource, CommandError> {
        match (&self.seeds.seeds, &self.database) {
            (Some(_), Some(_)) => {
                Err("--seeds와 --database는 함께 쓸 수 없습니다. 하나만 적으세요.".into())
            }
            (_, Some(file)) => Ok(DataSource::Database(file.clone())),
            (_, None) => Ok(DataSource::Seeds(self.seeds.source())),
        }
    }
}

impl SiteArgs {
    /// What the operator says of the site. Its public address is `own_url` unless one is given.
    pub fn config(&self, own_url: &str) -> Result<SiteConfig, CommandError> {
        let public_url = self.public_url.as_deref().unwrap_or(own_url);
        if !is_web_address(public_url) {
            let help = "https://records.example.org처럼 사이트의 주소를 적으세요.";
            return Err(format!("--public-url '{public_url}': {help}").into());
        }
        let contact = self.contact.as_deref().map(|text| {
            let wrong = "--contact에는 이메일(이름@주소)이나 https://로 시작하는 주소를 적으세요.";
            Contact::parse(text).ok_or(wrong)
        });
        let operator = self.operator.as_deref().map(|name| {
            let wrong = "--operator에는 운영자 이름을 적으세요.";
            Some(name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or(wrong)
        });
        Ok(SiteConfig {
            public_url: public_url.to_owned(),
            operator: operator.transpose()?,
            contact: contact.transpose()?,
        })
    }
}

/// Prints a line; unlike `println!`, an output that is closed or full is an error, not a panic.
pub fn say(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}
