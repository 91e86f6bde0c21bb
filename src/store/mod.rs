//! The `SQLite` database: built from the seeds, opened read-only, answering in domain types. Rows and
//! SQL stay in here; a row that does not fit the domain is an error that names it.

mod build;
mod columns;
mod connections;
mod editions;
mod entities;
mod entity_facets;
mod facets;
mod facts;
mod fitting;
mod insert;
mod kept;
mod lanes;
mod lists;
mod open;
mod packed;
mod reader;
mod seal;
mod search;
mod sources;
mod turns;
mod whole;
mod write;
mod write_editions;
mod write_facts;

pub use build::{Built, ensure, find, last, tidy};
pub use columns::FIRST as FACTS_AT_HAND;
pub use editions::{EditionChanges, FactRevision};
pub use entities::{Counts, EntitySummary};
pub use facets::FacetCounts;
pub use facts::Selection;
pub use kept::KeptFile;
pub use lists::{Narrowed, Part};
pub use reader::ReaderDatabase;
pub use search::{Count, Found, Hit, Named, Record, Suggestion, WORDS as SEARCH_WORDS, Why};

use std::sync::Arc;

use thiserror::Error;
use tokio::sync::OnceCell;

use self::columns::Columns;
use self::connections::Connections;
use self::facets::WholeFacets;
use self::search::Searcher;
use crate::domain::Term;
use crate::seeds::Mistakes;

/// A database opened read-only.
#[derive(Debug, Clone)]
pub struct Store {
    connections: Arc<Connections>,
    search: Arc<Searcher>,
    columns: Arc<Columns>,
    facets: Arc<WholeFacets>,
    terms: Arc<OnceCell<Vec<Term>>>,
}

/// Why the store could not answer or be built, in words for the person at the terminal.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("데이터베이스 오류: {0}")]
    Database(#[from] sqlx::Error),
    #[error("데이터베이스의 표를 만들지 못했습니다: {0}")]
    Migrations(#[from] sqlx::migrate::MigrateError),
    /// A row that the domain does not admit: the file is not what this program built.
    #[error("데이터베이스의 {table} 표 {id}번 줄의 {column} 값이 잘못되었습니다")]
    BadRow { table: &'static str, id: i64, column: &'static str },
    #[error(
        "{path} 파일을 만들거나 읽을 수 없습니다 ({cause}). 쓸 수 있는 곳을 --database로 적어 주세요."
    )]
    File { path: String, cause: std::io::Error },
    /// The path is a folder's, or has no file name.
    #[error("{0}: 파일의 경로가 아닙니다. --database에는 파일 이름까지 적어 주세요.")]
    NoFile(String),
    /// There is a file that this program did not make.
    #[error(
        "{0}: 이 프로그램이 만들지 않은 파일이 있어 덮어쓰지 않았습니다. 다른 이름을 --database로 적어 주세요."
    )]
    Foreign(String),
    /// A freshly built file fails `SQLite`'s own check.
    #[error("방금 만든 데이터베이스가 손상되었습니다: {0}")]
    Damaged(String),
    /// The seeds are wrong.
    #[error(transparent)]
    Seeds(#[from] Mistakes),
    /// A thread that reads the seeds or makes rows of them has ended before its time.
    #[error("시드를 읽어 옮기다가 멈추었습니다: {0}")]
    Reading(#[from] tokio::task::JoinError),
    /// Looking took longer than it may.
    #[error("찾는 데 시간이 너무 오래 걸려 멈추었습니다")]
    Late,
    /// A file that is made to be sent can be neither written nor read.
    #[error("임시 파일을 쓰거나 읽을 수 없습니다: {0}")]
    Temporary(std::io::Error),
}

impl StoreError {
    /// Whether the database is not what this program built, so that building it anew is the cure.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::BadRow { .. } | Self::Damaged(_) => true,
            Self::Database(sqlx::Error::Database(error)) => {
                let code = error.code().and_then(|code| code.parse::<i32>().ok());
                // SQLite's result codes: IOERR, CORRUPT and NOTADB; the low byte says which kind it is.
                code.is_some_and(|code| matches!(code & 0xff, 10 | 11 | 26))
            }
            // A connection whose thread has ended is mended as damage is: by others.
            Self::Database(error) => matches!(
                error,
                sqlx::Error::ColumnDecode { .. }
                    | sqlx::Error::Decode(_)
                    | sqlx::Error::WorkerCrashed
            ),
            _ => false,
        }
    }

    /// Whether every connection was busy for long.
    pub const fn is_late(&self) -> bool {
        matches!(self, Self::Late | Self::Database(sqlx::Error::PoolTimedOut))
    }
}

/// The value of a column, or which row is at fault.
fn column<T>(
    value: Option<T>,
    table: &'static str,
    id: i64,
    column: &'static str,
) -> Result<T, StoreError> {
    value.ok_or(StoreError::BadRow { table, id, column })
}

/// A column that holds a JSON array of texts.
fn texts(
    json: &str,
    table: &'static str,
    id: i64,
    name: &'static str,
) -> Result<Vec<String>, StoreError> {
    column(serde_json::from_str(json).ok(), table, id, name)
}
