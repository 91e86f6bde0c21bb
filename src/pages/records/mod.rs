//! The pages of single records, and how a record is shown.

pub mod card;
mod checked;
pub mod citing;
pub mod edition;
pub mod embed;
pub mod entity;
pub mod explained;
pub mod fact;
pub mod fact_at;
pub mod fact_item;
pub mod gone;
pub mod profile;
pub mod said;
pub mod source;

pub use card::Card;
pub use citing::{item_in, newest_pin};
pub use embed::{EmbedPage, FRAME, embed_frame};
pub use explained::terms_in_facts;
pub use fact_item::{FactItem, PlanView};
pub use gone::GonePage;
