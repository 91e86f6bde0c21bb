//! The pictures that were drawn, kept up to a limit in bytes. Drawing keeps a core busy for tens of milliseconds, so
//! only one is drawn at a time, on a thread that answers no requests. Whoever wants the same picture waits for it.

use std::sync::Arc;

use bytes::Bytes;
use moka::future::Cache;
use tokio::sync::Semaphore;

use crate::formats::{PictureError, png};

/// The most bytes of pictures, enough for some hundreds of cards.
const KEPT: u64 = 16 * 1024 * 1024;

/// The pictures, each with the SVG it was drawn from as its key.
#[derive(Debug)]
pub struct Pictures {
    drawn: Cache<String, Bytes>,
    permit: Semaphore,
}

impl Pictures {
    pub fn new() -> Self {
        // The cache does not admit an entry that weighs more than its capacity.
        let weight =
            |svg: &String, png: &Bytes| u32::try_from(svg.len() + png.len()).unwrap_or(u32::MAX);
        let drawn = Cache::builder().max_capacity(KEPT).weigher(weight).build();
        Self { drawn, permit: Semaphore::new(1) }
    }

    /// The picture of an SVG, from the cache if it was drawn before.
    pub async fn png(&self, svg: String) -> Result<Bytes, PictureError> {
        let text = svg.clone();
        let drawing = async {
            // Nobody closes the semaphore.
            let _permit = self.permit.acquire().await;
            let drawing = tokio::task::spawn_blocking(move || png(&text));
            Ok(Bytes::from(drawing.await.map_err(|_| PictureError::Stopped)??))
        };
        let drawn = self.drawn.try_get_with(svg, drawing).await;
        drawn.map_err(|error: Arc<PictureError>| PictureError::Shared(error.to_string()))
    }
}
