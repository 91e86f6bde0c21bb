//! The downloads of all data, made when they are first requested and kept as long as the edition is served. Readers
//! who ask at the same time wait for the same work, which goes on if they leave. If it fails, the next request starts
//! it again.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, Stream};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use crate::address::Download;
use crate::domain::hex;
use crate::pages::{Artifact, Context, PageError, Tables, catalog, digests, schema};
use crate::store::TempFile;

/// A download that is ready to be sent.
#[derive(Debug)]
pub struct DataFile {
    pub file: TempFile,
    /// The name to save it under.
    pub name: Option<String>,
}

/// The large files, once they have been made.
#[derive(Debug, Default)]
pub struct Downloads {
    database: Arc<OnceCell<TempFile>>,
    package: Arc<OnceCell<TempFile>>,
}

impl Downloads {
    /// A download that is kept as a file; `None` for one that is a text.
    pub async fn file(
        &self,
        context: Context<'_>,
        download: Download,
    ) -> Result<Option<DataFile>, PageError> {
        let file = match download {
            Download::Database => self.database(context).await?,
            Download::Package => self.package(context).await?,
            _ => return Ok(None),
        };
        let name = context.site.download_name(download);
        Ok(Some(DataFile { file, name }))
    }

    /// A download that is a text; `None` for one that is kept as a file.
    pub async fn text(
        &self,
        context: Context<'_>,
        download: Download,
    ) -> Result<Option<String>, PageError> {
        Ok(match download {
            Download::Database | Download::Package => None,
            Download::FactSchema | Download::EntitySchema => schema(context.site, download),
            Download::Catalog => Some(catalog(context, &self.taken(context).await?).await?),
            Download::Digests => {
                let mut taken = self.taken(context).await?;
                let catalog = catalog(context, &taken).await?;
                taken.insert(2, measured(Download::Catalog, &catalog));
                Some(digests(&taken))
            }
        })
    }

    /// The size and digest of each file that the catalogue describes.
    async fn taken(&self, context: Context<'_>) -> Result<Vec<Artifact>, PageError> {
        let of_file =
            |download, file: TempFile| Artifact { download, size: file.size, sha256: file.sha256 };
        let mut taken = vec![
            of_file(Download::Database, self.database(context).await?),
            of_file(Download::Package, self.package(context).await?),
        ];
        for download in [Download::FactSchema, Download::EntitySchema] {
            taken.extend(schema(context.site, download).map(|text| measured(download, &text)));
        }
        Ok(taken)
    }

    async fn database(&self, context: Context<'_>) -> Result<TempFile, PageError> {
        once(&self.database, Tables::new(context).database().boxed()).await
    }

    async fn package(&self, context: Context<'_>) -> Result<TempFile, PageError> {
        once(&self.package, Tables::new(context).package().boxed()).await
    }
}

/// The file in a cell, made now if the cell is empty.
async fn once(
    cell: &Arc<OnceCell<TempFile>>,
    making: BoxFuture<'static, Result<TempFile, PageError>>,
) -> Result<TempFile, PageError> {
    if let Some(kept) = cell.get() {
        return Ok(kept.clone());
    }
    let cell = Arc::clone(cell);
    // This is a task of its own, so that others still get the file if this reader leaves.
    let task = tokio::spawn(async move { cell.get_or_try_init(|| making).await.cloned() });
    task.await.map_err(|_| PageError::Stopped)?
}

fn measured(download: Download, text: &str) -> Artifact {
    Artifact { download, size: text.len() as u64, sha256: hex(&Sha256::digest(text)) }
}

impl DataFile {
    /// The bytes of a range, read while they are sent.
    #[expect(clippy::expect_used, reason = "a piece is in memory, so its length is a usize")]
    pub fn bytes(self, range: Range<u64>) -> impl Stream<Item = Result<Bytes, PageError>> {
        stream::try_unfold((self.file, range), |(file, range)| async move {
            if range.is_empty() {
                return Ok(None);
            }
            let mut piece: Bytes = file.read_at(range.start).await?;
            let left = (range.end - range.start).min(piece.len() as u64);
            piece.truncate(usize::try_from(left).expect("no longer than a piece in memory"));
            let next = range.start + piece.len() as u64..range.end;
            Ok((!piece.is_empty()).then_some((piece, (file, next))))
        })
    }
}
