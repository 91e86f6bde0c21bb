//! The sample is made of right seeds, the same for the same number, and has everything that seeds can hold.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use gyeongsan::domain::{Kind, Role, Status};
use gyeongsan::seeds::{SeedSource, Seeds};
use tempfile::TempDir;

/// What the program says when it writes a sample, and whether it did.
fn sample(folder: &TempDir, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sample"));
    let output = command.current_dir(folder.path()).args(arguments).output().expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).expect("UTF-8"))
}

fn read(folder: &TempDir, name: &str) -> Seeds {
    Seeds::read(&SeedSource::Folder(folder.path().join(name))).expect("right seeds")
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.insert(path.display().to_string(), fs::read(&path).expect("a file"));
        }
    }
    files
}

#[test]
fn a_sample_has_everything_that_seeds_can_hold() {
    let folder = TempDir::new().expect("a folder");
    let (done, said) = sample(&folder, &["--facts", "2500", "--out", "s"]);
    assert!(done && said.contains("2500건을 썼습니다"), "{said}");
    assert_eq!(fs::read_dir(folder.path().join("s/facts")).expect("facts").count(), 3);
    let seeds = read(&folder, "s");
    assert_eq!(seeds.facts.len(), 2500);
    assert!(seeds.sources.len() >= 3 && seeds.terms.len() >= 5 && seeds.synonyms.len() >= 5);
    for kind in Kind::ALL {
        assert!(seeds.entities.iter().any(|entity| entity.kind() == *kind), "{kind:?}");
    }
    for status in Status::ALL {
        assert!(seeds.facts.iter().any(|fact| fact.status == *status), "{status:?}");
    }
    let roles: BTreeSet<Role> =
        seeds.facts.iter().flat_map(|fact| fact.about.iter().map(|about| about.role)).collect();
    assert_eq!(roles, Role::ALL.iter().copied().collect::<BTreeSet<_>>());
    let dates: Vec<String> =
        seeds.facts.iter().filter_map(|fact| Some(fact.date()?.edtf.to_string())).collect();
    let has = |form: &dyn Fn(&str) -> bool| dates.iter().any(|date| form(date));
    assert!(has(&|date| date.len() == 4), "a year");
    assert!(has(&|date| date.ends_with("-40")), "a half");
    assert!(has(&|date| date.ends_with("-33")), "a quarter");
    assert!(has(&|date| date.len() == 7), "a month");
    assert!(has(&|date| date.len() == 10), "a day");
    assert!(has(&|date| date.starts_with("../")), "a limit");
    assert!(has(&|date| date.len() == 15), "an interval");
    assert!(has(&|date| date.ends_with('?')) && has(&|date| date.ends_with('~')), "doubt");
    let numbers: Vec<_> = seeds.facts.iter().filter_map(|fact| fact.quantity()).collect();
    assert!(numbers.iter().any(|number| number.equivalent.is_some()));
    assert!(numbers.iter().any(|number| number.counts.is_some()));
    assert!(numbers.iter().any(|number| number.qualifier.is_some()));
}

#[test]
fn the_same_number_gives_the_same_bytes_and_another_others() {
    let folder = TempDir::new().expect("a folder");
    for (name, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
        let (done, said) = sample(&folder, &["--facts", "120", "--seed", seed, "--out", name]);
        assert!(done, "{said}");
    }
    let bytes = |name: &str| files(&folder.path().join(name)).into_values().collect::<Vec<_>>();
    assert_eq!(bytes("a"), bytes("b"));
    assert_ne!(bytes("a"), bytes("c"));
}

#[test]
fn the_smallest_samples_are_right_too() {
    let folder = TempDir::new().expect("a folder");
    for facts in ["1", "2", "7", "99"] {
        let (done, said) = sample(&folder, &["--facts", facts, "--out", facts]);
        assert!(done, "{said}");
        assert_eq!(read(&folder, facts).facts.len().to_string(), facts);
    }
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("mine.txt"), "나의 글").expect("a file");
    let (done, said) = sample(&folder, &["--facts", "5", "--out", "."]);
    assert!(!done && said.contains("빈 폴더가 아니어서"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let (done, said) = sample(&folder, &["--facts", "5", "--out", "mine.txt/s"]);
    assert!(!done && said.contains("mine.txt"), "{said}");
    let (done, _) = sample(&folder, &["--facts", "0", "--out", "s"]);
    assert!(!done && !folder.path().join("s").exists());
}
