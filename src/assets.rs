//! The static files, inside the binary and linked by content hash, so that a browser may keep each
//! for ever. Refuses every name that is not exactly one of them.

use std::borrow::Cow;

use bytes::Bytes;
use rust_embed::RustEmbed;

use crate::address::Address;
use crate::domain::hex;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Embedded;

/// A static file.
#[derive(Debug)]
pub struct Asset {
    pub bytes: Bytes,
    pub media_type: &'static str,
}

/// The address of a static file by its plain name, such as `site.css`.
#[must_use]
pub fn address(name: &str) -> Address {
    let hash = Embedded::get(name).map(|file| hex(&file.metadata.sha256_hash()[..8]));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    Address::Asset(format!("{stem}.{}.{extension}", hash.unwrap_or_default()))
}

/// The addresses of all of them.
#[must_use]
pub fn addresses() -> Vec<Address> {
    Embedded::iter().map(|name| address(&name)).collect()
}

/// The static file with this hashed name.
#[must_use]
pub fn find(hashed: &str) -> Option<Asset> {
    let name = Embedded::iter()
        .find(|name| matches!(address(name), Address::Asset(own) if own == hashed))?;
    let media_type = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    let bytes = match Embedded::get(&name)?.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    Some(Asset { bytes, media_type })
}
