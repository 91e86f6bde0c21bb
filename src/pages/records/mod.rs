//! The pages of one record, and how a record is shown.

pub mod card;
pub mod citing;
pub mod edition;
pub mod embed;
pub mod entity;
pub mod explained;
pub mod fact;
pub mod fact_at;
pub mod fact_item;
pub mod gone;
pub mod source;
