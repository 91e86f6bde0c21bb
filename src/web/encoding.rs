//! The encodings that bytes are sent in (RFC 9110, 8.4.1). The same bytes in give the same bytes out on every machine,
//! so that replicas have the same tags.

use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::task::spawn_blocking;

/// How the bytes of an answer are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// Bytes that fit one packet anyway are sent as they are.
const SMALL: usize = 512;

/// What takes longer to compress than the threads that answer should be kept from answering.
const LARGE: usize = 256 * 1024;

/// Levels that cost a page some tenths of a millisecond: a page is compressed when someone waits for it.
const BROTLI_QUALITY: i32 = 5;
const GZIP_LEVEL: u32 = 6;

/// The bounds of a window of brotli, as powers of two (RFC 7932, 9.1, knows 10 to 24).
const WINDOW_MIN: u32 = 17;
const WINDOW_MAX: u32 = 22;

impl Encoding {
    /// What the encoding is called in `Accept-Encoding` and `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// Bytes in this encoding, or as they are where that would not be shorter.
    pub async fn encode(self, plain: Bytes) -> io::Result<(Self, Bytes)> {
        if plain.len() > LARGE {
            spawn_blocking(move || self.encode_now(plain)).await.map_err(io::Error::other)?
        } else {
            self.encode_now(plain)
        }
    }

    fn encode_now(self, plain: Bytes) -> io::Result<(Self, Bytes)> {
        let encoded = match self {
            _ if plain.len() < SMALL => return Ok((Self::Identity, plain)),
            Self::Identity => return Ok((Self::Identity, plain)),
            Self::Gzip => gzip(&plain)?,
            Self::Brotli => brotli(&plain)?,
        };
        let is_shorter = encoded.len() < plain.len();
        Ok(if is_shorter { (self, encoded.into()) } else { (Self::Identity, plain) })
    }
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let room = Vec::with_capacity(plain.len() / 3);
    let mut encoder = GzEncoder::new(room, Compression::new(GZIP_LEVEL));
    encoder.write_all(plain)?;
    encoder.finish()
}

fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    // The least window that the bytes fit in: a larger one costs time to lay out and saves nothing, and the encoder has
    // no cheaper way below the least here.
    let window = (usize::BITS - plain.len().leading_zeros()).clamp(WINDOW_MIN, WINDOW_MAX);
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: window.cast_signed(),
        size_hint: plain.len(),
        ..BrotliEncoderParams::default()
    };
    let mut encoded = Vec::with_capacity(plain.len() / 3);
    brotli::BrotliCompress(&mut &*plain, &mut encoded, &parameters)?;
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[tokio::test]
    async fn what_is_encoded_is_read_back_by_others() {
        for repeated in [100, 10_000] {
            let plain =
                Bytes::from("경산시가 지식융합연구소와 업무협약을 맺었습니다. ".repeat(repeated));
            let (encoding, gzip) = Encoding::Gzip.encode(plain.clone()).await.expect("gzip");
            let mut read = Vec::new();
            flate2::read::GzDecoder::new(&gzip[..]).read_to_end(&mut read).expect("gzip");
            assert_eq!((encoding, &read[..]), (Encoding::Gzip, &plain[..]));
            let (encoding, brotli) = Encoding::Brotli.encode(plain.clone()).await.expect("brotli");
            let mut read = Vec::new();
            brotli::BrotliDecompress(&mut &brotli[..], &mut read).expect("brotli");
            assert_eq!((encoding, &read[..]), (Encoding::Brotli, &plain[..]));
            assert!(brotli.len() < gzip.len() && gzip.len() < plain.len() / 10);
        }
    }

    #[tokio::test]
    async fn what_would_not_get_shorter_is_left_as_it_is() {
        let mut noise = vec![0; 4096];
        fastrand::Rng::with_seed(1).fill(&mut noise);
        for plain in [Bytes::from(noise), Bytes::from_static(b"short")] {
            let encoded = Encoding::Brotli.encode(plain.clone()).await.expect("bytes");
            assert_eq!(encoded, (Encoding::Identity, plain));
        }
    }
}
