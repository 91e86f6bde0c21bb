//! Wrong seeds: each mistake is shown with its place, what is wrong and what would be right, all in
//! one run, and nothing is loaded.

mod cases;

use std::fs;
use std::path::Path;

use gyeongsan::seeds::{Diagnostic, Mistakes, SeedSource, Seeds};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

use self::cases::CASES;
use super::good_seeds::{FACTS, INSTITUTIONS, write_good};

fn read(folder: &Path) -> Result<Seeds, Mistakes> {
    Seeds::read(&SeedSource::Folder(folder.to_owned()))
}

/// The mistakes of the good seeds after one text in one file is replaced.
fn mistakes(file: &str, right: &str, wrong: &str) -> Mistakes {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).expect("a seed file");
    assert!(text.contains(right), "{right} is in {file}");
    fs::write(&path, text.replacen(right, wrong, 1)).expect("a seed file");
    read(folder.path()).expect_err(wrong)
}

fn places(mistakes: &Mistakes) -> Vec<String> {
    mistakes.all().iter().map(Diagnostic::location).collect()
}

#[test]
fn the_good_seeds_are_right() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let seeds = read(folder.path()).expect("good seeds");
    assert_eq!((seeds.facts.len(), seeds.entities.len(), seeds.terms.len()), (1, 1, 1));
}

#[test]
fn each_mistake_is_shown_where_it_stands_with_what_would_be_right() {
    for (file, right, wrong, place, message, help) in CASES {
        let mistakes = mistakes(file, right, wrong);
        let found = mistakes.all().iter().find(|mistake| mistake.message().contains(message));
        let found = found.unwrap_or_else(|| panic!("{wrong}: {}", mistakes.draw(false)));
        assert!(found.location().starts_with(place), "{wrong}: {} for {place}", found.location());
        let drawn = mistakes.draw(false);
        assert!(drawn.contains(help), "{help} in {drawn}");
        assert!(drawn.contains(file), "{drawn}");
        let line = wrong.lines().find(|line| !line.is_empty());
        assert!(line.is_none_or(|line| drawn.contains(line)), "the offending text in {drawn}");
    }
}

#[test]
fn every_mistake_of_a_run_is_shown() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let facts = FACTS.replace("done", "finished").replace("GS-0042-3", "GS-0042-9");
    fs::write(folder.path().join("facts/a.toml"), facts).expect("a file");
    fs::write(folder.path().join("terms.toml"), "[[term]]\nslug = \"a b\"\n").expect("a file");
    let mistakes = read(folder.path()).expect_err("four mistakes and more");
    let places = places(&mistakes);
    for place in ["facts/a.toml:4:8", "facts/a.toml:7:10", "terms.toml:2:8", "terms.toml:1:1"] {
        assert!(places.iter().any(|found| found == place), "{place} in {places:?}");
    }
    assert!(mistakes.draw(false).contains("모두 고친 뒤 다시 실행하세요"));
}

#[test]
fn a_second_use_of_a_code_or_slug_names_the_first() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    fs::write(folder.path().join("facts/b.toml"), FACTS).expect("a file");
    let twice = format!("{INSTITUTIONS}\n{INSTITUTIONS}");
    fs::write(folder.path().join("entities/institutions.toml"), twice).expect("a file");
    let drawn = read(folder.path()).expect_err("duplicates").draw(false);
    assert!(drawn.contains("같은 기록 번호 'GS-0042-3'이 두 번"), "{drawn}");
    assert!(drawn.contains("먼저 나온 곳: facts/a.toml:4:8"), "{drawn}");
    assert!(drawn.contains("먼저 나온 곳: entities/institutions.toml:2:8"), "{drawn}");
}

#[test]
fn a_record_that_is_gone_twice_is_refused_where_it_comes_again() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let entry = "[[fact]]\ncode = \"GS-0043-1\"\nreason = \"합쳤습니다.\"\ndate = \"2026-11-22\"\n";
    fs::write(folder.path().join("retired.toml"), entry).expect("a file");
    assert!(read(folder.path()).is_ok());
    fs::write(folder.path().join("retired.toml"), entry.repeat(2)).expect("a file");
    let mistakes = read(folder.path()).expect_err("one record twice");
    assert_eq!(places(&mistakes), ["retired.toml:6:8"]);
    let drawn = mistakes.draw(false);
    assert!(drawn.contains("없어졌다고 두 번 적혀 있습니다: GS-0043-1"), "{drawn}");
    assert!(drawn.contains("먼저 나온 곳: retired.toml:2:8. 하나만 남기세요"), "{drawn}");
}

#[test]
fn a_fact_about_nothing_and_without_evidence_is_refused() {
    for (empty, message) in
        [("about = []", "아무 대상도 없는 기록"), ("evidence = []", "근거가 없는 기록")]
    {
        let key = empty.split(' ').next().expect("a key");
        let line = FACTS.lines().find(|line| line.starts_with(key)).expect("a line");
        let drawn = mistakes("facts/a.toml", line, empty).draw(false);
        assert!(drawn.contains(message), "{drawn}");
        let left_out = mistakes("facts/a.toml", line, "").draw(false);
        assert!(left_out.contains(message), "{left_out}");
    }
}

#[test]
fn one_slip_in_the_writing_is_one_mistake() {
    for file in ["facts/a.toml", "entities/institutions.toml", "sources/paper.toml"] {
        let cut = mistakes(file, "= \"", "= ");
        let others = cut.all().iter().filter(|mistake| !mistake.message().contains("TOML 문법"));
        assert_eq!(others.count(), 0, "{file}: {}", cut.draw(false));
    }
}

#[test]
fn the_same_entity_in_the_same_role_twice_is_refused() {
    let once = "{ institution = \"city\", role = \"lead\" }";
    let drawn = mistakes("facts/a.toml", once, &format!("{once}, {once}")).draw(false);
    assert!(drawn.contains("같은 역할로 두 번"), "{drawn}");
}

#[test]
fn a_year_inside_another_number_is_not_stated_outright() {
    let right = "edtf = \"2017-01\", phrase = \"지난해 1월\", basis = \"2018년 기사로 봄\"";
    let wrong = "edtf = \"2017-01\", phrase = \"2017년 11월\"";
    let drawn = mistakes("facts/a.toml", right, wrong).draw(false);
    assert!(drawn.contains("그대로 적혀 있지 않습니다"), "{drawn}");
}

#[test]
fn links_in_a_circle_and_pipes_do_not_hang() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    for name in ["facts/loop", "facts/other"] {
        std::os::unix::fs::symlink(".", folder.path().join(name)).expect("a link");
    }
    assert!(read(folder.path()).is_ok(), "folders behind links are not seeds");
    let pipe = folder.path().join("facts/pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let drawn = read(folder.path()).expect_err("no regular file").draw(false);
    assert!(drawn.contains("facts/pipe.toml") && drawn.contains("보통 파일이 아닙니다"), "{drawn}");
}

#[test]
fn an_entity_without_a_fact_is_refused() {
    let two = format!("{INSTITUTIONS}\n{}", INSTITUTIONS.replace("\"city\"", "\"town\""));
    let drawn = mistakes("entities/institutions.toml", INSTITUTIONS, &two).draw(false);
    assert!(drawn.contains("기록이 하나도 없는 대상입니다: 'town'"), "{drawn}");
}

#[test]
fn a_paragraph_cannot_be_used_and_unused() {
    let drawn = mistakes("facts/a.toml", "paragraph = 1", "paragraph = 2").draw(false);
    assert!(drawn.contains("2번 문단은 기록의 근거인데"), "{drawn}");
    assert!(drawn.contains("1번 문단은 어느 기록의 근거도 아닙니다"), "{drawn}");
}

#[test]
fn a_phrase_as_long_as_a_sentence_is_refused() {
    let long = format!("phrases = [\"{}\"]", "가".repeat(31));
    let drawn = mistakes("facts/a.toml", "phrases = [\"지시\"]", &long).draw(false);
    assert!(drawn.contains("너무 깁니다 (31자)"), "{drawn}");
}

#[test]
fn a_file_in_another_encoding_is_named_with_its_line() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    // 경산 in EUC-KR.
    let bytes = b"[[fact]]\ntitle = \"\xb0\xe6\xbb\xea\"\n";
    fs::write(folder.path().join("facts/a.toml"), bytes).expect("a file");
    let drawn = read(folder.path()).expect_err("not UTF-8").draw(false);
    assert!(drawn.contains("facts/a.toml") && drawn.contains("2번째 줄"), "{drawn}");
    assert!(drawn.contains("UTF-8로 바꾸어"), "{drawn}");
}

#[test]
fn decomposed_hangul_and_other_line_ends_make_no_difference() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let composed = read(folder.path()).expect("good seeds");
    for file in ["sources/paper.toml", "entities/institutions.toml", "facts/a.toml", "terms.toml"] {
        let path = folder.path().join(file);
        let decomposed: String = fs::read_to_string(&path).expect("a file").nfd().collect();
        let as_elsewhere = format!("\u{feff}{}", decomposed.replace('\n', "\r\n"));
        fs::write(path, as_elsewhere).expect("a file");
    }
    let decomposed = read(folder.path()).expect("the same seeds");
    assert_eq!(decomposed.facts, composed.facts);
    assert_eq!(decomposed.facts[0].title, "지시");
    assert_eq!(decomposed.digest, composed.digest);
}

#[test]
fn a_missing_an_empty_and_an_unreadable_place_are_named() {
    let folder = TempDir::new().expect("a folder");
    let missing = read(&folder.path().join("nowhere")).expect_err("missing").draw(false);
    assert!(missing.contains("자료 폴더가 없습니다") && missing.contains("nowhere"), "{missing}");
    let empty = read(folder.path()).expect_err("empty").draw(false);
    assert!(empty.contains("하나도 없습니다") && empty.contains("sources/"), "{empty}");
    write_good(folder.path());
    // A link to nowhere cannot be read by anyone, the superuser included.
    std::os::unix::fs::symlink("/nonexistent", folder.path().join("facts/b.toml")).expect("a link");
    let unreadable = read(folder.path()).expect_err("unreadable").draw(false);
    assert!(unreadable.contains("facts/b.toml"), "{unreadable}");
    assert!(unreadable.contains("파일을 읽을 수 없습니다"), "{unreadable}");
}

#[test]
fn a_file_that_no_seed_has_is_refused_and_what_an_editor_leaves_is_not() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    for left in ["facts/a.toml~", "facts/.a.toml.swp", "facts/.#a.toml", "README.md"] {
        fs::write(folder.path().join(left), "not a seed").expect("a file");
    }
    assert!(read(folder.path()).is_ok());
    fs::write(folder.path().join("fact.toml"), FACTS).expect("a file");
    let drawn = read(folder.path()).expect_err("no such seed file").draw(false);
    assert!(drawn.contains("fact.toml") && drawn.contains("facts/이름.toml"), "{drawn}");
}
