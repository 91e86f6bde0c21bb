//! A source and its paragraphs, by number and digest. Never holds a paragraph's text: the article is
//! copyrighted, and the digest is enough to prove that a copy is the same.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{Edtf, Slug, vocabulary};

vocabulary! {
    /// What a paragraph is in its source.
    ParagraphRole {
        Headline = "headline",
        Subheading = "subheading",
        Body = "body",
        Caption = "caption",
        Byline = "byline",
        Rights = "rights",
    }
}

/// Something published that facts rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub slug: Slug,
    pub title: String,
    pub publisher: String,
    pub byline: String,
    pub published: Published,
    /// Whose the text is, and what this site takes from it.
    pub rights: String,
    /// Proper names in the text that are no entity's: persons, places.
    pub names: Vec<String>,
    /// Numbered from 1 without gaps.
    pub paragraphs: Vec<Paragraph>,
}

/// When a source was published, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub edtf: Edtf,
    /// How the date is concluded, when the source does not state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// A non-blank line of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    pub number: u16,
    pub role: ParagraphRole,
    /// [`Paragraph::digest_of`] its text.
    pub digest: String,
    /// Why no fact rests on the paragraph, when none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unused: Option<String>,
}

impl Source {
    /// The author's name, without 기자 behind it.
    pub fn author(&self) -> &str {
        self.byline.trim_end_matches("기자").trim_end()
    }
}

impl Published {
    /// Whether the date is concluded rather than printed.
    pub fn is_concluded(&self) -> bool {
        self.basis.is_some() || self.edtf.is_uncertain()
    }
}

impl Paragraph {
    /// The paragraph's text in NFC with each run of white space made one space, trimmed.
    pub fn normalised(text: &str) -> String {
        let composed: String = text.nfc().collect();
        composed.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The SHA-256 of [`Paragraph::normalised`] text, in lower-case hexadecimal.
    pub fn digest_of(text: &str) -> String {
        hex(&Sha256::digest(Self::normalised(text)))
    }
}

/// Lower-case hexadecimal, two digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha_256_of_the_normalised_text() {
        // FIPS 180-2, appendix B.1: the message "abc".
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Paragraph::digest_of("abc"), abc);
        assert_eq!(Paragraph::digest_of(" 경산 \u{a0} 시\n"), Paragraph::digest_of("경산 시"));
        let decomposed: String = "경산시".nfd().collect();
        assert_eq!(Paragraph::digest_of(&decomposed), Paragraph::digest_of("경산시"));
    }
}
