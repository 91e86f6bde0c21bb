//! The frame of every page and its links.

pub mod contact;
pub mod frame;
pub mod links;
pub mod site;

pub use frame::{Crumb, Frame, sheet_text};
pub use site::Site;
