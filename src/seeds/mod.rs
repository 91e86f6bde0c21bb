//! Reads the seeds, the TOML files that are the truth of the site, into types of the domain. Either everything is
//! read and fits together, or every mistake is shown with its place and nothing is loaded.

mod audit;
mod calendar;
mod carried;
mod consistency;
mod diagnostic;
mod document;
mod draft;
mod editions;
mod endings;
mod facts;
mod files;
mod names;
mod numbers;
mod publish;
mod reading;
mod records;
mod references;
mod retired;
mod times;
mod values;
mod voices;
mod vouched;

pub use audit::{Articles, ArticlesError, Audit, Finding, ParagraphCoverage, SourceAudit, audit};
pub use diagnostic::{Diagnostic, Mistakes};
pub use draft::{AcceptError, Accepted, DraftError, Drafted, NewSource, accept, draft};
pub use editions::{Changed, Edition, Published};
pub use files::SeedSource;
pub use publish::{Changes, News, Publication, PublishError, publish};
pub use reading::{Seeds, entity_file};
