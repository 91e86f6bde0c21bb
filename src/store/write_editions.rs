//! The published editions and the retired records as rows.

use super::editions::retired_key;
use super::insert::Insert;
use super::write::{Writer, json_of};
use crate::domain::{Code, Retirement};
use crate::seeds::Edition;

impl Writer<'_> {
    /// Writes every retired record.
    pub(super) async fn retired(&mut self, retired: &[Retirement]) -> Result<(), sqlx::Error> {
        for retirement in retired {
            let (kind, key) = retired_key(&retirement.what);
            let moved_to = retirement.moved_to.as_ref().map(|to| retired_key(to).1);
            let date = retirement.date.to_string();
            sqlx::query!(
                "INSERT INTO retired (kind, key, moved_to, reason, date) VALUES (?, ?, ?, ?, ?)",
                kind,
                key,
                moved_to,
                retirement.reason,
                date
            )
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    /// Writes an edition and the records as it has them.
    pub(super) async fn edition(&mut self, edition: &Edition) -> Result<(), sqlx::Error> {
        let (number, date) = (edition.head.number, edition.head.date.to_string());
        sqlx::query!(
            "INSERT INTO edition (number, date, note, digest) VALUES (?, ?, ?, ?)",
            number,
            date,
            edition.head.note,
            edition.head.digest
        )
        .execute(&mut *self.connection)
        .await?;
        let mut facts = Insert::new("fact_revision (fact_id, edition, change, record)");
        for (change, record) in &edition.facts {
            let Ok(code) = Code::parse(&record.code) else { continue };
            facts.add(code.number())?.add(number)?.add(change.key())?.add(json_of(record)?)?;
            facts.written(self.connection).await?;
        }
        facts.finish(self.connection).await?;
        let mut entities =
            Insert::new("entity_revision (kind, slug, edition, change, name, record)");
        for (change, record) in &edition.entities {
            entities
                .add(record.kind.as_str())?
                .add(record.slug.as_str())?
                .add(number)?
                .add(change.key())?
                .add(record.name.as_str())?
                .add(json_of(record)?)?;
            entities.written(self.connection).await?;
        }
        entities.finish(self.connection).await
    }
}
