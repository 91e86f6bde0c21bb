//! What surrounds a page, and what it links to.

pub mod frame;
pub mod links;
pub mod site;

pub use frame::{Crumb, Frame, sections, sheet_text};
pub use links::{fact_address, fact_format_label, list_format_label};
pub use site::Site;
