//! The Korean words for what the domain knows: names of its vocabularies, dates and numbers as one
//! reads them out. Everything that a page and a data file both say is worded here, once.

mod addresses;
mod date;
mod labels;
mod quantity;

pub use addresses::{
    address_summary, download_label, fact_format_label, list_format_label, page_label,
};
pub use date::{date_text, day_text, published_text};
pub use labels::{
    absence_text, change_label, entity_type_label, kind_counter, kind_label, list_label,
    names_text, paragraph_role_label, role_label, role_meaning, status_label, status_meaning,
};
pub use quantity::{count_text, equivalent_text, quantity_text};

/// What the site is called.
pub const SITE_NAME: &str = "경산 정책기록";
