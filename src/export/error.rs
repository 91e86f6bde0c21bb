//! Why there is no export, in words for the person at the terminal.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::pages::PageError;

/// Why there is no export. What was in the folder is as it was.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error("다른 파일이 있는 폴더입니다: {0}. 빈 폴더나 전에 내보낸 폴더를 적으세요.")]
    Occupied(PathBuf),
    #[error("다른 내보내기가 쓰고 있는 폴더입니다: {0}. 끝난 뒤에 다시 실행하세요.")]
    UnderWay(PathBuf),
    #[error("폴더에 쓸 수 없습니다: {0} ({1})")]
    File(PathBuf, io::Error),
    #[error(transparent)]
    Page(#[from] PageError),
    /// An address that is not answered as any should be.
    #[error("{0}: 답이 {1}입니다")]
    Status(String, u16),
    #[error("{0}: 답이 끊겼습니다 ({1})")]
    Broken(String, String),
    /// Addresses of one kind that a static server could not give the same headers.
    #[error("{0}: 같은 종류의 다른 주소와 헤더가 다릅니다")]
    Uneven(String),
}
