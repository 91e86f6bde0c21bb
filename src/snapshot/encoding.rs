//! The encodings that finished bytes are sent in (RFC 9110, 8.4.1), and the tag that names such bytes. The
//! same bytes in give the same bytes out, on every machine; which of them a reader takes is the web's
//! to know.

use std::io::{self, Read, Write};

use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::domain::hex;

/// How the bytes of an answer are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// The encodings that a reader likes best: of those liked alike, which is made soonest, and which is
/// shortest. Gzip takes a third of the time of brotli and an eighth more bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    pub soonest: Encoding,
    pub shortest: Encoding,
}

/// Bytes as they go out.
#[derive(Debug, Clone)]
pub struct Encoded {
    pub bytes: Bytes,
    pub encoding: Encoding,
    /// A strong entity tag, quotes and all: of the content and the encoding, which together make the bytes.
    pub tag: Bytes,
}

/// Bytes that fit one packet anyway are sent as they are.
const SMALL: usize = 512;

/// Levels that cost a page a few tenths of a millisecond: a page is compressed when someone waits for it.
const BROTLI_QUALITY: i32 = 5;
const GZIP_LEVEL: u32 = 6;

/// The bounds of a window of brotli, as powers of two (RFC 7932, 9.1, knows 10 to 24).
const WINDOW_MIN: i32 = 17;
const WINDOW_MAX: i32 = 22;

impl Encoding {
    pub const ALL: [Self; 3] = [Self::Identity, Self::Gzip, Self::Brotli];

    /// What the encoding is called in `Accept-Encoding` and `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// What a tag says of the encoding. The number goes up whenever the same content is written in other bytes
    /// than before.
    const fn mark(self) -> &'static [u8] {
        match self {
            Self::Identity => b"",
            Self::Gzip => b"-gz1",
            Self::Brotli => b"-br1",
        }
    }
}

/// How many hexadecimal digits of a tag name the content.
const DIGITS: usize = 24;

impl From<Encoding> for Accepted {
    fn from(only: Encoding) -> Self {
        Self { soonest: only, shortest: only }
    }
}

impl Encoded {
    /// Bytes as they are.
    pub fn plain(bytes: Bytes) -> Self {
        let tag = Bytes::from(format!("\"{}\"", hex(&Sha256::digest(&bytes)[..DIGITS / 2])));
        Self { bytes, encoding: Encoding::Identity, tag }
    }

    /// The same content in bytes that were encoded before.
    pub fn as_encoded(&self, bytes: Bytes, encoding: Encoding) -> Self {
        Self { bytes, encoding, tag: self.tag_in(encoding) }
    }

    /// The tag of the same content in another encoding.
    pub fn tag_in(&self, encoding: Encoding) -> Bytes {
        let content = self.tag.get(..=DIGITS).unwrap_or(&self.tag);
        [content, encoding.mark(), b"\""].concat().into()
    }

    /// The same in another encoding; plain where that would not be shorter.
    pub fn encode(&self, encoding: Encoding) -> Self {
        // What was encoded here can be read here.
        let Some(content) = self.content().ok().filter(|_| encoding != self.encoding) else {
            return self.clone();
        };
        let encoded = match encoding {
            _ if content.len() < SMALL => None,
            Encoding::Identity => None,
            Encoding::Gzip => gzip(&content).ok(),
            Encoding::Brotli => brotli(&content).ok(),
        };
        match encoded.filter(|bytes| bytes.len() < content.len()) {
            Some(bytes) => self.as_encoded(Bytes::from(bytes), encoding),
            None => self.as_encoded(content, Encoding::Identity),
        }
    }

    /// The bytes without their encoding.
    fn content(&self) -> io::Result<Bytes> {
        let mut content = Vec::new();
        match self.encoding {
            Encoding::Identity => return Ok(self.bytes.clone()),
            Encoding::Gzip => {
                GzDecoder::new(&*self.bytes).read_to_end(&mut content)?;
            }
            Encoding::Brotli => brotli::BrotliDecompress(&mut &*self.bytes, &mut content)?,
        }
        Ok(Bytes::from(content))
    }
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder =
        GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The least window that such a body fits in, as the power of two: a larger one costs time to lay out and saves
/// nothing. The encoder has no cheaper way below the least here.
fn window(length: usize) -> i32 {
    let bits = usize::BITS - length.leading_zeros();
    i32::try_from(bits).unwrap_or(WINDOW_MAX).clamp(WINDOW_MIN, WINDOW_MAX)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: window(bytes.len()),
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut encoded = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut encoded, &parameters)?;
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn text() -> Bytes {
        Bytes::from("경산시가 지식융합연구소와 업무협약을 맺었습니다. ".repeat(100))
    }

    #[test]
    fn what_is_encoded_is_read_back_by_others() {
        let plain = Encoded::plain(text());
        let gzip = plain.encode(Encoding::Gzip);
        let mut read = Vec::new();
        GzDecoder::new(&gzip.bytes[..]).read_to_end(&mut read).expect("gzip");
        assert_eq!(read, text());
        let brotli = plain.encode(Encoding::Brotli);
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &brotli.bytes[..], &mut read).expect("brotli");
        assert_eq!(read, text());
        assert!(gzip.bytes.len() < plain.bytes.len() / 10);
    }

    #[test]
    fn each_encoding_has_a_tag_of_its_own_and_always_the_same() {
        let plain = Encoded::plain(text());
        let tags =
            [Encoding::Identity, Encoding::Gzip, Encoding::Brotli].map(|to| plain.encode(to).tag);
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
        assert_eq!(Encoded::plain(text()).encode(Encoding::Brotli).tag, tags[2]);
        let other = Encoded::plain(Bytes::from("경산시 ".repeat(100)));
        for tag in &tags {
            assert!(tag.starts_with(b"\"") && tag.ends_with(b"\""), "{tag:?}");
            assert_ne!(other.encode(Encoding::Brotli).tag, tag);
        }
    }

    #[test]
    fn the_tag_of_another_encoding_is_known_before_it_is_made() {
        let plain = Encoded::plain(text());
        let gzip = plain.encode(Encoding::Gzip);
        let brotli = plain.encode(Encoding::Brotli);
        assert_eq!(gzip.tag_in(Encoding::Brotli), brotli.tag);
        assert_eq!(brotli.tag_in(Encoding::Identity), plain.tag);
    }

    #[test]
    fn what_is_made_of_an_encoding_is_what_is_made_of_the_plain_bytes() {
        let plain = Encoded::plain(text());
        let all = Encoding::ALL.map(|to| plain.encode(to));
        for from in &all {
            for to in &all {
                let made = from.encode(to.encoding);
                assert_eq!((&made.bytes, made.encoding), (&to.bytes, to.encoding));
                assert_eq!(made.tag, to.tag);
            }
        }
    }

    /// A text of so many bytes and more, as little like itself as pages are.
    fn page(length: usize) -> Bytes {
        let (mut text, mut number) = (String::new(), 2018_u32);
        while text.len() < length {
            // Knuth's line of numbers (MMIX, low half): the same wherever the test runs.
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let syllable = char::from_u32(0xac00 + (number >> 16) % 700 * 16);
            text.extend(syllable);
            match number >> 28 {
                0 => text.push_str("</li>\n\n<li><a href=\"/facts/GS-"),
                1 | 2 => text.push(' '),
                3 => text.push_str(&(number >> 20).to_string()),
                _ => {}
            }
        }
        Bytes::from(text)
    }

    /// A tag stands for bytes: when these change, the numbers in [`Encoding::mark`] and here have to go up.
    #[test]
    fn an_encoding_writes_what_it_wrote_when_its_mark_was_given() {
        for (length, gzip, brotli) in [
            (15_000, "22985390b50ac30a", "9512268ed95acc4a"),
            (300_000, "45b67ac50fd97b64", "ac136937253c537d"),
        ] {
            let plain = Encoded::plain(page(length));
            for (encoding, expected) in [(Encoding::Gzip, gzip), (Encoding::Brotli, brotli)] {
                let written = plain.encode(encoding);
                assert!(written.bytes.len() < length / 2, "{length} in {encoding:?}");
                let digest = hex(&Sha256::digest(&written.bytes));
                assert_eq!(digest[..16], *expected, "{length} in {encoding:?}");
            }
        }
    }

    #[test]
    fn what_would_not_get_shorter_is_left_as_it_is() {
        let mut noise = vec![0; 4096];
        fastrand::Rng::with_seed(1).fill(&mut noise);
        for bytes in [Bytes::from(noise), Bytes::from_static(b"short")] {
            let plain = Encoded::plain(bytes);
            assert_eq!(plain.encode(Encoding::Brotli).encoding, Encoding::Identity);
        }
    }
}
