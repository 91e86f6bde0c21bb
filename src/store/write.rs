//! The seeds' records as rows of an empty database, parents before children. Writes only; what the
//! file is called and whether it is sound is `build`'s.

use sqlx::sqlite::{SqliteConnection, SqliteQueryResult};

use super::search::Entry;
use crate::domain::{Entity, Evidence, Fact, Kind, Qualifier, Source, Term};
use crate::seeds::Seeds;

/// Writes the seeds into an empty database.
pub struct Writer<'c> {
    pub connection: &'c mut SqliteConnection,
}

/// A place in a list as the tables keep it.
fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// A record as the tables keep it.
pub(super) fn json_of(record: &impl serde::Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(record).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// A list of texts as the tables keep it.
fn json(texts: &[String]) -> String {
    serde_json::Value::from(texts).to_string()
}

/// An insert that looks its parent up by name must have found it.
fn one_row(result: &SqliteQueryResult) -> Result<(), sqlx::Error> {
    if result.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

impl Writer<'_> {
    pub async fn write(&mut self, seeds: &Seeds) -> Result<(), sqlx::Error> {
        for source in &seeds.sources {
            self.source(source).await?;
        }
        for entity in &seeds.entities {
            self.entity(entity).await?;
        }
        for fact in &seeds.facts {
            self.fact(fact).await?;
        }
        for term in &seeds.terms {
            self.term(term).await?;
        }
        self.synonyms(&seeds.synonyms).await?;
        self.search_finished().await?;
        self.editions(seeds).await
    }

    async fn source(&mut self, source: &Source) -> Result<(), sqlx::Error> {
        let (slug, edtf) = (source.slug.as_str(), source.published.edtf.to_string());
        let names = json(&source.names);
        let id = sqlx::query!(
            "INSERT INTO source
                 (slug, title, publisher, byline, published_edtf, published_basis, rights, names)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            slug,
            source.title,
            source.publisher,
            source.byline,
            edtf,
            source.published.basis,
            source.rights,
            names,
        )
        .execute(&mut *self.connection)
        .await?
        .last_insert_rowid();
        for paragraph in &source.paragraphs {
            let role = paragraph.role.key();
            sqlx::query!(
                "INSERT INTO paragraph (source_id, number, role, digest, unused) VALUES (?, ?, ?, ?, ?)",
                id,
                paragraph.number,
                role,
                paragraph.digest,
                paragraph.unused,
            )
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

    async fn entity(&mut self, entity: &Entity) -> Result<(), sqlx::Error> {
        let (kind, key) = (entity.kind().key(), entity.entity_type.key());
        let slug = entity.slug.as_str();
        let id = sqlx::query!(
            "INSERT INTO entity (kind, type, slug, name, note) VALUES (?, ?, ?, ?, ?)",
            kind,
            key,
            slug,
            entity.name,
            entity.note,
        )
        .execute(&mut *self.connection)
        .await?
        .last_insert_rowid();
        for (index, alias) in entity.aliases.iter().enumerate() {
            let position = position(index);
            sqlx::query!(
                "INSERT INTO alias (entity_id, position, name) VALUES (?, ?, ?)",
                id,
                position,
                alias,
            )
            .execute(&mut *self.connection)
            .await?;
        }
        self.search_entry(&Entry::of_entity(id, entity)).await
    }

    async fn fact(&mut self, fact: &Fact) -> Result<(), sqlx::Error> {
        self.fact_row(fact).await?;
        let id = fact.code.number();
        for (index, about) in fact.about.iter().enumerate() {
            let (position, kind, role) =
                (position(index), about.entity.kind.key(), about.role.key());
            let slug = about.entity.slug.as_str();
            sqlx::query!(
                "INSERT INTO about (fact_id, position, entity_id, role, inferred)
                 SELECT ?, ?, id, ?, ? FROM entity WHERE kind = ? AND slug = ?",
                id,
                position,
                role,
                about.inferred,
                kind,
                slug,
            )
            .execute(&mut *self.connection)
            .await
            .and_then(|result| one_row(&result))?;
        }
        for (index, piece) in fact.evidence.iter().enumerate() {
            let row = EvidenceRow::new(index, piece);
            sqlx::query!(
                "INSERT INTO evidence (fact_id, position, source_id, paragraph, phrases)
                 SELECT ?, ?, id, ?, ? FROM source WHERE slug = ?",
                id,
                row.position,
                piece.paragraph,
                row.phrases,
                row.source,
            )
            .execute(&mut *self.connection)
            .await
            .and_then(|result| one_row(&result))?;
        }
        self.search_entry(&Entry::of_fact(fact)).await
    }

    async fn fact_row(&mut self, fact: &Fact) -> Result<(), sqlx::Error> {
        let (id, status) = (fact.code.number(), fact.status.key());
        let date = fact.date.as_ref();
        let edtf = date.map(|date| date.edtf.to_string());
        let earliest = date.map(|date| date.edtf.earliest());
        let latest = date.map(|date| date.edtf.latest());
        let phrase = date.map(|date| &date.phrase);
        let basis = date.and_then(|date| date.basis.as_ref());
        let quantity = fact.quantity.as_ref();
        let value = quantity.map(|quantity| quantity.value);
        let unit = quantity.map(|quantity| &quantity.unit);
        let qualifier = quantity.and_then(|quantity| quantity.qualifier).map(Qualifier::key);
        let said = quantity.map(|quantity| &quantity.phrase);
        let counts = quantity.and_then(|quantity| quantity.counts).map(Kind::key);
        let equivalent = quantity.and_then(|quantity| quantity.equivalent.as_ref());
        let equivalent_value = equivalent.map(|measure| measure.value);
        let equivalent_unit = equivalent.map(|measure| &measure.unit);
        let equivalent_phrase = equivalent.map(|measure| &measure.phrase);
        sqlx::query!(
            "INSERT INTO fact (
                 id, title, statement, status, inferred,
                 date_edtf, date_earliest, date_latest, date_phrase, date_basis,
                 quantity_value, quantity_unit, quantity_qualifier, quantity_phrase, quantity_counts,
                 equivalent_value, equivalent_unit, equivalent_phrase)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            fact.title,
            fact.statement,
            status,
            fact.inferred,
            edtf,
            earliest,
            latest,
            phrase,
            basis,
            value,
            unit,
            qualifier,
            said,
            counts,
            equivalent_value,
            equivalent_unit,
            equivalent_phrase,
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    async fn term(&mut self, term: &Term) -> Result<(), sqlx::Error> {
        let (slug, aliases) = (term.slug.as_str(), json(&term.aliases));
        let id = sqlx::query!(
            "INSERT INTO term (slug, name, aliases, explanation) VALUES (?, ?, ?, ?)",
            slug,
            term.name,
            aliases,
            term.explanation,
        )
        .execute(&mut *self.connection)
        .await?
        .last_insert_rowid();
        for (index, piece) in term.evidence.iter().enumerate() {
            let row = EvidenceRow::new(index, piece);
            sqlx::query!(
                "INSERT INTO term_evidence (term_id, position, source_id, paragraph, phrases)
                 SELECT ?, ?, id, ?, ? FROM source WHERE slug = ?",
                id,
                row.position,
                piece.paragraph,
                row.phrases,
                row.source,
            )
            .execute(&mut *self.connection)
            .await
            .and_then(|result| one_row(&result))?;
        }
        self.search_entry(&Entry::of_term(id, term)).await
    }
}

/// A piece of evidence as the tables keep it.
struct EvidenceRow<'e> {
    position: i64,
    source: &'e str,
    phrases: String,
}

impl<'e> EvidenceRow<'e> {
    fn new(index: usize, piece: &'e Evidence) -> Self {
        Self {
            position: position(index),
            source: piece.source.as_str(),
            phrases: json(&piece.phrases),
        }
    }
}
