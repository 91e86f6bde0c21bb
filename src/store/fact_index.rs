//! The index in memory by which lists are ordered, narrowed and counted: a few hundred bytes per fact, filled when
//! the database is opened. A fact holds its facet values as numbers, so that filtering looks for a number and
//! counting counts numbers, whatever the facet. Entities are values as well, and have the first numbers. The state of
//! a plan depends on the day, so its number is looked up when it is asked for.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use futures_util::TryStreamExt;
use sqlx::SqliteConnection;

use super::error::StoreError;
use super::values::{code_of, column, from_json};
use crate::domain::{
    Code, Edtf, Entity, EntityRef, EntityType, FacetValue, Fact, Kind, Outcome, PlanExpectation,
    PlanState, RecordKind, Role, Slug, Source, Theme, deciding_outcome, known_on,
};

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
    /// The number of each state's value, in the order of the states.
    state_numbers: Vec<usize>,
    /// The facts that rest on each source, by code.
    by_source: HashMap<Slug, Vec<usize>>,
    /// The plans by theme and then by code.
    pub plans: Vec<usize>,
    /// When each source was published.
    published: HashMap<Slug, Edtf>,
}

#[derive(Debug)]
pub struct IndexedFact {
    pub code: Code,
    /// The first and the last day that its date can mean.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    pub has_quantity: bool,
    /// The day by which the fact was known.
    pub known_on: Option<NaiveDate>,
    /// The number of its theme. Themes are numbered in their order.
    pub theme: Option<usize>,
    /// The numbers of its facet values, each once; the state of a plan is not among them.
    pub values: Vec<usize>,
    /// What is known of it, if it is a plan.
    pub plan: Option<IndexedPlan>,
    /// The entities that it is mainly about.
    pub subjects: Vec<usize>,
}

/// A plan and its outcomes, the newest last.
#[derive(Debug)]
pub struct IndexedPlan {
    expectation: PlanExpectation,
    pub outcomes: Vec<IndexedOutcome>,
}

/// An outcome of a plan, and the fact that tells it.
#[derive(Debug, Clone, Copy)]
pub struct IndexedOutcome {
    pub outcome: Outcome,
    pub fact: usize,
    /// Whether an editor concluded that it is an outcome of this plan.
    pub is_inferred: bool,
}

impl IndexedPlan {
    /// Its state on a day.
    pub fn state(&self, today: NaiveDate) -> PlanState {
        self.expectation.state(self.outcomes.last().map(|last| last.outcome), today)
    }

    /// Whether an editor concluded that the outcome that decides its state is its own.
    pub fn is_inferred(&self) -> bool {
        let deciding = deciding_outcome(&self.outcomes, |one| one.outcome == Outcome::Done);
        deciding.is_some_and(|outcome| outcome.is_inferred)
    }
}

#[derive(Debug)]
pub struct IndexedEntity {
    pub id: i64,
    pub reference: EntityRef,
    pub entity_type: EntityType,
    /// The facts about it, in the order of [`FactIndex::by_date`].
    pub facts: Vec<usize>,
}

/// The value by which plans of a state are found.
pub const fn state_value(state: PlanState) -> FacetValue {
    FacetValue::State(match state {
        PlanState::Undated => PlanState::Passed,
        other => other,
    })
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
        for state in PlanState::ALL {
            let number = index.number_or_new(state_value(*state));
            index.state_numbers.push(number);
        }
        for kind in RecordKind::all() {
            index.number_or_new(FacetValue::Record(kind));
        }
        index.load_themes_and_sources(connection).await?;
        let mut rows = sqlx::query!("SELECT id, record FROM fact ORDER BY id").fetch(connection);
        let mut outcomes = Vec::new();
        while let Some(row) = rows.try_next().await? {
            let fact: Fact = from_json(&row.record, "fact", row.id)?;
            let day = known_on(&fact, |slug| index.published.get(slug).copied());
            let own = fact.outcome_of.iter();
            outcomes.extend(
                own.map(|one| (day, one.fact, one.outcome, fact.code, one.inferred.is_some())),
            );
            index.add_fact(row.id, &fact, day)?;
        }
        outcomes.sort_unstable();
        for (_, plan, outcome, fact, is_inferred) in outcomes {
            index.add_outcome(plan, outcome, fact, is_inferred);
        }
        index.arrange();
        Ok(index)
    }

    /// Reads the themes, whose order is that of the plans, and when each source was published.
    async fn load_themes_and_sources(
        &mut self,
        connection: &mut SqliteConnection,
    ) -> Result<(), StoreError> {
        let rows =
            sqlx::query!("SELECT id, record FROM theme ORDER BY id").fetch_all(&mut *connection);
        for row in rows.await? {
            let theme: Theme = from_json(&row.record, "theme", row.id)?;
            self.number_or_new(FacetValue::Theme(theme.slug));
        }
        let rows = sqlx::query!("SELECT id, record FROM source ORDER BY id").fetch_all(connection);
        for row in rows.await? {
            let source: Source = from_json(&row.record, "source", row.id)?;
            self.published.insert(source.slug, source.published.edtf);
        }
        Ok(())
    }

    /// Notes that a fact tells what became of a plan. A fact of something done that began an undertaking is no plan
    /// and has no state.
    fn add_outcome(&mut self, plan: Code, outcome: Outcome, fact: Code, is_inferred: bool) {
        let (Ok(plan), Ok(fact)) = (self.fact(plan), self.fact(fact)) else { return };
        if let Some(plan) = &mut self.facts[plan].plan {
            plan.outcomes.push(IndexedOutcome { outcome, fact, is_inferred });
        }
    }

    fn add_entity(&mut self, id: i64, entity: Entity) {
        let (kind, entity_type) = (entity.kind(), entity.entity_type);
        self.number_or_new(FacetValue::About(kind, entity.slug.clone()));
        let reference = EntityRef { kind, slug: entity.slug, name: entity.name };
        self.entities.push(IndexedEntity { id, reference, entity_type, facts: Vec::new() });
    }

    fn add_fact(
        &mut self,
        id: i64,
        fact: &Fact,
        known_on: Option<NaiveDate>,
    ) -> Result<(), StoreError> {
        let position = self.facts.len();
        let edtf = fact.date().map(|date| date.edtf);
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
        let theme = fact.theme.clone().map(|theme| self.number_or_new(FacetValue::Theme(theme)));
        values.extend(theme);
        for source in fact.sources() {
            values.push(self.number_or_new(FacetValue::Source(source.clone())));
        }
        if let Some(quantity) = fact.quantity() {
            values.push(self.number_or_new(FacetValue::Unit(quantity.unit.clone())));
        }
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
        let plan = PlanExpectation::of(fact)
            .map(|expectation| IndexedPlan { expectation, outcomes: Vec::new() });
        let code = code_of(id, "fact")?;
        self.facts.push(IndexedFact {
            code,
            dates,
            has_quantity: fact.quantity().is_some(),
            known_on,
            theme,
            values,
            plan,
            subjects,
        });
        Ok(())
    }

    fn number_or_new(&mut self, value: FacetValue) -> usize {
        let values = &mut self.values;
        *self.numbers.entry(value).or_insert_with_key(|value| {
            values.push(value.clone());
            values.len() - 1
        })
    }

    /// Fills in what depends on all facts together.
    fn arrange(&mut self) {
        self.by_date = (0..self.facts.len()).collect();
        let dates = |fact: &usize| self.facts[*fact].dates;
        self.by_date.sort_by_key(|fact| (dates(fact).is_none(), dates(fact)));
        for fact in &self.by_date {
            let entities = self.entities.len();
            let about = self.facts[*fact].values.iter().filter(|number| **number < entities);
            about.for_each(|entity| self.entities[*entity].facts.push(*fact));
        }
        let is_plan = |fact: &usize| self.facts[*fact].plan.is_some();
        self.plans = (0..self.facts.len()).filter(is_plan).collect();
        self.plans.sort_by_key(|fact| self.facts[*fact].theme);
    }

    /// The number of a plan's state on a day; `None` for a fact that is no plan.
    pub fn state_number(&self, fact: usize, today: NaiveDate) -> Option<usize> {
        let state = self.facts[fact].plan.as_ref()?.state(today);
        Some(self.state_numbers[state as usize])
    }

    /// The number of a value, if any fact or entity has it.
    pub fn number(&self, value: &FacetValue) -> Option<usize> {
        self.numbers.get(value).copied()
    }

    /// The position of an entity.
    pub fn entity(&self, kind: Kind, slug: &Slug) -> Option<usize> {
        self.number(&FacetValue::About(kind, slug.clone()))
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

    pub fn id_of(&self, fact: usize) -> i64 {
        i64::from(self.facts[fact].code.number())
    }
}
