//! The names most like a query that found nothing, letter by letter, so that one wrong vowel is one slip
//! and not a wrong syllable.

use super::index::{Key, NAME_END};
use super::look::Look;
use super::query::Query;
use crate::domain::nearest;
use crate::hangul::jamo;
use crate::store::StoreError;

/// How many names are looked at, by a shared pair of letters and as they come.
const LOOKED_AT: i64 = 500;

/// How many are offered.
const OFFERED: usize = 5;

impl Look {
    /// The names nearest to a query, the nearest first.
    pub async fn nearest(&mut self, query: &Query) -> Result<Vec<Key>, StoreError> {
        let Some(pairs) = query.pairs() else { return Ok(Vec::new()) };
        let candidates = self.near(&pairs, LOOKED_AT).await?;
        let letters = |text: &str| jamo(&text.replace(' ', ""));
        let mut names: Vec<(String, Key)> = Vec::new();
        for candidate in candidates {
            let aliases = candidate.names.split(NAME_END);
            let all = std::iter::once(candidate.title.as_str()).chain(aliases);
            names.extend(all.map(|name| (letters(name), candidate.key)));
        }
        let near = nearest(
            &letters(&query.joined()),
            names.iter().map(|name| name.0.as_str()),
            2 * OFFERED,
        );
        let mut keys: Vec<Key> = Vec::new();
        for near in near {
            let of_name = names.iter().filter(|(name, _)| name == near).map(|(_, key)| *key);
            for key in of_name {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys.truncate(OFFERED);
        Ok(keys)
    }
}
