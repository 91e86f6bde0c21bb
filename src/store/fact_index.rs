//! What lists are ordered, narrowed and counted by, in memory: some hundred bytes a fact, filled when the database
//! is opened. Each fact is a set of facet values, by their numbers, so that fitting a filter is having its
//! value and counting a facet is counting numbers, whatever the facet. Entities are values as well, and the first.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use futures_util::TryStreamExt;
use sqlx::SqliteConnection;

use super::error::StoreError;
use super::values::{code_of, column, from_json};
use crate::domain::{Code, Entity, EntityRef, EntityType, Facet, Fact, Kind, Role, Slug, Status};

/// A value that a list of facts can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FacetValue {
    Entity(Kind, Slug),
    Year(i32),
    Status(Status),
    Subject(Kind),
}

/// The index of a database.
#[derive(Debug, Default)]
pub struct FactIndex {
    /// By code.
    pub facts: Vec<IndexedFact>,
    /// In the order of the seeds. An entity's position is also the number of its value.
    pub entities: Vec<IndexedEntity>,
    /// The dated facts by date and then by width, then the others by code.
    pub by_date: Vec<usize>,
    /// Every facet value by its number, and the other way round.
    pub values: Vec<FacetValue>,
    numbers: HashMap<FacetValue, usize>,
    /// The facts that rest on each source, by code.
    by_source: HashMap<Slug, Vec<usize>>,
}

#[derive(Debug)]
pub struct IndexedFact {
    pub code: Code,
    pub status: Status,
    /// The first and the last day that its date can mean.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    pub quantity: Option<f64>,
    /// The numbers of its facet values, each once.
    pub values: Vec<usize>,
    /// The entities that it is mainly about.
    pub subjects: Vec<usize>,
}

#[derive(Debug)]
pub struct IndexedEntity {
    pub id: i64,
    pub reference: EntityRef,
    pub entity_type: EntityType,
    /// The facts about it, in the order of [`FactIndex::by_date`].
    pub facts: Vec<usize>,
}

impl FacetValue {
    /// The facet that it is a value of.
    pub fn facet(&self) -> Facet {
        match self {
            Self::Entity(kind, _) => Facet::About(*kind),
            Self::Year(_) => Facet::Year,
            Self::Status(_) => Facet::Status,
            Self::Subject(_) => Facet::Subject,
        }
    }
}

impl FactIndex {
    /// Reads every entity and every fact.
    pub async fn load(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        let mut index = Self::default();
        let mut rows =
            sqlx::query!("SELECT id, record FROM entity ORDER BY id").fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            index.add_entity(row.id, from_json(&row.record, "entity", row.id)?);
        }
        drop(rows);
        let mut rows = sqlx::query!("SELECT id, record FROM fact ORDER BY id").fetch(connection);
        while let Some(row) = rows.try_next().await? {
            index.add_fact(row.id, &from_json(&row.record, "fact", row.id)?)?;
        }
        index.arrange();
        Ok(index)
    }

    fn add_entity(&mut self, id: i64, entity: Entity) {
        let (kind, entity_type) = (entity.kind(), entity.entity_type);
        self.number_or_new(FacetValue::Entity(kind, entity.slug.clone()));
        let reference = EntityRef { kind, slug: entity.slug, name: entity.name };
        self.entities.push(IndexedEntity { id, reference, entity_type, facts: Vec::new() });
    }

    fn add_fact(&mut self, id: i64, fact: &Fact) -> Result<(), StoreError> {
        let position = self.facts.len();
        let edtf = fact.date.as_ref().map(|date| date.edtf);
        let dates = edtf.map(|edtf| (edtf.earliest(), edtf.latest()));
        let (mut values, mut subjects) = (Vec::new(), Vec::new());
        for about in &fact.about {
            let EntityRef { kind, slug, .. } = &about.entity;
            let entity = column(self.entity(*kind, slug), "fact", id, "record")?;
            values.push(entity);
            if about.role == Role::Subject {
                subjects.push(entity);
                values.push(self.number_or_new(FacetValue::Subject(*kind)));
            }
        }
        values.push(self.number_or_new(FacetValue::Status(fact.status)));
        let years = dates.map(|(earliest, latest)| earliest.year()..=latest.year());
        for year in years.into_iter().flatten() {
            values.push(self.number_or_new(FacetValue::Year(year)));
        }
        values.sort_unstable();
        values.dedup();
        for piece in &fact.evidence {
            let facts = self.by_source.entry(piece.source.clone()).or_default();
            if facts.last() != Some(&position) {
                facts.push(position);
            }
        }
        let quantity = fact.quantity.as_ref().map(|quantity| quantity.value);
        let (code, status) = (code_of(id, "fact")?, fact.status);
        self.facts.push(IndexedFact { code, status, dates, quantity, values, subjects });
        Ok(())
    }

    fn number_or_new(&mut self, value: FacetValue) -> usize {
        let values = &mut self.values;
        *self.numbers.entry(value).or_insert_with_key(|value| {
            values.push(value.clone());
            values.len() - 1
        })
    }

    /// Fills what follows from all facts together.
    fn arrange(&mut self) {
        self.by_date = (0..self.facts.len()).collect();
        let dates = |fact: &usize| self.facts[*fact].dates;
        self.by_date.sort_by_key(|fact| (dates(fact).is_none(), dates(fact)));
        for fact in &self.by_date {
            let entities = self.entities.len();
            let about = self.facts[*fact].values.iter().filter(|number| **number < entities);
            about.for_each(|entity| self.entities[*entity].facts.push(*fact));
        }
    }

    /// The number of a value, if any fact or entity has it.
    pub fn number(&self, value: &FacetValue) -> Option<usize> {
        self.numbers.get(value).copied()
    }

    /// The position of an entity.
    pub fn entity(&self, kind: Kind, slug: &Slug) -> Option<usize> {
        self.number(&FacetValue::Entity(kind, slug.clone()))
    }

    /// The entities of a kind, in the order of the seeds.
    pub fn entities_of(&self, kind: Kind) -> impl Iterator<Item = usize> {
        let of_kind = move |entity: &usize| self.entities[*entity].reference.kind == kind;
        (0..self.entities.len()).filter(of_kind)
    }

    /// The position of a fact, or where it would be.
    pub fn fact(&self, code: Code) -> Result<usize, usize> {
        self.facts.binary_search_by_key(&code, |fact| fact.code)
    }

    /// The facts that rest on a source, by code.
    pub fn resting_on(&self, source: &Slug) -> &[usize] {
        self.by_source.get(source).map_or(&[], Vec::as_slice)
    }

    /// The id of the fact at a position.
    pub fn id_of(&self, fact: usize) -> i64 {
        i64::from(self.facts[fact].code.number())
    }
}
