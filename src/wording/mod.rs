//! The Korean words for what the domain knows: names of its vocabularies, dates and numbers as one
//! reads them out. Everything that a page and a data file both say is worded here, once.

mod addresses;
mod date;
mod labels;
mod plan;
mod quantity;
mod source;
mod spacing;
mod tally;

pub use addresses::{
    address_summary, download_label, embedded_title, fact_format_label, list_format_label,
    page_label, parameter_label, table_format_label,
};
pub use date::{date_in_sentence, date_text, day_text};
pub use labels::{
    change_label, edition_text, entity_type_label, facet_label, kind_counter, kind_description,
    kind_introduction, kind_label, list_label, names_text, paragraph_role_label, prospect_label,
    record_kind_label, role_label, role_meaning, status_label, status_meaning, status_text,
};
pub use plan::{
    KnownBy, SearchedSources, lateness_text, months, outcome_label, state_before_plan, state_label,
    state_line, state_meaning, state_sentence,
};
pub use quantity::{count_text, equivalent_text, quantity_text, unit_label};
pub use source::{
    opening_text, place_text, published_text, reading_mark, reading_text, source_kind_label,
    source_text, source_title, speaker_text,
};
pub use spacing::unbroken;
pub use tally::{StateCount, inferred_text, tally_sentence};

/// What the site is called.
pub const SITE_NAME: &str = "경산 정책기록";

/// The licence of what the project wrote itself, by its SPDX identifier, and where it stands.
pub const LICENSE: &str = "CC-BY-4.0";
pub const LICENSE_URL: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Whose the articles are, and what the licence covers.
pub const RIGHTS: &str = "기사의 저작권은 각 매체에 있습니다. 이 사이트가 쓴 글과 데이터는 CC BY 4.0에 따라 쓸 수 있습니다.";
