//! From seeds to a database file. Built beside its final name, checked, synced and renamed, so that
//! the name only ever holds a whole database; reuses a file whose seeds, schema and pages are right.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::search::{entity_text, fact_text, term_text};
use super::{Store, StoreError};
use crate::domain::{Entity, Evidence, Fact, Kind, Qualifier, Source, Term, hex};
use crate::seeds::Seeds;

static MIGRATOR: Migrator = sqlx::migrate!();

/// Whether the file had to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Built {
    /// There was none, or it was of other seeds, of another schema, or damaged.
    Anew,
    /// The file at hand was right.
    Reused,
}

/// Makes sure that `path` holds the database of these seeds, and opens it read-only.
///
/// Processes that start at once take turns by a lock file beside the database.
///
/// # Errors
/// [`StoreError`] when the file cannot be written or read; the old file is then left as it was.
pub async fn ensure(seeds: &Seeds, path: &Path) -> Result<(Store, Built), StoreError> {
    let identity = Identity::of(seeds);
    let lock = lock(path);
    if lock.is_err() && !identity.is_held_by(path).await {
        // A read-only folder does no harm while the database in it is the right one.
        lock.map_err(|cause| file_error(path, cause))?;
    } else if !identity.is_held_by(path).await {
        build(seeds, &identity, path).await?;
        return Ok((Store::open(path).await?, Built::Anew));
    }
    Ok((Store::open(path).await?, Built::Reused))
}

fn file_error(path: &Path, cause: io::Error) -> StoreError {
    StoreError::File { path: path.display().to_string(), cause }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder of a file; the current one for a bare name.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Holds the lock until the file is dropped.
fn lock(path: &Path) -> io::Result<File> {
    fs::create_dir_all(folder(path))?;
    let file = File::create(beside(path, ".lock"))?;
    file.lock()?;
    Ok(file)
}

/// What a database is of: the seeds and the schema, as digests.
struct Identity {
    seeds: String,
    schema: String,
}

impl Identity {
    fn of(seeds: &Seeds) -> Self {
        let mut schema = Sha256::new();
        for migration in MIGRATOR.iter() {
            schema.update(&migration.checksum);
        }
        Self { seeds: seeds.digest.clone(), schema: hex(&schema.finalize()) }
    }

    /// Whether the file at `path` is of this identity and every page of it is sound.
    async fn is_held_by(&self, path: &Path) -> bool {
        path.is_file() && self.read(path).await.is_ok_and(|held| held)
    }

    async fn read(&self, path: &Path) -> Result<bool, sqlx::Error> {
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .connect()
            .await?;
        let seeds = meta(&mut connection, "seeds").await?;
        let schema = meta(&mut connection, "schema").await?;
        let same = seeds.as_ref() == Some(&self.seeds) && schema.as_ref() == Some(&self.schema);
        let sound = same && quick_check(&mut connection).await? == "ok";
        connection.close().await?;
        Ok(sound)
    }
}

async fn meta(connection: &mut SqliteConnection, key: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT value FROM meta WHERE key = ?", key)
        .fetch_optional(connection)
        .await
}

async fn quick_check(connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
    sqlx::query_scalar::<_, String>("PRAGMA quick_check(1)").fetch_one(connection).await
}

async fn build(seeds: &Seeds, identity: &Identity, path: &Path) -> Result<(), StoreError> {
    remove_leftovers(path);
    let temporary = beside(path, &format!(".tmp-{}", std::process::id()));
    let result = build_and_publish(seeds, identity, &temporary, path).await;
    if result.is_err() {
        // The error already says what went wrong; a leftover is also removed by the next build.
        let _ = fs::remove_file(&temporary);
    }
    result
}

async fn build_and_publish(
    seeds: &Seeds,
    identity: &Identity,
    temporary: &Path,
    path: &Path,
) -> Result<(), StoreError> {
    // A temporary file needs no journal: a build that dies is begun anew.
    let mut connection = SqliteConnectOptions::new()
        .filename(temporary)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .connect()
        .await?;
    MIGRATOR.run(&mut connection).await?;
    let mut transaction = connection.begin().await?;
    Writer { connection: &mut transaction }.write(seeds, identity).await?;
    transaction.commit().await?;
    sqlx::query("ANALYZE").execute(&mut connection).await?;
    let checked = quick_check(&mut connection).await?;
    connection.close().await?;
    if checked != "ok" {
        return Err(StoreError::Damaged(checked));
    }
    let sync = |path: &Path| {
        File::open(path).and_then(|file| file.sync_all()).map_err(|cause| file_error(path, cause))
    };
    sync(temporary)?;
    fs::rename(temporary, path).map_err(|cause| file_error(path, cause))?;
    sync(folder(path))
}

/// Removes what a build that died left behind; only called under the lock.
fn remove_leftovers(path: &Path) {
    let prefix = beside(path, ".tmp-");
    let Ok(entries) = fs::read_dir(folder(path)) else { return };
    for entry in entries.flatten() {
        let is_leftover = prefix.file_name().is_some_and(|prefix| {
            entry.file_name().to_string_lossy().starts_with(&*prefix.to_string_lossy())
        });
        if is_leftover {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes the seeds into an empty database, parents before children.
struct Writer<'c> {
    connection: &'c mut SqliteConnection,
}

/// A place in a list as the tables keep it.
fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// A list of texts as the tables keep it.
fn json(texts: &[String]) -> String {
    serde_json::Value::from(texts).to_string()
}

impl Writer<'_> {
    async fn write(&mut self, seeds: &Seeds, identity: &Identity) -> Result<(), sqlx::Error> {
        for (key, value) in [("seeds", &identity.seeds), ("schema", &identity.schema)] {
            sqlx::query!("INSERT INTO meta (key, value) VALUES (?, ?)", key, value)
                .execute(&mut *self.connection)
                .await?;
        }
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
        Ok(())
    }

    async fn source(&mut self, source: &Source) -> Result<(), sqlx::Error> {
        let (slug, edtf) = (source.slug.as_str(), source.published.edtf.to_string());
        let id = sqlx::query!(
            "INSERT INTO source (slug, title, publisher, byline, published_edtf, published_basis, rights)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            slug,
            source.title,
            source.publisher,
            source.byline,
            edtf,
            source.published.basis,
            source.rights,
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
        self.search_text("entity", id, entity_text(entity)).await
    }

    async fn search_text(&mut self, kind: &str, id: i64, text: String) -> Result<(), sqlx::Error> {
        sqlx::query!("INSERT INTO search_text (kind, id, text) VALUES (?, ?, ?)", kind, id, text)
            .execute(&mut *self.connection)
            .await?;
        Ok(())
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
            .await?;
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
            .await?;
        }
        self.search_text("fact", i64::from(id), fact_text(fact)).await
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
            .await?;
        }
        self.search_text("term", id, term_text(term)).await
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
