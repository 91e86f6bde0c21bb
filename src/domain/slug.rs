//! The permanent ASCII name of an entity, a source or a term inside an address. Refuses anything
//! that would need percent-encoding or could be spelled two ways.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Lower-case ASCII letters and digits in groups joined by single hyphens, at most 64 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Slug(String);

/// A text that is no slug.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a slug: {0:?}")]
pub struct SlugError(String);

impl Slug {
    /// The longest slug, in bytes.
    pub const MAX_LEN: usize = 64;

    /// Reads a slug; `None` when the text is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let group = |group: &str| {
            !group.is_empty() && group.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        (text.len() <= Self::MAX_LEN && text.split('-').all(group)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, SlugError> {
        Self::parse(&text).ok_or(SlugError(text))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unambiguous_ascii_is_a_slug() {
        for good in ["kimm", "blue-technology", "gyeongsan-general-complexes-1-4"] {
            assert!(Slug::parse(good).is_some(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "KIMM", "청색", "a_b", "a b", "a/b", "a.json"] {
            assert!(Slug::parse(bad).is_none(), "{bad}");
        }
        assert!(Slug::parse(&"a".repeat(65)).is_none());
    }
}
