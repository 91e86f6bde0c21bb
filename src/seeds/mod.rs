//! Reads the seeds, the TOML files that are the truth of the site, into types of the domain. Either everything is
//! read and fits together, or every mistake is shown with its place and nothing is loaded.

mod audit;
mod calendar;
mod cited_facts;
mod consistency;
mod diagnostic;
mod document;
mod draft;
mod editions;
mod fact_support;
mod facts;
mod files;
mod name_suffixes;
mod names;
mod numbers;
mod publish;
mod reading;
mod records;
mod references;
mod retired;
mod source_values;
mod times;
mod values;

pub use audit::{Articles, ArticlesError, Audit, Finding, ParagraphCoverage, SourceAudit, audit};
pub use diagnostic::{Diagnostic, Mistakes};
pub use draft::{AcceptError, AcceptSummary, DraftError, DraftSummary, NewSource, accept, draft};
pub use editions::{Edition, PublishedRecords, RecordChange};
pub use files::SeedSource;
pub use publish::{Changes, News, Publication, PublishError, publish};
pub use reading::{Seeds, entity_file};
