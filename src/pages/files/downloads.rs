//! The whole data to take away: what there is, what each file is called, and the files that describe the
//! others. The two large ones are made from `tables` and kept by the snapshot.

use crate::address::{Address, Download, ListFormat, Listing};
use crate::domain::{Kind, List};
use crate::formats::{Catalog, Distribution, entity_schema, fact_schema, json_text};
use crate::pages::{Context, PageError, Site};
use crate::wording::kind_label;

/// A file as it is taken away.
#[derive(Debug, Clone)]
pub struct Taken {
    pub download: Download,
    /// In bytes.
    pub size: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// What a download is called.
pub const fn download_label(download: Download) -> &'static str {
    match download {
        Download::Database => "데이터베이스(SQLite)",
        Download::Package => "자료 꾸러미(CSV와 설명, ZIP)",
        Download::Catalog => "자료 목록(DCAT, JSON-LD)",
        Download::FactSchema => "기록의 JSON 스키마",
        Download::EntitySchema => "대상의 JSON 스키마",
        Download::Digests => "파일 지문(SHA-256)",
    }
}

/// Every download: what it is called, and its address.
pub fn download_links() -> Vec<(&'static str, Address)> {
    let link = |download| (download_label(download), Address::Download(download));
    Download::ALL.into_iter().map(link).collect()
}

impl Site {
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

impl Context<'_> {
    /// The schema of a record's JSON; nothing for a download that is none.
    pub fn schema(self, download: Download) -> Result<Option<String>, PageError> {
        let id = format!("{}{}", self.site.public_url, Address::Download(download));
        let schema = match download {
            Download::FactSchema => fact_schema(&id)?,
            Download::EntitySchema => entity_schema(&id)?,
            _ => return Ok(None),
        };
        Ok(Some(json_text(&schema)?))
    }

    /// The catalogue of what there is, with the size and digest of the files given.
    pub async fn catalog(self, taken: &[Taken]) -> Result<String, PageError> {
        let measured = |download| {
            let taken = taken.iter().find(|taken| taken.download == download)?;
            Some((taken.size, taken.sha256.clone()))
        };
        // The catalogue does not list itself.
        let files = Download::ALL.into_iter().filter(|download| *download != Download::Catalog);
        let files = files.map(|download| Distribution {
            title: download_label(download).to_owned(),
            address: Address::Download(download),
            media_type: download.media_type(),
            measured: measured(download),
        });
        let distributions: Vec<Distribution> = files.chain(lists()).collect();
        let document = Catalog {
            title: "경산 정책기록",
            description: &self.site.description(),
            public_url: &self.site.public_url,
            address: &Address::Download(Download::Catalog),
            editions: &self.store.editions().await?,
            sources: &self.site.sources,
            distributions: &distributions,
        }
        .document();
        Ok(json_text(&document)?)
    }
}

/// The lists as JSON and CSV.
fn lists() -> Vec<Distribution> {
    let kinds = Kind::ALL.iter().map(|kind| (List::Entities(*kind), kind_label(*kind)));
    let lists = [(List::Timeline, "연표"), (List::Facts, "기록"), (List::Figures, "수치")];
    let of_list = |(list, label): (List, &'static str)| {
        [ListFormat::Json, ListFormat::Csv { bom: true }].map(|format| Distribution {
            title: format!("{label}, {}", crate::pages::layout::links::list_label(format)),
            address: Address::List(Listing::from(list).in_format(format)),
            media_type: format.media_type(),
            measured: None,
        })
    };
    lists.into_iter().chain(kinds).flat_map(of_list).collect()
}

/// Digests as `sha256sum --check` reads them beside the files, under the names of their addresses.
pub fn digests(taken: &[Taken]) -> String {
    let line = |taken: &Taken| format!("{}  {}\n", taken.sha256, taken.download.name());
    taken.iter().map(line).collect()
}
