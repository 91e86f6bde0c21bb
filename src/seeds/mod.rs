//! The seeds, from TOML files to the domain: the truth of the site. Either everything is read and
//! fits together, or every mistake is shown with its place and nothing is loaded.

mod audit;
mod diagnostic;
mod document;
mod editions;
mod facts;
mod files;
mod publish;
mod reading;
mod records;
mod references;
mod retired;
mod values;

pub use audit::{Audit, Finding, ParagraphCoverage, Subject, audit};
pub use diagnostic::{Diagnostic, Mistakes};
pub use editions::{Changed, Edition, Published};
pub use files::SeedSource;
pub use publish::{Changes, PublishError, publish};
pub use reading::{Seeds, entity_file};
