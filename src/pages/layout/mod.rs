//! The frame of every page and its links.

pub mod contact;
pub mod forms;
pub mod frame;
pub mod site;

pub use forms::{Forms, forms, forms_for_people, pages_with_tables};
pub use frame::{Crumb, Frame, sheet_text};
pub use site::Site;
