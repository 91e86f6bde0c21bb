//! The order of what was found: the exact name, then names and titles that begin with the query, then
//! those that hold its words, then everything else. Shorter titles first; nothing is better for being
//! new or old.

use super::index::{Key, NAME_END};
use super::query::Attempt;
use super::{Named, Why};
use crate::hangul::Pattern;

/// A record that may be a hit: its folded title and names.
pub struct Candidate {
    pub key: Key,
    pub title: String,
    pub names: String,
}

/// A hit among others; the least comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    place: Place,
    kind: u8,
    length: usize,
    key: Key,
}

/// Where the words of a query stand in a record, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
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

/// What ranking found out of a candidate.
pub struct Ranked {
    pub rank: Rank,
    /// Whether a name other than the title is what was found.
    pub by_name: bool,
}

impl Candidate {
    /// The rank for an attempt; nothing when the words stand in neither title nor names, where the
    /// attempt looks no further.
    pub fn rank(&self, attempt: &Attempt) -> Option<Ranked> {
        let title: Vec<char> = self.title.chars().collect();
        let names: Vec<Vec<char>> =
            self.names.split(NAME_END).map(|name| name.chars().collect()).collect();
        let place = place(&title, &names, attempt);
        if attempt.names_only && place == Place::InStatement {
            return None;
        }
        let by_name = matches!(
            place,
            Place::Name | Place::NameBegins | Place::InNames | Place::InTitleAndNames
        );
        let kind = match self.key {
            Key::Entity(_) => 0,
            Key::Term(_) => 1,
            Key::Fact(_) => 2,
        };
        let rank = Rank { place, kind, length: title.len(), key: self.key };
        Some(Ranked { rank, by_name })
    }
}

impl Candidate {
    /// Whether each word of an attempt stands somewhere: in title, names, or these texts.
    pub fn has_words(&self, attempt: &Attempt, texts: &[String]) -> bool {
        let names = [&self.title, &self.names].into_iter();
        let places: Vec<Vec<char>> =
            names.chain(texts).map(|text| text.chars().collect()).collect();
        let stands = |pattern: &Pattern| places.iter().any(|text| pattern.find(text, 0).is_some());
        attempt.words.iter().all(|patterns| patterns.iter().any(stands))
    }
}

impl Rank {
    /// Whether the words were found in neither title nor names.
    pub fn is_elsewhere(&self) -> bool {
        self.place == Place::InStatement
    }

    pub const fn key(&self) -> Key {
        self.key
    }

    /// Whether the name of something is what was found, not only words in passing.
    pub fn is_name(&self) -> bool {
        self.kind < 2 && self.place < Place::InStatement
    }
}

fn place(title: &[char], names: &[Vec<char>], attempt: &Attempt) -> Place {
    let whole = |text: &[char]| {
        let found = attempt.exact.iter().filter_map(|pattern| pattern.find(text, 0));
        found.filter(|found| found.start == 0).map(|found| found.end == text.len()).max()
    };
    let (of_title, of_names) = (whole(title), names.iter().filter_map(|name| whole(name)).max());
    let has = |text: &[char], patterns: &Vec<Pattern>| {
        patterns.iter().any(|pattern| pattern.find(text, 0).is_some())
    };
    let begins = |patterns: &Vec<Pattern>| {
        let at_word = |found: usize| found == 0 || title[found - 1] == ' ';
        patterns.iter().any(|p| p.find(title, 0).is_some_and(|found| at_word(found.start)))
    };
    let in_names = |patterns: &Vec<Pattern>| names.iter().any(|name| has(name, patterns));
    let words = &attempt.words;
    if of_title == Some(true) {
        Place::Title
    } else if of_names == Some(true) {
        Place::Name
    } else if of_title.is_some() {
        Place::TitleBegins
    } else if of_names.is_some() {
        Place::NameBegins
    } else if words.iter().all(begins) {
        Place::WordsBeginInTitle
    } else if words.iter().all(|patterns| has(title, patterns)) {
        Place::InTitle
    } else if words.iter().all(in_names) {
        Place::InNames
    } else if words.iter().all(|patterns| has(title, patterns) || in_names(patterns)) {
        Place::InTitleAndNames
    } else {
        Place::InStatement
    }
}

/// Why a hit is one, now that its names are at hand as they are written.
pub fn why(attempt: &Attempt, by_name: bool, aliases: &[String], named: &Named) -> Why {
    if attempt.why != Why::Text || !by_name {
        return attempt.why.clone();
    }
    let has = |alias: &&String| {
        let folded: Vec<char> = crate::hangul::fold(alias).chars().collect();
        attempt.words.iter().flatten().any(|pattern| pattern.find(&folded, 0).is_some())
    };
    match (aliases.iter().find(has), named) {
        (Some(alias), _) => Why::OtherName(alias.clone()),
        (None, Named::Entity(_, slug)) => Why::Slug(slug.to_string()),
        (None, Named::Term(_)) => Why::Text,
    }
}
