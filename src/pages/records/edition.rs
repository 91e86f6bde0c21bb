//! A published edition: what it added, changed and withdrew.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::{ChangeKind, EditionHead};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};
use crate::store::{EditionChanges, StoreError};
use crate::wording::{change_label, day_text, kind_label, published_text, source_title};

#[derive(Template)]
#[template(path = "pages/edition.html")]
pub struct EditionPage {
    frame: Frame,
    head: EditionHead,
    changes: EditionChanges,
}

impl EditionPage {
    pub async fn load(context: Context<'_>, number: u32) -> Result<Option<Self>, StoreError> {
        let editions = context.store.editions().await?;
        let Some(head) = editions.into_iter().find(|head| head.number == number) else {
            return Ok(None);
        };
        let changes = context.store.edition_changes(number).await?;
        let counted = ChangeKind::ALL.iter().filter_map(|kind| {
            let count = changes.facts.iter().filter(|change| change.0 == *kind).count();
            (count > 0).then(|| format!("{} 기록 {count}건", change_label(*kind)))
        });
        let counted = counted.collect::<Vec<_>>().join(", ");
        let counted = if counted.is_empty() { counted } else { format!(" {counted}입니다.") };
        let description = format!("{}에 발행했습니다.{counted}", day_text(head.date));
        let crumbs = vec![
            FixedPage::Editions.into(),
            Crumb::new(format!("제{number}판"), Address::Edition(number)),
        ];
        let frame = Frame::new(context.site, crumbs, description);
        Ok(Some(Self { frame, head, changes }))
    }

    /// The facts by kind of change, without empty groups. A withdrawn fact has a link to the edition before, which
    /// still had it.
    fn facts(&self) -> Vec<ChangeGroup> {
        grouped(|kind| {
            let edition = match kind {
                ChangeKind::Withdrawn => self.head.number.saturating_sub(1),
                _ => self.head.number,
            };
            let facts = self.changes.facts.iter().filter(|change| change.0 == kind);
            let rows = facts.map(|(_, code, title)| ChangeRow {
                name: title.clone(),
                hint: code.to_string(),
                address: Address::Fact(*code, Some(edition)),
            });
            rows.collect()
        })
    }

    /// The entities by kind of change, without empty groups.
    fn entities(&self) -> Vec<ChangeGroup> {
        grouped(|kind| {
            let entities = self.changes.entities.iter().filter(|change| change.0 == kind);
            let rows = entities.map(|(_, entity)| ChangeRow {
                name: entity.name.clone(),
                hint: kind_label(entity.kind).to_owned(),
                address: Address::Entity(entity.kind, entity.slug.clone()),
            });
            rows.collect()
        })
    }

    /// The sources by kind of change, without empty groups.
    fn sources(&self) -> Vec<ChangeGroup> {
        grouped(|kind| {
            let sources = self.changes.sources.iter().filter(|change| change.0 == kind);
            let rows = sources.map(|(_, source)| ChangeRow {
                name: source_title(source),
                hint: published_text(source),
                address: Address::Source(source.slug.clone()),
            });
            rows.collect()
        })
    }
}

/// The records with one kind of change.
struct ChangeGroup {
    label: &'static str,
    rows: Vec<ChangeRow>,
}

/// A record that changed.
struct ChangeRow {
    name: String,
    /// Its code, or the kind of entity.
    hint: String,
    address: Address,
}

fn grouped(rows: impl Fn(ChangeKind) -> Vec<ChangeRow>) -> Vec<ChangeGroup> {
    let group = |kind: &ChangeKind| ChangeGroup { label: change_label(*kind), rows: rows(*kind) };
    let mut groups: Vec<ChangeGroup> = ChangeKind::ALL.iter().map(group).collect();
    groups.retain(|group| !group.rows.is_empty());
    groups
}
