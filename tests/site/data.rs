//! Records as data: the shapes that programs hold on to, and tables that Korean Excel opens.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use gyeongsan::domain::Code;
use serde_json::{Value, json};

use super::support::{Answer, Site, record, seeds};

async fn json_at(site: &Site, path: &str) -> Value {
    let answer = site.page(path).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/json; charset=utf-8");
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
    serde_json::from_str(&answer.body).expect(path)
}

#[tokio::test]
async fn a_fact_is_this() {
    let site = Site::open().await;
    let fact = json_at(&site, "/facts/GS-0042-3.json").await;
    assert_eq!(fact["code"], "GS-0042-3");
    assert_eq!(fact["url"], "https://example.org/facts/GS-0042-3");
    assert_eq!(fact["title"], "AMRC ASIA 센터 설립 예정");
    assert_eq!(fact["status"], "planned");
    assert_eq!(fact["date"]["edtf"], "2018-40");
    assert_eq!(fact["date"]["earliest"], "2018-01-01");
    assert_eq!(fact["date"]["latest"], "2018-06-30");
    assert_eq!(fact["date"]["phrase"], "올 상반기");
    assert_eq!(fact["date"]["text"], "2018년 상반기");
    assert_eq!(fact["quantity"], Value::Null);
    let subject = &fact["about"][0];
    for (member, value) in [
        ("kind", json!("project")),
        ("slug", json!("amrc-asia-centre")),
        ("name", json!("AMRC ASIA Industry4.0센터")),
        ("role", json!("subject")),
        ("inferred", json!(false)),
        ("url", json!("https://example.org/projects/amrc-asia-centre")),
    ] {
        assert_eq!(subject[member], value, "{member}");
    }
    assert_eq!(
        fact["evidence"],
        json!([{
            "source": "kyongbuk-2018",
            "paragraph": 12,
            "phrases": ["AMRC ASIA Industry4.0센터", "올 상반기", "설립"],
            "url": "https://example.org/sources/kyongbuk-2018#p12",
        }])
    );
    assert_eq!(fact["edition"], 1);
    assert!(fact["citation"].as_str().is_some_and(|citation| citation.contains("경북일보")));
    let pinned = json_at(&site, "/facts/GS-0042-3@1.json").await;
    assert_eq!(pinned["url"], "https://example.org/facts/GS-0042-3@1");
}

#[tokio::test]
async fn a_quantity_keeps_its_blur_and_its_second_unit() {
    let site = Site::open().await;
    let area = json_at(&site, "/facts/GS-0066-7.json").await;
    assert_eq!(
        area["quantity"],
        json!({
            "value": 10_409_000.0, "unit": "㎡", "approximate": false, "qualifier": null,
            "phrase": "1040만9000㎡", "text": "1,040만 9,000㎡",
            "equivalent": { "value": 3_150_000.0, "unit": "평", "phrase": "315만평" },
        })
    );
    assert_eq!(area["date"], Value::Null);
    let firms = json_at(&site, "/facts/GS-0067-5.json").await;
    assert_eq!(firms["quantity"]["approximate"], true);
    assert_eq!(firms["quantity"]["value"], 3000.0);
}

#[tokio::test]
async fn a_list_is_an_edition_a_count_and_a_page_of_items() {
    let site = Site::open().await;
    let mut codes = Vec::new();
    for page in 1..=3 {
        let list = json_at(&site, &format!("/facts.json?page={page}")).await;
        assert_eq!(
            (&list["total"], &list["page"], &list["pages"]),
            (&101.into(), &page.into(), &3.into())
        );
        assert_eq!(list["edition"]["number"], 1);
        assert_eq!(list["edition"]["date"], "2026-11-23");
        assert_eq!(list["edition"]["digest"].as_str().map(str::len), Some(64));
        let items = list["items"].as_array().expect("items");
        codes.extend(items.iter().map(|item| item["code"].as_str().expect("a code").to_owned()));
    }
    let expected: Vec<String> = seeds().facts.iter().map(|fact| fact.code.to_string()).collect();
    let mut sorted = expected.clone();
    sorted.sort();
    assert_eq!(codes, sorted);
    let after = json_at(&site, "/facts.json?page=4").await;
    assert_eq!(
        (&after["items"], &after["pages"]),
        (&json!([]), &3.into()),
        "an end to those who count on"
    );
    let none = json_at(&site, "/facts.json?year=1999").await;
    assert_eq!((&none["total"], &none["items"]), (&0.into(), &json!([])));
}

#[tokio::test]
async fn an_entity_and_a_source_are_these() {
    let site = Site::open().await;
    let moa = json_at(&site, "/agreements/amrc-moa.json").await;
    assert_eq!(moa["kind"], "agreement");
    assert_eq!(moa["type"], "moa");
    assert_eq!(moa["url"], "https://example.org/agreements/amrc-moa");
    assert!(moa["facts"].as_array().is_some_and(|codes| codes.contains(&"GS-0041-5".into())));
    let kimm = json_at(&site, "/institutions/kimm.json").await;
    assert_eq!(kimm["name"], "한국기계연구원");
    assert_eq!(kimm["aliases"], json!(["KIMM"]));
    let all = json_at(&site, "/agreements.json").await;
    assert_eq!((&all["total"], all["items"].as_array().map(Vec::len)), (&3.into(), Some(3)));
    let source = json_at(&site, "/sources/kyongbuk-2018.json").await;
    assert_eq!(source["paragraphs"].as_array().map(Vec::len), Some(32));
    assert_eq!(source["paragraphs"][0]["role"], "headline");
    assert_eq!(source["paragraphs"][0]["facts"], json!([]));
    // What the page of the source shows of a paragraph, so that a program finds it in the original as well.
    assert_eq!(source["paragraphs"][11]["opening"], "지난해 12월 영국의");
    assert_eq!(source["paragraphs"][11]["sentences"], 1);
    let twelfth = &source["paragraphs"][11]["facts"];
    assert!(twelfth.as_array().is_some_and(|codes| codes.contains(&"GS-0042-3".into())));
    assert_eq!(source["is_complete"], true);
    assert_eq!(source["published"], "2018");
    assert!(source["published_basis"].is_string(), "the year is concluded");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_document() {
    let site = Site::open().await;
    for (path, status) in [
        ("/facts/GS-0794-5.json", StatusCode::NOT_FOUND),
        ("/facts/GS-0042-4.json", StatusCode::NOT_FOUND),
        ("/agreements/nothing.json", StatusCode::NOT_FOUND),
        ("/sources/nothing.json", StatusCode::NOT_FOUND),
        ("/nothing.json", StatusCode::NOT_FOUND),
        ("/facts.ics", StatusCode::NOT_FOUND),
        ("/facts.json?year=x", StatusCode::BAD_REQUEST),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
        let problem: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(problem["status"], status.as_u16());
        assert_eq!(problem["type"], "about:blank");
        for member in ["title", "detail", "request_id"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}");
        }
    }
}

#[tokio::test]
async fn a_table_opens_in_excel_and_says_how_to_cite_each_row() {
    let site = Site::open().await;
    let answer = site.page("/facts.csv").await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "text/csv; charset=utf-8; header=present");
    assert!(
        answer.bytes.starts_with(b"\xef\xbb\xbf"),
        "Excel takes UTF-8 without a mark for CP949"
    );
    let plain = site.page("/facts.csv?bom=0").await;
    assert_eq!(answer.bytes[3..], plain.bytes[..]);
    assert!(plain.body.contains("\r\n") && plain.body.ends_with("\r\n"));

    let mut table = csv::Reader::from_reader(plain.bytes.as_slice());
    let columns: Vec<String> =
        table.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("RFC 4180")).collect();
    assert_eq!(rows.len(), 101, "the whole list");
    let cell = |code: &str, column: &str| {
        let row = rows.iter().find(|row| &row[0] == code).expect(code);
        let column = columns.iter().position(|name| name == column).expect(column);
        row[column].to_owned()
    };
    for (column, value) in [
        ("date_edtf", "2018-40"),
        ("date_earliest", "2018-01-01"),
        ("date_latest", "2018-06-30"),
        ("date_phrase", "올 상반기"),
        ("status", "planned"),
        ("source", "kyongbuk-2018"),
        ("paragraph", "12"),
        ("edition", "1"),
        ("url", "https://example.org/facts/GS-0042-3"),
    ] {
        assert_eq!(cell("GS-0042-3", column), value, "{column}");
    }
    assert_eq!(cell("GS-0041-5", "paragraph"), "8, 12");
    assert_eq!(cell("GS-0066-7", "quantity_value"), "10409000");
    assert_eq!(cell("GS-0066-7", "date_edtf"), "");
    assert!(cell("GS-0042-3", "citation").contains("https://example.org/facts/GS-0042-3@1"));
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
}

#[tokio::test]
async fn every_list_has_a_table() {
    let site = Site::open().await;
    for (path, rows) in [
        ("/timeline.csv?bom=0", 21),
        ("/plans.csv?bom=0", 35),
        ("/figures.csv?bom=0", 11),
        ("/industries.csv?bom=0", 11),
        ("/projects.csv?bom=0", 16),
        ("/agreements.csv?bom=0", 3),
        ("/institutions.csv?bom=0", 29),
        ("/sites.csv?bom=0", 4),
        ("/sources.csv?bom=0", 1),
        ("/facts.csv?bom=0&year=1999", 0),
    ] {
        let answer = site.page(path).await;
        let count = csv::Reader::from_reader(answer.bytes.as_slice()).records().count();
        assert_eq!(count, rows, "{path}");
    }
}

#[tokio::test]
async fn a_table_for_people_has_korean_heads_and_no_text_that_becomes_a_date() {
    let site = Site::open().await;
    for path in ["/plans.csv", "/facts.csv", "/timeline.csv", "/institutions.csv", "/sources.csv"] {
        let plain = site.page(&format!("{path}?bom=0")).await;
        let korean = site.page(&format!("{path}?bom=0&header=ko")).await;
        assert!(
            plain
                .header(header::CONTENT_DISPOSITION)
                .contains("filename*=UTF-8''%EA%B2%BD%EC%82%B0"),
            "{path}"
        );
        let rows = |answer: &Answer| -> Vec<Vec<String>> { rfc_4180(&answer.body) };
        let (plain, korean) = (rows(&plain), rows(&korean));
        assert_eq!((plain.len(), plain[0].len()), (korean.len(), korean[0].len()), "{path}");
        let names: BTreeSet<&String> = korean[0].iter().collect();
        assert_eq!(names.len(), korean[0].len(), "{path}: {names:?}");
        for name in names {
            assert!(name.chars().any(|c| ('가'..='힣').contains(&c)), "{path}: {name:?}");
        }
        for (plain, korean) in plain.iter().skip(1).flatten().zip(korean.iter().skip(1).flatten()) {
            assert!(korean == plain || *korean == format!("‘{plain}’"), "{path}: {korean}");
        }
    }
    let table = rfc_4180(&site.page("/plans.csv?bom=0&header=ko").await.body);
    let column = |name: &str| table[0].iter().position(|own| own == name).expect(name);
    let row = table.iter().find(|row| row[0] == "GS-0042-3").expect("a plan");
    assert_eq!(row[column("예정한 때")], "‘2018-40’");
    assert_eq!(row[column("상태")], "결과를 확인하지 못함");
    assert_eq!(row[column("고정 주소")], "https://example.org/facts/GS-0042-3@1");
}

#[tokio::test]
async fn links_for_people_lead_to_korean_heads_and_those_for_programs_do_not() {
    let site = Site::open().await;
    for (page, table) in [
        ("/plans", "/plans.csv"),
        ("/figures", "/figures.csv"),
        ("/sites", "/sites.csv"),
        ("/sources", "/sources.csv"),
    ] {
        let links = site.page(page).await.links();
        assert!(links.contains(&format!("{table}?header=ko")), "{page}: {links:?}");
        assert!(!links.contains(table), "{page}");
        let data = site.page("/data").await.links();
        assert!(data.contains(table) && data.contains(&format!("{table}?header=ko")), "{table}");
    }
}

#[tokio::test]
async fn the_paragraphs_of_each_source_stand_in_its_place() {
    let site = Site::of(&record(), "2026-12-01").await;
    let table = rfc_4180(&site.page("/facts.csv?bom=0").await.body);
    let column = |name: &str| table[0].iter().position(|own| own == name).expect(name);
    let (source, paragraph) = (column("source"), column("paragraph"));
    for row in table.iter().skip(1) {
        let sources: Vec<&str> = row[source].split("; ").collect();
        if !sources.contains(&"kyongbuk-2018") {
            assert_eq!(row[paragraph], "", "no text of its sources is held: {row:?}");
            continue;
        }
        let paragraphs: Vec<&str> = row[paragraph].split("; ").collect();
        assert_eq!(sources.len(), paragraphs.len(), "{row:?}");
        for (source, paragraph) in sources.iter().zip(paragraphs) {
            let is_held = *source == "kyongbuk-2018";
            assert_eq!(is_held, paragraph != "없음", "{row:?}");
        }
    }
    let row = table.iter().find(|row| row[column("code")] == "GS-0022-4").expect("a fact");
    assert!(row[paragraph].ends_with("; 없음; 없음; 없음"), "four sources: {}", row[paragraph]);
}

#[tokio::test]
async fn new_columns_stand_behind_those_that_programs_know() {
    let site = Site::open().await;
    let table = rfc_4180(&site.page("/plans.csv?bom=0").await.body);
    let known = "code,title,statement,status,status_text,date_edtf,date_earliest,date_latest,\
        date_text,date_phrase,date_basis,quantity_value,quantity_unit,quantity_approximate,\
        quantity_text,quantity_phrase,about,inferred,source,paragraph,phrases,theme,plan_state,\
        plan_line,edition,citation,entities,url,pinned_url,due_edtf,state_text,outcome_edtf,\
        outcome_code,outcome,late,lead";
    let known: Vec<&str> = known.split(',').collect();
    assert_eq!(table[0][..known.len()], known);
    assert_eq!(
        table[0][known.len()..],
        [
            "status_then",
            "differs",
            "due_earliest",
            "due_latest",
            "outcome_earliest",
            "outcome_latest",
            "outcome_inferred",
            "outcome_inference",
            "outcome_source",
            "outcome_original",
        ]
    );
}

/// The cells of a table, by RFC 4180, section 2, to the letter: nothing that it does not allow is read.
fn rfc_4180(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut letters = text.chars().peekable();
    while letters.peek().is_some() {
        let mut cell = String::new();
        if letters.next_if_eq(&'"').is_some() {
            loop {
                match letters.next().expect("a quote that ends the cell") {
                    '"' if letters.next_if_eq(&'"').is_none() => break,
                    letter => cell.push(letter),
                }
            }
        } else {
            while let Some(letter) = letters.next_if(|letter| !matches!(letter, ',' | '\r' | '\n'))
            {
                assert_ne!(letter, '"', "a quote within a cell without quotes");
                cell.push(letter);
            }
        }
        row.push(cell);
        match letters.next() {
            Some(',') => {}
            Some('\r') => {
                assert_eq!(letters.next(), Some('\n'), "a row ends with CR and LF");
                rows.push(std::mem::take(&mut row));
            }
            other => panic!("{other:?} after a cell"),
        }
    }
    assert!(row.is_empty(), "the last row ends like the others");
    rows
}

#[tokio::test]
async fn tables_keep_to_the_letter_of_rfc_4180() {
    let site = Site::open().await;
    for path in ["/facts.csv?bom=0", "/institutions.csv?bom=0", "/timeline.csv?bom=0&year=2017"] {
        let rows = rfc_4180(&site.page(path).await.body);
        assert!(rows.len() > 10, "{path}");
        assert!(
            rows.iter().all(|row| row.len() == rows[0].len()),
            "{path}: as many cells in each row"
        );
    }
    let facts = rfc_4180(&site.page("/facts.csv?bom=0").await.body);
    let title = facts[0].iter().position(|name| name == "title").expect("a column");
    let fact = facts.iter().find(|row| row[0] == "GS-0042-3").expect("a fact");
    assert_eq!(fact[title], "AMRC ASIA 센터 설립 예정");
}

#[tokio::test]
async fn the_data_of_a_source_has_as_many_facts_as_its_page_and_says_when_there_are_more() {
    let mut seeds = seeds();
    let facts = seeds.facts.clone();
    for copy in 1..6 {
        seeds.facts.extend(facts.iter().cloned().map(|mut fact| {
            fact.code = Code::from_number(fact.code.number() + copy * 200).expect("a code");
            fact
        }));
    }
    let site = Site::of(&seeds, "2026-11-22").await;
    let source = json_at(&site, "/sources/kyongbuk-2018.json").await;
    let mut codes = BTreeSet::new();
    for paragraph in source["paragraphs"].as_array().expect("paragraphs") {
        let own = paragraph["facts"].as_array().expect("codes");
        codes.extend(own.iter().map(|code| code.as_str().expect("a code").to_owned()));
    }
    assert_eq!((codes.len(), &source["is_complete"]), (500, &json!(false)));
}
