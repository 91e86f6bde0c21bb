//! A record that was published once and then withdrawn: when, why, and its last content.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::{ChangeKind, Code, Fact, List, RecordId, Retirement};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};
use crate::store::StoreError;
use crate::wording::{day_text, kind_label};

#[derive(Template)]
#[template(path = "pages/gone.html")]
pub struct GonePage {
    frame: Frame,
    /// Its name: a code, or a kind and a slug.
    what: String,
    reason: String,
    day: String,
    /// The fact as it was last published, and the address of that.
    last: Option<(Fact, Address)>,
}

impl GonePage {
    pub async fn load(context: Context<'_>, retirement: Retirement) -> Result<Self, StoreError> {
        let (what, section) = match &retirement.what {
            RecordId::Fact(code) => (format!("기록 {code}"), Address::list(List::Facts)),
            RecordId::Entity(kind, slug) => {
                (format!("{} {slug}", kind_label(*kind)), Address::list(List::Entities(*kind)))
            }
            RecordId::Source(slug) => (format!("출처 {slug}"), FixedPage::Sources.into()),
        };
        let last = match &retirement.what {
            RecordId::Fact(code) => last_published(context, *code).await?,
            RecordId::Entity(..) | RecordId::Source(_) => None,
        };
        let crumbs = vec![Crumb::new("내린 기록", section)];
        let description = format!("{what}: {}에 내렸습니다.", day_text(retirement.date));
        Ok(Self {
            frame: Frame::new(context.site, crumbs, description).without_address(),
            what,
            reason: retirement.reason,
            day: day_text(retirement.date),
            last,
        })
    }

    pub fn sentence(&self) -> String {
        format!("{}에 내렸습니다. 까닭: {}", self.day, self.reason)
    }
}

/// The fact as the last edition with it had it.
async fn last_published(
    context: Context<'_>,
    code: Code,
) -> Result<Option<(Fact, Address)>, StoreError> {
    let newest = context.site.newest_edition();
    let Some(revision) = context.store.fact_at(code, newest).await? else { return Ok(None) };
    let edition = match revision.change {
        ChangeKind::Withdrawn => revision.edition.saturating_sub(1),
        _ => revision.edition,
    };
    Ok(Some((revision.fact, Address::Fact(code, Some(edition)))))
}
