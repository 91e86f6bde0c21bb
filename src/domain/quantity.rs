//! A number from a source with its unit and its "about" or "more than". Nothing is converted: a second unit is kept
//! only where the source itself gives one.

use serde::{Deserialize, Serialize};

use super::{Kind, Slug, vocabulary};

vocabulary! {
    /// How the source blurs a number.
    Qualifier {
        /// 약, 정도: near the number.
        About = "about",
        /// 여: a little more than the number.
        Over = "over",
        /// 이상: the number or more.
        AtLeast = "at-least",
    }
}

/// The unit of money.
pub const MONEY: &str = "원";

/// A number from a source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The source that says so; left out for that of the fact's first piece of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Slug>,
    /// In `unit`; finite and not negative.
    pub value: f64,
    /// The unit as it is said after the number: ㎡, 개사, 명 …
    pub unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// The source's words, such as 3000여.
    pub phrase: String,
    /// The kind of entity that the number counts, when it counts entities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Kind>,
    /// The same amount in a second unit, where the source gives both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equivalent: Option<Measure>,
    /// Why both values are kept, where another source says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
}

/// A number in a unit, with the source's words for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    pub value: f64,
    pub unit: String,
    pub phrase: String,
}
