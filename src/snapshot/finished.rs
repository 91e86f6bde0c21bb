//! Finished bytes of an address: what they are, and how they come into another encoding. Where they are kept is
//! the page cache's to know.

use std::sync::atomic::AtomicU32;

use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::{Encoded, Encoding, Slot};
use crate::address::{Address, PNG};
use crate::assets;

/// The finished bytes of an address and what they are.
#[derive(Debug)]
pub struct Finished {
    pub address: Address,
    pub body: Encoded,
    pub media_type: &'static str,
    /// The addresses of the same thing, as a field value (RFC 8288).
    pub links: Bytes,
    /// Since when this has been at the address, in whole seconds; nothing where no time tells.
    pub modified: Option<DateTime<Utc>>,
    /// What their sender worked out of them.
    pub slot: Slot,
    /// How often they were asked for again where shorter ones would have been taken.
    pub(super) asked_again: AtomicU32,
}

impl Finished {
    pub(super) fn new(
        address: Address,
        body: Encoded,
        media_type: &'static str,
        links: Bytes,
        modified: Option<DateTime<Utc>>,
    ) -> Self {
        let (slot, asked_again) = (Slot::default(), AtomicU32::new(0));
        Self { address, body, media_type, links, modified, slot, asked_again }
    }

    /// The same in another encoding, plain where that would not be shorter.
    pub(super) fn in_encoding(&self, encoding: Encoding) -> Self {
        let body = match &self.address {
            // What is compressed in itself would only cost time.
            _ if self.media_type == PNG => self.body.clone(),
            Address::Asset(file) => compressed(file, &self.body, encoding)
                .unwrap_or_else(|| self.body.encode(Encoding::Identity)),
            _ => self.body.encode(encoding),
        };
        Self::new(self.address.clone(), body, self.media_type, self.links.clone(), self.modified)
    }
}

/// A static file as it was compressed when the program was built, where that made it shorter.
fn compressed(file: &str, body: &Encoded, encoding: Encoding) -> Option<Encoded> {
    let asset = assets::find(file)?;
    let bytes = match encoding {
        Encoding::Identity => return None,
        Encoding::Gzip => asset.gzip,
        Encoding::Brotli => asset.brotli,
    };
    (bytes.len() < asset.plain.len()).then(|| body.as_encoded(bytes, encoding))
}
