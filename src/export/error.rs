//! Why there is no export, in words for the person at the terminal.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::pages::PageError;

/// Why there is no export. What was in the folder is as it was.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error("'{0}'에 내보내기로 만들지 않은 것이 있습니다. 비었거나 없는 폴더를 적어 주세요.")]
    Occupied(PathBuf),
    #[error("다른 내보내기가 '{0}'에 쓰고 있습니다. 끝난 뒤에 다시 해 주세요.")]
    UnderWay(PathBuf),
    #[error("'{0}'에 쓸 수 없습니다 ({1})")]
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
