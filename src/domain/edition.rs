//! How a record changed from one published edition to the next, and where a retired record went.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Code, Kind, Slug, vocabulary};

vocabulary! {
    /// How a record changed in an edition.
    ChangeKind {
        Added = "added",
        Changed = "changed",
        Withdrawn = "withdrawn",
    }
}

/// An edition's number, date, note and digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionHead {
    /// From 1, without gaps.
    pub number: u32,
    pub date: NaiveDate,
    /// The editor's remark on the edition.
    pub note: String,
    /// SHA-256 over the edition's own text, in lower-case hexadecimal.
    pub digest: String,
}

/// A record by its permanent name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordId {
    Fact(Code),
    Entity(Kind, Slug),
    Source(Slug),
}

/// A retired record and where it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retirement {
    pub what: RecordId,
    /// The record that took its place, with chains of moves followed to their end; `None` when it was withdrawn.
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
