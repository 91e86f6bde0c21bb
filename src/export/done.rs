//! What an export tells of itself when it is finished.

/// What was exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Done {
    pub addresses: usize,
    pub files: usize,
    pub bytes: u64,
}
