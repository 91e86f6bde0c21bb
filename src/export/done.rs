//! The result of a finished export.

/// How much was exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Done {
    pub addresses: usize,
    pub files: usize,
    pub bytes: u64,
}
