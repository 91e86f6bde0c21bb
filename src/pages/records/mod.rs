//! The pages of single records, and how a record is shown.

pub mod card;
pub mod citation_section;
pub mod edition;
pub mod embed;
pub mod entity;
pub mod explained;
pub mod fact;
pub mod fact_at;
pub mod fact_item;
pub mod gone;
pub mod profile;
mod sentence_check;
pub mod source;
pub mod source_comparison;
mod speakers;

pub use card::Card;
pub use citation_section::{item_in, newest_pin};
pub use embed::{EmbedPage, FRAME, embed_iframe};
pub use explained::terms_in_facts;
pub use fact_item::{FactItem, PlanView};
pub use gone::GonePage;
