//! What the index keeps of each record, written while the database is built. The folded title and
//! names stand beside the index, for the ranking; the records themselves are elsewhere.

use super::super::write::{Writer, json_of};
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

    /// What stands beside the index: id, title, names.
    fn record(&self) -> (i64, &str, String) {
        (self.key.id(), &self.title, self.names.join(&NAME_END.to_string()))
    }

    /// What goes into the index: id and a text for each column.
    fn cut(&self) -> (i64, String, String, String, String) {
        let names: Vec<String> = self.names.iter().map(|name| index(name)).collect();
        let texts: Vec<String> = self.texts.iter().map(|text| index(text)).collect();
        let all = std::iter::once(&self.title).chain(&self.names).chain(&self.texts);
        let typed = std::iter::once(self.initials())
            .chain(all.flat_map(|text| acronyms(text)).map(|word| index(&word)));
        let typed: Vec<String> = typed.collect();
        (self.key.id(), index(&self.title), names.join(BREAK), texts.join(BREAK), typed.join(BREAK))
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
    /// Makes ready for many records: the pieces of the index are put together once, at the end, instead
    /// of again and again.
    pub(in crate::store) async fn search_begun(&mut self) -> Result<(), sqlx::Error> {
        for setting in [
            "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0)",
            "INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 1999)",
            "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 67108864)",
        ] {
            sqlx::query(setting).execute(&mut *self.connection).await?;
        }
        Ok(())
    }

    /// Writes records into the index, names or facts.
    pub(in crate::store) async fn search_entries(
        &mut self,
        entries: &[Entry],
    ) -> Result<(), sqlx::Error> {
        let rows = json_of(&entries.iter().map(Entry::record).collect::<Vec<_>>())?;
        sqlx::query!(
            "INSERT INTO search_record (id, title, names)
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
            rows
        )
        .execute(&mut *self.connection)
        .await?;
        let rows = json_of(&entries.iter().map(Entry::cut).collect::<Vec<_>>())?;
        sqlx::query!(
            "INSERT INTO search_index (rowid, title, names, statement, typed)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
             FROM json_each(?)",
            rows
        )
        .execute(&mut *self.connection)
        .await?;
        if entries.iter().all(|entry| matches!(entry.key, Key::Fact(_))) {
            return Ok(());
        }
        sqlx::query!(
            "INSERT INTO name_index (rowid, title, names, statement, typed)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
             FROM json_each(?)",
            rows
        )
        .execute(&mut *self.connection)
        .await?;
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

    /// Makes one piece of what each index was written in. The large one is merged a part at a time,
    /// so that the pages of what is done with are used again and the file has no holes.
    pub(in crate::store) async fn search_finished(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO name_index (name_index) VALUES ('optimize')")
            .execute(&mut *self.connection)
            .await?;
        loop {
            let before = self.changes().await?;
            sqlx::query("INSERT INTO search_index (search_index, rank) VALUES ('merge', -4000)")
                .execute(&mut *self.connection)
                .await?;
            // The statement alone counts as one; FTS5 says so of a merge with nothing to do.
            if self.changes().await? - before < 2 {
                return Ok(());
            }
        }
    }

    async fn changes(&mut self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("SELECT total_changes()").fetch_one(&mut *self.connection).await
    }
}
