//! The pages of many records, and what surrounds a list.

pub mod editions;
pub mod embed;
pub mod entities;
pub mod facts;
pub mod figures;
pub mod listing;
pub mod plans;
pub mod search;
pub mod sources;
pub mod terms;
pub mod timeline;

pub use embed::{EMBED_FRAME, framed_page};
pub use listing::{filter_names, page_count};
pub use search::{SHOWN, address_of, kind_of, reason};
