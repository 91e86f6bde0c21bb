//! Reads entities from the database, and counts the records.

use super::error::StoreError;
use super::handle::Store;
use super::values::from_json;
use crate::domain::{Entity, EntityRef, FacetValue, Kind, Slug};

/// How many records there are of each sort.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub facts: i64,
    pub dated: i64,
    pub figures: i64,
    pub plans: i64,
    /// Of each kind, in the order of the kinds.
    entities: [i64; Kind::ALL.len()],
}

impl Store {
    /// The entity of a kind that most facts are about.
    pub fn most_named(&self, kind: Kind) -> Option<EntityRef> {
        let entities = self.index.entities_of(kind).map(|entity| &self.index.entities[entity]);
        let most = entities.max_by_key(|entity| entity.facts.len())?;
        Some(most.reference.clone())
    }

    pub async fn entity(&self, kind: Kind, slug: &Slug) -> Result<Option<Entity>, StoreError> {
        let Some(entity) = self.index.entity(kind, slug) else { return Ok(None) };
        Ok(self.entities_by_id(&[self.index.entities[entity].id]).await?.pop())
    }

    /// The entities with these ids, in the order of the seeds.
    pub async fn entities_by_id(&self, ids: &[i64]) -> Result<Vec<Entity>, StoreError> {
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query!(
            r#"SELECT id AS "id!", record AS "record!" FROM entity
               WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| from_json(&row.record, "entity", row.id)).collect()
    }

    /// The identity and name of every entity of a kind, in the order of the seeds.
    pub fn entity_refs(&self, kind: Kind) -> Vec<EntityRef> {
        let entities = self.index.entities_of(kind);
        entities.map(|entity| self.index.entities[entity].reference.clone()).collect()
    }

    /// The name of an entity, if there is one.
    pub fn entity_name(&self, kind: Kind, slug: &Slug) -> Option<&str> {
        let entity = self.index.entity(kind, slug)?;
        Some(&self.index.entities[entity].reference.name)
    }

    /// Whether some number has this unit.
    pub fn has_unit(&self, unit: &str) -> bool {
        self.index.number(&FacetValue::Unit(unit.to_owned())).is_some()
    }

    /// How many records there are of each sort.
    pub fn counts(&self) -> Counts {
        let facts = &self.index.facts;
        let mut entities = [0; Kind::ALL.len()];
        for entity in &self.index.entities {
            entities[entity.reference.kind as usize] += 1;
        }
        Counts {
            facts: number(facts.len()),
            dated: number(facts.iter().filter(|fact| fact.dates.is_some()).count()),
            plans: number(self.index.plans.len()),
            figures: number(facts.iter().filter(|fact| fact.has_quantity).count()),
            entities,
        }
    }
}

#[expect(clippy::expect_used, reason = "codes end far below that number")]
fn number(count: usize) -> i64 {
    i64::try_from(count).expect("fewer records than an i64 counts")
}

impl Counts {
    /// How many entities of a kind there are.
    pub const fn of(&self, kind: Kind) -> i64 {
        self.entities[kind as usize]
    }
}
