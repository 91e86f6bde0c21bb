//! Reads the published editions, each record as an edition had it, and where retired records went.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::error::StoreError;
use super::handle::Store;
use super::values::{code_of, column, from_json};
use crate::domain::{
    ChangeKind, Code, EditionHead, Entity, EntityRef, Fact, Kind, RecordId, Retirement, Slug,
    Source,
};

/// A fact as an edition had it.
#[derive(Debug)]
pub struct FactRevision {
    /// The edition that last changed the fact, up to the one asked for.
    pub edition: u32,
    pub change: ChangeKind,
    pub fact: Fact,
}

/// The records that an edition changed.
#[derive(Debug)]
pub struct EditionChanges {
    pub facts: Vec<(ChangeKind, Code, String)>,
    pub entities: Vec<(ChangeKind, EntityRef)>,
    pub sources: Vec<(ChangeKind, Source)>,
}

impl Store {
    /// Every edition, the newest first.
    pub async fn editions(&self) -> Result<Vec<EditionHead>, StoreError> {
        let editions = sqlx::query_as!(
            EditionHead,
            r#"SELECT number AS "number: u32", date AS "date: NaiveDate", note, digest
               FROM edition ORDER BY number DESC"#
        );
        Ok(editions.fetch_all(&self.pool).await?)
    }

    /// How many records of the seeds differ from the last edition.
    pub async fn unpublished(&self) -> Result<u64, StoreError> {
        let count = sqlx::query_scalar!("SELECT value FROM meta WHERE key = 'unpublished'")
            .fetch_one(&self.pool)
            .await?;
        column(count.parse().ok(), "meta", 0, "unpublished")
    }

    /// The records that an edition changed, in the order of their codes and names.
    pub async fn edition_changes(&self, edition: u32) -> Result<EditionChanges, StoreError> {
        let rows = sqlx::query!(
            "SELECT fact_id, change, record FROM fact_revision WHERE edition = ? ORDER BY fact_id",
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let mut facts = Vec::with_capacity(rows.len());
        for row in rows {
            let fact: Fact = from_json(&row.record, "fact_revision", row.fact_id)?;
            facts.push((change(&row.change, row.fact_id)?, fact.code, fact.title));
        }
        let rows = sqlx::query!(
            "SELECT change, record FROM entity_revision WHERE edition = ? ORDER BY kind, slug",
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let id = i64::from(edition);
        let mut entities = Vec::with_capacity(rows.len());
        for row in rows {
            let entity: Entity = from_json(&row.record, "entity_revision", id)?;
            let kind = entity.kind();
            let reference = EntityRef { kind, slug: entity.slug, name: entity.name };
            entities.push((change(&row.change, id)?, reference));
        }
        let rows = sqlx::query!(
            "SELECT change, record FROM source_revision WHERE edition = ? ORDER BY slug",
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let mut sources = Vec::with_capacity(rows.len());
        for row in rows {
            let source: Source = from_json(&row.record, "source_revision", id)?;
            sources.push((change(&row.change, id)?, source));
        }
        Ok(EditionChanges { facts, entities, sources })
    }

    /// The day of the edition that last changed each of these facts, for those that were published.
    pub async fn last_changes(
        &self,
        codes: &[Code],
    ) -> Result<HashMap<Code, NaiveDate>, StoreError> {
        let ids: Vec<u32> = codes.iter().map(|code| code.number()).collect();
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query!(
            r#"SELECT fact_id AS "fact_id!: i64", max(edition.date) AS "date!: NaiveDate"
               FROM json_each(?) AS wanted
               JOIN fact_revision ON fact_id = wanted.value
               JOIN edition ON edition.number = fact_revision.edition
               GROUP BY fact_id"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((code_of(row.fact_id, "fact_revision")?, row.date))).collect()
    }

    /// The day of the edition in which each of these facts first told an outcome, for those that did.
    pub async fn first_edition_days(
        &self,
        codes: &[Code],
    ) -> Result<HashMap<Code, NaiveDate>, StoreError> {
        let ids: Vec<u32> = codes.iter().map(|code| code.number()).collect();
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query!(
            r#"SELECT fact_id AS "fact_id!: i64", min(edition.date) AS "date!: NaiveDate"
               FROM json_each(?) AS wanted
               JOIN fact_revision ON fact_id = wanted.value
               JOIN edition ON edition.number = fact_revision.edition
               WHERE json_array_length(record, '$.outcome_of') > 0
               GROUP BY fact_id"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((code_of(row.fact_id, "fact_revision")?, row.date))).collect()
    }

    /// Every fact, and the day of the edition that last changed it, by code.
    pub async fn fact_changes(&self) -> Result<Vec<(Code, Option<NaiveDate>)>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT fact.id AS "id!: i64",
                      (SELECT max(edition.date) FROM fact_revision
                       JOIN edition ON edition.number = fact_revision.edition
                       WHERE fact_revision.fact_id = fact.id) AS "date: NaiveDate"
               FROM fact ORDER BY fact.id"#
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((code_of(row.id, "fact")?, row.date))).collect()
    }

    /// Every entity, and the day of the edition that last changed it or a fact about it.
    pub async fn entity_changes(&self) -> Result<Vec<(Kind, Slug, Option<NaiveDate>)>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT kind AS "kind!: String", slug AS "slug!: String", max(edition.date) AS "date!: NaiveDate"
               FROM entity_revision
               JOIN edition ON edition.number = entity_revision.edition GROUP BY kind, slug"#
        )
        .fetch_all(&self.pool)
        .await?;
        let of_entity: HashMap<_, _> =
            rows.into_iter().map(|row| ((row.kind, row.slug), row.date)).collect();
        // Facts are ordered by code both here and in the index.
        let of_fact = self.fact_changes().await?;
        let changed = self.index.entities.iter().map(|entity| {
            let EntityRef { kind, slug, .. } = &entity.reference;
            let own = of_entity.get(&(kind.key().to_owned(), slug.to_string())).copied();
            let facts = entity.facts.iter().map(|fact| of_fact[*fact].1);
            (*kind, slug.clone(), facts.chain([own]).max().flatten())
        });
        Ok(changed.collect())
    }

    /// A fact as an edition had it, with the names its entities had then; `None` when no edition up to that one has
    /// it.
    pub async fn fact_at(
        &self,
        code: Code,
        edition: u32,
    ) -> Result<Option<FactRevision>, StoreError> {
        let id = i64::from(code.number());
        let row = sqlx::query!(
            r#"SELECT edition AS "edition: u32", change, record FROM fact_revision
               WHERE fact_id = ? AND edition <= ? ORDER BY edition DESC LIMIT 1"#,
            id,
            edition
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let record: Fact = from_json(&row.record, "fact_revision", id)?;
        let names = self.names_at(&record, edition).await?;
        let name = |entity: &EntityRef| names.get(&identity(entity)).cloned();
        let fact = column(record.with_names(name).ok(), "fact_revision", id, "record")?;
        Ok(Some(FactRevision { edition: row.edition, change: change(&row.change, id)?, fact }))
    }

    /// The names that the entities of a fact had in an edition, by kind and slug.
    async fn names_at(
        &self,
        fact: &Fact,
        edition: u32,
    ) -> Result<HashMap<String, String>, StoreError> {
        let wanted: Vec<String> = fact.about.iter().map(|about| identity(&about.entity)).collect();
        let wanted = serde_json::Value::from(wanted).to_string();
        let rows = sqlx::query!(
            r#"SELECT kind || '/' || slug AS "identity!: String", record ->> 'name' AS "name!: String"
               FROM entity_revision AS revision
               WHERE kind || '/' || slug IN (SELECT value FROM json_each(?1))
                 AND edition = (SELECT max(edition) FROM entity_revision
                                WHERE kind = revision.kind AND slug = revision.slug AND edition <= ?2)"#,
            wanted,
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|row| (row.identity, row.name)).collect())
    }

    /// Every retired record.
    pub async fn retired(&self) -> Result<Vec<RecordId>, StoreError> {
        let rows = sqlx::query!("SELECT id, record FROM retired ORDER BY id")
            .fetch_all(&self.pool)
            .await?;
        let retired = rows.iter().map(|row| {
            let retirement: Retirement = from_json(&row.record, "retired", row.id)?;
            Ok(retirement.what)
        });
        retired.collect()
    }

    /// Where a retired record went.
    pub async fn retirement(&self, what: &RecordId) -> Result<Option<Retirement>, StoreError> {
        let what = what.to_string();
        let row = sqlx::query!("SELECT id, record FROM retired WHERE what = ?", what)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| from_json(&row.record, "retired", row.id)).transpose()
    }
}

/// The key by which the revisions of an entity are looked up.
fn identity(entity: &EntityRef) -> String {
    format!("{}/{}", entity.kind.key(), entity.slug)
}

fn change(key: &str, id: i64) -> Result<ChangeKind, StoreError> {
    column(ChangeKind::from_key(key), "revision", id, "change")
}
