//! Why the store could not answer or be built.

use std::io;
use std::path::Path;

use thiserror::Error;

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
    #[error("{path} 파일을 만들거나 읽을 수 없습니다 ({cause}).")]
    File { path: String, cause: io::Error },
    /// The place where a database is to be written holds something that this program did not make.
    #[error(
        "이 프로그램이 만들지 않은 파일이나 폴더여서 덮어쓰지 않았습니다: {0}. 다른 이름을 적으세요."
    )]
    Occupied(String),
    /// A file that cannot be served as it is.
    #[error("{what}: {path}. {remedy}")]
    Refused { path: String, what: &'static str, remedy: &'static str },
    /// A freshly built file fails `SQLite`'s own check.
    #[error("방금 만든 파일이 손상되었습니다: {0}")]
    Unsound(String),
    /// A search took longer than it may, or had no connection in time.
    #[error("시간이 오래 걸려 멈추었습니다")]
    Late,
    #[error(
        "임시 파일을 {folder} 폴더에 쓰거나 읽을 수 없습니다 ({0}). 환경 변수 TMPDIR에 쓸 수 있는 폴더를 적으세요.",
        folder = std::env::temp_dir().display()
    )]
    Temporary(io::Error),
}

impl StoreError {
    pub(super) fn file(path: &Path, cause: io::Error) -> Self {
        Self::File { path: path.display().to_string(), cause }
    }

    /// Whether time ran out, because every connection was busy or a search took too long.
    pub const fn is_late(&self) -> bool {
        matches!(self, Self::Late | Self::Database(sqlx::Error::PoolTimedOut))
    }
}
