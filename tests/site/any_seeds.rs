//! Seeds with mistakes that nobody made by hand: nothing falls over, every mistake of a file that is text says
//! its line and column, and what is read is the same when it is read again.

use std::fs;
use std::path::{Path, PathBuf};

use gyeongsan::seeds::{Mistakes, SeedSource, Seeds};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

use super::good_seeds::write_good;
use super::support::ONE_ARTICLE;

/// What an editor, a merge or a slip puts into a file.
const PUT_IN: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "{",
    "}",
    "[",
    "]",
    "[[fact]]",
    "[fact]",
    "[[source.paragraph]]",
    "=",
    ",",
    "#",
    ".",
    "\\",
    "\\u0000",
    "\\UFFFFFFFF",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "\u{1112}\u{1161}",
    "ㄱ",
    "가",
    "😀",
    "<<<<<<< HEAD\n",
    "=======\n",
    " ",
    "0",
    "-1",
    "1e999",
    "0x10",
    "nan",
    "99999999999999999999",
    "2018-01-01",
    "true",
    "code = \"GS-0042-3\"\n",
    "a.b.c = 1\n",
    "date = {}\n",
];

/// One slip in a text: what is done, from where, and how far.
type Slip = (u8, prop::sample::Index, prop::sample::Index, &'static str);

fn slips(most: usize) -> impl Strategy<Value = Vec<Slip>> {
    let places = any::<(u8, prop::sample::Index, prop::sample::Index)>();
    let slip = (places, prop::sample::select(PUT_IN));
    let slip = slip.prop_map(|((kind, place, length), put_in)| (kind % 8, place, length, put_in));
    prop::collection::vec(slip, 1..=most)
}

/// A text with the slips in it.
fn slipped(text: &str, slips: &[Slip]) -> Vec<u8> {
    let mut text = text.to_owned();
    for (kind, place, length, put_in) in slips {
        let at = text.floor_char_boundary(place.index(text.len() + 1));
        let near = text.floor_char_boundary(at + length.index(40));
        let far = text.floor_char_boundary(at + length.index(text.len() - at + 1));
        match kind {
            0 => text.replace_range(at..near, ""),
            1 => text.replace_range(at..far, ""),
            2 => text.truncate(at),
            3 => text = [&text[..far], &text[at..]].concat(),
            4 => {
                let apart: String = text[at..near].nfd().collect();
                text.replace_range(at..near, &apart);
            }
            5 => text.replace_range(at..near, put_in),
            _ => text.insert_str(at, put_in),
        }
        text.truncate(text.floor_char_boundary(100_000));
    }
    text.into_bytes()
}

/// Looks at what was read of a folder in which one file was changed.
fn look_at(folder: &Path, changed: &str) -> Result<(), TestCaseError> {
    let source = SeedSource::Folder(folder.to_owned());
    match Seeds::read(&source) {
        Ok(seeds) => {
            let again = Seeds::read(&source).expect("the same files");
            prop_assert_eq!(&seeds.facts, &again.facts);
            prop_assert_eq!(&seeds.entities, &again.entities);
            prop_assert_eq!(&seeds.terms, &again.terms);
            prop_assert_eq!(&seeds.digest, &again.digest);
        }
        Err(mistakes) => have_places(folder, changed, &mistakes)?,
    }
    Ok(())
}

/// Holds every mistake to a place that its file has.
fn have_places(folder: &Path, changed: &str, mistakes: &Mistakes) -> Result<(), TestCaseError> {
    prop_assert!(!mistakes.all().is_empty());
    let drawn = mistakes.draw(false);
    for mistake in mistakes.all() {
        let location = mistake.location();
        let parts: Vec<&str> = location.rsplitn(3, ':').collect();
        let [column, line, path] = parts[..] else {
            // A file as a whole: what it holds is no text, or is not there.
            let text =
                fs::read(folder.join(changed)).is_ok_and(|bytes| String::from_utf8(bytes).is_ok());
            let whole = mistake.message();
            let missing = whole.contains("자료에 없습니다") || whole.contains("하나도 없습니다");
            prop_assert!(
                !text || missing || changed.starts_with("editions/"),
                "{}: {}",
                location,
                whole
            );
            continue;
        };
        let text = fs::read_to_string(folder.join(path)).expect("a file that is text");
        let text: String = text.strip_prefix('\u{feff}').unwrap_or(&text).nfc().collect();
        let text = text.replace("\r\n", "\n");
        let line: usize = line.parse().expect("a line");
        let column: usize = column.parse().expect("a column");
        // Lines as an editor counts them: what is behind the last line end is a line too.
        let stands_in = text.split('\n').nth(line - 1);
        let stands_in =
            stands_in.ok_or_else(|| TestCaseError::fail(format!("{location}: no such line")))?;
        prop_assert!(
            (1..=stands_in.chars().count() + 1).contains(&column),
            "{}: {}",
            location,
            stands_in
        );
        prop_assert!(drawn.contains(&location), "{} in {}", location, drawn);
    }
    Ok(())
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn small_seeds_with_slips_are_read_or_say_where() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let files = [
        "sources/paper.toml",
        "themes.toml",
        "entities/institutions.toml",
        "facts/a.toml",
        "terms.toml",
        "synonyms.toml",
    ];
    let right = files.map(|file| fs::read_to_string(folder.path().join(file)).expect("a file"));
    let tried = runner(1500).run(&(0..files.len(), slips(3)), |(file, slips)| {
        let path = folder.path().join(files[file]);
        fs::write(&path, slipped(&right[file], &slips)).expect("a file");
        let looked = look_at(folder.path(), files[file]);
        fs::write(&path, &right[file]).expect("a file");
        looked
    });
    tried.expect("the same or every mistake");
}

/// The project's own seeds, in a folder that may be written.
fn own_seeds(to: &Path) -> Vec<String> {
    fn copy(from: &Path, to: &Path, root: &Path, files: &mut Vec<String>) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let from: PathBuf = entry.expect("an entry").path();
            let to = to.join(from.file_name().expect("a name"));
            if from.is_dir() {
                copy(&from, &to, root, files);
            } else {
                fs::copy(&from, &to).expect("a file");
                files.push(to.strip_prefix(root).expect("below").to_string_lossy().into_owned());
            }
        }
    }
    let mut files = Vec::new();
    copy(Path::new(ONE_ARTICLE), to, to, &mut files);
    files.sort();
    files
}

#[test]
fn the_own_seeds_with_a_slip_are_read_or_say_where() {
    let folder = TempDir::new().expect("a folder");
    let files = own_seeds(folder.path());
    let tried = runner(60).run(&(0..files.len(), slips(2)), |(file, slips)| {
        let path = folder.path().join(&files[file]);
        let right = fs::read_to_string(&path).expect("a file");
        fs::write(&path, slipped(&right, &slips)).expect("a file");
        let looked = look_at(folder.path(), &files[file]);
        fs::write(&path, right).expect("a file");
        looked
    });
    tried.expect("the same or every mistake");
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let path = folder.path().join("facts/a.toml");
    let right = fs::read(&path).expect("a file");
    let bytes = (any::<prop::sample::Index>(), 0x80..=0xff_u8);
    let tried = runner(200).run(&bytes, |(place, byte)| {
        let mut wrong = right.clone();
        let at = place.index(wrong.len());
        wrong[at] = byte;
        if String::from_utf8(wrong.clone()).is_ok() {
            return Ok(());
        }
        fs::write(&path, wrong).expect("a file");
        let mistakes =
            Seeds::read(&SeedSource::Folder(folder.path().to_owned())).expect_err("no text");
        let drawn = mistakes.draw(false);
        // The broken character begins in the line of the byte, or is that byte.
        let line = right[..at].split(|byte| *byte == b'\n').count();
        prop_assert!(
            drawn.contains("facts/a.toml") && drawn.contains(&format!("{line}번째 줄")),
            "{}",
            drawn
        );
        Ok(())
    });
    tried.expect("file and line");
}
