//! Everything at an address that is not a page for people: other formats of pages, downloads, files for crawlers.

pub mod downloads;
pub mod fact_forms;
pub mod feeds;
pub mod list_forms;
pub mod list_tables;
pub mod oembed;
pub mod openapi;
pub mod search_forms;
pub mod security;
pub mod sitemap;
pub mod table_guide;
pub mod tables;
pub mod timeline_svg;

pub use downloads::download_links;
pub use oembed::own_address;
