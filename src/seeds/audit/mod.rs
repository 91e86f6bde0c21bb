//! The audit: the seeds held against a copy of the article.

mod auditor;
mod ceiling;
mod cited;
mod dates;
mod numbers;
mod report;
mod runs;
mod words;

pub use auditor::audit;
pub use report::{Audit, Finding, ParagraphCoverage, Subject};
