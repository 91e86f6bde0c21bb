//! What a later fact says became of an earlier one: the only way by which a plan is known to have come about.

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

/// Which earlier fact a fact tells the outcome of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeOf {
    pub fact: Code,
    #[serde(rename = "as")]
    pub outcome: Outcome,
    /// Why it is taken for the same plan, where the source does not say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
}
