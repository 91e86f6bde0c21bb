//! What a search finds, as records of the domain: each with the reason why it was found, and all with the patterns by
//! which a page marks the words.

use super::why::Why;
use crate::domain::{Entity, Fact, Kind, Slug, Source, Term};
use crate::hangul::Pattern;
use crate::store::facets::FacetCounts;

/// How many records were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exactly(usize),
    /// So many or more.
    AtLeast(usize),
}

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many records there are in all.
    pub count: Count,
    /// How many of them have each value that they can be narrowed by.
    pub facets: FacetCounts,
    /// How many records these counts are based on, where there are more.
    pub looked_at: Option<usize>,
    /// The patterns to mark in the texts of hits, by [`Hit::way`].
    pub patterns: Vec<Vec<Pattern>>,
    /// Whether the hits have every word of the query.
    pub has_all_words: bool,
    /// The names most like a query that found nothing.
    pub nearest: Vec<Suggestion>,
    /// Whether the query had more words than are searched for.
    pub words_left_out: bool,
    /// Whether time ran out before everything was looked at.
    pub cut_short: bool,
}

/// A record and why it was found.
#[derive(Debug)]
pub struct Hit {
    pub record: Record,
    pub why: Why,
    /// The place of its patterns among [`Found::patterns`].
    pub way: usize,
}

/// A record that a search finds.
#[derive(Debug)]
pub enum Record {
    Entity(Entity),
    Term(Term),
    Source(Box<Source>),
    Fact(Box<Fact>),
}

/// The identity of something that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    Entity(Kind, Slug),
    Term(Slug),
    Source(Slug),
}

/// A name that leads to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub name: String,
    pub named: Named,
    pub why: Why,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            hits: Vec::new(),
            count: Count::Exactly(0),
            facets: FacetCounts::new(),
            looked_at: None,
            patterns: Vec::new(),
            has_all_words: true,
            nearest: Vec::new(),
            words_left_out: false,
            cut_short: false,
        }
    }
}

impl Hit {
    /// The hit as a suggestion; `None` for a fact, which has no name.
    pub fn into_suggestion(self) -> Option<Suggestion> {
        let (named, name) = self.record.named()?;
        Some(Suggestion { name: name.to_owned(), named, why: self.why })
    }
}

impl Record {
    /// The identity and name of an entity, a term or a source; a source is called by its publisher.
    pub fn named(&self) -> Option<(Named, &str)> {
        match self {
            Self::Entity(entity) => {
                Some((Named::Entity(entity.kind(), entity.slug.clone()), &entity.name))
            }
            Self::Term(term) => Some((Named::Term(term.slug.clone()), &term.name)),
            Self::Source(source) => Some((Named::Source(source.slug.clone()), &source.publisher)),
            Self::Fact(_) => None,
        }
    }

    pub fn aliases(&self) -> &[String] {
        match self {
            Self::Entity(entity) => &entity.aliases,
            Self::Term(term) => &term.aliases,
            Self::Source(_) | Self::Fact(_) => &[],
        }
    }
}
