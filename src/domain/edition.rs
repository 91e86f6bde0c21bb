//! What became of a record from one published edition to the next, and where a record went that is
//! no more.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Code, Kind, Slug, vocabulary};

vocabulary! {
    /// What became of a record in an edition.
    ChangeKind {
        Added = "added",
        Changed = "changed",
        Withdrawn = "withdrawn",
    }
}

/// An edition's number, day and note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionHead {
    /// From 1, without gaps.
    pub number: u32,
    pub date: NaiveDate,
    /// What the editor says of it.
    pub note: String,
    /// SHA-256 over the edition's own text, in lower-case hexadecimal.
    pub digest: String,
}

/// What a permanent name stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordId {
    Fact(Code),
    Entity(Kind, Slug),
    Source(Slug),
}

/// Where a record went that was published once and is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retirement {
    pub what: RecordId,
    /// What stands in its place, chains already followed to their end; none when it was withdrawn.
    pub moved_to: Option<RecordId>,
    pub reason: String,
    pub date: NaiveDate,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(code) => write!(f, "{code}"),
            Self::Entity(kind, slug) => write!(f, "{} {slug}", kind.key()),
            Self::Source(slug) => write!(f, "source {slug}"),
        }
    }
}
