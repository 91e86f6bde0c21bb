//! What a later fact says became of an earlier one: the only evidence that a plan came about.

use serde::{Deserialize, Serialize};

use super::{Code, vocabulary};

vocabulary! {
    /// What a later fact says became of a plan.
    Outcome {
        Done = "done",
        Partly = "partly",
        Begun = "begun",
        Changed = "changed",
        Postponed = "postponed",
        Dropped = "dropped",
    }
}

/// The earlier fact whose outcome a fact tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeOf {
    pub fact: Code,
    #[serde(rename = "as")]
    pub outcome: Outcome,
    /// Why it is taken for the same plan, where the source does not say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
}
