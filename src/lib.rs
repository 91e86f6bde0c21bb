//! 경산 정책기록: what was planned for the industry of Gyeongsan in 2018 and what became of it, as facts that can be
//! browsed, cited and checked, each resting on named sources. This file is the map of the layers; data flows one way
//! through them, and `tests/site/layers.rs` holds them to it:
//!
//! ```text
//! seeds (TOML) → domain → store (SQLite) → pages, formats → snapshot → live → web (HTTP) → export (files)
//!                                          ↑ wording (Korean words), address, assets, tables
//! below all: hangul (Korean text as it is compared), clock (today), process (memory and processor time)
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
pub mod seeds;
pub mod snapshot;
pub mod store;
pub mod tables;
pub mod web;
pub mod wording;
