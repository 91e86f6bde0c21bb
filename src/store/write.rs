//! The seeds' records as rows of an empty database, parents before children. Writes only; what the
//! file is called and whether it is sound is `build`'s.

use sqlx::sqlite::{SqliteConnection, SqliteQueryResult};

use super::search::Entry;
use crate::domain::{Entity, Evidence, Source, Term};
use crate::seeds::Seeds;

/// Facts that are written at once. A statement costs a hand-over between threads, and FTS5 writes a
/// piece of its index for each, of which it holds at most 2,000.
const TOGETHER: usize = 10_000;

/// Writes the seeds into an empty database.
pub struct Writer<'c> {
    pub connection: &'c mut SqliteConnection,
}

/// A place in a list as the tables keep it.
pub(super) fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// A record as the tables keep it.
pub(super) fn json_of(record: &impl serde::Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(record).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// A list of texts as the tables keep it.
pub(super) fn json(texts: &[String]) -> String {
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
        self.search_begun().await?;
        let mut entries = Vec::new();
        for entity in &seeds.entities {
            entries.push(self.entity(entity).await?);
        }
        for term in &seeds.terms {
            entries.push(self.term(term).await?);
        }
        self.search_entries(&entries).await?;
        for facts in seeds.facts.chunks(TOGETHER) {
            self.facts(facts).await?;
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

    async fn entity(&mut self, entity: &Entity) -> Result<Entry, sqlx::Error> {
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
        Ok(Entry::of_entity(id, entity))
    }

    async fn term(&mut self, term: &Term) -> Result<Entry, sqlx::Error> {
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
        Ok(Entry::of_term(id, term))
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
