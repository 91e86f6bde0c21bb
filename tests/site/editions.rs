//! The life of published records: an edition pins them, corrections and moves leave every address
//! alive, and nothing published is ever lost or altered unnoticed.

use std::fs;
use std::path::Path;

use axum::http::{StatusCode, header};
use gyeongsan::seeds::{SeedSource, Seeds};
use tempfile::TempDir;

use super::command_line::gyeongsan;
use super::crawl::crawl;
use super::support::{Answer, ONE_ARTICLE, Site, copy};

/// A copy of the project's seeds as they were before anything was published.
pub fn unpublished_seeds() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    copy(Path::new(ONE_ARTICLE), folder.path());
    for published in ["editions", "retired.toml"] {
        let path = folder.path().join(published);
        let _ = fs::remove_dir_all(&path);
        let _ = fs::remove_file(&path);
    }
    folder
}

pub fn edit(seeds: &TempDir, file: &str, right: &str, changed: &str) {
    let path = seeds.path().join(file);
    let text = fs::read_to_string(&path).expect("a seed file");
    assert!(text.contains(right), "{right} is in {file}");
    fs::write(&path, text.replace(right, changed)).expect("a seed file");
}

/// Takes the fact with this code out of its file.
pub fn remove_fact(seeds: &TempDir, file: &str, code: &str) {
    let path = seeds.path().join(file);
    let text = fs::read_to_string(&path).expect("a seed file");
    let mark = format!("code = \"{code}\"");
    let facts: Vec<&str> = text.split("[[fact]]").collect();
    let kept: Vec<&str> = facts.iter().copied().filter(|fact| !fact.contains(&mark)).collect();
    assert_eq!(kept.len() + 1, facts.len(), "{code} is in {file}");
    fs::write(&path, kept.join("[[fact]]")).expect("a seed file");
}

pub fn read(seeds: &TempDir) -> Result<Seeds, String> {
    Seeds::read(&SeedSource::Folder(seeds.path().to_owned())).map_err(|error| error.draw(false))
}

pub fn publish(seeds: &TempDir, note: &str) -> Result<String, String> {
    let elsewhere = TempDir::new().expect("a folder");
    let output = gyeongsan(&elsewhere)
        .args(["publish", "--note", note, "--seeds"])
        .arg(seeds.path())
        .output()
        .expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

async fn site(seeds: &TempDir) -> Site {
    Site::of(&read(seeds).expect("good seeds"), "2026-11-22").await
}

/// What a pinned page quotes of its edition.
fn quoted(page: &Answer) -> String {
    page.text("article.fact")
}

#[tokio::test]
async fn every_address_of_an_edition_lives_through_the_next() {
    let seeds = unpublished_seeds();
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let first = crawl(&site(&seeds).await).await;

    // A correction, a new slug, a fact moved into another, and one withdrawn.
    let (amrc, base) = ("facts/amrc.toml", "facts/industrial-base.toml");
    edit(&seeds, amrc, "\"AMRC ASIA 센터 설립 예정\"", "\"AMRC ASIA 센터 설립 계획\"");
    edit(&seeds, "entities/institutions.toml", "\"tipoel\"", "\"tipoel-company\"");
    edit(&seeds, base, "\"tipoel\"", "\"tipoel-company\"");
    remove_fact(&seeds, base, "GS-0074-7");
    remove_fact(&seeds, "facts/blue-technology.toml", "GS-0099-2");
    let refused = read(&seeds).expect_err("three records vanished");
    for vanished in ["GS-0074-7", "GS-0099-2", "institution tipoel"] {
        let message = format!("자료에 없습니다: {vanished}");
        assert!(refused.contains(&message), "{refused}");
    }
    assert!(publish(&seeds, "빠뜨림").expect_err("refused").contains("GS-0074-7"));
    let retired = r#"
[[fact]]
code = "GS-0074-7"
reason = "사진 제공은 따로 기록하지 않기로 했습니다."
date = "2026-11-22"

[[fact]]
code = "GS-0099-2"
moved_to = "GS-0098-4"
reason = "같은 내용을 합쳤습니다."
date = "2026-11-22"

[[entity]]
kind = "institution"
slug = "tipoel"
moved_to = "tipoel-company"
reason = "주소 이름을 바꾸었습니다."
date = "2026-11-22"
"#;
    fs::write(seeds.path().join("retired.toml"), retired).expect("retired.toml");
    let said = publish(&seeds, "고치고 합쳤습니다.").expect("the second edition");
    assert!(said.starts_with("제2판을 발행했습니다: ") && said.contains("0002.toml"), "{said}");

    let now = site(&seeds).await;
    for (path, then) in &first {
        let answer = now.get(path).await;
        match answer.status {
            StatusCode::OK => {}
            StatusCode::MOVED_PERMANENTLY => {
                let target = answer.header(header::LOCATION).to_owned();
                assert_eq!(now.get(&target).await.status, StatusCode::OK, "{path} → {target}");
            }
            status => assert_eq!(status, StatusCode::GONE, "{path}"),
        }
        let is_form = path.contains("@1.") || path.contains("@1/");
        if is_form {
            assert_eq!(answer.bytes, then.bytes, "{path} is word for word what it was");
        } else if path.contains("@1") {
            assert_eq!(quoted(&answer), quoted(then), "{path} is word for word what it was");
        }
    }
    retired_records_answer(&now).await;
}

async fn retired_records_answer(now: &Site) {
    let moved = now.get("/institutions/tipoel?utm_source=x").await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.header(header::LOCATION), "/institutions/tipoel-company?utm_source=x");
    let merged = now.get("/facts/GS-0099-2").await;
    assert_eq!(merged.header(header::LOCATION), "/facts/GS-0098-4");
    let pinned = now.get("/facts/GS-0099-2@2").await;
    assert_eq!(pinned.header(header::LOCATION), "/facts/GS-0098-4@2", "the edition is kept");
    let gone = now.get("/facts/GS-0074-7").await;
    assert_eq!(gone.status, StatusCode::GONE);
    let main = gone.main();
    for part in
        ["2026년 11월 22일에 내렸습니다", "사진 제공은 따로", "티포엘 방문 사진", "GS-0074-7@1"]
    {
        assert!(main.contains(part), "{part} in {main}");
    }
    assert_eq!(now.get("/facts/GS-0074-7@2").await.status, StatusCode::GONE);
    assert_eq!(now.get("/facts/GS-0074-7@9").await.status, StatusCode::NOT_FOUND);
    let data = now.get("/facts/GS-0074-7.json").await;
    assert!(data.body.contains("\"2026년 11월 22일에 내렸습니다. 까닭: "), "{}", data.body);

    let corrected = now.page("/facts/GS-0042-3@1").await;
    assert!(corrected.text(".pinned").contains("이 판을 발행한 뒤 고쳤습니다"));
    let rows = corrected.texts("section[aria-labelledby=since] tbody tr");
    assert_eq!(rows, ["제목 AMRC ASIA 센터 설립 예정 AMRC ASIA 센터 설립 계획"]);
    let untouched = now.page("/facts/GS-0001-3@1").await;
    assert!(untouched.text(".pinned").contains("지금도 같습니다"));

    let second = now.page("/editions/2").await.main();
    for part in [
        "고친 기록",
        "내린 기록 2건",
        "새로 실은 산업·사업·기관 1건",
        "내린 산업·사업·기관 1건",
        "고치고 합쳤습니다.",
    ] {
        assert!(second.contains(part), "{part} in {second}");
    }
}

#[tokio::test]
async fn whatever_was_changed_of_a_fact_is_shown() {
    let seeds = unpublished_seeds();
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let code = "code = \"GS-0042-3\"";
    edit(&seeds, "facts/amrc.toml", code, &format!("{code}\nlabel = \"AMRC 센터\""));
    publish(&seeds, "짧은 이름을 붙였습니다.").expect("the second edition");
    let page = site(&seeds).await.page("/facts/GS-0042-3@1").await;
    assert!(page.text(".pinned").contains("이 판을 발행한 뒤 고쳤습니다"));
    let rows = page.texts("section[aria-labelledby=since] tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].starts_with("연표에 쓰는 이름") && rows[0].ends_with("AMRC 센터"), "{rows:?}");
}

#[tokio::test]
async fn staff_see_what_is_not_published_yet() {
    let seeds = unpublished_seeds();
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    assert!(site(&seeds).await.page("/").await.texts(".unpublished").is_empty());
    edit(&seeds, "facts/amrc.toml", "\"AMRC ASIA 센터 설립 예정\"", "\"AMRC ASIA 센터 설립 계획\"");
    let preview = site(&seeds).await;
    assert_eq!(
        preview.page("/").await.text(".unpublished"),
        "아직 발행하지 않은 변경이 1건 있습니다."
    );
    let fact = preview.page("/facts/GS-0042-3").await;
    assert!(fact.main().contains("아직 발행하지 않은 내용이어서 고정 주소가 없습니다."));
    assert!(preview.page("/facts/GS-0041-5").await.links().contains("/facts/GS-0041-5@1"));
}

#[test]
fn the_first_edition_is_written_byte_for_byte_as_it_was() {
    let path = Path::new(ONE_ARTICLE).join("editions/0001.toml");
    let text = fs::read_to_string(path).expect("the edition");
    let editions = super::support::seeds().editions;
    assert_eq!(toml::to_string(&editions[0]).expect("a text"), text);
}

#[test]
fn nothing_changed_is_nothing_to_publish() {
    let seeds = unpublished_seeds();
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let refused = publish(&seeds, "또").expect_err("nothing changed");
    assert!(refused.contains("발행하지 않았습니다. 제1판과 다른 점이 없습니다."), "{refused}");
    assert!(publish(&seeds, " ").expect_err("no note").contains("--note"));
    let files = fs::read_dir(seeds.path().join("editions")).expect("a folder").count();
    assert_eq!(
        files, 2,
        "the edition and what says that it is the newest, and nothing is left behind"
    );
}

#[test]
fn what_helps_to_find_and_prove_a_text_is_no_part_of_an_edition() {
    let (seeds, file) = (unpublished_seeds(), "sources/kyongbuk-2018.toml");
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let edition = fs::read_to_string(seeds.path().join("editions/0001.toml")).expect("the edition");
    assert!(edition.contains("role = \"headline\""));
    assert!(!edition.contains("opening") && !edition.contains("sentences"));
    edit(&seeds, file, "opening = \"지난해 12월 영국의\"", "opening = \"지난해 12월\"");
    let digest = "6a9af39a16d30ad8382ce73466103c43cadc1d6719acdbd8c1467c3556afa1b4";
    edit(&seeds, file, digest, &digest.replace('6', "7"));
    assert!(read(&seeds).expect("good seeds").unpublished().is_empty());
    edit(&seeds, file, "role = \"headline\"", "role = \"subheading\"");
    assert_eq!(read(&seeds).expect("good seeds").unpublished().sources.len(), 1);
}

#[tokio::test]
async fn the_shipped_records_are_published() {
    for seeds in [SeedSource::Embedded, SeedSource::Folder(ONE_ARTICLE.into())] {
        let seeds = Seeds::read(&seeds).expect("good seeds");
        assert!(seeds.unpublished().is_empty(), "{:?}", seeds.unpublished().sources);
    }
    assert!(Site::open().await.page("/").await.texts(".unpublished").is_empty());
}

#[test]
fn an_edition_that_cannot_be_written_is_named_with_the_cause() {
    let seeds = unpublished_seeds();
    fs::write(seeds.path().join("editions"), "in the way of the folder").expect("a file");
    let refused = publish(&seeds, "처음 정리했습니다.").expect_err("no folder to write into");
    assert!(refused.contains("0001.toml 파일을 쓸 수 없습니다"), "{refused}");
}

#[test]
fn an_edition_that_was_altered_or_lost_is_refused_by_name() {
    let seeds = unpublished_seeds();
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    edit(&seeds, "facts/amrc.toml", "\"AMRC ASIA 센터 설립 예정\"", "\"AMRC ASIA 센터 설립 계획\"");
    publish(&seeds, "제목을 고쳤습니다.").expect("the second edition");
    let path = seeds.path().join("editions/0001.toml");
    let whole = fs::read_to_string(&path).expect("the edition");
    for altered in [
        whole.replace("설립될 예정", "설립된 상태"),
        whole.replacen("date = \"20", "date = \"19", 1),
        format!("{whole}\n# a remark\n"),
        whole[..whole.len() / 2].to_owned(),
        "not an edition".to_owned(),
    ] {
        assert_ne!(altered, whole);
        fs::write(&path, &altered).expect("the edition");
        let refused = read(&seeds).expect_err("altered");
        assert!(refused.contains("editions/0001.toml"), "{refused}");
        assert!(refused.contains("되돌려 놓으세요"), "{refused}");
    }
    fs::remove_file(&path).expect("removed");
    let refused = read(&seeds).expect_err("lost");
    assert!(refused.contains("editions/0001.toml이 있어야 합니다"), "{refused}");
}

#[test]
fn moves_that_lead_in_a_circle_or_nowhere_are_refused_and_chains_followed() {
    let seeds = unpublished_seeds();
    let retired = |entries: &str| {
        fs::write(seeds.path().join("retired.toml"), entries).expect("retired.toml");
        read(&seeds)
    };
    let entry = |code: &str, to: &str| {
        format!(
            "[[fact]]\ncode = \"{code}\"\nmoved_to = \"{to}\"\nreason = \"옮김\"\ndate = \"2026-11-22\"\n"
        )
    };
    // GS-0794-5 and GS-0795-3 are in no seed; GS-0042-3 is.
    let circle = retired(&(entry("GS-0794-5", "GS-0795-3") + &entry("GS-0795-3", "GS-0794-5")));
    assert!(circle.expect_err("a circle").contains("돌고 돌아"));
    let nowhere = retired(&entry("GS-0794-5", "GS-0795-3"));
    assert!(nowhere.expect_err("nowhere").contains("옮긴 곳이 없습니다: GS-0795-3"));
    let present = retired(&entry("GS-0042-3", "GS-0041-5"));
    assert!(present.expect_err("still there").contains("아직 자료에 있는데"));
    let chain = retired(&(entry("GS-0794-5", "GS-0795-3") + &entry("GS-0795-3", "GS-0042-3")));
    let ends: Vec<_> =
        chain.expect("a chain").retired.into_iter().map(|moved| moved.moved_to).collect();
    assert_eq!(ends[0], ends[1], "one hop from either");
}
