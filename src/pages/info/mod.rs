//! The pages about the site itself.

pub mod about;
pub mod accessibility;
pub mod data;
pub mod error;
pub mod home;
