//! What the index keeps of each record, written while the database is built. The folded title and
//! names stand beside the index, for the ranking; the records themselves are elsewhere.

use sqlx::sqlite::SqliteConnection;

use super::super::insert::{Filled, Insert};
use super::super::write::Writer;
use crate::domain::{Entity, Fact, Synonym, Term};
use crate::hangul::{BREAK, acronyms, as_initials, fold, index, initials};

/// Which record an id of the index is. Entities come first, then terms, then facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Entity(i64),
    Term(i64),
    Fact(i64),
}

/// How many ids there are for each kind of record.
const RANGE: i64 = 1 << 32;

/// The last id of a record that is a name: an entity or a term.
pub const LAST_NAME: i64 = 2 * RANGE - 1;

/// Between two names of a record; no folded text has it.
pub const NAME_END: char = '\n';

impl Key {
    pub const fn of(id: i64) -> Self {
        match id / RANGE {
            0 => Self::Entity(id),
            1 => Self::Term(id % RANGE),
            _ => Self::Fact(id % RANGE),
        }
    }

    pub const fn id(self) -> i64 {
        match self {
            Self::Entity(id) => id,
            Self::Term(id) => RANGE + id,
            Self::Fact(id) => 2 * RANGE + id,
        }
    }
}

/// A record as a search sees it; everything folded.
pub struct Entry {
    key: Key,
    title: String,
    /// Aliases; the slug of an entity, which is its name in English; the code of a fact.
    names: Vec<String>,
    /// A fact's statement and the words for its number; what a term means.
    texts: Vec<String>,
}

impl Entry {
    pub fn of_entity(id: i64, entity: &Entity) -> Self {
        let aliases = entity.aliases.iter().map(String::as_str);
        Self {
            key: Key::Entity(id),
            title: fold(&entity.name),
            names: aliases.chain([entity.slug.as_str()]).map(fold).collect(),
            texts: Vec::new(),
        }
    }

    pub fn of_term(id: i64, term: &Term) -> Self {
        Self {
            key: Key::Term(id),
            title: fold(&term.name),
            names: term.aliases.iter().map(|alias| fold(alias)).collect(),
            texts: vec![fold(&term.explanation)],
        }
    }

    pub fn of_fact(fact: &Fact) -> Self {
        Self {
            key: Key::Fact(i64::from(fact.code.number())),
            title: fold(&fact.title),
            names: vec![fold(&fact.code.to_string())],
            texts: std::iter::once(fact.statement.as_str())
                .chain(numbers(fact))
                .map(fold)
                .collect(),
        }
    }

    /// What people type and no text has.
    fn typed(&self) -> String {
        let all = std::iter::once(&self.title).chain(&self.names).chain(&self.texts);
        let words = all.flat_map(|text| acronyms(text)).map(|word| index(&word));
        std::iter::once(self.initials()).chain(words).collect::<Vec<_>>().join(BREAK)
    }

    /// The first consonants of title and names. Syllables run together over spaces here: nobody types
    /// the spaces of a name in consonants.
    fn initials(&self) -> String {
        let run = |name: &String| index(&initials(&run_together(name)));
        let names = if matches!(self.key, Key::Fact(_)) { &[][..] } else { &self.names };
        let runs: Vec<String> = std::iter::once(&self.title).chain(names).map(run).collect();
        as_initials(&runs.join(BREAK))
    }
}

/// What is written of a record: its row beside the index, and a text for each column of the index.
pub struct IndexRow {
    key: Key,
    title: String,
    names: String,
    columns: [String; 4],
}

impl From<Entry> for IndexRow {
    fn from(entry: Entry) -> Self {
        let cut = |texts: &[String]| {
            let cut: Vec<String> = texts.iter().map(|text| index(text)).collect();
            cut.join(BREAK)
        };
        let columns = [index(&entry.title), cut(&entry.names), cut(&entry.texts), entry.typed()];
        let names = entry.names.join(&NAME_END.to_string());
        Self { key: entry.key, title: entry.title, names, columns }
    }
}

/// The words of the source for a fact's number, in each of its units.
fn numbers(fact: &Fact) -> impl Iterator<Item = &str> {
    fact.quantity.iter().flat_map(|quantity| {
        let other = quantity.equivalent.iter().map(|measure| measure.phrase.as_str());
        std::iter::once(quantity.phrase.as_str()).chain(other)
    })
}

/// A folded text without the spaces between Hangul.
fn run_together(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split(' ') {
        let between_latin = |c: Option<char>| c.is_some_and(|c| !('가'..='힣').contains(&c));
        if between_latin(joined.chars().next_back()) || between_latin(word.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

impl Writer<'_> {
    pub(in crate::store) async fn synonyms(
        &mut self,
        synonyms: &[Synonym],
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
                .execute(&mut *self.connection)
                .await?;
            }
        }
        Ok(())
    }
}

/// The rows of both indexes and of what stands beside them.
pub struct SearchRows {
    all: Insert,
    names: Insert,
    records: Insert,
}

impl SearchRows {
    /// No rows yet.
    pub fn new() -> Self {
        Self {
            all: Insert::new("search_index (rowid, title, names, statement, typed)"),
            names: Insert::new("name_index (rowid, title, names, statement, typed)"),
            records: Insert::new("search_record (id, title, names)"),
        }
    }

    /// Makes the index ready for many records: its pieces are put together once, at the end ([`Self::merge`]),
    /// instead of again and again.
    pub async fn put_off_merging(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        for setting in [
            "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0)",
            "INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 1999)",
            "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 67108864)",
        ] {
            sqlx::query(setting).execute(&mut *connection).await?;
        }
        Ok(())
    }

    /// Adds a record to the index, to that of the names if it is one, and to `full` the statements that are full of
    /// rows thereby.
    pub fn add(&mut self, row: IndexRow, full: &mut Vec<Filled>) -> Result<(), sqlx::Error> {
        let id = row.key.id();
        if !matches!(row.key, Key::Fact(_)) {
            self.names.add(id)?;
            for column in &row.columns {
                self.names.add(column.as_str())?;
            }
            full.extend(self.names.filled());
        }
        self.records.add(id)?.add(row.title)?.add(row.names)?;
        full.extend(self.records.filled());
        self.all.add(id)?;
        for column in row.columns {
            self.all.add(column)?;
        }
        full.extend(self.all.filled());
        Ok(())
    }

    /// What is left.
    pub fn remaining(self) -> impl Iterator<Item = Filled> {
        [self.records, self.names, self.all].into_iter().filter_map(Insert::remaining)
    }

    /// Makes one piece of what each index was written in. The large one is merged a part at a time, so that the
    /// pages of what is done with are used again and the file has no holes.
    pub async fn merge(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO name_index (name_index) VALUES ('optimize')")
            .execute(&mut *connection)
            .await?;
        loop {
            let before = changes(connection).await?;
            sqlx::query("INSERT INTO search_index (search_index, rank) VALUES ('merge', -4000)")
                .execute(&mut *connection)
                .await?;
            // The statement alone counts as one; FTS5 says so of a merge with nothing to do.
            if changes(connection).await? - before < 2 {
                return Ok(());
            }
        }
    }
}

async fn changes(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT total_changes()").fetch_one(connection).await
}
