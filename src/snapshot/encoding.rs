//! The encodings that finished bytes are sent in (RFC 9110, 8.4.1), and the tag that names such bytes. The
//! same bytes in give the same bytes out, on every machine; which of them a reader takes is the web's
//! to know.

use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::domain::hex;

/// How the bytes of an answer are written, the plainest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// Bytes as they go out.
#[derive(Debug, Clone)]
pub struct Encoded {
    pub bytes: Bytes,
    pub encoding: Encoding,
    /// A strong entity tag, quotes and all: of these very bytes.
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
    /// What the encoding is called in `Accept-Encoding` and `Content-Encoding`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }
}

impl Encoded {
    /// Bytes as they are.
    #[must_use]
    pub fn plain(bytes: Bytes) -> Self {
        Self::of(bytes, Encoding::Identity)
    }

    /// Bytes that are in an encoding already.
    #[must_use]
    pub fn of(bytes: Bytes, encoding: Encoding) -> Self {
        let tag = Bytes::from(format!("\"{}\"", hex(&Sha256::digest(&bytes)[..12])));
        Self { bytes, encoding, tag }
    }

    /// The same in another encoding; as it is where that would not be shorter.
    #[must_use]
    pub fn encode(&self, encoding: Encoding) -> Self {
        let shorter = match encoding {
            _ if self.bytes.len() < SMALL => None,
            Encoding::Identity => None,
            Encoding::Gzip => gzip(&self.bytes).ok(),
            Encoding::Brotli => brotli(&self.bytes).ok(),
        };
        match shorter {
            Some(bytes) if bytes.len() < self.bytes.len() => Self::of(Bytes::from(bytes), encoding),
            _ => self.clone(),
        }
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
        flate2::read::GzDecoder::new(&gzip.bytes[..]).read_to_end(&mut read).expect("gzip");
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
