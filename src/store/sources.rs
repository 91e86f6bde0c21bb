//! Sources, their paragraphs and the glossary out of the database.

use super::error::StoreError;
use super::handle::Store;
use super::values::from_json;
use crate::domain::{Source, Term};

impl Store {
    /// Every source with its paragraphs, in the order of the seeds.
    pub async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let rows =
            sqlx::query!("SELECT id, record FROM source ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(|row| from_json(&row.record, "source", row.id)).collect()
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
