//! What reading seeds costs as there are more of them, right ones and wrong ones: whoever copies a file, or
//! loses one, has a mistake in every line of thousands, and is to see them.

use std::fmt::Write as _;
use std::fs;

use gyeongsan::domain::Code;
use gyeongsan::seeds::{SeedSource, Seeds};
use tempfile::TempDir;

use super::grows_in_step;
use crate::good_seeds::{FACTS, INSTITUTIONS, PAPER, write_good};

/// The line with which a file of facts begins.
const THEME: &str = "theme = \"carbon\"\n\n";

/// Good seeds in which some files are others.
fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    for (path, text) in files {
        fs::write(folder.path().join(path), text).expect("a file");
    }
    folder
}

/// Reads seeds and shows every mistake with its place, of which there are some or none.
fn shown(folder: &TempDir, least: usize) {
    let read = Seeds::read(&SeedSource::Folder(folder.path().to_owned()));
    let found = read.err().map_or(0, |mistakes| {
        let places = mistakes.all().iter().map(|mistake| mistake.location().len());
        assert!(places.sum::<usize>() < mistakes.draw(false).len());
        mistakes.all().len()
    });
    assert!(found >= least, "{found} mistakes of {least}");
}

fn code(number: usize) -> Code {
    Code::from_number(u32::try_from(number).expect("a number")).expect("from one on")
}

/// So many facts, each with one text of it replaced.
fn facts(size: usize, right: &str, wrong: impl Fn(usize) -> String) -> String {
    let one = FACTS.strip_prefix(THEME).expect("facts under a theme");
    assert!(one.contains(right));
    let fact = |number| {
        let fact = one.replace("GS-0042-3", &code(number).to_string());
        fact.replace(right, &wrong(number))
    };
    THEME.to_owned() + &(1..=size).map(fact).collect::<Vec<_>>().join("\n")
}

#[test]
fn good_seeds_are_read_in_step() {
    let made = |size: usize| {
        let folder = TempDir::new().expect("a folder");
        let facts = u32::try_from(size).expect("a number");
        sample::write(&folder.path().join("seeds"), facts, 1).expect("a sample");
        folder
    };
    grows_in_step("a sample", 40, made, |folder| {
        Seeds::read(&SeedSource::Folder(folder.path().join("seeds"))).expect("good seeds");
    });
}

#[test]
fn a_mistake_in_every_fact_is_shown_in_step() {
    for (right, wrong) in [
        ("status = \"done\"", "status = \"finished\""),
        ("edtf = \"2017-01\"", "edtf = \"2017-13\""),
        ("title = \"지시\"", "titel = \"지시\""),
        ("title = \"지시\"", "title = \"지시"),
        ("paragraph = 1", "paragraph = 99"),
        ("source = \"paper\"", "source = \"nowhere\""),
        ("institution = \"city\"", "institution = \"nobody\""),
    ] {
        let made =
            |size: usize| folder(&[("facts/a.toml", facts(size, right, |_| wrong.to_owned()))]);
        grows_in_step(wrong, 20, made, |folder| shown(folder, 1));
    }
}

#[test]
fn mistakes_on_one_line_are_shown_in_step() {
    let made = |size: usize| {
        let about = "{ institution = \"nobody\", role = \"lead\" }, ".repeat(size);
        let facts = FACTS.replace("{ institution = \"city\", role = \"lead\" }", &about);
        folder(&[("facts/a.toml", facts)])
    };
    grows_in_step("a long line", 20, made, |folder| shown(folder, 20));
}

#[test]
fn a_file_that_was_copied_is_shown_in_step() {
    let made = |size: usize| {
        let text = facts(size, "done", |_| "done".to_owned());
        folder(&[("facts/a.toml", text.clone()), ("facts/b.toml", text)])
    };
    grows_in_step("a copy", 20, made, |folder| shown(folder, 20));
}

#[test]
fn references_that_lead_nowhere_are_shown_in_step() {
    let made = |size: usize| {
        let one = |number: usize| {
            INSTITUTIONS.replace("\"city\"", &format!("\"an-institution-{number}\""))
        };
        let others: String = (1..=size).map(one).collect();
        let wrong = |number: usize| format!("institution = \"an-institutoin-{number}\"");
        let facts = facts(size, "institution = \"city\"", wrong);
        folder(&[("facts/a.toml", facts), ("entities/institutions.toml", others)])
    };
    grows_in_step("dangling references", 100, made, |folder| shown(folder, 100));
    let made = |size: usize| {
        let facts =
            facts(size, "source = \"paper\"", |number| format!("source = \"papre-{number}\""));
        let folder = folder(&[("facts/a.toml", facts)]);
        for number in 1..=size {
            let path = folder.path().join(format!("sources/paper-{number}.toml"));
            fs::write(path, PAPER).expect("a file");
        }
        folder
    };
    grows_in_step("dangling sources", 100, made, |folder| shown(folder, 100));
}

#[test]
fn a_long_chain_of_moves_is_followed_in_step() {
    let made = |size: usize| {
        let mut retired = String::new();
        for number in 100..100 + size {
            let (from, to) = (code(number), code(number + 1));
            let to = if number + 1 == 100 + size { code(42) } else { to };
            let _ = write!(
                retired,
                "[[fact]]\ncode = \"{from}\"\nmoved_to = \"{to}\"\nreason = \"합침\"\ndate = \"2026-11-22\"\n\n"
            );
        }
        folder(&[("retired.toml", retired)])
    };
    grows_in_step("a chain", 50, made, |folder| shown(folder, 0));
}

#[test]
fn what_is_no_seed_file_is_read_in_step() {
    for piece in [
        "[",
        "{",
        "\"",
        "\n",
        "=",
        "a.",
        "[[fact]]\n",
        "[a.b]\n",
        "a = [",
        "'''",
        "\r",
        "\u{301}",
        "\0",
        "a=1,",
        "#",
    ] {
        let made = |size: usize| folder(&[("facts/a.toml", piece.repeat(size))]);
        grows_in_step(&format!("{piece:?}"), 200, made, |folder| shown(folder, 0));
    }
}
