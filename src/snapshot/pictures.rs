//! Pictures drawn once and kept, within a bound of bytes. Drawing takes tens of milliseconds of a core,
//! so one is drawn at a time, off the threads that answer, and whoever wants the same one waits for it.

use std::sync::Arc;

use bytes::Bytes;
use moka::future::Cache;
use tokio::sync::Semaphore;

use crate::formats::{PictureError, png};

/// The most bytes of drawn pictures, some hundreds of cards.
const KEPT: u64 = 16 * 1024 * 1024;

/// The drawn pictures, each under the SVG it was drawn from.
#[derive(Debug)]
pub struct Pictures {
    drawn: Cache<String, Bytes>,
    permit: Semaphore,
}

impl Pictures {
    pub fn new() -> Self {
        // What weighs more than the whole cache is not let in.
        let weight =
            |svg: &String, png: &Bytes| u32::try_from(svg.len() + png.len()).unwrap_or(u32::MAX);
        let drawn = Cache::builder().max_capacity(KEPT).weigher(weight).build();
        Self { drawn, permit: Semaphore::new(1) }
    }

    /// The picture of an SVG.
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
