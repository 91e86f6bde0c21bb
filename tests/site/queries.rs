//! What pages ask the database: how often, and in what way. Neither may grow with what there is.

use std::collections::BTreeMap;
use std::fs;

use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Row};
use tempfile::TempDir;

use super::command_line::gyeongsan;
use super::server::Server;

/// The tables that grow with the facts.
const LARGE: [&str; 4] = ["fact", "search_record", "fact_revision", "entity_revision"];

/// Statements that read a whole large table on purpose, by words that only they have.
const WHOLE: [&str; 3] = [
    // The sitemap names every fact and every entity; its bytes are kept.
    "FROM fact ORDER BY fact.id",
    "entity_revision.edition GROUP BY kind, slug",
    // The index is filled once, when the database is opened.
    "SELECT id, record FROM fact ORDER BY id",
];

#[tokio::test]
async fn no_statement_reads_a_large_table_whole() {
    let pool = SqlitePool::connect("sqlite::memory:").await.expect("a database");
    sqlx::migrate!().run(&pool).await.expect("the tables");
    let mut scans = BTreeMap::new();
    let mut seen = 0;
    for file in fs::read_dir(".sqlx").expect("the query data") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("text");
        let data: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let query = data["query"].as_str().expect("a query").to_owned();
        if !query.contains("SELECT") || WHOLE.iter().any(|word| query.contains(word)) {
            continue;
        }
        seen += 1;
        let plan = format!("EXPLAIN QUERY PLAN {query}");
        let steps = sqlx::query(AssertSqlSafe(plan)).fetch_all(&pool).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|step| step.get("detail")).collect();
        // What is read in its order up to a limit ends there.
        let sorts = steps.iter().any(|step| step.starts_with("USE TEMP B-TREE"));
        let is_bounded = query.trim_end().ends_with("LIMIT ?") && !sorts;
        for step in steps.into_iter().filter(|_| !is_bounded) {
            let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            if scanned.is_some_and(|table| LARGE.contains(&table)) {
                scans.insert(query.clone(), step);
            }
        }
    }
    assert!(seen > 15, "{seen} statements");
    assert!(scans.is_empty(), "{scans:#?}");
}

#[test]
fn a_page_asks_as_often_for_fifty_records_as_for_one() {
    let folder = TempDir::new().expect("a folder");
    let mut command = gyeongsan(&folder);
    command.env("RUST_LOG", "sqlx::query=debug");
    let server = Server::start(&mut command);
    let statements = || server.log().matches("sqlx::query").count();
    let asked = |target: &str| {
        let before = statements();
        let answer = server
            .send(&format!("GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{target}: {answer}");
        statements() - before
    };
    for (few, many) in [
        // One figure, and fifty facts.
        ("/facts?agreement=igs-mou", "/facts"),
        ("/agreements", "/institutions"),
        ("/sites/knowledge-industry-district", "/institutions/gyeongsan-city"),
        ("/facts.json?agreement=igs-mou", "/facts.json"),
    ] {
        let (few_asked, many_asked) = (asked(few), asked(many));
        // Whether anything has come of the plans among them is one statement more.
        assert!(
            few_asked > 0 && many_asked <= few_asked + 1,
            "{few} {few_asked}, {many} {many_asked}"
        );
    }
    for target in
        ["/", "/timeline", "/figures", "/facts/GS-0042-3", "/projects", "/sources/kyongbuk-2018"]
    {
        let count = asked(target);
        assert!((1..=20).contains(&count), "{target}: {count}");
    }
}
