//! A glossary entry in general words. Without evidence it is the editor's explanation, and every
//! page that shows it says so.

use serde::{Deserialize, Serialize};

use super::{Evidence, Slug};

/// A word and its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub slug: Slug,
    pub name: String,
    pub aliases: Vec<String>,
    pub explanation: String,
    /// Where the source itself explains the word; empty for the editor's explanation.
    pub evidence: Vec<Evidence>,
}
