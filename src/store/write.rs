//! Writes the seeds as rows into an empty database. The name of the file, and whether it is sound, is up to `build`.

use serde::Serialize;
use sqlx::query_builder::{QueryBuilder, Separated};
use sqlx::sqlite::{Sqlite, SqliteConnection};

use super::search::document::Document;
use super::values::to_json;
use crate::hangul::fold;
use crate::seeds::{Edition, RecordChange, Seeds};

/// How many rows one statement inserts. `SQLite` runs in a thread of its own, so that each statement costs two changes
/// of threads; it takes at most 32,766 values.
const BATCH: usize = 500;

/// A row, to which each value is pushed.
type InsertRow<'q> = Separated<'q, Sqlite, &'static str>;

/// Writes everything that the seeds hold. To be called within a transaction.
pub async fn write_records(
    seeds: &Seeds,
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    let facts = seeds.facts.iter().map(|fact| record_row(i64::from(fact.code.number()), fact));
    insert(connection, "source (id, record)", records(&seeds.sources), push_record).await?;
    insert(connection, "theme (id, record)", records(&seeds.themes), push_record).await?;
    insert(connection, "entity (id, record)", records(&seeds.entities), push_record).await?;
    insert(connection, "term (id, record)", records(&seeds.terms), push_record).await?;
    insert(connection, "fact (id, record)", facts, push_record).await?;
    write_search(seeds, connection).await?;
    for edition in &seeds.editions {
        write_edition(edition, connection).await?;
    }
    let retired = seeds.retired.iter().map(|retirement| {
        let record = to_json(retirement)?;
        Ok((retirement.what.to_string(), record))
    });
    insert(connection, "retired (what, record)", retired, |mut row, (what, record)| {
        row.push_bind(what).push_bind(record);
    })
    .await?;
    let unpublished = seeds.unpublished().len().to_string();
    sqlx::query!("INSERT INTO meta (key, value) VALUES ('unpublished', ?)", unpublished)
        .execute(connection)
        .await
        .map(drop)
}

/// Inserts rows `into` a table with its columns, [`BATCH`] at a time.
async fn insert<R>(
    connection: &mut SqliteConnection,
    into: &str,
    rows: impl Iterator<Item = Result<R, sqlx::Error>>,
    push: impl Fn(InsertRow<'_>, R),
) -> Result<(), sqlx::Error> {
    let mut rows = rows;
    loop {
        let batch = rows.by_ref().take(BATCH).collect::<Result<Vec<R>, sqlx::Error>>()?;
        if batch.is_empty() {
            return Ok(());
        }
        let mut query = QueryBuilder::new(format!("INSERT INTO {into} "));
        query.push_values(batch, &push);
        query.build().execute(&mut *connection).await?;
    }
}

/// Records with ids that count from one.
fn records<T: Serialize>(
    records: &[T],
) -> impl Iterator<Item = Result<(i64, String), sqlx::Error>> {
    (1..).zip(records).map(|(id, record)| record_row(id, record))
}

fn record_row(id: i64, record: &impl Serialize) -> Result<(i64, String), sqlx::Error> {
    Ok((id, to_json(record)?))
}

fn push_record(mut row: InsertRow<'_>, (id, record): (i64, String)) {
    row.push_bind(id).push_bind(record);
}

/// Writes the search index, the records beside it, and the synonyms.
async fn write_search(seeds: &Seeds, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let entities = (1..).zip(&seeds.entities).map(|(id, entity)| Document::of_entity(id, entity));
    let terms = (1..).zip(&seeds.terms).map(|(id, term)| Document::of_term(id, term));
    let sources = (1..).zip(&seeds.sources).map(|(id, source)| Document::of_source(id, source));
    let facts = seeds.facts.iter().map(Document::of_fact);
    let mut documents = entities.chain(terms).chain(sources).chain(facts);
    loop {
        let batch: Vec<Document> = documents.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let rows = batch.iter().map(|document| Ok((document, to_json(&document.texts)?)));
        let into = "search_record (id, title, names, texts)";
        insert(connection, into, rows, |mut row, (document, texts)| {
            row.push_bind(document.key.id()).push_bind(document.title.as_str());
            row.push_bind(document.joined_names()).push_bind(texts);
        })
        .await?;
        let rows = batch.iter().map(|document| Ok((document.key.id(), document.tokens())));
        let into = "search_index (rowid, title, names, statement, typed)";
        insert(connection, into, rows, |mut row, (id, tokens)| {
            row.push_bind(id);
            for column in tokens {
                row.push_bind(column);
            }
        })
        .await?;
    }
    sqlx::query("INSERT INTO search_index (search_index) VALUES ('optimize')")
        .execute(&mut *connection)
        .await?;
    let words = (0_i64..).zip(&seeds.synonyms).flat_map(|(meaning, synonym)| {
        synonym.words.iter().map(move |written| Ok((written, meaning)))
    });
    insert(connection, "synonym (word, written, meaning)", words, |mut row, (written, meaning)| {
        row.push_bind(fold(written).replace(' ', "")).push_bind(written).push_bind(meaning);
    })
    .await
}

/// Writes an edition and the records as it has them.
async fn write_edition(
    edition: &Edition,
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    let date = edition.date.to_string();
    sqlx::query!(
        "INSERT INTO edition (number, date, note, digest) VALUES (?, ?, ?, ?)",
        edition.number,
        date,
        edition.note,
        edition.digest
    )
    .execute(&mut *connection)
    .await?;
    let number = edition.number;
    let facts = edition.facts.iter().map(|RecordChange { change, record }| {
        Ok((i64::from(record.code.number()), change.key(), to_json(record)?))
    });
    let into = "fact_revision (fact_id, edition, change, record)";
    insert(connection, into, facts, |mut row, (id, change, record)| {
        row.push_bind(id).push_bind(number).push_bind(change).push_bind(record);
    })
    .await?;
    let outcomes = edition.facts.iter().flat_map(|RecordChange { record, .. }| {
        let plans = record.outcome_of.iter().map(|outcome| outcome.fact.number());
        plans.map(|plan| Ok((plan, record.code.number())))
    });
    let into = "outcome_revision (plan_id, fact_id, edition)";
    insert(connection, into, outcomes, |mut row, (plan, fact)| {
        row.push_bind(plan).push_bind(fact).push_bind(number);
    })
    .await?;
    let entities = edition
        .entities
        .iter()
        .map(|RecordChange { change, record }| Ok((record, change.key(), to_json(record)?)));
    let into = "entity_revision (kind, slug, edition, change, record)";
    insert(connection, into, entities, |mut row, (entity, change, record)| {
        row.push_bind(entity.kind().key()).push_bind(entity.slug.as_str());
        row.push_bind(number).push_bind(change).push_bind(record);
    })
    .await?;
    let sources = edition
        .sources
        .iter()
        .map(|RecordChange { change, record }| Ok((record, change.key(), to_json(record)?)));
    let into = "source_revision (slug, edition, change, record)";
    insert(connection, into, sources, |mut row, (source, change, record)| {
        row.push_bind(source.slug.as_str());
        row.push_bind(number).push_bind(change).push_bind(record);
    })
    .await
}
