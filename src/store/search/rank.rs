//! The order of what was found: the exact name, then names and titles that begin with the query, then
//! those that hold its words, then everything else. Shorter titles first; nothing is better for being
//! new or old.

use super::document::{Key, NAME_END};
use super::variant::QueryVariant;
use crate::hangul::Pattern;

/// A record that may be a hit: its folded title and names.
pub struct Candidate {
    pub key: Key,
    pub title: String,
    pub names: String,
}

/// The place of a hit among others; the lowest comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    is_parted: bool,
    position: Position,
    kind: u8,
    length: usize,
    key: Key,
}

/// Where the words of a query stand in a record, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Position {
    Title,
    Name,
    TitleBegins,
    NameBegins,
    WordsBeginInTitle,
    InTitle,
    InNames,
    InTitleAndNames,
    InStatement,
}

/// A candidate's rank and how it was found.
pub struct Ranked {
    pub rank: Rank,
    /// Whether it was found by a name other than the title.
    pub by_name: bool,
}

impl Candidate {
    /// The rank for a variant; `None` when the words stand in neither title nor names and the variant looks no
    /// further. With `terms_first`, a term comes before an entity that matches as well.
    pub fn rank(&self, variant: &QueryVariant, terms_first: bool) -> Option<Ranked> {
        let title: Vec<char> = self.title.chars().collect();
        let names: Vec<Vec<char>> =
            self.names.split(NAME_END).map(|name| name.chars().collect()).collect();
        let mut position = position_of(&title, &names, variant);
        // A headline is no name of its subject, and a reader who types its first words looks for the subject.
        if matches!((self.key, position), (Key::Source(_), Position::NameBegins)) {
            position = Position::InNames;
        }
        if variant.names_only && position == Position::InStatement {
            return None;
        }
        let by_name = matches!(
            position,
            Position::Name | Position::NameBegins | Position::InNames | Position::InTitleAndNames
        );
        let kind = match self.key {
            Key::Entity(_) => u8::from(terms_first),
            Key::Term(_) => u8::from(!terms_first),
            Key::Source(_) => 2,
            Key::Fact(_) => 3,
        };
        let (is_parted, length) = (variant.is_parted, title.len());
        let rank = Rank { is_parted, position, kind, length, key: self.key };
        Some(Ranked { rank, by_name })
    }

    /// Whether each word of a variant stands somewhere: in title, names, or these texts.
    pub fn has_words(&self, variant: &QueryVariant, texts: &[String]) -> bool {
        let names = [&self.title, &self.names].into_iter();
        let all: Vec<Vec<char>> = names.chain(texts).map(|text| text.chars().collect()).collect();
        let stands = |pattern: &Pattern| all.iter().any(|text| pattern.find(text, 0).is_some());
        variant.words.iter().all(|patterns| patterns.iter().any(stands))
    }
}

impl Rank {
    /// Whether the words were found in neither title nor names.
    pub fn is_elsewhere(&self) -> bool {
        self.position == Position::InStatement
    }

    pub const fn key(&self) -> Key {
        self.key
    }

    /// Whether an entity or a term was found by its names, and not only by words in passing.
    pub fn is_name(&self) -> bool {
        self.kind < 2 && self.position < Position::InStatement
    }
}

fn position_of(title: &[char], names: &[Vec<char>], variant: &QueryVariant) -> Position {
    let matches_at_start = |text: &[char]| {
        let found = variant.exact.iter().filter_map(|pattern| pattern.find(text, 0));
        found.filter(|found| found.start == 0).map(|found| found.end == text.len()).max()
    };
    let (of_title, of_names) =
        (matches_at_start(title), names.iter().filter_map(|name| matches_at_start(name)).max());
    let has = |text: &[char], patterns: &Vec<Pattern>| {
        patterns.iter().any(|pattern| pattern.find(text, 0).is_some())
    };
    let begins = |patterns: &Vec<Pattern>| {
        let at_word = |found: usize| found == 0 || title[found - 1] == ' ';
        patterns.iter().any(|p| p.find(title, 0).is_some_and(|found| at_word(found.start)))
    };
    let in_names = |patterns: &Vec<Pattern>| names.iter().any(|name| has(name, patterns));
    let words = &variant.words;
    if of_title == Some(true) {
        Position::Title
    } else if of_names == Some(true) {
        Position::Name
    } else if of_title.is_some() {
        Position::TitleBegins
    } else if of_names.is_some() {
        Position::NameBegins
    } else if words.iter().all(begins) {
        Position::WordsBeginInTitle
    } else if words.iter().all(|patterns| has(title, patterns)) {
        Position::InTitle
    } else if words.iter().all(in_names) {
        Position::InNames
    } else if words.iter().all(|patterns| has(title, patterns) || in_names(patterns)) {
        Position::InTitleAndNames
    } else {
        Position::InStatement
    }
}
