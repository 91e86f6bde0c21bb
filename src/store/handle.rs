//! The handle through which everything is read from a database.

use std::sync::Arc;

use sqlx::sqlite::SqlitePool;
use tokio::sync::OnceCell;

use super::fact_index::FactIndex;
use super::search::searcher::Searcher;
use crate::domain::Term;

/// A database opened read-only.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) pool: SqlitePool,
    pub(super) search: Arc<Searcher>,
    pub(super) index: Arc<FactIndex>,
    pub(super) terms: Arc<OnceCell<Vec<Term>>>,
}
