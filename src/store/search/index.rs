//! What the index keeps of each record, written while the database is built. The folded title and
//! names stand beside the index, for the ranking; the records themselves are elsewhere.

use super::super::write::Writer;
use crate::domain::{Entity, Fact, Synonym, Term};
use crate::hangul::{BREAK, fold, index, initials};

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
    statement: String,
}

impl Entry {
    pub fn of_entity(id: i64, entity: &Entity) -> Self {
        let aliases = entity.aliases.iter().map(String::as_str);
        Self {
            key: Key::Entity(id),
            title: fold(&entity.name),
            names: aliases.chain([entity.slug.as_str()]).map(fold).collect(),
            statement: String::new(),
        }
    }

    pub fn of_term(id: i64, term: &Term) -> Self {
        Self {
            key: Key::Term(id),
            title: fold(&term.name),
            names: term.aliases.iter().map(|alias| fold(alias)).collect(),
            statement: fold(&term.explanation),
        }
    }

    pub fn of_fact(fact: &Fact) -> Self {
        Self {
            key: Key::Fact(i64::from(fact.code.number())),
            title: fold(&fact.title),
            names: vec![fold(&fact.code.to_string())],
            statement: fold(&fact.statement),
        }
    }

    /// The first consonants of title and names. Syllables run together over spaces here: nobody types
    /// the spaces of a name in consonants.
    fn initials(&self) -> String {
        let run = |name: &String| index(&initials(&run_together(name)));
        let names = if matches!(self.key, Key::Fact(_)) { &[][..] } else { &self.names };
        std::iter::once(&self.title).chain(names).map(run).collect::<Vec<_>>().join(BREAK)
    }
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
    pub(in crate::store) async fn search_entry(
        &mut self,
        entry: &Entry,
    ) -> Result<(), sqlx::Error> {
        let id = entry.key.id();
        let names = entry.names.join(&NAME_END.to_string());
        sqlx::query!(
            "INSERT INTO search_record (id, title, names) VALUES (?, ?, ?)",
            id,
            entry.title,
            names
        )
        .execute(&mut *self.connection)
        .await?;
        let names: Vec<String> = entry.names.iter().map(|name| index(name)).collect();
        let (title, names) = (index(&entry.title), names.join(BREAK));
        let (statement, initials) = (index(&entry.statement), entry.initials());
        sqlx::query!(
            "INSERT INTO search_index (rowid, title, names, statement, initials)
             VALUES (?, ?, ?, ?, ?)",
            id,
            title,
            names,
            statement,
            initials
        )
        .execute(&mut *self.connection)
        .await?;
        if !matches!(entry.key, Key::Fact(_)) {
            sqlx::query!(
                "INSERT INTO name_index (rowid, title, names, statement, initials)
                 VALUES (?, ?, ?, ?, ?)",
                id,
                title,
                names,
                statement,
                initials
            )
            .execute(&mut *self.connection)
            .await?;
        }
        Ok(())
    }

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

    /// Makes one piece of what each index was written in.
    pub(in crate::store) async fn search_finished(&mut self) -> Result<(), sqlx::Error> {
        for optimize in [
            "INSERT INTO search_index (search_index) VALUES ('optimize')",
            "INSERT INTO name_index (name_index) VALUES ('optimize')",
        ] {
            sqlx::query(optimize).execute(&mut *self.connection).await?;
        }
        Ok(())
    }
}
