//! Words that mean the same, so that a search for one finds the others: an abbreviation and what it is short for, an
//! English name and the Korean one. Words that are merely related are no synonyms.

/// Words of one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// At least two; the one that is written out comes first.
    pub words: Vec<String>,
}
