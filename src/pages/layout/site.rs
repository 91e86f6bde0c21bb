//! The data that all pages share: where the site is, its sources and their credits, its size, and the newest edition.

use std::sync::Arc;

use chrono::NaiveDate;

use super::contact::Contact;
use crate::address::{Download, PublicUrl};
use crate::domain::{EditionHead, Evidence, Seen, Slug, Source, Theme};
use crate::store::{Counts, Store, StoreError};
use crate::wording::{SearchedSources, place_text, source_text, source_title};

/// The data for the frame of every page, read once for each edition.
#[derive(Debug)]
pub struct Site {
    /// Sorted with the newest first.
    pub sources: Vec<Arc<Source>>,
    /// In the order in which pages list them.
    pub themes: Vec<Theme>,
    /// The sources that were searched for outcomes of plans.
    pub searched_sources: SearchedSources,
    pub credits: Credits,
    pub counts: Counts,
    /// The newest edition, once there is one.
    pub edition: Option<EditionHead>,
    /// The day on which each edition was published, by its number.
    published: Vec<(u32, NaiveDate)>,
    /// The number of records changed since the newest edition, for the staff who preview them.
    pub unpublished: u64,
    pub public_url: PublicUrl,
    /// The name of the operator, if given.
    pub operator: Option<String>,
    /// Where readers report a mistake, if there is such a place.
    pub contact: Option<Contact>,
}

/// The operator's settings for the site.
#[derive(Debug, Clone, Default)]
pub struct SiteConfig {
    /// `https://example.org`.
    pub public_url: String,
    /// Who runs the site.
    pub operator: Option<String>,
    /// Where readers report a mistake.
    pub contact: Option<Contact>,
}

/// The credits on every page.
#[derive(Debug)]
pub struct Credits {
    /// All sources: `경북일보 2018년(추정) 기사`, or the number of many: `신문 기사 등 53건`.
    pub all: String,
    /// The sources in words, for the head of every page: `신문 기사 등 출처 53건`.
    pub summary: String,
}

impl Site {
    /// Reads the data for the frames.
    pub async fn load(store: &Store, config: SiteConfig) -> Result<Self, StoreError> {
        let mut sources = store.sources().await?;
        sources.sort_by_key(|source| {
            let published = source.published.edtf;
            (std::cmp::Reverse((published.latest(), published.earliest())), source.slug.clone())
        });
        let sources: Vec<Arc<Source>> = sources.into_iter().map(Arc::new).collect();
        let editions = store.editions().await?;
        Ok(Self {
            searched_sources: SearchedSources::through(&sources),
            themes: store.themes().await?,
            credits: Credits::to(&sources),
            sources,
            counts: store.counts(),
            published: editions.iter().map(|edition| (edition.number, edition.date)).collect(),
            edition: editions.into_iter().next(),
            unpublished: store.unpublished().await?,
            public_url: PublicUrl::new(&config.public_url),
            operator: config.operator,
            contact: config.contact,
        })
    }

    /// Whether records changed since the newest edition, or there is no edition.
    pub const fn is_draft(&self) -> bool {
        self.edition.is_none() || self.unpublished > 0
    }

    pub fn source(&self, slug: &Slug) -> Option<&Arc<Source>> {
        self.sources.iter().find(|source| source.slug == *slug)
    }

    /// The number of sources of which only the public beginning was read.
    pub fn beginnings(&self) -> usize {
        self.sources.iter().filter(|source| source.seen == Some(Seen::Beginning)).count()
    }

    /// The place of a piece of evidence in words.
    pub fn place_text(&self, piece: &Evidence) -> String {
        place_text(piece, self.source(&piece.source).map(AsRef::as_ref))
    }

    pub fn theme(&self, slug: &Slug) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.slug == *slug)
    }

    /// The day on which an edition was published.
    pub fn published_on(&self, edition: u32) -> Option<NaiveDate> {
        self.published.iter().find(|(number, _)| *number == edition).map(|(_, day)| *day)
    }

    /// The number of the newest edition.
    pub fn newest(&self) -> Option<u32> {
        self.edition.as_ref().map(|edition| edition.number)
    }

    /// The number of the newest edition; 0 when there is none.
    pub fn newest_edition(&self) -> u32 {
        self.newest().unwrap_or(0)
    }

    /// A sentence about what the site holds.
    pub fn description(&self) -> String {
        format!(
            "2018년 무렵 경산의 계획 {}건이 그 뒤 어떻게 되었는지 {}으로 정리했습니다.",
            self.counts.plans, self.credits.summary
        )
    }

    /// The file name of a download. It has the edition's number, if the content belongs to an edition.
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
    fn to(sources: &[Arc<Source>]) -> Self {
        let all = match sources {
            [] => String::new(),
            [only] => source_text(only),
            many => format!("신문 기사 등 {}건", many.len()),
        };
        let summary = match sources {
            [only] => format!("{} 1건", source_title(only)),
            many => format!("신문 기사 등 출처 {}건", many.len()),
        };
        Self { all, summary }
    }
}
