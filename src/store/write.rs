//! The seeds' records as rows of an empty database, parents before children. Writes only; what the
//! file is called and whether it is sound is `build`'s.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

use super::insert::{Filled, Insert};
use super::search::{Entry, SearchRows};
use super::write_facts::Rows;
use crate::domain::{Entity, EntityRef, Kind, Slug, Source, Term};
use crate::seeds::{End, Frame};

/// Writes seeds into an empty database: what all facts refer to, then facts, then the end.
pub struct Writer<'c> {
    pub connection: &'c mut SqliteConnection,
    /// The statements of the indexes that are put off until the tables are full.
    indexes: Vec<String>,
}

/// By what numbers the tables know what facts refer to.
#[derive(Default)]
pub(super) struct Ids {
    entities: [HashMap<Slug, i64>; Kind::ALL.len()],
    sources: HashMap<Slug, i64>,
}

impl Ids {
    pub fn entity(&self, entity: &EntityRef) -> Result<i64, sqlx::Error> {
        let known = self.entities[entity.kind as usize].get(&entity.slug);
        known.copied().ok_or(sqlx::Error::RowNotFound)
    }

    pub fn source(&self, source: &Slug) -> Result<i64, sqlx::Error> {
        self.sources.get(source).copied().ok_or(sqlx::Error::RowNotFound)
    }
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
pub(super) fn json(texts: &[String]) -> Result<String, sqlx::Error> {
    json_of(&texts)
}

impl<'c> Writer<'c> {
    /// Writes everything but facts, whose rows are begun.
    pub async fn begin(
        connection: &'c mut SqliteConnection,
        frame: &Frame,
    ) -> Result<(Self, Rows), sqlx::Error> {
        let indexes = put_off_indexes(connection).await?;
        SearchRows::put_off_merging(connection).await?;
        let (mut writer, mut rows) = (Self { connection, indexes }, Rows::new());
        writer.sources(&frame.sources, &mut rows).await?;
        writer.entities(&frame.entities, &mut rows).await?;
        writer.terms(&frame.terms, &mut rows).await?;
        writer.synonyms(&frame.synonyms).await?;
        for edition in &frame.editions {
            writer.edition(edition).await?;
        }
        Ok((writer, rows))
    }

    /// Writes a statement full of rows.
    pub async fn write(&mut self, full: Filled) -> Result<(), sqlx::Error> {
        full.write(self.connection).await
    }

    /// Writes the rows that are left and what is known at the end, the indexes last.
    pub async fn finish(mut self, rows: Rows, end: &End) -> Result<(), sqlx::Error> {
        for full in rows.remaining() {
            self.write(full?).await?;
        }
        self.retired(&end.retired).await?;
        let unpublished = end.unpublished.to_string();
        sqlx::query!("INSERT INTO meta (key, value) VALUES ('unpublished', ?)", unpublished)
            .execute(&mut *self.connection)
            .await?;
        SearchRows::merge(self.connection).await?;
        for index in self.indexes {
            sqlx::query(AssertSqlSafe(index)).execute(&mut *self.connection).await?;
        }
        Ok(())
    }

    /// Writes what a search finds of a record.
    async fn entry(&mut self, entry: Entry, rows: &mut Rows) -> Result<(), sqlx::Error> {
        let mut full = Vec::new();
        rows.search.add(entry.into(), &mut full)?;
        for full in full {
            self.write(full).await?;
        }
        Ok(())
    }

    async fn sources(&mut self, sources: &[Source], rows: &mut Rows) -> Result<(), sqlx::Error> {
        let mut own = Insert::new(
            "source (id, slug, title, publisher, byline, published_edtf, published_basis, rights, names)",
        );
        let mut paragraphs = Insert::new("paragraph (source_id, number, role, digest, unused)");
        for (id, source) in (1_i64..).zip(sources) {
            rows.ids.sources.insert(source.slug.clone(), id);
            own.add(id)?
                .add(source.slug.as_str())?
                .add(source.title.as_str())?
                .add(source.publisher.as_str())?
                .add(source.byline.as_str())?
                .add(source.published.edtf.to_string())?
                .add(source.published.basis.as_deref())?
                .add(source.rights.as_str())?
                .add(json(&source.names)?)?;
            own.written(self.connection).await?;
            for paragraph in &source.paragraphs {
                paragraphs
                    .add(id)?
                    .add(paragraph.number)?
                    .add(paragraph.role.key())?
                    .add(paragraph.digest.as_str())?
                    .add(paragraph.unused.as_deref())?;
                paragraphs.written(self.connection).await?;
            }
        }
        own.finish(self.connection).await?;
        paragraphs.finish(self.connection).await
    }

    async fn entities(&mut self, entities: &[Entity], rows: &mut Rows) -> Result<(), sqlx::Error> {
        let mut own = Insert::new("entity (id, kind, type, slug, name, note)");
        let mut aliases = Insert::new("alias (entity_id, position, name)");
        for (id, entity) in (1_i64..).zip(entities) {
            rows.ids.entities[entity.kind() as usize].insert(entity.slug.clone(), id);
            own.add(id)?
                .add(entity.kind().key())?
                .add(entity.entity_type.key())?
                .add(entity.slug.as_str())?
                .add(entity.name.as_str())?
                .add(entity.note.as_deref())?;
            own.written(self.connection).await?;
            for (index, alias) in entity.aliases.iter().enumerate() {
                aliases.add(id)?.add(position(index))?.add(alias.as_str())?;
                aliases.written(self.connection).await?;
            }
            self.entry(Entry::of_entity(id, entity), rows).await?;
        }
        own.finish(self.connection).await?;
        aliases.finish(self.connection).await
    }

    async fn terms(&mut self, terms: &[Term], rows: &mut Rows) -> Result<(), sqlx::Error> {
        let mut own = Insert::new("term (id, slug, name, aliases, explanation)");
        let mut pieces =
            Insert::new("term_evidence (term_id, position, source_id, paragraph, phrases)");
        for (id, term) in (1_i64..).zip(terms) {
            own.add(id)?
                .add(term.slug.as_str())?
                .add(term.name.as_str())?
                .add(json(&term.aliases)?)?
                .add(term.explanation.as_str())?;
            own.written(self.connection).await?;
            for (index, piece) in term.evidence.iter().enumerate() {
                pieces
                    .add(id)?
                    .add(position(index))?
                    .add(rows.ids.source(&piece.source)?)?
                    .add(piece.paragraph)?
                    .add(json(&piece.phrases)?)?;
                pieces.written(self.connection).await?;
            }
            self.entry(Entry::of_term(id, term), rows).await?;
        }
        own.finish(self.connection).await?;
        pieces.finish(self.connection).await
    }
}

/// Takes the indexes away, to be made when the tables are full: sorting once is much less than finding
/// the place of each row. Returns the statements that make them.
async fn put_off_indexes(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let indexes: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut statements = Vec::with_capacity(indexes.len());
    for (name, statement) in indexes {
        let drop = AssertSqlSafe(format!("DROP INDEX {name}"));
        sqlx::query(drop).execute(&mut *connection).await?;
        statements.push(statement);
    }
    Ok(statements)
}
