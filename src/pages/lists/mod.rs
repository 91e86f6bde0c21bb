//! The pages of many records, and the parts around a list.

mod answers;
pub mod editions;
pub mod embed;
pub mod entities;
pub mod facts;
pub mod figures;
pub mod listing;
mod narrowing;
pub mod plan_list;
pub mod search;
pub mod sources;
pub mod terms;
pub mod timeline;

pub use embed::{embed_size, framed_page};
pub use entities::EntityItem;
pub use listing::page_count;
pub use narrowing::{are_known, tags, value_label};
pub use search::{SHOWN, address_of, name_of, reason};
