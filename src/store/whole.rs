//! Facts whole: all of a fact is in its row, and all that are asked for come in one row of JSON, for each
//! further table is another place of the file, and each further row a hand-over between threads. A row that the
//! domain does not admit is damage.

use serde::Deserialize;

use super::columns::Columns;
use super::facts::code_of;
use super::write::{Ids, json_of};
use super::{Store, StoreError, column};
use crate::domain::{
    About, Edtf, Evidence, Fact, FactDate, Kind, Measure, Qualifier, Quantity, Role, Status,
};

/// A row of `fact`, in the order in which the statement names the columns.
#[derive(Deserialize)]
struct FactRow {
    id: i64,
    title: String,
    statement: String,
    status: String,
    inferred: Option<String>,
    date_edtf: Option<String>,
    date_phrase: Option<String>,
    date_basis: Option<String>,
    quantity_unit: Option<String>,
    quantity_qualifier: Option<String>,
    quantity_phrase: Option<String>,
    quantity_counts: Option<String>,
    equivalent_unit: Option<String>,
    equivalent_phrase: Option<String>,
    rest: String,
}

/// What the column `rest` holds: what the fact is about, its evidence, its number and that number in another
/// unit. `SQLite` writes numbers into JSON with 15 digits, so they are here, with all.
#[derive(Deserialize)]
struct Rest(Vec<AboutCell>, Vec<EvidenceCell>, Option<f64>, Option<f64>);

/// Id of the entity, role, what of it is inferred.
#[derive(Deserialize)]
struct AboutCell(i64, String, Option<String>);

/// Id of the source, number of the paragraph, phrases.
#[derive(Deserialize)]
struct EvidenceCell(i64, u16, Vec<String>);

impl Store {
    /// The facts with these ids, whole and in this order. Ids that no fact has are left out.
    pub async fn facts_by_id(&self, ids: Vec<i64>) -> Result<Vec<Fact>, StoreError> {
        let ids = serde_json::Value::from(ids).to_string();
        let facts = sqlx::query_scalar!(
            r#"SELECT json_group_array(json_array(
                   fact.id, title, statement, status, inferred, date_edtf, date_phrase, date_basis,
                   quantity_unit, quantity_qualifier, quantity_phrase, quantity_counts,
                   equivalent_unit, equivalent_phrase, rest) ORDER BY wanted.key) AS "facts!: String"
               FROM json_each(?) AS wanted JOIN fact ON fact.id = wanted.value"#,
            ids
        )
        .fetch_one(&self.pool)
        .await?;
        let rows: Vec<FactRow> = column(serde_json::from_str(&facts).ok(), "fact", 0, "*")?;
        rows.into_iter().map(|row| row.into_fact(&self.columns)).collect()
    }
}

/// The JSON of what belongs to a fact, as [`Rest`] reads it.
pub(super) fn rest_of(fact: &Fact, ids: &Ids) -> Result<String, sqlx::Error> {
    let (mut about, mut evidence) = (Vec::new(), Vec::new());
    for About { entity, role, inferred } in &fact.about {
        about.push((ids.entity(entity)?, role.key(), inferred));
    }
    for Evidence { source, paragraph, phrases } in &fact.evidence {
        evidence.push((ids.source(source)?, paragraph, phrases));
    }
    let quantity = fact.quantity.as_ref();
    let equivalent = quantity.and_then(|quantity| quantity.equivalent.as_ref());
    let numbers = (quantity.map(|own| own.value), equivalent.map(|measure| measure.value));
    json_of(&(about, evidence, numbers.0, numbers.1))
}

impl FactRow {
    fn into_fact(self, columns: &Columns) -> Result<Fact, StoreError> {
        let (table, id) = ("fact", self.id);
        let Rest(about, evidence, value, equivalent) =
            column(serde_json::from_str(&self.rest).ok(), table, id, "rest")?;
        let about = about.into_iter().map(|cell| about_of(cell, columns, id));
        let evidence = evidence.into_iter().map(|EvidenceCell(source, paragraph, phrases)| {
            let source = column(columns.source(source), table, id, "rest")?.clone();
            Ok(Evidence { source, paragraph, phrases })
        });
        Ok(Fact {
            code: column(code_of(id), table, id, "id")?,
            status: column(Status::from_key(&self.status), table, id, "status")?,
            date: self.date()?,
            quantity: self.quantity(value, equivalent)?,
            about: about.collect::<Result<_, StoreError>>()?,
            evidence: evidence.collect::<Result<_, StoreError>>()?,
            title: self.title,
            statement: self.statement,
            inferred: self.inferred,
        })
    }

    fn date(&self) -> Result<Option<FactDate>, StoreError> {
        let Some(edtf) = &self.date_edtf else { return Ok(None) };
        Ok(Some(FactDate {
            edtf: column(Edtf::parse(edtf).ok(), "fact", self.id, "date_edtf")?,
            phrase: self.must(self.date_phrase.as_ref(), "date_phrase")?,
            basis: self.date_basis.clone(),
        }))
    }

    /// The number, if there is one: its words, or none, and its value, or none, must agree on that.
    fn quantity(
        &self,
        value: Option<f64>,
        equivalent: Option<f64>,
    ) -> Result<Option<Quantity>, StoreError> {
        let (words, other_words) = (&self.quantity_phrase, &self.equivalent_phrase);
        let agree = words.is_some() == value.is_some()
            && other_words.is_some() == equivalent.is_some()
            && (value.is_some() || equivalent.is_none());
        column(agree.then_some(()), "fact", self.id, "rest")?;
        let Some(value) = value else { return Ok(None) };
        let qualifier = self.quantity_qualifier.as_deref();
        let qualifier = qualifier
            .map(|key| column(Qualifier::from_key(key), "fact", self.id, "quantity_qualifier"));
        let counts = self.quantity_counts.as_deref();
        let counts =
            counts.map(|key| column(Kind::from_key(key), "fact", self.id, "quantity_counts"));
        let equivalent = equivalent.map(|value| {
            Ok::<_, StoreError>(Measure {
                value,
                unit: self.must(self.equivalent_unit.as_ref(), "equivalent_unit")?,
                phrase: self.must(self.equivalent_phrase.as_ref(), "equivalent_phrase")?,
            })
        });
        Ok(Some(Quantity {
            value,
            unit: self.must(self.quantity_unit.as_ref(), "quantity_unit")?,
            qualifier: qualifier.transpose()?,
            phrase: self.must(self.quantity_phrase.as_ref(), "quantity_phrase")?,
            counts: counts.transpose()?,
            equivalent: equivalent.transpose()?,
        }))
    }

    fn must(&self, text: Option<&String>, name: &'static str) -> Result<String, StoreError> {
        column(text.cloned(), "fact", self.id, name)
    }
}

fn about_of(cell: AboutCell, columns: &Columns, fact: i64) -> Result<About, StoreError> {
    let AboutCell(entity, role, inferred) = cell;
    Ok(About {
        entity: column(columns.entity(entity), "fact", fact, "rest")?.clone(),
        role: column(Role::from_key(&role), "fact", fact, "rest")?,
        inferred,
    })
}
