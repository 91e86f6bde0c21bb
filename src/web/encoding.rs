//! The encodings of answers (RFC 9110, 8.4.1). The same bytes are encoded in the same way on every machine, so that
//! replicas agree on the entity tags.

use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::task::spawn_blocking;

/// The encoding of an answer's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// Fewer bytes than this fit one packet anyway and are not compressed.
const SMALL: usize = 512;

/// More bytes than this take so long to compress that another thread has to do it.
const LARGE: usize = 256 * 1024;

/// Low levels, at which a page takes some tenths of a millisecond, because someone is waiting for it.
const BROTLI_QUALITY: i32 = 5;
const GZIP_LEVEL: u32 = 6;

/// The bounds of brotli's window, as powers of two (RFC 7932, 9.1, allows 10 to 24).
const WINDOW_MIN: u32 = 17;
const WINDOW_MAX: u32 = 22;

impl Encoding {
    /// The name of the encoding in `Accept-Encoding` and `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The bytes in this encoding, or unchanged if that would not make them shorter.
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
    // The smallest window that holds the bytes: a larger one takes longer to set up and saves nothing. Below
    // `WINDOW_MIN` the encoder gets no faster.
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
