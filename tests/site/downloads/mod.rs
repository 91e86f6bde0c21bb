//! The whole data to take away, read back by other programs' readers: `SQLite`, ZIP, CSV, JSON Schema.

mod described;
mod package;

use std::collections::HashSet;
use std::path::PathBuf;

use axum::http::{StatusCode, header};
use gyeongsan::domain::hex;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Row};
use tempfile::TempDir;

use crate::support::{Answer, Site, seeds};

const DATABASE: &str = "/data/gyeongsan.sqlite";
const PACKAGE: &str = "/data/datapackage.zip";

/// How many rows each table has.
const ROWS: [(&str, usize); 9] = [
    ("editions", 1),
    ("sources", 1),
    ("paragraphs", 32),
    ("entities", 63),
    ("themes", 7),
    ("facts", 101),
    ("fact_entities", 0),
    ("evidence", 0),
    ("terms", 44),
];

async fn open(answer: &Answer) -> (SqliteConnection, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path: PathBuf = folder.path().join("taken.sqlite");
    std::fs::write(&path, &answer.bytes).expect("a file");
    let options = SqliteConnectOptions::new().filename(&path).read_only(true);
    (options.connect().await.expect("a database"), folder)
}

async fn rows(database: &mut SqliteConnection, sql: &str) -> Vec<sqlx::sqlite::SqliteRow> {
    sqlx::query(AssertSqlSafe(sql)).fetch_all(database).await.expect(sql)
}

async fn count(database: &mut SqliteConnection, table: &str) -> usize {
    rows(database, &format!("SELECT 1 FROM {table}")).await.len()
}

fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[tokio::test]
async fn the_database_is_sound_and_holds_everything() {
    let answer = Site::open().await.page(DATABASE).await;
    let (mut database, _folder) = open(&answer).await;
    for (table, expected) in ROWS {
        let found = count(&mut database, table).await;
        assert!(found == expected || (expected == 0 && found > 101), "{table}: {found}");
    }
    let check: String = rows(&mut database, "PRAGMA integrity_check").await[0].get(0);
    assert_eq!(check, "ok");
    assert_eq!(rows(&mut database, "PRAGMA foreign_key_check").await.len(), 0);
    let names = rows(&mut database, "SELECT name FROM sqlite_schema WHERE type = 'table'").await;
    let names: HashSet<String> = names.iter().map(|row| row.get(0)).collect();
    let mut expected: HashSet<String> = ROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    expected.insert("outcomes".to_owned());
    assert_eq!(names, expected, "no internals");
    assert_eq!(count(&mut database, "outcomes").await, 0, "one article tells no outcomes");
    let relations: usize = seeds().facts.iter().map(|fact| fact.about.len()).sum();
    assert_eq!(count(&mut database, "fact_entities").await, relations);
    let pieces: usize = seeds().facts.iter().map(|fact| fact.evidence.len()).sum();
    assert_eq!(count(&mut database, "evidence").await, pieces);
}

#[tokio::test]
async fn the_views_say_what_a_careful_reader_expects() {
    let answer = Site::open().await.page(DATABASE).await;
    let (mut database, _folder) = open(&answer).await;
    assert_eq!(count(&mut database, "timeline").await, 21);
    assert_eq!(count(&mut database, "figures").await, 11);
    let plan = "SELECT status, date_edtf, date_earliest, date_latest, date_phrase, date_text, plan_state, plan_line, citation, url
                FROM plans WHERE code = 'GS-0042-3'";
    let plan = &rows(&mut database, plan).await[0];
    let cell = |column: &str| plan.get::<String, _>(column);
    for (column, value) in [
        ("status", "planned"),
        ("date_edtf", "2018-40"),
        ("date_earliest", "2018-01-01"),
        ("date_latest", "2018-06-30"),
        ("date_phrase", "올 상반기"),
        ("date_text", "2018년 상반기"),
        ("url", "https://example.org/facts/GS-0042-3"),
    ] {
        assert_eq!(cell(column), value, "{column}");
    }
    assert!(cell("citation").starts_with("경북일보 2018년(추정) 기사 「"), "{}", cell("citation"));
    assert!(cell("citation").ends_with("https://example.org/facts/GS-0042-3@1"));
    assert_eq!(cell("plan_state"), "passed");
    assert!(cell("plan_line").starts_with("결과를 확인하지 못함"), "{}", cell("plan_line"));
    let done = "SELECT 1 FROM plans WHERE status NOT IN ('planned', 'forecast', 'ongoing')";
    assert_eq!(rows(&mut database, done).await.len(), 0, "a plan is never shown as done");

    let earliest = rows(&mut database, "SELECT date_earliest, date_latest FROM timeline").await;
    let days: Vec<(Option<String>, String)> =
        earliest.iter().map(|row| (row.get(0), row.get(1))).collect();
    let (last, dated) = days.split_last().expect("rows");
    assert!(dated.is_sorted() && dated.iter().all(|days| days.0.is_some()), "{days:?}");
    assert_eq!(*last, (None, "2025-12-31".to_owned()), "by 2025: no first day is known");

    let of_blue = "SELECT institution FROM institutions_by_industry
                   WHERE industry_slug = 'blue-technology'";
    let names: Vec<String> =
        rows(&mut database, of_blue).await.iter().map(|row| row.get(0)).collect();
    for name in ["지식융합연구소", "한국기계연구원", "재료연구소", "대구경북과학기술원"]
    {
        assert!(names.iter().any(|other| other == name), "{name} in {names:?}");
    }
    assert!(!names.iter().any(|name| name.contains("AMRC")), "{names:?}");
    let concluded = "SELECT 1 FROM institutions_by_industry WHERE inferred = 1
                     AND institution_slug = 'amrc' AND industry_slug = 'advanced-materials'";
    assert_eq!(rows(&mut database, concluded).await.len(), 1, "both relations are concluded");
    let twelfth = "SELECT fact FROM facts_by_paragraph WHERE paragraph = 12 AND fact = 'GS-0042-3'";
    assert_eq!(rows(&mut database, twelfth).await.len(), 1);
}

#[tokio::test]
async fn the_same_seeds_are_the_same_bytes() {
    let (one, other) = (Site::open().await, Site::on("2018-01-01").await);
    for path in [DATABASE, PACKAGE, "/data/catalog.jsonld", "/data/SHA256SUMS"] {
        assert_eq!(
            digest(&one.page(path).await.bytes),
            digest(&other.page(path).await.bytes),
            "{path}"
        );
    }
    let (first, second) = tokio::join!(other.page(DATABASE), other.page(DATABASE));
    assert_eq!(first.bytes, second.bytes);
}

#[tokio::test]
async fn a_file_says_what_it_is_and_is_saved_with_its_edition() {
    let site = Site::open().await;
    for (path, media_type, saved) in [
        (DATABASE, "application/vnd.sqlite3", "attachment; filename=\"gyeongsan-1.sqlite\""),
        (PACKAGE, "application/zip", "attachment; filename=\"gyeongsan-1.zip\""),
        ("/data/catalog.jsonld", "application/ld+json", ""),
        ("/data/fact.schema.json", "application/schema+json", ""),
        ("/data/entity.schema.json", "application/schema+json", ""),
    ] {
        let answer = site.page(path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), media_type);
        assert_eq!(answer.header(header::CONTENT_DISPOSITION), saved);
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        if !saved.is_empty() {
            assert_eq!(answer.header(header::CONTENT_LENGTH), answer.bytes.len().to_string());
        }
        let refused = site.get(&format!("{path}?x=1")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(refused.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
    }
    for path in ["/data/nothing", "/data/gyeongsan.sqlite/more"] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
    }
    let home = site.page("/").await.body;
    for name in ["gyeongsan.sqlite", "datapackage.zip", "catalog.jsonld"] {
        assert!(home.contains(&format!("https://example.org/data/{name}")), "{name}");
    }
}

#[tokio::test]
async fn what_was_changed_since_the_edition_is_not_saved_as_the_edition() {
    let mut seeds = seeds();
    seeds.facts[0].title.push_str(" (고침)");
    let answer = Site::of(&seeds, "2026-11-23").await.page(DATABASE).await;
    let saved = answer.header(header::CONTENT_DISPOSITION);
    assert_eq!(saved, "attachment; filename=\"gyeongsan-draft.sqlite\"");
    let (mut database, _folder) = open(&answer).await;
    let unpinned = rows(&mut database, "SELECT 1 FROM facts WHERE edition IS NULL").await;
    assert_eq!(unpinned.len(), 1, "only what no edition has");
}
