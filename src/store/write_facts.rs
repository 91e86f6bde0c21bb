//! Facts as rows of statements. Needs no database, so that facts become rows on one thread while others read the
//! seeds and write what is full.

use std::collections::BTreeSet;

use super::insert::{Filled, Insert};
use super::packed::PackedRows;
use super::search::{Entry, IndexRow, SearchRows};
use super::whole::rest_of;
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

/// The rows of everything that comes with facts, and by what numbers they know what they refer to.
pub struct Rows {
    pub(super) ids: Ids,
    pub(super) search: SearchRows,
    facts: FactRows,
    packed: PackedRows,
}

impl Rows {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self {
            ids: Ids::default(),
            search: SearchRows::new(),
            facts: FactRows::new(),
            packed: PackedRows::default(),
        }
    }

    /// Adds some facts, which are in memory twice meanwhile. Returns the statements that are full of rows thereby.
    pub fn add(&mut self, batch: Batch) -> Result<Vec<Filled>, sqlx::Error> {
        let mut full = Vec::new();
        for fact in &batch.facts {
            self.facts.add(fact, &self.ids, &mut full)?;
            self.packed.add(fact, &self.ids)?;
        }
        for entry in batch.entries {
            self.search.add(entry, &mut full)?;
        }
        Ok(full)
    }

    /// What is left.
    pub(super) fn remaining(self) -> impl Iterator<Item = Result<Filled, sqlx::Error>> {
        let rows = self.facts.remaining().chain(self.search.remaining());
        rows.map(Ok).chain(self.packed.remaining())
    }
}

/// The rows of facts, of what they are about and of their evidence.
struct FactRows {
    facts: Insert,
    about: Insert,
    evidence: Insert,
}

impl FactRows {
    fn new() -> Self {
        Self {
            facts: Insert::new(
                "fact (id, title, statement, status, inferred,
                       date_edtf, date_phrase, date_basis,
                       quantity_value, quantity_unit, quantity_qualifier, quantity_phrase,
                       quantity_counts, equivalent_value, equivalent_unit, equivalent_phrase, rest)",
            ),
            about: Insert::new("about (fact_id, position, entity_id, role, inferred)"),
            evidence: Insert::new("evidence (source_id, paragraph, fact_id)"),
        }
    }

    /// Adds a fact, and to `full` the statements that are full of rows thereby.
    fn add(&mut self, fact: &Fact, ids: &Ids, full: &mut Vec<Filled>) -> Result<(), sqlx::Error> {
        let id = i64::from(fact.code.number());
        self.facts
            .add(id)?
            .add(fact.title.as_str())?
            .add(fact.statement.as_str())?
            .add(fact.status.key())?
            .add(fact.inferred.as_deref())?;
        self.add_date(fact.date.as_ref())?;
        self.add_quantity(fact.quantity.as_ref())?;
        self.facts.add(rest_of(fact, ids)?)?;
        full.extend(self.facts.filled());
        for (index, about) in fact.about.iter().enumerate() {
            self.about
                .add(id)?
                .add(position(index))?
                .add(ids.entity(&about.entity)?)?
                .add(about.role.key())?
                .add(about.inferred.as_deref())?;
            full.extend(self.about.filled());
        }
        let paragraphs: BTreeSet<_> =
            fact.evidence.iter().map(|piece| (&piece.source, piece.paragraph)).collect();
        for (source, paragraph) in paragraphs {
            self.evidence.add(ids.source(source)?)?.add(paragraph)?.add(id)?;
            full.extend(self.evidence.filled());
        }
        Ok(())
    }

    fn add_date(&mut self, date: Option<&FactDate>) -> Result<(), sqlx::Error> {
        self.facts
            .add(date.map(|date| date.edtf.to_string()))?
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

    /// What is left.
    fn remaining(self) -> impl Iterator<Item = Filled> {
        [self.facts, self.about, self.evidence].into_iter().filter_map(Insert::remaining)
    }
}
