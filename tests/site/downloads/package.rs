//! The data package, read with the readers of ZIP and CSV, and held against the database.

use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read};

use serde_json::{Value, json};
use sqlx::Row;

use super::{DATABASE, PACKAGE, ROWS, count, digest, open, rows};
use crate::support::{Site, record};

/// The entries of a ZIP archive by name.
fn unpacked(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("a ZIP archive");
    let mut entries = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        let name = entry.name().expect("a name").into_owned();
        entries.insert(name, bytes);
    }
    entries
}

/// Each table's columns and its rows by column name.
type Tables = BTreeMap<String, (Vec<String>, Vec<BTreeMap<String, String>>)>;

/// The strings of a JSON array.
fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("an array");
    items.iter().map(|item| item.as_str().expect("a string").to_owned()).collect()
}

/// A table's rows by column name.
fn table(bytes: &[u8]) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    assert!(!bytes.starts_with(b"\xef\xbb\xbf"), "no byte order mark");
    let mut reader = csv::Reader::from_reader(bytes);
    let columns: Vec<String> =
        reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let rows = reader.deserialize().map(|row| row.expect("a row")).collect();
    (columns, rows)
}

fn key(row: &BTreeMap<String, String>, columns: &[String]) -> Vec<String> {
    columns.iter().map(|column| row[column].clone()).collect()
}

/// The descriptor of a package, and its tables by name.
fn described(entries: &BTreeMap<String, Vec<u8>>) -> (Value, Tables) {
    let package: Value = serde_json::from_slice(&entries["datapackage.json"]).expect("JSON");
    let mut tables = BTreeMap::new();
    for resource in package["resources"].as_array().expect("resources") {
        let bytes = &entries[resource["path"].as_str().expect("a path")];
        assert_eq!(resource["bytes"], bytes.len());
        assert_eq!(resource["hash"], format!("sha256:{}", digest(bytes)));
        tables.insert(resource["name"].as_str().expect("a name").to_owned(), table(bytes));
    }
    (package, tables)
}

/// Holds each table against its schema: columns, types, keys. Returns how many references lead to a row.
fn references(package: &Value, tables: &Tables) -> usize {
    let mut referred = 0;
    for resource in package["resources"].as_array().expect("resources") {
        let (columns, rows) = &tables[resource["name"].as_str().expect("a name")];
        let schema = &resource["schema"];
        let fields = schema["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(columns, &names);
        for field in fields {
            let name = field["name"].as_str().expect("a name");
            for row in rows {
                assert!(
                    is_a(&row[name], field["type"].as_str().expect("a type")),
                    "{name}: {row:?}"
                );
            }
        }
        let primary = strings(&schema["primaryKey"]);
        let keys: HashSet<_> = rows.iter().map(|row| key(row, &primary)).collect();
        assert_eq!(keys.len(), rows.len(), "{name}", name = resource["name"]);
        for foreign in schema["foreignKeys"].as_array().expect("keys") {
            let target = &tables[foreign["reference"]["resource"].as_str().expect("a name")].1;
            let at = strings(&foreign["reference"]["fields"]);
            let there: HashSet<_> = target.iter().map(|row| key(row, &at)).collect();
            for row in rows {
                let wanted = key(row, &strings(&foreign["fields"]));
                let none = wanted.iter().all(String::is_empty);
                assert!(none || there.contains(&wanted), "{wanted:?}");
                referred += usize::from(!none);
            }
        }
    }
    referred
}

#[tokio::test]
async fn the_package_is_what_it_declares() {
    let entries = unpacked(&Site::open().await.page(PACKAGE).await.bytes);
    let (package, tables) = described(&entries);
    assert_eq!(
        (&package["profile"], &package["version"], &package["licenses"][0]["name"]),
        (&json!("tabular-data-package"), &json!("1"), &json!("CC-BY-4.0"))
    );
    assert_eq!(tables.len() + 2, entries.len(), "each table, the README and the descriptor");
    for (name, rows) in ROWS {
        let found = tables[name].1.len();
        assert!(found == rows || (rows == 0 && found > 101), "{name}: {found}");
    }
    let referred = references(&package, &tables);
    assert!(referred > 300, "{referred} references");
    let readme = String::from_utf8(entries["README.md"].clone()).expect("UTF-8");
    for words in [
        "경북일보 「",
        "기사의 저작권은 각 매체에 있습니다",
        "CC BY 4.0",
        "제1판",
        "`2018-40`",
        "원문의 문장은 들어 있지 않습니다",
    ] {
        assert!(readme.contains(words), "{words} in {readme}");
    }
    assert!(
        readme.contains("자료\n\n2018년 무렵") && readme.contains("by/4.0/)\n\n원문의 문장은"),
        "{readme}"
    );
}

#[tokio::test]
async fn the_package_of_many_sources_keeps_to_its_schema() {
    let site = Site::of(&record(), "2026-11-30").await;
    let (package, tables) = described(&unpacked(&site.page(PACKAGE).await.bytes));
    let of_no_paragraph = tables["evidence"].1.iter().filter(|row| row["paragraph"].is_empty());
    assert!(of_no_paragraph.count() > 100, "evidence of sources whose text is not at hand");
    assert!(references(&package, &tables) > 1000);
}

/// Whether a cell is of a type of Table Schema.
fn is_a(cell: &str, kind: &str) -> bool {
    cell.is_empty()
        || match kind {
            "string" => true,
            "integer" => cell.parse::<i64>().is_ok(),
            "number" => cell.parse::<f64>().is_ok(),
            "boolean" => matches!(cell, "true" | "false"),
            "date" => cell.parse::<chrono::NaiveDate>().is_ok(),
            other => panic!("{other} is no type"),
        }
}

#[tokio::test]
async fn database_and_package_are_the_same_tables() {
    let site = Site::open().await;
    let (mut database, _folder) = open(&site.page(DATABASE).await).await;
    let entries = unpacked(&site.page(PACKAGE).await.bytes);
    for (name, _) in ROWS {
        let (columns, rows_of_csv) = table(&entries[&format!("data/{name}.csv")]);
        let info = rows(&mut database, &format!("PRAGMA table_info({name})")).await;
        let names: Vec<String> = info.iter().map(|row| row.get("name")).collect();
        assert_eq!(columns, names, "{name}");
        assert_eq!(count(&mut database, name).await, rows_of_csv.len(), "{name}");
        let first = &columns[0];
        let sql = format!("SELECT CAST({first} AS TEXT) FROM {name} ORDER BY rowid");
        let cells: Vec<String> =
            rows(&mut database, &sql).await.iter().map(|row| row.get(0)).collect();
        let expected: Vec<String> = rows_of_csv.iter().map(|row| row[first].clone()).collect();
        assert_eq!(cells, expected, "{name}");
    }
}
