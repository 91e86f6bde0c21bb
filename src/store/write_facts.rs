//! Facts as rows, many with each statement: the rows of a table travel as one JSON array and are taken
//! apart by `SQLite`.

use serde::Serialize;

use super::search::Entry;
use super::write::{Writer, json, json_of, position};
use crate::domain::{Fact, Kind, Qualifier};

#[derive(Serialize)]
struct FactRow<'f> {
    id: u32,
    title: &'f str,
    statement: &'f str,
    status: &'static str,
    inferred: Option<&'f str>,
    date_edtf: Option<String>,
    date_earliest: Option<String>,
    date_latest: Option<String>,
    date_phrase: Option<&'f str>,
    date_basis: Option<&'f str>,
    quantity_value: Option<f64>,
    quantity_unit: Option<&'f str>,
    quantity_qualifier: Option<&'static str>,
    quantity_phrase: Option<&'f str>,
    quantity_counts: Option<&'static str>,
    equivalent_value: Option<f64>,
    equivalent_unit: Option<&'f str>,
    equivalent_phrase: Option<&'f str>,
}

/// Fact, place, kind and slug of the entity, role, reason for an inference.
type AboutRow<'f> = (u32, i64, &'static str, &'f str, &'static str, Option<&'f str>);

/// Fact, place, source, paragraph, phrases.
type EvidenceRow<'f> = (u32, i64, &'f str, u16, String);

impl Writer<'_> {
    pub(super) async fn facts(&mut self, facts: &[Fact]) -> Result<(), sqlx::Error> {
        let rows: Vec<FactRow> = facts.iter().map(FactRow::of).collect();
        let rows = json_of(&rows)?;
        sqlx::query!(
            "INSERT INTO fact (
                 id, title, statement, status, inferred,
                 date_edtf, date_earliest, date_latest, date_phrase, date_basis,
                 quantity_value, quantity_unit, quantity_qualifier, quantity_phrase, quantity_counts,
                 equivalent_value, equivalent_unit, equivalent_phrase)
             SELECT
                 value ->> 'id', value ->> 'title', value ->> 'statement', value ->> 'status',
                 value ->> 'inferred', value ->> 'date_edtf', value ->> 'date_earliest',
                 value ->> 'date_latest', value ->> 'date_phrase', value ->> 'date_basis',
                 value ->> 'quantity_value', value ->> 'quantity_unit',
                 value ->> 'quantity_qualifier', value ->> 'quantity_phrase',
                 value ->> 'quantity_counts', value ->> 'equivalent_value',
                 value ->> 'equivalent_unit', value ->> 'equivalent_phrase'
             FROM json_each(?)",
            rows
        )
        .execute(&mut *self.connection)
        .await?;
        self.about(facts).await?;
        self.evidence(facts).await?;
        let entries: Vec<Entry> = facts.iter().map(Entry::of_fact).collect();
        self.search_entries(&entries).await
    }

    async fn about(&mut self, facts: &[Fact]) -> Result<(), sqlx::Error> {
        let mut rows: Vec<AboutRow> = Vec::new();
        for fact in facts {
            for (index, about) in fact.about.iter().enumerate() {
                let (kind, slug) = (about.entity.kind.key(), about.entity.slug.as_str());
                let inferred = about.inferred.as_deref();
                let (id, place) = (fact.code.number(), position(index));
                rows.push((id, place, kind, slug, about.role.key(), inferred));
            }
        }
        let (wanted, rows) = (rows.len(), json_of(&rows)?);
        // CROSS JOIN keeps the rows on the outside, so that each entity is looked up by its key.
        let written = sqlx::query!(
            "INSERT INTO about (fact_id, position, entity_id, role, inferred)
             SELECT row.value ->> 0, row.value ->> 1, entity.id, row.value ->> 4, row.value ->> 5
             FROM json_each(?) AS row CROSS JOIN entity
                 ON entity.kind = row.value ->> 2 AND entity.slug = row.value ->> 3",
            rows
        )
        .execute(&mut *self.connection)
        .await?;
        all_written(written.rows_affected(), wanted)
    }

    async fn evidence(&mut self, facts: &[Fact]) -> Result<(), sqlx::Error> {
        let mut rows: Vec<EvidenceRow> = Vec::new();
        for fact in facts {
            for (index, piece) in fact.evidence.iter().enumerate() {
                let (id, place) = (fact.code.number(), position(index));
                let phrases = json(&piece.phrases);
                rows.push((id, place, piece.source.as_str(), piece.paragraph, phrases));
            }
        }
        let (wanted, rows) = (rows.len(), json_of(&rows)?);
        let written = sqlx::query!(
            "INSERT INTO evidence (fact_id, position, source_id, paragraph, phrases)
             SELECT row.value ->> 0, row.value ->> 1, source.id, row.value ->> 3, row.value ->> 4
             FROM json_each(?) AS row CROSS JOIN source ON source.slug = row.value ->> 2",
            rows
        )
        .execute(&mut *self.connection)
        .await?;
        all_written(written.rows_affected(), wanted)
    }
}

/// An insert that looks parents up by name must have found every one.
fn all_written(written: u64, wanted: usize) -> Result<(), sqlx::Error> {
    if usize::try_from(written) == Ok(wanted) { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

impl<'f> FactRow<'f> {
    fn of(fact: &'f Fact) -> Self {
        let date = fact.date.as_ref();
        let quantity = fact.quantity.as_ref();
        let equivalent = quantity.and_then(|quantity| quantity.equivalent.as_ref());
        Self {
            id: fact.code.number(),
            title: &fact.title,
            statement: &fact.statement,
            status: fact.status.key(),
            inferred: fact.inferred.as_deref(),
            date_edtf: date.map(|date| date.edtf.to_string()),
            date_earliest: date.map(|date| date.edtf.earliest().to_string()),
            date_latest: date.map(|date| date.edtf.latest().to_string()),
            date_phrase: date.map(|date| date.phrase.as_str()),
            date_basis: date.and_then(|date| date.basis.as_deref()),
            quantity_value: quantity.map(|quantity| quantity.value),
            quantity_unit: quantity.map(|quantity| quantity.unit.as_str()),
            quantity_qualifier: quantity
                .and_then(|quantity| quantity.qualifier)
                .map(Qualifier::key),
            quantity_phrase: quantity.map(|quantity| quantity.phrase.as_str()),
            quantity_counts: quantity.and_then(|quantity| quantity.counts).map(Kind::key),
            equivalent_value: equivalent.map(|measure| measure.value),
            equivalent_unit: equivalent.map(|measure| measure.unit.as_str()),
            equivalent_phrase: equivalent.map(|measure| measure.phrase.as_str()),
        }
    }
}
