//! The parameters of a query. Each is read once, and a mistake in one is reported with its name.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};
use unicode_normalization::UnicodeNormalization;

/// The longest search text, in characters.
pub const SEARCH_MAX: usize = 200;

/// The most values that one parameter may have.
pub const VALUES_MAX: usize = 20;

/// The characters that stay unescaped in a query value: RFC 3986 "unreserved".
pub const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterError {
    pub name: String,
    pub fault: ParameterFault,
}

/// The kind of mistake.
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
    /// A required parameter is missing.
    Missing,
    /// Not a whole number from 1.
    NotANumber,
    /// Not a year of four digits.
    NotAYear,
    /// The typed text is none of the allowed values.
    NotOneOf { typed: String, values: Vec<&'static str> },
    /// The typed text names no record.
    NoSuch(String),
    /// The format is not offered.
    NotOffered,
    /// The address has no such parameter. Programs are told so; pages ignore it.
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

    /// The text of a parameter, trimmed and in NFC; `None` when it is missing or empty.
    pub fn text(self, name: &str, most: usize) -> Result<Option<String>, ParameterError> {
        if self.values(name).nth(1).is_some() {
            return Err(ParameterFault::Repeated.of(name));
        }
        Ok(self.texts(name, most)?.pop())
    }

    /// The texts of a parameter that may be given several times, without the empty ones.
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

    /// A whole number from 1.
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

/// Percent-decodes a part of an address; `None` if it is not UTF-8 or has control characters.
pub fn decode(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    (!decoded.chars().any(char::is_control)).then(|| decoded.nfc().collect())
}
