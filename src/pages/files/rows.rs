//! A body that is read from the store while it is sent, since it may be larger than memory should hold.

use std::fmt;

use bytes::Bytes;
use futures_util::stream::BoxStream;

use crate::pages::PageError;

/// Bytes to come, in order.
pub struct Rows(pub BoxStream<'static, Result<Bytes, PageError>>);

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}
