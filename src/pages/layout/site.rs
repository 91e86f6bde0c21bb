//! What is the same on every page: where the site is, its sources and how they are credited, how much there
//! is, and the newest edition.

use crate::address::{Address, Download, FixedPage};
use crate::domain::{EditionHead, Slug, Source};
use crate::store::{Counts, Store, StoreError};
use crate::wording::published_text;

/// What the frame of every page needs, read once for each edition.
#[derive(Debug)]
pub struct Site {
    pub sources: Vec<Source>,
    pub credits: Credits,
    pub counts: Counts,
    /// The newest edition, once there is one.
    pub edition: Option<EditionHead>,
    /// How many records were changed since, for the staff who preview them.
    pub unpublished: u64,
    /// Where the site is to be found, without a slash at its end; the only source of absolute
    /// addresses.
    pub public_url: String,
    /// The operator's mail address for corrections, when there is one.
    pub contact: Option<String>,
}

/// What an operator says of the place the site is served at.
#[derive(Debug, Clone, Default)]
pub struct SiteConfig {
    /// `https://example.org`.
    pub public_url: String,
    /// A mail address for corrections.
    pub contact: Option<String>,
}

/// The credits that every page gives.
#[derive(Debug)]
pub struct Credits {
    /// A line for each source (newspaper, headline, byline, date), or one for all where they are many.
    pub lines: Vec<Credit>,
    /// The newspapers with the dates of what they wrote: `경북일보 2018년(추정)`.
    pub newspapers: String,
}

/// The most sources that a page names one by one.
const CREDITED: usize = 3;

/// The credit to a source, or to many.
#[derive(Debug)]
pub struct Credit {
    pub text: String,
    pub address: Address,
}

impl Site {
    /// Reads what every frame needs.
    pub async fn load(store: &Store, config: SiteConfig) -> Result<Self, StoreError> {
        let sources = store.sources().await?;
        Ok(Self {
            credits: Credits::to(&sources),
            sources,
            counts: store.counts(),
            edition: store.editions().await?.into_iter().next(),
            unpublished: store.unpublished().await?,
            public_url: config.public_url.trim_end_matches('/').to_owned(),
            contact: config.contact,
        })
    }

    /// Whether records were changed since the newest edition, or there is none.
    pub const fn is_draft(&self) -> bool {
        self.edition.is_none() || self.unpublished > 0
    }

    /// The source with this slug.
    pub fn source(&self, slug: &Slug) -> Option<&Source> {
        self.sources.iter().find(|source| source.slug == *slug)
    }

    /// The number of the newest edition; 0 when there is none.
    pub fn newest_edition(&self) -> u32 {
        self.edition.as_ref().map_or(0, |edition| edition.number)
    }

    /// The newspapers, in words: `경북일보`.
    pub fn publishers(&self) -> String {
        once_each(&self.sources, |source| source.publisher.clone()).join(", ")
    }

    /// What the site is, in two sentences.
    pub fn description(&self) -> String {
        format!(
            "{} 기사에 나온 경산시 산업정책을 기록 {}건으로 정리했습니다. 기록마다 기사의 몇째 문단에 \
             근거하는지 보여 드립니다.",
            self.publishers(),
            self.counts.facts
        )
    }

    /// The name under which a download is saved: it carries the edition, where its content is one's.
    pub fn download_name(&self, download: Download) -> Option<String> {
        let suffix = match download {
            Download::Database => "sqlite",
            Download::Package => "zip",
            _ => return None,
        };
        Some(match &self.edition {
            Some(edition) if !self.is_draft() => {
                format!("gyeongsan-{}.{suffix}", edition.number)
            }
            _ => format!("gyeongsan-draft.{suffix}"),
        })
    }
}

impl Credits {
    fn to(sources: &[Source]) -> Self {
        if sources.len() <= CREDITED {
            let dated =
                |source: &Source| format!("{} {}", source.publisher, published_text(source));
            let lines = sources.iter().map(Credit::of).collect();
            return Self { lines, newspapers: once_each(sources, dated).join(", ") };
        }
        let publishers = once_each(sources, |source| source.publisher.clone());
        let newspapers = match &publishers[..] {
            [first, _, ..] => format!("{first} 등 신문 {}곳", publishers.len()),
            _ => publishers.concat(),
        };
        let text = format!("{newspapers}, 기사 {}건", sources.len());
        Self { lines: vec![Credit { text, address: FixedPage::Sources.into() }], newspapers }
    }
}

impl Credit {
    fn of(source: &Source) -> Self {
        Self { text: credit_text(source), address: Address::Source(source.slug.clone()) }
    }
}

/// What sources are called, each name once.
fn once_each(sources: &[Source], name: fn(&Source) -> String) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in sources.iter().map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A source in one line: newspaper, headline, byline, date.
fn credit_text(source: &Source) -> String {
    let Source { publisher, title, byline, .. } = source;
    format!("{publisher}, 「{title}」, {byline}, {}", published_text(source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::{SeedSource, Seeds};

    #[test]
    fn a_few_sources_are_credited_one_by_one_and_many_together() {
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let source = |publisher: &str| Source {
            publisher: publisher.to_owned(),
            ..seeds.sources[0].clone()
        };
        let lines = |publishers: &[&str]| {
            let sources: Vec<Source> = publishers.iter().copied().map(source).collect();
            let credits = Credits::to(&sources);
            let texts = credits.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
            (texts, credits.newspapers)
        };
        let (few, newspapers) = lines(&["경북일보", "매일신문", "경북일보"]);
        assert_eq!(few.len(), 3);
        assert!(few[1].starts_with("매일신문, 「"), "{few:?}");
        assert_eq!(newspapers, "경북일보 2018년(추정), 매일신문 2018년(추정)");
        let (many, newspapers) = lines(&["경북일보"; 4]);
        assert_eq!(
            (many, newspapers),
            (vec!["경북일보, 기사 4건".to_owned()], "경북일보".to_owned())
        );
        let (mixed, _) = lines(&["경북일보", "매일신문", "경북일보", "영남일보"]);
        assert_eq!(mixed, ["경북일보 등 신문 3곳, 기사 4건"]);
    }
}
