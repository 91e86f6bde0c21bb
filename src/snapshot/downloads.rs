//! The whole data as files, made when first asked for and kept as long as the edition is served. Two who
//! ask at once wait for one making, which goes on when they leave; one that failed is begun anew by the
//! next.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use super::Body;
use crate::address::Download;
use crate::domain::hex;
use crate::pages::{Context, PageError, Rows, Tables, Taken, digests};
use crate::store::KeptFile;

/// The large files, once they are made.
#[derive(Debug, Default)]
pub struct Downloads {
    database: Arc<OnceCell<KeptFile>>,
    package: Arc<OnceCell<KeptFile>>,
}

impl Downloads {
    /// The bytes of a download.
    ///
    /// # Errors
    /// [`PageError`] when the store cannot be read or there is no room to write.
    pub async fn body(&self, context: Context<'_>, download: Download) -> Result<Body, PageError> {
        Ok(match download {
            Download::Database => sent(self.database(context).await?),
            Download::Package => sent(self.package(context).await?),
            Download::FactSchema | Download::EntitySchema => {
                Body::Whole(context.schema(download)?.unwrap_or_default().into())
            }
            Download::Catalog => {
                Body::Whole(context.catalog(&self.taken(context).await?).await?.into())
            }
            Download::Digests => {
                let mut taken = self.taken(context).await?;
                let catalog = context.catalog(&taken).await?;
                taken.insert(2, measured(Download::Catalog, &catalog));
                Body::Whole(digests(&taken).into())
            }
        })
    }

    /// Size and digest of what the catalogue describes.
    async fn taken(&self, context: Context<'_>) -> Result<Vec<Taken>, PageError> {
        let of_file =
            |download, file: KeptFile| Taken { download, size: file.size, sha256: file.sha256 };
        let mut taken = vec![
            of_file(Download::Database, self.database(context).await?),
            of_file(Download::Package, self.package(context).await?),
        ];
        for download in [Download::FactSchema, Download::EntitySchema] {
            let text = context.schema(download)?.unwrap_or_default();
            taken.push(measured(download, &text));
        }
        Ok(taken)
    }

    async fn database(&self, context: Context<'_>) -> Result<KeptFile, PageError> {
        once(&self.database, Tables::new(context).database().boxed()).await
    }

    async fn package(&self, context: Context<'_>) -> Result<KeptFile, PageError> {
        once(&self.package, Tables::new(context).package().boxed()).await
    }
}

/// The file of a cell, made now if there is none.
async fn once(
    cell: &Arc<OnceCell<KeptFile>>,
    making: BoxFuture<'static, Result<KeptFile, PageError>>,
) -> Result<KeptFile, PageError> {
    if let Some(kept) = cell.get() {
        return Ok(kept.clone());
    }
    let cell = Arc::clone(cell);
    // A task of its own, so that a reader who leaves does not undo what others wait for.
    let task = tokio::spawn(async move { cell.get_or_try_init(|| making).await.cloned() });
    task.await.map_err(|_| PageError::Stopped)?
}

fn measured(download: Download, text: &str) -> Taken {
    Taken { download, size: text.len() as u64, sha256: hex(&Sha256::digest(text)) }
}

/// A kept file, read while it is sent.
fn sent(file: KeptFile) -> Body {
    let size = file.size;
    let pieces = stream::try_unfold((file, 0), |(file, offset)| async move {
        let piece: Bytes = file.piece(offset).await?;
        let next = offset + piece.len() as u64;
        Ok((!piece.is_empty()).then_some((piece, (file, next))))
    });
    Body::Sized(Rows(pieces.boxed()), size)
}
