//! Reads facts from the database. The index decides which ones and in what order; each is read whole from its row.

use std::collections::HashMap;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::error::StoreError;
use super::handle::Store;
use super::lists::ListPart;
use super::values::{code_of, column, from_json};
use crate::domain::{Code, Entity, EntityRef, Fact, Kind, Slug};

/// Which facts, and in what order.
#[derive(Debug, Clone, Copy)]
pub enum Selection<'a> {
    /// At most so many that rest on a source, by code.
    RestingOn(&'a Slug, usize),
    /// These, in the order given.
    Codes(&'a [Code]),
}

impl Store {
    pub async fn fact(&self, code: Code) -> Result<Option<Fact>, StoreError> {
        Ok(self.facts(Selection::Codes(&[code])).await?.pop())
    }

    /// One fact, and after it the first others about its first subject, in the order of [`Self::facts_about`]; none
    /// if there is no such fact.
    pub async fn fact_and_others(&self, code: Code, most: usize) -> Result<Vec<Fact>, StoreError> {
        let Ok(own) = self.index.fact(code) else { return Ok(Vec::new()) };
        let subject = self.index.facts[own].subjects.first();
        let beside = subject.map_or(&[][..], |subject| &self.index.entities[*subject].facts);
        let others = beside.iter().copied().filter(|fact| *fact != own).take(most);
        let ids = std::iter::once(own).chain(others).map(|fact| self.index.id_of(fact));
        self.facts_by_id(ids.collect()).await
    }

    /// The facts of a selection, whole. Codes that no fact has are left out.
    pub async fn facts(&self, selection: Selection<'_>) -> Result<Vec<Fact>, StoreError> {
        let index = &self.index;
        let ids = match selection {
            Selection::Codes(codes) => codes.iter().map(|code| i64::from(code.number())).collect(),
            Selection::RestingOn(source, most) => {
                let facts = index.resting_on(source).iter().take(most);
                facts.map(|fact| index.id_of(*fact)).collect()
            }
        };
        self.facts_by_id(ids).await
    }

    /// The facts with these ids, whole and in this order. Ids that no fact has are left out.
    ///
    /// The future is boxed, because nearly every page waits for it: otherwise the compiler would prove for each page
    /// anew that everything in it may be sent to another thread, which takes minutes.
    pub fn facts_by_id(&self, ids: Vec<i64>) -> BoxFuture<'_, Result<Vec<Fact>, StoreError>> {
        self.read_facts(ids).boxed()
    }

    async fn read_facts(&self, ids: Vec<i64>) -> Result<Vec<Fact>, StoreError> {
        // Most facts have no outcome and tell none, and a query costs two changes of threads even if it finds nothing.
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids = serde_json::Value::from(ids).to_string();
        let rows = sqlx::query!(
            r#"SELECT fact.id AS "id!", record AS "record!"
               FROM json_each(?) AS wanted JOIN fact ON fact.id = wanted.value
               ORDER BY wanted.key"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        let name = |entity: &EntityRef| {
            let known = self.index.entity(entity.kind, &entity.slug)?;
            Some(self.index.entities[known].reference.name.clone())
        };
        let fact = |id: i64, record: &str| {
            let fact: Fact = from_json(record, "fact", id)?;
            let code = code_of(id, "fact")?;
            column(
                fact.with_names(name).ok().filter(|fact| fact.code == code),
                "fact",
                id,
                "record",
            )
        };
        rows.iter().map(|row| fact(row.id, &row.record)).collect()
    }

    /// The first facts about an entity, whole, and how many there are: the dated ones by date, then the others by
    /// code.
    pub async fn facts_about(
        &self,
        kind: Kind,
        slug: &Slug,
        most: usize,
    ) -> Result<ListPart<Fact>, StoreError> {
        let entity = self.index.entity(kind, slug);
        let facts = entity.map_or(&[][..], |entity| &self.index.entities[entity].facts);
        let ids = facts.iter().take(most).map(|fact| self.index.id_of(*fact));
        Ok(ListPart { items: self.facts_by_id(ids.collect()).await?, total: facts.len() as u64 })
    }

    /// The facts that are mainly about each of these entities, in the order of the entities and at most so many of
    /// each: first the plans with an outcome, then other plans, then what is dated, then the rest.
    pub async fn own_facts(
        &self,
        entities: &[Entity],
        most: usize,
    ) -> Result<Vec<Vec<Fact>>, StoreError> {
        let index = &self.index;
        let own = |entity: &Entity| {
            let Some(known) = index.entity(entity.kind(), &entity.slug) else { return Vec::new() };
            let facts = index.entities[known].facts.iter().copied();
            let mut own: Vec<usize> =
                facts.filter(|fact| index.facts[*fact].subjects.contains(&known)).collect();
            own.sort_by_key(|fact| {
                let fact = &index.facts[*fact];
                let is_resolved = fact.plan.as_ref().is_some_and(|plan| !plan.outcomes.is_empty());
                (!is_resolved, fact.plan.is_none(), fact.dates.is_none(), fact.code)
            });
            own.truncate(most);
            own
        };
        let chosen: Vec<Vec<usize>> = entities.iter().map(own).collect();
        let ids = chosen.iter().flatten().map(|fact| index.id_of(*fact)).collect();
        let mut facts = self.facts_by_id(ids).await?.into_iter();
        Ok(chosen.iter().map(|own| facts.by_ref().take(own.len()).collect()).collect())
    }

    /// The codes of the facts about each of these entities, in order.
    pub fn codes_about(&self, entities: &[Entity]) -> HashMap<(Kind, Slug), Vec<Code>> {
        let mut codes = HashMap::new();
        for entity in entities {
            let Some(known) = self.index.entity(entity.kind(), &entity.slug) else { continue };
            let facts = self.index.entities[known].facts.iter();
            let mut own: Vec<Code> = facts.map(|fact| self.index.facts[*fact].code).collect();
            own.sort_unstable();
            codes.insert((entity.kind(), entity.slug.clone()), own);
        }
        codes
    }

    /// How many facts rest on a source.
    pub fn count_resting_on(&self, source: &Slug) -> usize {
        self.index.resting_on(source).len()
    }

    /// The codes before and after a code, among those that exist.
    pub fn neighbours(&self, code: Code) -> (Option<Code>, Option<Code>) {
        let facts = &self.index.facts;
        let (Ok(at) | Err(at)) = self.index.fact(code);
        let after = facts[at..].iter().map(|fact| fact.code).find(|other| *other != code);
        (facts[..at].last().map(|fact| fact.code), after)
    }
}
