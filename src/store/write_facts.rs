//! Facts as rows: what a search keeps of them is worked out beside the writing, on the thread that reads
//! the seeds.

use std::collections::BTreeSet;

use sqlx::sqlite::SqliteConnection;

use super::insert::Insert;
use super::search::{Entry, IndexRow};
use super::whole::Rest;
use super::write::{Ids, position};
use crate::domain::{Fact, FactDate, Kind, Measure, Qualifier, Quantity};

/// Some facts and what a search keeps of them.
pub struct Batch {
    pub facts: Vec<Fact>,
    pub entries: Vec<IndexRow>,
}

impl From<Vec<Fact>> for Batch {
    fn from(facts: Vec<Fact>) -> Self {
        let entries = facts.iter().map(|fact| Entry::of_fact(fact).into()).collect();
        Self { facts, entries }
    }
}

/// The rows of facts, of what they are about and of their evidence.
pub(super) struct FactRows {
    facts: Insert,
    about: Insert,
    evidence: Insert,
}

impl FactRows {
    pub fn new() -> Self {
        Self {
            facts: Insert::new(
                "fact (id, title, statement, status, inferred,
                       date_edtf, date_earliest, date_latest, date_phrase, date_basis,
                       quantity_value, quantity_unit, quantity_qualifier, quantity_phrase,
                       quantity_counts, equivalent_value, equivalent_unit, equivalent_phrase, rest)",
            ),
            about: Insert::new("about (fact_id, position, entity_id, role, inferred)"),
            evidence: Insert::new("evidence (source_id, paragraph, fact_id)"),
        }
    }

    pub async fn write(
        &mut self,
        connection: &mut SqliteConnection,
        ids: &Ids,
        fact: &Fact,
    ) -> Result<(), sqlx::Error> {
        let id = i64::from(fact.code.number());
        self.facts
            .add(id)?
            .add(fact.title.as_str())?
            .add(fact.statement.as_str())?
            .add(fact.status.key())?
            .add(fact.inferred.as_deref())?;
        self.add_date(fact.date.as_ref())?;
        self.add_quantity(fact.quantity.as_ref())?;
        self.facts.add(Rest::json(fact, ids)?)?;
        self.facts.written(connection).await?;
        for (index, about) in fact.about.iter().enumerate() {
            self.about
                .add(id)?
                .add(position(index))?
                .add(ids.entity(&about.entity)?)?
                .add(about.role.key())?
                .add(about.inferred.as_deref())?;
            self.about.written(connection).await?;
        }
        let paragraphs: BTreeSet<_> =
            fact.evidence.iter().map(|piece| (&piece.source, piece.paragraph)).collect();
        for (source, paragraph) in paragraphs {
            self.evidence.add(ids.source(source)?)?.add(paragraph)?.add(id)?;
            self.evidence.written(connection).await?;
        }
        Ok(())
    }

    fn add_date(&mut self, date: Option<&FactDate>) -> Result<(), sqlx::Error> {
        self.facts
            .add(date.map(|date| date.edtf.to_string()))?
            .add(date.map(|date| date.edtf.earliest().to_string()))?
            .add(date.map(|date| date.edtf.latest().to_string()))?
            .add(date.map(|date| date.phrase.as_str()))?
            .add(date.and_then(|date| date.basis.as_deref()))?;
        Ok(())
    }

    fn add_quantity(&mut self, quantity: Option<&Quantity>) -> Result<(), sqlx::Error> {
        let equivalent: Option<&Measure> = quantity.and_then(|known| known.equivalent.as_ref());
        self.facts
            .add(quantity.map(|quantity| quantity.value))?
            .add(quantity.map(|quantity| quantity.unit.as_str()))?
            .add(quantity.and_then(|quantity| quantity.qualifier).map(Qualifier::key))?
            .add(quantity.map(|quantity| quantity.phrase.as_str()))?
            .add(quantity.and_then(|quantity| quantity.counts).map(Kind::key))?
            .add(equivalent.map(|measure| measure.value))?
            .add(equivalent.map(|measure| measure.unit.as_str()))?
            .add(equivalent.map(|measure| measure.phrase.as_str()))?;
        Ok(())
    }

    pub async fn finish(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        self.facts.finish(connection).await?;
        self.about.finish(connection).await?;
        self.evidence.finish(connection).await
    }
}
