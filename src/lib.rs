//! 경산 정책기록: one newspaper article on the industrial policy of Gyeongsan as facts that can be
//! browsed, cited and checked, each down to the paragraph. This file is the map of the layers; data
//! flows one way through them, and `tests/site/layers.rs` holds them to it:
//!
//! ```text
//! seeds (TOML) → domain → store (SQLite) → pages, formats → snapshot → live → web (HTTP) → export (files)
//!    ↘ record (editions, revisions) ↗      (hangul, below all: Korean text as it is compared)
//! ```

pub mod address;
pub mod assets;
pub mod clock;
pub mod domain;
pub mod export;
pub mod formats;
pub mod hangul;
pub mod live;
pub mod pages;
pub mod process;
pub mod record;
pub mod seeds;
pub mod snapshot;
pub mod store;
pub mod tables;
pub mod web;
pub mod wording;
