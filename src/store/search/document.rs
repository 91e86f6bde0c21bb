//! What the search index keeps of each record: its texts cut into tokens, and beside the index the folded texts
//! themselves, for ranking and checking what was found.

use crate::domain::{Entity, Fact, Source, Term};
use crate::hangul::{BREAK, acronyms, as_initials, fold, index, initials, is_syllable};

/// The record that an id of the index stands for. Entities come first, then terms, sources and facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Entity(i64),
    Term(i64),
    Source(i64),
    Fact(i64),
}

/// How many ids there are for each kind of record.
const RANGE: i64 = 1 << 32;

/// The last id of a record that is a name: an entity, a term or a source.
pub const LAST_NAME: i64 = 3 * RANGE - 1;

/// Stands between two names of a record; no folded text has it.
pub const NAME_END: char = '\n';

impl Key {
    pub const fn of(id: i64) -> Self {
        match id / RANGE {
            0 => Self::Entity(id),
            1 => Self::Term(id % RANGE),
            2 => Self::Source(id % RANGE),
            _ => Self::Fact(id % RANGE),
        }
    }

    pub const fn id(self) -> i64 {
        match self {
            Self::Entity(id) => id,
            Self::Term(id) => RANGE + id,
            Self::Source(id) => 2 * RANGE + id,
            Self::Fact(id) => 3 * RANGE + id,
        }
    }
}

/// A record as a search sees it; everything folded.
pub struct Document {
    pub key: Key,
    pub title: String,
    /// Aliases; the slug of an entity, which is its name in English; the title of a source; the code of a fact.
    names: Vec<String>,
    /// A fact's statement and the words for its number; what a term means.
    pub texts: Vec<String>,
}

impl Document {
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

    /// A source is found by its publisher, because readers remember the newspaper.
    pub fn of_source(id: i64, source: &Source) -> Self {
        Self {
            key: Key::Source(id),
            title: fold(&source.publisher),
            names: source.title.iter().map(|title| fold(title)).collect(),
            texts: Vec::new(),
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

    /// The names as the table beside the index keeps them.
    pub fn joined_names(&self) -> String {
        self.names.join(&NAME_END.to_string())
    }

    /// The tokens for each column of the index: title, names, texts and what people type.
    pub fn tokens(&self) -> [String; 4] {
        let cut = |texts: &[String]| {
            let cut: Vec<String> = texts.iter().map(|text| index(text)).collect();
            cut.join(BREAK)
        };
        [index(&self.title), cut(&self.names), cut(&self.texts), self.typed()]
    }

    /// What people type although no text has it: first consonants, and single syllables run together.
    fn typed(&self) -> String {
        let all = std::iter::once(&self.title).chain(&self.names).chain(&self.texts);
        let words = all.flat_map(|text| acronyms(text)).map(|word| index(&word));
        std::iter::once(self.initials()).chain(words).collect::<Vec<_>>().join(BREAK)
    }

    /// The first consonants of title and names. Spaces between syllables are left out here, because nobody types the
    /// spaces of a name in consonants.
    fn initials(&self) -> String {
        let run = |name: &String| index(&initials(&run_together(name)));
        let has_names = matches!(self.key, Key::Entity(_) | Key::Term(_));
        let names = if has_names { &self.names[..] } else { &[] };
        let runs: Vec<String> = std::iter::once(&self.title).chain(names).map(run).collect();
        as_initials(&runs.join(BREAK))
    }
}

/// The words of the source for a fact's number, in each of its units.
fn numbers(fact: &Fact) -> impl Iterator<Item = &str> {
    fact.quantities.iter().flat_map(|quantity| {
        let other = quantity.equivalent.iter().map(|measure| measure.phrase.as_str());
        std::iter::once(quantity.phrase.as_str()).chain(other)
    })
}

/// A folded text without the spaces between Hangul.
fn run_together(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split(' ') {
        let between_latin = |c: Option<char>| c.is_some_and(|c| !is_syllable(c));
        if between_latin(joined.chars().next_back()) || between_latin(word.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}
