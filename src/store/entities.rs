//! Entities and counts out of the database.

use super::{Store, StoreError, column, texts};
use crate::domain::{Entity, EntityRef, EntityType, Kind, List, Slug};

/// An entity in a list, with how much is known of it.
#[derive(Debug)]
pub struct EntitySummary {
    pub entity: Entity,
    /// How many facts are about it.
    pub facts: usize,
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub facts: i64,
    pub dated: i64,
    pub figures: i64,
    pub industries: i64,
    pub projects: i64,
    pub agreements: i64,
    pub institutions: i64,
    pub sites: i64,
}

struct EntityRow {
    id: i64,
    kind: String,
    entity_type: String,
    slug: String,
    name: String,
    note: Option<String>,
    aliases: String,
}

impl Store {
    /// Every entity of a kind, in the order of the seeds.
    pub async fn entities(&self, kind: Kind) -> Result<Vec<EntitySummary>, StoreError> {
        let key = kind.key();
        let ids = sqlx::query_scalar!("SELECT id FROM entity WHERE kind = ? ORDER BY id", key)
            .fetch_all(&self.pool)
            .await?;
        self.summaries_by_id(&ids).await
    }

    /// One entity.
    pub async fn entity(&self, kind: Kind, slug: &Slug) -> Result<Option<Entity>, StoreError> {
        let (kind, slug) = (kind.key(), slug.as_str());
        let id = sqlx::query_scalar!(
            r#"SELECT id AS "id!" FROM entity WHERE kind = ? AND slug = ?"#,
            kind,
            slug
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(self.entities_by_id(id.as_slice()).await?.pop())
    }

    /// The entities with these ids, in the order of the seeds, with how many facts each has.
    pub async fn summaries_by_id(&self, ids: &[i64]) -> Result<Vec<EntitySummary>, StoreError> {
        let facts = |entity: &Entity| {
            let place = self.columns.place_of(entity.kind(), &entity.slug);
            place.map_or(0, |place| self.columns.facts_about(place).len())
        };
        let entities = self.entities_by_id(ids).await?.into_iter();
        Ok(entities.map(|entity| EntitySummary { facts: facts(&entity), entity }).collect())
    }

    /// The entities with these ids, in the order of the seeds.
    pub async fn entities_by_id(&self, ids: &[i64]) -> Result<Vec<Entity>, StoreError> {
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query_as!(
            EntityRow,
            r#"SELECT entity.id AS "id!", entity.kind, entity.type AS "entity_type", slug, name, note,
                      (SELECT json_group_array(alias.name) FROM
                          (SELECT name FROM alias WHERE entity_id = entity.id ORDER BY position)
                          AS alias) AS "aliases!: String"
               FROM json_each(?1) AS wanted JOIN entity ON entity.id = wanted.value
               ORDER BY entity.id"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(EntityRow::into_entity).collect()
    }

    /// The identity and name of every entity of a kind.
    pub async fn entity_refs(&self, kind: Kind) -> Result<Vec<EntityRef>, StoreError> {
        let key = kind.key();
        let rows =
            sqlx::query!("SELECT id, slug, name FROM entity WHERE kind = ? ORDER BY id", key)
                .fetch_all(&self.pool)
                .await?;
        let reference = |(id, slug, name): (i64, String, String)| {
            Ok(EntityRef { kind, slug: column(Slug::parse(&slug), "entity", id, "slug")?, name })
        };
        rows.into_iter().map(|row| reference((row.id, row.slug, row.name))).collect()
    }

    /// How much there is of everything.
    pub fn counts(&self) -> Counts {
        let columns = &self.columns;
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let facts = |list: List| number(columns.facts_of(list).count_ones(..));
        let entities = |kind: Kind| number(columns.entities_of(kind).count());
        Counts {
            facts: facts(List::Facts),
            dated: facts(List::Timeline),
            figures: facts(List::Figures),
            industries: entities(Kind::Industry),
            projects: entities(Kind::Project),
            agreements: entities(Kind::Agreement),
            institutions: entities(Kind::Institution),
            sites: entities(Kind::Site),
        }
    }
}

impl Counts {
    /// How many entities of a kind there are.
    pub const fn of(&self, kind: Kind) -> i64 {
        match kind {
            Kind::Industry => self.industries,
            Kind::Project => self.projects,
            Kind::Agreement => self.agreements,
            Kind::Institution => self.institutions,
            Kind::Site => self.sites,
        }
    }
}

impl EntityRow {
    fn into_entity(self) -> Result<Entity, StoreError> {
        let (table, id) = ("entity", self.id);
        let kind = column(Kind::from_key(&self.kind), table, id, "kind")?;
        Ok(Entity {
            slug: column(Slug::parse(&self.slug), table, id, "slug")?,
            entity_type: column(EntityType::from_key(kind, &self.entity_type), table, id, "type")?,
            aliases: texts(&self.aliases, table, id, "aliases")?,
            name: self.name,
            note: self.note,
        })
    }
}
