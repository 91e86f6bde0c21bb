//! The static files. They are part of the binary, compressed when it is built, and their addresses carry a hash of
//! their content, so that browsers may cache them for ever.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::address::Address;
use crate::domain::hex;

/// A static file as it is compiled in.
#[derive(Debug)]
pub struct File {
    name: &'static str,
    pub plain: &'static [u8],
    pub gzip: &'static [u8],
    pub brotli: &'static [u8],
}

// The list of files, written by `build.rs`.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The addresses of the files, in the same order.
static ADDRESSES: LazyLock<Vec<Address>> =
    LazyLock::new(|| FILES.iter().map(File::address).collect());

impl File {
    #[expect(clippy::expect_used, reason = "the files are known when the program is built")]
    fn address(&self) -> Address {
        let hash = hex(&Sha256::digest(self.plain)[..8]);
        let (stem, extension) = self.name.rsplit_once('.').expect("a file has an extension");
        Address::Asset(format!("{stem}.{hash}.{extension}"))
    }
}

/// The address of a static file by its plain name, such as `site.css`.
#[expect(clippy::expect_used, reason = "the callers name the files of `static/` literally")]
pub fn address(name: &str) -> Address {
    let index = FILES.iter().position(|file| file.name == name);
    ADDRESSES[index.expect("a file of `static/`")].clone()
}

/// The addresses of all static files.
pub fn addresses() -> Vec<Address> {
    ADDRESSES.clone()
}

/// The static file with this hashed name.
pub fn find(hashed: &str) -> Option<&'static File> {
    let is_it = |known: &Address| matches!(known, Address::Asset(own) if own == hashed);
    Some(&FILES[ADDRESSES.iter().position(is_it)?])
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn each_file_is_found_and_read_back_in_every_encoding() {
        let sheet = ["1-base", "2-parts", "2-widths", "3-print", "4-timeline"];
        let sheet = sheet.map(|part| format!("site.css/{part}.css"));
        let sheet = sheet.each_ref().map(String::as_str);
        for (name, media_type, parts) in [
            ("icon.svg", "image/svg+xml", &["icon.svg"][..]),
            ("site.css", "text/css; charset=utf-8", &sheet),
            ("site.js", "text/javascript; charset=utf-8", &["site.js"]),
        ] {
            assert_eq!(address(name).media_type(), media_type);
            let Address::Asset(hashed) = address(name) else { unreachable!("an asset") };
            let asset = find(&hashed).expect(name);
            let part = |part: &&str| std::fs::read(format!("static/{part}")).expect(part);
            let file: Vec<u8> = parts.iter().flat_map(part).collect();
            assert_eq!(asset.plain, file);
            let mut read = Vec::new();
            flate2::read::GzDecoder::new(asset.gzip).read_to_end(&mut read).expect("gzip");
            assert_eq!(read, file);
            let mut read = Vec::new();
            brotli::BrotliDecompress(&mut &asset.brotli[..], &mut read).expect("brotli");
            assert_eq!(read, file);
            assert!(find(name).is_none(), "{name} without its hash");
        }
    }
}
