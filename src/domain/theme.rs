//! A theme: one of the handful of stories into which the facts fall. Each fact belongs to exactly one, that of the
//! file it is written in.

use serde::{Deserialize, Serialize};

use super::Slug;

/// A theme. Pages list the themes in the order of the seeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    pub slug: Slug,
    pub name: String,
    /// What it is about, in one sentence.
    pub summary: String,
}
