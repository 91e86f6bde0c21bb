//! HTTP and nothing else: a request becomes an address, and bytes from the snapshot become a response. Only
//! here are requests read and responses made.

mod admission;
mod app;
mod cached_page;
mod captured_response;
mod encoding;
mod errors;
mod explanation;
mod failure;
mod metrics;
mod negotiation;
mod operations;
mod page_cache;
mod policy;
mod problem;
mod requested;
mod response;
mod router;
mod server;
mod service;

pub use app::App;
pub use captured_response::CapturedResponse;
pub use encoding::Encoding;
pub use metrics::Metrics;
pub use page_cache::{PAGE_CACHE, PageCache};
pub use server::serve;
pub use service::{HttpService, MAX_REQUESTS, ResponseBody};
