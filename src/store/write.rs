//! The seeds as the rows of an empty database. Writes only; what the file is called and whether it is sound is
//! `build`'s.

use sqlx::sqlite::SqliteConnection;

use super::search::document::Document;
use super::values::to_json;
use crate::domain::{Retirement, Synonym};
use crate::hangul::fold;
use crate::seeds::{Changed, Edition, Seeds};

/// Writes everything that the seeds hold. To be called within a transaction.
pub async fn write_records(
    seeds: &Seeds,
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    for (id, source) in (1_i64..).zip(&seeds.sources) {
        let record = to_json(source)?;
        sqlx::query!("INSERT INTO source (id, record) VALUES (?, ?)", id, record)
            .execute(&mut *connection)
            .await?;
        write_document(Document::of_source(id, source), connection).await?;
    }
    for (id, theme) in (1_i64..).zip(&seeds.themes) {
        let record = to_json(theme)?;
        sqlx::query!("INSERT INTO theme (id, record) VALUES (?, ?)", id, record)
            .execute(&mut *connection)
            .await?;
    }
    for (id, entity) in (1_i64..).zip(&seeds.entities) {
        let record = to_json(entity)?;
        sqlx::query!("INSERT INTO entity (id, record) VALUES (?, ?)", id, record)
            .execute(&mut *connection)
            .await?;
        write_document(Document::of_entity(id, entity), connection).await?;
    }
    for (id, term) in (1_i64..).zip(&seeds.terms) {
        let record = to_json(term)?;
        sqlx::query!("INSERT INTO term (id, record) VALUES (?, ?)", id, record)
            .execute(&mut *connection)
            .await?;
        write_document(Document::of_term(id, term), connection).await?;
    }
    for fact in &seeds.facts {
        let (id, record) = (fact.code.number(), to_json(fact)?);
        sqlx::query!("INSERT INTO fact (id, record) VALUES (?, ?)", id, record)
            .execute(&mut *connection)
            .await?;
        write_document(Document::of_fact(fact), connection).await?;
    }
    sqlx::query("INSERT INTO search_index (search_index) VALUES ('optimize')")
        .execute(&mut *connection)
        .await?;
    write_synonyms(&seeds.synonyms, connection).await?;
    for edition in &seeds.editions {
        write_edition(edition, connection).await?;
    }
    write_retired(&seeds.retired, connection).await?;
    let unpublished = seeds.unpublished().len().to_string();
    sqlx::query!("INSERT INTO meta (key, value) VALUES ('unpublished', ?)", unpublished)
        .execute(connection)
        .await
        .map(drop)
}

async fn write_document(
    document: Document,
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    let id = document.key.id();
    let (names, texts) = (document.joined_names(), to_json(&document.texts)?);
    let [title_tokens, name_tokens, text_tokens, typed_tokens] = document.tokens();
    sqlx::query!(
        "INSERT INTO search_record (id, title, names, texts) VALUES (?, ?, ?, ?)",
        id,
        document.title,
        names,
        texts
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO search_index (rowid, title, names, statement, typed) VALUES (?, ?, ?, ?, ?)",
        id,
        title_tokens,
        name_tokens,
        text_tokens,
        typed_tokens
    )
    .execute(connection)
    .await
    .map(drop)
}

async fn write_synonyms(
    synonyms: &[Synonym],
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    for (meaning, synonym) in (0_i64..).zip(synonyms) {
        for written in &synonym.words {
            let word = fold(written).replace(' ', "");
            sqlx::query!(
                "INSERT INTO synonym (word, written, meaning) VALUES (?, ?, ?)",
                word,
                written,
                meaning
            )
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
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
    for Changed { change, record: fact } in &edition.facts {
        let (id, change, record) = (fact.code.number(), change.key(), to_json(fact)?);
        sqlx::query!(
            "INSERT INTO fact_revision (fact_id, edition, change, record) VALUES (?, ?, ?, ?)",
            id,
            edition.number,
            change,
            record
        )
        .execute(&mut *connection)
        .await?;
        for outcome in &fact.outcome_of {
            let plan = outcome.fact.number();
            sqlx::query!(
                "INSERT INTO outcome_revision (plan_id, fact_id, edition) VALUES (?, ?, ?)",
                plan,
                id,
                edition.number
            )
            .execute(&mut *connection)
            .await?;
        }
    }
    for Changed { change, record } in &edition.entities {
        let (kind, slug) = (record.kind().key(), record.slug.as_str());
        let (change, record) = (change.key(), to_json(record)?);
        sqlx::query!(
            "INSERT INTO entity_revision (kind, slug, edition, change, record)
             VALUES (?, ?, ?, ?, ?)",
            kind,
            slug,
            edition.number,
            change,
            record
        )
        .execute(&mut *connection)
        .await?;
    }
    for Changed { change, record: source } in &edition.sources {
        let (slug, change, record) = (source.slug.as_str(), change.key(), to_json(source)?);
        sqlx::query!(
            "INSERT INTO source_revision (slug, edition, change, record) VALUES (?, ?, ?, ?)",
            slug,
            edition.number,
            change,
            record
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_retired(
    retired: &[Retirement],
    connection: &mut SqliteConnection,
) -> Result<(), sqlx::Error> {
    for retirement in retired {
        let (what, record) = (retirement.what.to_string(), to_json(retirement)?);
        sqlx::query!("INSERT INTO retired (what, record) VALUES (?, ?)", what, record)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
