//! Reads sources as they are and as an edition had them, themes and the glossary from the database.

use super::error::StoreError;
use super::handle::Store;
use super::values::from_json;
use crate::domain::{Slug, Source, Term, Theme};

impl Store {
    /// Every source with its paragraphs, in the order of the seeds.
    pub async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let rows =
            sqlx::query!("SELECT id, record FROM source ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(|row| from_json(&row.record, "source", row.id)).collect()
    }

    /// These sources as an edition had them, in the order of their slugs. The first record of a source serves for the
    /// editions before it: edition 1 did not hold its own. Slugs that no edition knows are left out.
    pub async fn sources_at(
        &self,
        slugs: &[&Slug],
        edition: u32,
    ) -> Result<Vec<Source>, StoreError> {
        let wanted =
            serde_json::Value::from(slugs.iter().map(|slug| slug.as_str()).collect::<Vec<_>>())
                .to_string();
        let rows = sqlx::query!(
            r#"SELECT record FROM source_revision AS revision
               WHERE slug IN (SELECT value FROM json_each(?1))
                 AND edition = coalesce(
                     (SELECT max(edition) FROM source_revision
                      WHERE slug = revision.slug AND edition <= ?2),
                     (SELECT min(edition) FROM source_revision WHERE slug = revision.slug))
               ORDER BY slug"#,
            wanted,
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let id = i64::from(edition);
        rows.iter().map(|row| from_json(&row.record, "source_revision", id)).collect()
    }

    /// The themes, in the order in which pages list them.
    pub async fn themes(&self) -> Result<Vec<Theme>, StoreError> {
        let rows =
            sqlx::query!("SELECT id, record FROM theme ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(|row| from_json(&row.record, "theme", row.id)).collect()
    }

    /// The glossary, in the order of the seeds. Read once: nearly every page explains terms.
    pub async fn terms(&self) -> Result<&[Term], StoreError> {
        let read = async || {
            let rows = sqlx::query!("SELECT id, record FROM term ORDER BY id")
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(|row| from_json(&row.record, "term", row.id)).collect()
        };
        self.terms.get_or_try_init(read).await.map(Vec::as_slice)
    }
}
