//! The published editions and what each record was in them; where records went that are no more.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Store, StoreError, column};
use crate::domain::{
    ChangeKind, Code, EditionHead, EntityRef, Fact, Kind, RecordId, Retirement, Slug,
};
use crate::record::FactRecord;

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
}

impl Store {
    /// Every edition, the newest first.
    pub async fn editions(&self) -> Result<Vec<EditionHead>, StoreError> {
        let rows =
            sqlx::query!("SELECT number, date, note, digest FROM edition ORDER BY number DESC")
                .fetch_all(&self.pool)
                .await?;
        let mut editions = Vec::with_capacity(rows.len());
        for row in rows {
            editions.push(EditionHead {
                number: number(row.number)?,
                date: column(row.date.parse().ok(), "edition", row.number, "date")?,
                note: row.note,
                digest: row.digest,
            });
        }
        Ok(editions)
    }

    /// How many records the seeds at hand change against the last edition.
    pub async fn unpublished(&self) -> Result<u64, StoreError> {
        let count = sqlx::query_scalar!("SELECT value FROM meta WHERE key = 'unpublished'")
            .fetch_one(&self.pool)
            .await?;
        column(count.parse().ok(), "meta", 0, "unpublished")
    }

    /// The records that an edition changed, in the order of their codes and names.
    pub async fn edition_changes(&self, edition: u32) -> Result<EditionChanges, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT fact_id, change, record ->> 'title' AS "title!: String"
               FROM fact_revision WHERE edition = ? ORDER BY fact_id"#,
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let mut facts = Vec::with_capacity(rows.len());
        for row in rows {
            facts.push((change(&row.change, row.fact_id)?, code(row.fact_id)?, row.title));
        }
        let rows = sqlx::query!(
            "SELECT kind, slug, name, change FROM entity_revision WHERE edition = ?
             ORDER BY kind, slug",
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let (table, id) = ("entity_revision", i64::from(edition));
        let mut entities = Vec::with_capacity(rows.len());
        for row in rows {
            let entity = EntityRef {
                kind: column(Kind::from_key(&row.kind), table, id, "kind")?,
                slug: column(Slug::parse(&row.slug), table, id, "slug")?,
                name: row.name,
            };
            entities.push((change(&row.change, id)?, entity));
        }
        Ok(EditionChanges { facts, entities })
    }

    /// The day of the edition that last changed each of these facts, for those that were published.
    pub async fn last_changes(
        &self,
        codes: &[Code],
    ) -> Result<HashMap<Code, NaiveDate>, StoreError> {
        let ids: Vec<u32> = codes.iter().map(|code| code.number()).collect();
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query!(
            r#"SELECT fact_id AS "fact_id!: i64", max(edition.date) AS "date!: String"
               FROM json_each(?) AS wanted
               JOIN fact_revision ON fact_id = wanted.value
               JOIN edition ON edition.number = fact_revision.edition
               GROUP BY fact_id"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        let mut changes = HashMap::with_capacity(rows.len());
        for row in rows {
            let date = column(row.date.parse().ok(), "edition", row.fact_id, "date")?;
            changes.insert(code(row.fact_id)?, date);
        }
        Ok(changes)
    }

    /// Every fact, and the day of the edition that last changed it, by code.
    pub async fn fact_changes(&self) -> Result<Vec<(Code, Option<NaiveDate>)>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT fact.id AS "id!: i64",
                      (SELECT max(edition.date) FROM fact_revision
                       JOIN edition ON edition.number = fact_revision.edition
                       WHERE fact_revision.fact_id = fact.id) AS "date: String"
               FROM fact ORDER BY fact.id"#
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(|row| Ok((code(row.id)?, day(row.date, row.id)?))).collect()
    }

    /// Every entity, and the day of the edition that last changed it or a fact about it.
    pub async fn entity_changes(&self) -> Result<Vec<(Kind, Slug, Option<NaiveDate>)>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT entity.id AS "id!: i64", entity.kind AS "kind!", entity.slug AS "slug!",
                      (SELECT max(edition.date) FROM edition WHERE edition.number IN (
                          SELECT fact_revision.edition FROM about
                          JOIN fact_revision ON fact_revision.fact_id = about.fact_id
                          WHERE about.entity_id = entity.id
                          UNION ALL
                          SELECT entity_revision.edition FROM entity_revision
                          WHERE entity_revision.kind = entity.kind
                            AND entity_revision.slug = entity.slug)) AS "date: String"
               FROM entity ORDER BY entity.id"#
        )
        .fetch_all(&self.pool)
        .await?;
        let entity = |id, kind: String, slug: String, date| {
            Ok((
                column(Kind::from_key(&kind), "entity", id, "kind")?,
                column(Slug::parse(&slug), "entity", id, "slug")?,
                day(date, id)?,
            ))
        };
        rows.into_iter().map(|row| entity(row.id, row.kind, row.slug, row.date)).collect()
    }

    /// A fact as an edition had it, with the names its entities had then; nothing when no edition up
    /// to that one has it.
    pub async fn fact_at(
        &self,
        code: Code,
        edition: u32,
    ) -> Result<Option<FactRevision>, StoreError> {
        let id = i64::from(code.number());
        let row = sqlx::query!(
            "SELECT edition, change, record FROM fact_revision
             WHERE fact_id = ? AND edition <= ? ORDER BY edition DESC LIMIT 1",
            id,
            edition
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let record: Option<FactRecord> = serde_json::from_str(&row.record).ok();
        let record = column(record, "fact_revision", id, "record")?;
        let names = self.names_at(&record, edition).await?;
        let name = |kind: Kind, slug: &Slug| {
            names.get(&(kind.key().to_owned(), slug.to_string())).cloned()
        };
        let fact = record.to_fact(name).ok();
        Ok(Some(FactRevision {
            edition: number(row.edition)?,
            change: change(&row.change, id)?,
            fact: column(fact, "fact_revision", id, "record")?,
        }))
    }

    /// The names that a record's entities had in an edition, by kind and slug.
    async fn names_at(
        &self,
        record: &FactRecord,
        edition: u32,
    ) -> Result<HashMap<(String, String), String>, StoreError> {
        let keys: Vec<String> =
            record.about.iter().map(|about| format!("{}/{}", about.kind, about.slug)).collect();
        let keys = serde_json::Value::from(keys).to_string();
        let rows = sqlx::query!(
            "SELECT kind, slug, name FROM entity_revision AS revision
             WHERE kind || '/' || slug IN (SELECT value FROM json_each(?1))
               AND edition = (SELECT max(edition) FROM entity_revision
                              WHERE kind = revision.kind AND slug = revision.slug AND edition <= ?2)",
            keys,
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|row| ((row.kind, row.slug), row.name)).collect())
    }

    /// Every record that was published once and is no more.
    pub async fn retired(&self) -> Result<Vec<RecordId>, StoreError> {
        let rows = sqlx::query!("SELECT kind, key FROM retired ORDER BY kind, key")
            .fetch_all(&self.pool)
            .await?;
        let record = |kind: &str, key: &str| column(retired_record(kind, key), "retired", 0, "key");
        rows.iter().map(|row| record(&row.kind, &row.key)).collect()
    }

    /// Where a record went that was published once and is no more.
    pub async fn retirement(&self, what: &RecordId) -> Result<Option<Retirement>, StoreError> {
        let (kind, key) = retired_key(what);
        let row = sqlx::query!(
            "SELECT moved_to, reason, date FROM retired WHERE kind = ? AND key = ?",
            kind,
            key
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let record_id = |key: String| match what {
            RecordId::Fact(_) => Code::parse(&key).ok().map(RecordId::Fact),
            RecordId::Entity(kind, _) => {
                Slug::parse(&key).map(|slug| RecordId::Entity(*kind, slug))
            }
        };
        let moved_to = row.moved_to.map(|key| column(record_id(key), "retired", 0, "moved_to"));
        let date: Option<NaiveDate> = row.date.parse().ok();
        Ok(Some(Retirement {
            what: what.clone(),
            moved_to: moved_to.transpose()?,
            reason: row.reason,
            date: column(date, "retired", 0, "date")?,
        }))
    }
}

/// The other way round.
fn retired_record(kind: &str, key: &str) -> Option<RecordId> {
    match Kind::from_key(kind) {
        Some(kind) => Slug::parse(key).map(|slug| RecordId::Entity(kind, slug)),
        None => Code::parse(key).ok().map(RecordId::Fact),
    }
}

/// How the table of retired records names a record.
pub(super) fn retired_key(what: &RecordId) -> (&'static str, String) {
    match what {
        RecordId::Fact(code) => ("fact", code.to_string()),
        RecordId::Entity(kind, slug) => (kind.key(), slug.to_string()),
    }
}

fn number(number: i64) -> Result<u32, StoreError> {
    column(u32::try_from(number).ok(), "edition", number, "number")
}

fn code(id: i64) -> Result<Code, StoreError> {
    column(u32::try_from(id).ok().and_then(Code::from_number), "fact_revision", id, "fact_id")
}

fn change(key: &str, id: i64) -> Result<ChangeKind, StoreError> {
    column(ChangeKind::from_key(key), "revision", id, "change")
}

/// The day of an edition, for what has one.
fn day(date: Option<String>, id: i64) -> Result<Option<NaiveDate>, StoreError> {
    date.map(|date| column(date.parse().ok(), "edition", id, "date")).transpose()
}
