//! Seeds in which one file is something else: read, or every mistake shown at a place that its file has. The
//! first byte says which file.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use gyeongsan::seeds::{SeedSource, Seeds};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

#[path = "../../tests/site/good_seeds.rs"]
mod good_seeds;

use good_seeds::{FACTS, INSTITUTIONS, PAPER, SYNONYMS, TERMS, THEMES, write_good};

/// Small seeds that are right.
const FILES: [(&str, &str); 7] = [
    ("facts/a.toml", FACTS),
    ("sources/paper.toml", PAPER),
    ("themes.toml", THEMES),
    ("entities/institutions.toml", INSTITUTIONS),
    ("terms.toml", TERMS),
    ("synonyms.toml", SYNONYMS),
    ("retired.toml", ""),
];

/// The folder with the seeds, in memory where the system has such a place.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).expect("a folder");
    write_good(folder.path());
    folder
});

fuzz_target!(|bytes: &[u8]| {
    let Some((which, wrong)) = bytes.split_first() else { return };
    let folder = FOLDER.path();
    let (path, right) = FILES[usize::from(*which) % FILES.len()];
    fs::write(folder.join(path), wrong).expect("a file");
    let source = SeedSource::Folder(folder.to_owned());
    match Seeds::read(&source) {
        Ok(seeds) => assert_eq!(Seeds::read(&source).expect("the same").facts, seeds.facts),
        Err(mistakes) => {
            let drawn = mistakes.draw(false);
            assert!(!mistakes.all().is_empty());
            for mistake in mistakes.all() {
                assert!(drawn.contains(&mistake.location()), "{drawn}");
            }
        }
    }
    fs::write(folder.join(path), right).expect("a file");
});
