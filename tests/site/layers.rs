//! The layers, held to one direction: what a file uses lies below it.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and the layers it may use, lowest first; `lib.rs` shows the same map.
const LAYERS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("process", &[]),
    ("hangul", &[]),
    ("domain", &[]),
    ("tables", &[]),
    ("address", &["domain"]),
    ("wording", &["hangul", "domain", "address"]),
    ("assets", &["address", "domain"]),
    ("seeds", &["hangul", "domain", "wording"]),
    ("store", &["hangul", "domain", "tables", "seeds"]),
    ("formats", &["domain", "tables", "wording", "address"]),
    ("pages", &["hangul", "domain", "tables", "wording", "address", "assets", "formats", "store"]),
    ("snapshot", &["domain", "address", "seeds", "store", "formats", "pages"]),
    ("live", &["clock", "seeds", "store", "pages", "snapshot"]),
    (
        "web",
        &[
            "hangul", "domain", "wording", "address", "assets", "clock", "process", "store",
            "pages", "snapshot", "live",
        ],
    ),
    (
        "export",
        &["clock", "domain", "address", "assets", "store", "pages", "snapshot", "live", "web"],
    ),
];

pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of the library with their layer and text.
fn layered() -> Vec<(String, PathBuf, String)> {
    let files = rust_files(&source()).into_iter().filter_map(|path| {
        let relative = path.strip_prefix(source()).expect("below src").to_path_buf();
        let first = relative.iter().next()?.to_string_lossy().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("a source file");
        // A module's own tests may reach for anything to set it up.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (!["lib", "main", "cli"].contains(&first.as_str())).then_some((first, relative, text))
    });
    files.collect()
}

#[test]
fn nothing_points_back() {
    for (layer, path, text) in layered() {
        let allowed = LAYERS.iter().find(|known| known.0 == layer).map(|known| known.1);
        let allowed = allowed.unwrap_or_else(|| panic!("{layer} is in no layer of the map"));
        for used in text.split("crate::").skip(1) {
            let name: String =
                used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let fine = name == layer || allowed.contains(&name.as_str());
            assert!(fine, "{} uses {name}", path.display());
        }
    }
}

#[test]
fn each_thing_is_known_in_one_layer_alone() {
    for (layer, path, text) in layered() {
        let keeps = |word: &str, home: &[&str]| {
            let fine = home.contains(&layer.as_str()) || !text.contains(word);
            assert!(fine, "{} speaks of {word}", path.display());
        };
        keeps("sqlx::", &["store"]);
        keeps("axum::", &["web"]);
        keeps("hyper", &["web"]);
        keeps("askama::", &["pages", "web"]);
        keeps("toml::", &["seeds"]);
        keeps("Utc::now", &["clock"]);
        keeps("zip::", &["formats"]);
        keeps("tempfile::", &["store"]);
        keeps("std::fs", &["seeds", "store", "live", "process", "export"]);
    }
}

#[test]
fn every_file_opens_by_saying_what_it_owns() {
    for path in rust_files(&source()) {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(text.starts_with("//! "), "{}", path.display());
        assert!(text.lines().count() <= 400, "{} is too long", path.display());
    }
}
