//! A source and its paragraphs, by number and digest. Never holds a paragraph's text: the article is
//! copyrighted, and the digest is enough to prove that a copy is the same.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{Edtf, Point, Slug, vocabulary};

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

vocabulary! {
    /// What a source is.
    SourceKind {
        Article = "article",
        /// A press release.
        Release = "release",
        /// What an institution publishes of itself.
        Official = "official",
    }
}

vocabulary! {
    /// How much of a public text an editor read whose text is not at hand.
    Seen {
        Whole = "whole",
        /// Only its beginning, so that nothing follows from what it does not say.
        Beginning = "beginning",
    }
}

/// Something published that facts rest on. It is audited where the editor holds its text, and then it has
/// paragraphs; otherwise it is cited, and says how much of it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub slug: Slug,
    pub publisher: String,
    pub kind: SourceKind,
    /// None where it was not to be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    pub published: Published,
    /// Where the original stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whose the text is, and what this site takes from it.
    pub rights: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// The press release that it restates. Sources of one origin are one voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Slug>,
    /// Proper names in the text that are no entity's: persons, places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Numbered from 1 without gaps; empty for a source whose text is not at hand.
    #[serde(default, rename = "paragraph", skip_serializing_if = "Vec::is_empty")]
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
    /// The author's name, without 기자 behind it, where one is known.
    pub fn author(&self) -> Option<&str> {
        Some(self.byline.as_deref()?.trim_end_matches("기자").trim_end())
    }

    /// Whether the editor holds the text, so that a machine proves what rests on it.
    pub const fn is_audited(&self) -> bool {
        !self.paragraphs.is_empty()
    }
}

impl Published {
    /// Whether the date is concluded rather than known. A full day is known, whatever it was read from.
    pub fn is_concluded(&self) -> bool {
        let is_day = matches!((self.edtf.start(), self.edtf.end()), (Point::Day(_), None));
        let in_doubt = self.edtf.is_uncertain() || self.edtf.is_approximate();
        in_doubt || self.basis.is_some() && !is_day
    }
}

impl Paragraph {
    /// The paragraph's text in NFC with each run of white space made one space, trimmed.
    pub fn normalised(text: &str) -> String {
        let composed: String = text.nfc().collect();
        composed.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The paragraphs of a text: its lines that are not blank, normalised. The first is number 1.
    pub fn all_of(text: &str) -> Vec<String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        text.lines().map(Self::normalised).filter(|line| !line.is_empty()).collect()
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
