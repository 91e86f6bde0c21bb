//! The published editions and the retired records as rows.

use super::editions::retired_key;
use super::write::{Writer, json_of};
use crate::domain::Code;
use crate::seeds::{Edition, Seeds};

impl Writer<'_> {
    /// Writes every edition, every retired record, and how much is unpublished.
    pub(super) async fn editions(&mut self, seeds: &Seeds) -> Result<(), sqlx::Error> {
        for edition in &seeds.editions {
            self.edition(edition).await?;
        }
        for retirement in &seeds.retired {
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
        let unpublished = seeds.unpublished().len().to_string();
        sqlx::query!("INSERT INTO meta (key, value) VALUES ('unpublished', ?)", unpublished)
            .execute(&mut *self.connection)
            .await?;
        Ok(())
    }

    async fn edition(&mut self, edition: &Edition) -> Result<(), sqlx::Error> {
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
        for (change, record) in &edition.facts {
            let Ok(code) = Code::parse(&record.code) else { continue };
            let (id, change, text) = (code.number(), change.key(), json_of(record)?);
            sqlx::query!(
                "INSERT INTO fact_revision (fact_id, edition, change, record) VALUES (?, ?, ?, ?)",
                id,
                number,
                change,
                text
            )
            .execute(&mut *self.connection)
            .await?;
        }
        for (change, record) in &edition.entities {
            let (change, text) = (change.key(), json_of(record)?);
            sqlx::query!(
                "INSERT INTO entity_revision (kind, slug, edition, change, name, record)
                 VALUES (?, ?, ?, ?, ?, ?)",
                record.kind,
                record.slug,
                number,
                change,
                record.name,
                text
            )
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }
}
