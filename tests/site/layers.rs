//! The layers, held to one direction: what a file uses lies below it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and the layers it may use, lowest first; `lib.rs` shows the same map.
const LAYERS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("process", &[]),
    ("progress", &[]),
    ("hangul", &[]),
    ("domain", &[]),
    ("tables", &[]),
    ("record", &["domain"]),
    ("address", &["domain"]),
    ("wording", &["domain", "address"]),
    ("assets", &["address", "domain"]),
    ("seeds", &["progress", "hangul", "domain", "record", "wording"]),
    ("store", &["progress", "hangul", "domain", "record", "tables", "seeds"]),
    ("formats", &["domain", "tables", "wording", "address"]),
    ("pages", &["hangul", "domain", "tables", "wording", "address", "assets", "formats", "store"]),
    // It takes from the clock when a day begins in Seoul, never which day it is.
    ("snapshot", &["clock", "domain", "address", "assets", "seeds", "store", "formats", "pages"]),
    ("live", &["clock", "progress", "seeds", "store", "pages", "snapshot"]),
    (
        "web",
        &["domain", "wording", "address", "clock", "process", "store", "pages", "snapshot", "live"],
    ),
    (
        "export",
        &[
            "clock", "progress", "domain", "address", "assets", "store", "pages", "snapshot",
            "live", "web",
        ],
    ),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
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
        keeps("indicatif::", &["progress"]);
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

/// The paths that a file names, from the root of the library on, groups in braces taken apart.
fn named_paths(module: &[String], text: &str) -> Vec<Vec<String>> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    // To pass on what a file below has is no use of it.
    let kept = |part: &str| part.split_once(';').map_or("", |part| part.1).to_owned();
    let mut parts = code.split("pub use ");
    let first = parts.next().unwrap_or_default().to_owned();
    let code: String = std::iter::once(first).chain(parts.map(kept)).collect();
    let mut paths = Vec::new();
    let above = module.len().saturating_sub(1);
    for (start, root) in [("crate::", 0), ("super::", above), ("use ", module.len())] {
        for (at, _) in code.match_indices(start) {
            let begins = !code[..at].ends_with(|c: char| c.is_alphanumeric() || ":_".contains(c));
            if begins {
                take_apart(&code[at + start.len()..], module[..root].to_vec(), &mut paths);
            }
        }
    }
    paths
}

/// Reads a path, or a group of them, and gives what follows.
fn take_apart<'t>(text: &'t str, before: Vec<String>, paths: &mut Vec<Vec<String>>) -> &'t str {
    if let Some(mut rest) = text.strip_prefix('{') {
        while !rest.starts_with('}') && !rest.is_empty() {
            rest = take_apart(rest.trim_start(), before.clone(), paths).trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path: Vec<String> = before.into_iter().chain([name.to_owned()]).collect();
    match rest.strip_prefix("::") {
        Some(rest) if !name.is_empty() => take_apart(rest, path, paths),
        _ => {
            paths.push(path);
            // Whatever it is called here, and what cannot be read at all.
            let next = rest.find([',', '}', ';']).unwrap_or(rest.len());
            &rest[next..]
        }
    }
}

/// The file in which what a path names is written, by its module's path: what a module re-exports is
/// in the module that it has it from.
fn written_in(path: &[String], modules: &BTreeMap<Vec<String>, String>) -> Option<Vec<String>> {
    let length = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (module, rest) = path.split_at(length);
    let Some(name) = rest.first() else { return Some(module.to_vec()) };
    let exports = modules[module].split("pub use ").skip(1);
    for export in exports.filter_map(|export| export.split(';').next()) {
        let mut paths = Vec::new();
        take_apart(export, module.to_vec(), &mut paths);
        let found = paths.into_iter().find(|path| path.last() == Some(name) && path != module);
        if let Some(found) = found.filter(|found| found.len() > module.len() + 1) {
            return written_in(&found, modules);
        }
    }
    Some(module.to_vec())
}

/// The folders whose files still use each other in circles.
const KNOTS: [&str; 3] = ["export", "seeds", "store"];

#[test]
fn no_files_use_each_other_in_a_circle() {
    let modules: BTreeMap<Vec<String>, String> = layered()
        .into_iter()
        .map(|(_, path, text)| {
            let path = path.with_extension("");
            let names = path.iter().map(|part| part.to_string_lossy().into_owned());
            (names.filter(|name| name != "mod").collect(), text)
        })
        .collect();
    let uses: BTreeMap<&Vec<String>, BTreeSet<Vec<String>>> = modules
        .iter()
        .map(|(module, text)| {
            let named = named_paths(module, text).into_iter();
            let used = named.filter_map(|path| written_in(&path, &modules));
            (module, used.filter(|used| used != module).collect())
        })
        .collect();
    assert!(uses[&vec!["pages".to_owned()]].len() > 10, "the match of pages uses them");
    let comes_back = |module: &Vec<String>| {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&Vec<String>> = uses[module].iter().collect();
        while let Some(used) = waiting.pop() {
            if reached.insert(used) {
                waiting.extend(&uses[used]);
            }
        }
        reached.contains(module)
    };
    let circles = uses.keys().filter(|module| comes_back(module));
    let circles: Vec<String> = circles.map(|module| module.join("::")).collect();
    let knotted = |module: &String| KNOTS.iter().any(|knot| module.starts_with(knot));
    assert!(circles.iter().all(knotted), "{circles:#?}");
}
