//! The summary of a finished export.

/// How much was exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct ExportSummary {
    pub addresses: usize,
    pub files: usize,
    pub bytes: u64,
}
