//! The parameters of a query: read once, each at most as often as it may stand, and refused by name.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};
use unicode_normalization::UnicodeNormalization;

/// The longest search text, in characters.
pub const SEARCH_MAX: usize = 200;

/// The most values of a parameter that may have several.
pub const VALUES_MAX: usize = 20;

/// What a query value keeps as it is: RFC 3986 "unreserved".
pub const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterError {
    pub name: String,
    pub fault: ParameterFault,
}

/// How a parameter is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterFault {
    /// Given more than once.
    Repeated,
    /// Given more than this many times.
    TooMany(usize),
    /// More than this many characters.
    TooLong(usize),
    /// Not UTF-8 once percent-decoded, or with control characters.
    Encoding,
    /// Not given, where there is no answer without it.
    Missing,
    /// Not a whole number from one on.
    NotANumber,
    /// Not a year of four digits.
    NotAYear,
    /// What was typed is none of the values that there are.
    NotOneOf { typed: String, values: Vec<&'static str> },
    /// What was typed names no record.
    NoSuch(String),
    /// A format that is not to be had.
    NotOffered,
    /// None that the address has; refused where a program asks, ignored on pages.
    Unknown,
}

impl ParameterFault {
    pub(super) fn of(self, name: &str) -> ParameterError {
        ParameterError { name: name.to_owned(), fault: self }
    }
}

/// The parameters of a query, still percent-encoded.
#[derive(Debug, Clone, Copy)]
pub struct Parameters<'q>(&'q str);

impl<'q> Parameters<'q> {
    pub fn new(query: Option<&'q str>) -> Self {
        Self(query.unwrap_or_default())
    }

    fn pairs(self) -> impl Iterator<Item = (&'q str, &'q str)> {
        let pairs = self.0.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    fn values(self, name: &str) -> impl Iterator<Item = &'q str> {
        self.pairs().filter(move |pair| pair.0 == name).map(|pair| pair.1)
    }

    /// The text of a parameter, trimmed and composed; none when it is not given or empty.
    pub fn text(self, name: &str, most: usize) -> Result<Option<String>, ParameterError> {
        if self.values(name).nth(1).is_some() {
            return Err(ParameterFault::Repeated.of(name));
        }
        Ok(self.texts(name, most)?.pop())
    }

    /// The texts of a parameter that may be given several times, without empty ones.
    pub fn texts(self, name: &str, most: usize) -> Result<Vec<String>, ParameterError> {
        let mut texts = Vec::new();
        for value in self.values(name) {
            let text = decode(&value.replace('+', " "))
                .ok_or_else(|| ParameterFault::Encoding.of(name))?;
            if text.chars().count() > most {
                return Err(ParameterFault::TooLong(most).of(name));
            }
            texts.extend(Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned));
            if texts.len() > VALUES_MAX {
                return Err(ParameterFault::TooMany(VALUES_MAX).of(name));
            }
        }
        Ok(texts)
    }

    /// A whole number from one on.
    pub fn number(self, name: &str) -> Result<Option<u32>, ParameterError> {
        let number = |text: String| {
            let number = text.parse().ok().filter(|number| *number >= 1 && !text.starts_with('+'));
            number.ok_or_else(|| ParameterFault::NotANumber.of(name))
        };
        self.text(name, 20)?.map(number).transpose()
    }

    /// Refuses a parameter that is not among `known`.
    pub fn only(self, known: &[&str]) -> Result<(), ParameterError> {
        match self.pairs().find(|pair| !known.contains(&pair.0)) {
            None => Ok(()),
            Some((name, _)) => {
                let name = decode(name).unwrap_or_else(|| name.to_owned());
                Err(ParameterFault::Unknown.of(&name))
            }
        }
    }
}

/// Percent-decodes a part of an address; none where it is not UTF-8 or has control characters.
pub fn decode(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    (!decoded.chars().any(char::is_control)).then(|| decoded.nfc().collect())
}
