//! Facts out of the database: which ones and in what order. Each comes whole (`whole`), in a number of
//! statements that does not grow with the number of facts.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::packed::{day_of, number_of};
use super::{Part, Store, StoreError, column};
use crate::domain::{About, Code, Entity, Fact, Kind, Role, Slug};

/// Which facts, and in what order.
#[derive(Debug, Clone, Copy)]
pub enum Selection<'a> {
    /// So many with the largest numbers, the largest first.
    Largest(i64),
    /// At most so many that rest on a source, by code.
    RestingOn(&'a Slug, i64),
    /// These, in the order given.
    Codes(&'a [Code]),
}

impl Store {
    /// One fact.
    pub async fn fact(&self, code: Code) -> Result<Option<Fact>, StoreError> {
        Ok(self.facts(Selection::Codes(&[code])).await?.pop())
    }

    /// One fact, and the first others about what it is first about, in the order of [`Self::facts_about`].
    pub async fn fact_and_others(
        &self,
        code: Code,
        most: usize,
    ) -> Result<Option<(Fact, Vec<Fact>)>, StoreError> {
        let own = i64::from(code.number());
        let Some(mut ids) = self.columns.first_beside(code.number(), most + 1) else {
            return Ok(None);
        };
        ids.retain(|id| *id != own);
        ids.truncate(most);
        ids.insert(0, own);
        let mut facts = self.facts_by_id(ids).await?.into_iter();
        let fact = facts.next().filter(|fact| fact.code == code);
        Ok(fact.map(|fact| (fact, facts.collect())))
    }

    /// The facts of a selection, whole. Codes that no fact has are left out.
    pub async fn facts(&self, selection: Selection<'_>) -> Result<Vec<Fact>, StoreError> {
        let ids = self.ids(selection).await?;
        self.facts_by_id(ids).await
    }

    /// The first facts about an entity, whole, at most a hundred, and how many there are: the dated ones by
    /// date, then the others by code.
    pub async fn facts_about(
        &self,
        kind: Kind,
        slug: &Slug,
        most: usize,
    ) -> Result<Part<Fact>, StoreError> {
        let Some(entity) = self.columns.place_of(kind, slug) else {
            return Ok(Part { items: Vec::new(), total: 0 });
        };
        let total = u64::try_from(self.columns.facts_about(entity).len()).unwrap_or(u64::MAX);
        let ids = self.columns.first_about(entity, most);
        Ok(Part { items: self.facts_by_id(ids).await?, total })
    }

    async fn ids(&self, selection: Selection<'_>) -> Result<Vec<i64>, StoreError> {
        let ids = match selection {
            Selection::Codes(codes) => codes.iter().map(|code| i64::from(code.number())).collect(),
            Selection::Largest(most) => {
                sqlx::query_scalar!(
                    "SELECT id FROM fact WHERE quantity_value IS NOT NULL
                     ORDER BY quantity_value DESC, id LIMIT ?",
                    most
                )
                .fetch_all(&self.pool)
                .await?
            }
            Selection::RestingOn(source, most) => {
                let source = source.as_str();
                sqlx::query_scalar!(
                    r#"SELECT DISTINCT fact_id AS "id!" FROM evidence
                       WHERE source_id = (SELECT id FROM source WHERE slug = ?)
                       ORDER BY fact_id LIMIT ?"#,
                    source,
                    most
                )
                .fetch_all(&self.pool)
                .await?
            }
        };
        Ok(ids)
    }

    /// The codes of the facts about each of these entities, in order.
    pub async fn codes_about(
        &self,
        entities: &[Entity],
    ) -> Result<HashMap<(Kind, Slug), Vec<Code>>, StoreError> {
        let wanted: Vec<_> = entities
            .iter()
            .map(|entity| serde_json::json!([entity.kind().key(), entity.slug.as_str()]))
            .collect();
        let wanted = serde_json::Value::from(wanted).to_string();
        let rows = sqlx::query!(
            r#"SELECT DISTINCT entity.kind AS "kind!", entity.slug AS "slug!",
                      about.fact_id AS "fact_id!: i64"
               FROM json_each(?) AS wanted
               JOIN entity ON entity.kind = wanted.value ->> 0 AND entity.slug = wanted.value ->> 1
               JOIN about ON about.entity_id = entity.id
               ORDER BY about.fact_id"#,
            wanted
        )
        .fetch_all(&self.pool)
        .await?;
        let mut codes: HashMap<(Kind, Slug), Vec<Code>> = HashMap::new();
        for row in rows {
            let id = row.fact_id;
            let kind = column(Kind::from_key(&row.kind), "entity", id, "kind")?;
            let slug = column(Slug::parse(&row.slug), "entity", id, "slug")?;
            codes.entry((kind, slug)).or_default().push(column(code_of(id), "fact", id, "id")?);
        }
        Ok(codes)
    }

    /// The codes before and after a code, among those that exist.
    pub fn neighbours(&self, code: Code) -> (Option<Code>, Option<Code>) {
        let (before, after) = self.columns.neighbours(code.number());
        (before.and_then(Code::from_number), after.and_then(Code::from_number))
    }

    /// The last day, up to this one, on which the time of a plan or a forecast had just passed.
    pub fn last_lapse(&self, today: NaiveDate) -> Option<NaiveDate> {
        day_of(self.columns.last_end_of_a_plan(number_of(today))?)?.succ_opt()
    }

    /// Whether a later fact tells of a fact's subject what has happened or how it stands: what the source
    /// expected there is no longer all that is known. No fact without a date is later.
    pub fn is_followed(&self, fact: &Fact) -> bool {
        let Some(date) = &fact.date else { return false };
        let mut subjects = fact.about.iter().filter(|about| about.role == Role::Subject);
        subjects.any(|About { entity, .. }| {
            let news = self.columns.last_news_of(entity.kind, &entity.slug);
            news.is_some_and(|news| news >= number_of(date.edtf.earliest()))
        })
    }
}

pub(super) fn code_of(id: i64) -> Option<Code> {
    Code::from_number(u32::try_from(id).ok()?)
}
