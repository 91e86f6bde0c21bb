//! Who has a part in what: the entities of a kind that share a fact with some others, and their roles.

use super::{Store, StoreError, column};
use crate::domain::{Code, Entity, EntityRef, Kind, Role, Slug};

/// The most ties that are read at a time.
const MOST: i64 = 1000;

/// A part that one entity has in a fact that is mainly about another.
#[derive(Debug)]
pub struct Tie {
    pub partner: EntityRef,
    pub subject: (Kind, Slug),
    pub role: Role,
    pub inferred: bool,
    pub fact: Code,
}

impl Store {
    /// The first facts, by code, that have a part for more than their subject.
    pub async fn relating_facts(&self, most: i64) -> Result<Vec<i64>, StoreError> {
        let ids = sqlx::query_scalar!(
            "SELECT DISTINCT fact_id FROM about WHERE role <> 'subject' ORDER BY fact_id LIMIT ?",
            most
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids)
    }

    /// The parts that entities of a kind have in facts whose subject is one of `subjects`, in the order
    /// of the seeds.
    pub async fn ties(&self, subjects: &[&Entity], partners: Kind) -> Result<Vec<Tie>, StoreError> {
        let wanted: Vec<_> = subjects
            .iter()
            .map(|entity| serde_json::json!([entity.kind().key(), entity.slug.as_str()]))
            .collect();
        let (wanted, kind) = (serde_json::Value::from(wanted).to_string(), partners.key());
        let rows = sqlx::query!(
            r#"SELECT subject.kind AS "subject_kind!", subject.slug AS "subject_slug!",
                      partner.slug AS "slug!", partner.name AS "name!", tie.role AS "role!",
                      tie.inferred IS NOT NULL AS "inferred!: bool", tie.fact_id AS "fact_id!: i64"
               FROM json_each(?1) AS wanted
               JOIN entity AS subject
                 ON subject.kind = wanted.value ->> 0 AND subject.slug = wanted.value ->> 1
               JOIN about AS main ON main.entity_id = subject.id AND main.role = 'subject'
               JOIN about AS tie ON tie.fact_id = main.fact_id
               JOIN entity AS partner ON partner.id = tie.entity_id AND partner.kind = ?2
               ORDER BY partner.id, wanted.key, tie.fact_id, tie.position
               LIMIT ?3"#,
            wanted,
            kind,
            MOST
        )
        .fetch_all(&self.pool)
        .await?;
        let mut ties = Vec::with_capacity(rows.len());
        for row in rows {
            let (table, id) = ("about", row.fact_id);
            let number = u32::try_from(id).ok().and_then(Code::from_number);
            let subject_kind = column(Kind::from_key(&row.subject_kind), table, id, "kind")?;
            ties.push(Tie {
                partner: EntityRef {
                    kind: partners,
                    slug: column(Slug::parse(&row.slug), table, id, "slug")?,
                    name: row.name,
                },
                subject: (subject_kind, column(Slug::parse(&row.subject_slug), table, id, "slug")?),
                role: column(Role::from_key(&row.role), table, id, "role")?,
                inferred: row.inferred,
                fact: column(number, table, id, "fact_id")?,
            });
        }
        Ok(ties)
    }
}
