//! Where the site is to be found: the only source of absolute addresses.

use std::fmt;
use std::ops::Deref;

use super::Address;

/// `https://example.org`, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    pub fn new(url: &str) -> Self {
        Self(url.trim_end_matches('/').to_owned())
    }

    /// The absolute form of an address.
    pub fn of(&self, address: &Address) -> String {
        format!("{}{address}", self.0)
    }
}

impl Deref for PublicUrl {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
