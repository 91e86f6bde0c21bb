//! What surrounds a page, and what it links to.

pub mod frame;
pub mod links;
pub mod site;
