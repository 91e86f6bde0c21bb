//! What a search finds, as records of the domain: each with the reason why it was found, and all with the patterns by
//! which a page marks the words.

use super::match_reason::MatchReason;
use crate::domain::{Entity, Fact, RecordKind, Source, Term};
use crate::hangul::Pattern;
use crate::store::facets::FacetCounts;

/// How many records were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exactly(usize),
    /// So many or more.
    AtLeast(usize),
}

/// The results of a search.
#[derive(Debug)]
pub struct SearchResults {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many records there are in all.
    pub count: Count,
    /// How many of them have each value that they can be narrowed by.
    pub facets: FacetCounts,
    /// How many records the facets are counted over, where there are more.
    pub facet_sample: Option<usize>,
    /// The patterns to mark in the texts of hits, by [`Hit::variant`].
    pub patterns: Vec<Vec<Pattern>>,
    /// Whether the hits have every word of the query.
    pub has_all_words: bool,
    /// The names most like a query that found nothing.
    pub nearest: Vec<Hit>,
    /// Whether the query had more words than are searched for.
    pub words_left_out: bool,
    /// Whether time ran out before everything was looked at.
    pub cut_short: bool,
}

/// A record and why it was found.
#[derive(Debug)]
pub struct Hit {
    pub record: FoundRecord,
    pub why: MatchReason,
    /// The place of its patterns among [`SearchResults::patterns`].
    pub variant: usize,
}

/// A record that a search finds.
#[derive(Debug)]
pub enum FoundRecord {
    Entity(Entity),
    Term(Term),
    Source(Box<Source>),
    Fact(Box<Fact>),
}

impl Default for SearchResults {
    fn default() -> Self {
        Self {
            hits: Vec::new(),
            count: Count::Exactly(0),
            facets: FacetCounts::new(),
            facet_sample: None,
            patterns: Vec::new(),
            has_all_words: true,
            nearest: Vec::new(),
            words_left_out: false,
            cut_short: false,
        }
    }
}

impl FoundRecord {
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Entity(entity) => RecordKind::Entity(entity.kind()),
            Self::Term(_) => RecordKind::Term,
            Self::Source(_) => RecordKind::Source,
            Self::Fact(_) => RecordKind::Fact,
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
