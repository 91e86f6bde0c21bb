//! A source and its paragraphs, by number, first words and digests. The text of a paragraph is never kept: the
//! article is copyrighted, and the digests are enough to prove that a copy is the same.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::sentence::{bare_sentence, sentences};
use super::{Edtf, Slug, vocabulary};

vocabulary! {
    /// The role of a paragraph in its source.
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
    /// The kinds of source.
    SourceKind {
        Article = "article",
        /// A press release.
        Release = "release",
        /// What an institution publishes about itself.
        Official = "official",
    }
}

vocabulary! {
    /// How much an editor read of a public text that is not at hand.
    Seen {
        Whole = "whole",
        /// Only its beginning, so that nothing may be concluded from what it does not say.
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
    /// `None` where the editor could not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    pub published: PublicationDate,
    /// The address of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who owns the text, and what this site takes from it.
    pub rights: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// The press release that it restates. Sources of one origin do not confirm each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Slug>,
    /// Proper names in the text that belong to no entity: persons, places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Numbered from 1 without gaps; empty for a source whose text is not at hand.
    #[serde(default, rename = "paragraph", skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Paragraph>,
}

/// When a source was published, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDate {
    pub edtf: Edtf,
    /// How the date was concluded, where the source does not state it.
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
    /// Its first words, by which a reader finds it in the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    /// [`Paragraph::sentence_digest`] of each of its sentences, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<String>,
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

    /// The first words of a paragraph, where they are known.
    pub fn opening(&self, number: u16) -> Option<&str> {
        let paragraph = self.paragraphs.iter().find(|paragraph| paragraph.number == number)?;
        paragraph.opening.as_deref()
    }

    /// The source as an edition holds it: without the first words and the sentence digests, which only help to find
    /// its text and to prove a copy of it. A better proof must not count as a change of what was published.
    pub fn as_published(&self) -> Self {
        let mut source = self.clone();
        for paragraph in &mut source.paragraphs {
            paragraph.opening = None;
            paragraph.sentences.clear();
        }
        source
    }
}

impl PublicationDate {
    /// Whether the date is concluded rather than known. A full day is known, whatever it was read from.
    pub fn is_concluded(&self) -> bool {
        let in_doubt = self.edtf.is_uncertain() || self.edtf.is_approximate();
        in_doubt || self.basis.is_some() && !self.edtf.is_day()
    }
}

impl Paragraph {
    /// How many characters of its text a paragraph may show as its first words.
    pub const OPENING_MAX: usize = 20;

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

    /// The digest of a sentence, taken like a paragraph's, from its first letter or digit to its last.
    pub fn sentence_digest(sentence: &str) -> String {
        Self::digest_of(bare_sentence(&Self::normalised(sentence)))
    }

    /// The digests of a text's sentences.
    pub fn sentence_digests(text: &str) -> Vec<String> {
        let text = Self::normalised(text);
        sentences(&text).into_iter().map(|at| Self::sentence_digest(&text[at])).collect()
    }

    /// As many of the first words of a text as fit into [`Self::OPENING_MAX`] characters. A single word that is
    /// longer is cut, and a bracket or quotation that would stay open is left out.
    pub fn opening_of(text: &str) -> String {
        let text = Self::normalised(text);
        let fits = |end: &usize| text[..*end].chars().count() <= Self::OPENING_MAX;
        let word_ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
        let end = word_ends.take_while(fits).last();
        let cut = || text.char_indices().nth(Self::OPENING_MAX).map_or(text.len(), |(at, _)| at);
        let opening = &text[..end.unwrap_or_else(cut)];
        let opening = match opening.rfind(['(', '‘', '“', '「']) {
            Some(at) if at > 0 && !opening[at..].contains([')', '’', '”', '」']) => {
                &opening[..at]
            }
            _ => opening,
        };
        opening.trim_end_matches([' ', ',']).to_owned()
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

/// Whether a text is an address on the web: a scheme, a host, and no white space.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next());
    host.is_some_and(|host| !host.is_empty()) && !text.contains(char::is_whitespace)
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

    #[test]
    fn a_sentence_is_the_same_whatever_stands_around_it() {
        let digests = Paragraph::sentence_digests("강에 다리를  놓았다. “잘됐다.”고 했다.");
        let same = ["강에 다리를 놓았다", "◇강에 다리를 놓았다.", "‘잘됐다.”고 했다"];
        let same = same.map(Paragraph::sentence_digest);
        assert_eq!(digests, [same[0].clone(), same[2].clone()]);
        assert_eq!(same[0], same[1]);
    }

    #[test]
    fn an_opening_is_whole_words_as_far_as_they_fit() {
        for (text, expected) in [
            (
                "강마을시는 지난해 5월 하늘대학교와 다리 협약을 맺었다.",
                "강마을시는 지난해 5월 하늘대학교와",
            ),
            (" 강마을시,  새 다리", "강마을시, 새 다리"),
            ("강마을시는 열여덟 글자에 이르러, 쉼표를 만난다", "강마을시는 열여덟 글자에 이르러"),
            ("다리와 배 그리고 길(Road and Path)도 있다", "다리와 배 그리고 길"),
            ("강마을시는 ‘새 다리 놓기와 배 띄우기’를 한다", "강마을시는"),
            ("‘새 다리 놓기와 배 띄우기’를 했다고", "‘새 다리 놓기와 배 띄우기’를"),
            (
                "가나다라마바사아자차카타파하거너더러머버서어",
                "가나다라마바사아자차카타파하거너더러머버",
            ),
        ] {
            assert_eq!(Paragraph::opening_of(text), expected);
        }
    }

    #[test]
    fn an_address_on_the_web_has_a_scheme_and_a_host() {
        for right in ["https://example.org", "http://127.0.0.1:8080/a?b#c", "http://[::1]:8080"] {
            assert!(is_web_address(right), "{right}");
        }
        for wrong in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///",
            "https://:8080",
            "https://?q",
            "https://exa mple.org",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
