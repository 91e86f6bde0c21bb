//! Why an export failed, in words for the person at the terminal.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::pages::PageError;

/// Why an export failed. The folder is as it was before.
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
    /// An address whose answer has an unexpected status.
    #[error("{0}: 답이 {1}입니다")]
    Status(String, u16),
    #[error("{0}: 답이 끊겼습니다 ({1})")]
    Broken(String, String),
    /// An address with other headers than the rest of its kind, which a static server could not tell apart.
    #[error("{0}: 같은 종류의 다른 주소와 헤더가 다릅니다")]
    Uneven(String),
}
