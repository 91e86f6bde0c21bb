//! Lists as workbooks, read back by a program that did not write them.

use std::io::{Cursor, Read};

use axum::http::header;
use calamine::{Data, Range, Reader, Xlsx};
use gyeongsan::domain::{Edtf, Kind, List};
use serde_json::Value;

use super::support::{Answer, Site, seeds};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The heads of the plans, to the letter.
const PLANS: [&str; 15] = [
    "기록 번호",
    "분야",
    "제목",
    "문장",
    "구분",
    "예정한 때",
    "상태",
    "그 뒤 날짜",
    "그 뒤",
    "예정과 비교",
    "맡은 기관",
    "출처",
    "원문 주소",
    "고정 주소",
    "인용",
];

fn sheet(answer: &Answer, name: &str) -> Range<Data> {
    let mut book = Xlsx::new(Cursor::new(answer.bytes.clone())).expect("a workbook");
    assert_eq!(book.sheet_names().len(), 2, "the list, and how to read it");
    book.worksheet_range(name).expect(name)
}

fn heads(sheet: &Range<Data>) -> Vec<String> {
    sheet.rows().next().expect("heads").iter().map(ToString::to_string).collect()
}

/// The cell of a record under a head.
fn cell<'s>(sheet: &'s Range<Data>, code: &str, head: &str) -> &'s Data {
    let column = heads(sheet).iter().position(|own| own == head).expect(head);
    let row = sheet.rows().find(|row| row[0] == *code).expect(code);
    &row[column]
}

/// A file of the archive that a workbook is.
fn part(answer: &Answer, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes.clone())).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

async fn total(site: &Site, list: &str) -> u64 {
    let page: Value = serde_json::from_str(&site.page(list).await.body).expect("JSON");
    page["total"].as_u64().expect("a number")
}

#[tokio::test]
async fn every_list_is_a_workbook_with_as_many_rows() {
    let site = Site::open().await;
    for (path, name) in [
        ("plans", "계획"),
        ("timeline", "연표"),
        ("facts", "기록"),
        ("figures", "수치"),
        ("industries", "산업"),
        ("projects", "사업"),
        ("agreements", "협약"),
        ("institutions", "기관·기업"),
        ("sites", "산업단지"),
    ] {
        let answer = site.page(&format!("/{path}.xlsx")).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), XLSX);
        let sheet = sheet(&answer, name);
        assert_eq!(
            sheet.height() as u64 - 1,
            total(&site, &format!("/{path}.json")).await,
            "{path}: each record, and the heads"
        );
        assert!(heads(&sheet).iter().all(|head| !head.is_empty()), "{path}");
        let saved = answer.header(header::CONTENT_DISPOSITION);
        assert!(
            saved.starts_with(&format!(
                "attachment; filename=\"gyeongsan-{path}-1.xlsx\"; filename*=UTF-8''"
            )),
            "{saved}"
        );
        let korean = saved.split("''").nth(1).expect("a second name");
        let korean = percent_encoding::percent_decode_str(korean).decode_utf8().expect("UTF-8");
        assert_eq!(korean, format!("경산정책기록_{name}_제1판.xlsx"));
    }
    assert_eq!(List::all().len(), 4 + Kind::ALL.len(), "all of them");
}

#[tokio::test]
async fn the_plans_have_the_columns_that_a_reader_asks_for() {
    let mut seeds = seeds();
    let dated = seeds.facts.iter().find(|fact| !fact.dates.is_empty()).expect("a dated fact");
    let mut date = dated.dates[0].clone();
    date.edtf = Edtf::parse("2018-06-30").expect("EDTF");
    let plan = seeds.facts.iter_mut().find(|fact| fact.code.to_string() == "GS-0056-2");
    plan.expect("a plan").dates = vec![date];
    let site = Site::of(&seeds, "2026-11-23").await;
    let answer = site.page("/plans.xlsx").await;
    let sheet = sheet(&answer, "계획");
    assert_eq!(heads(&sheet), PLANS);
    // A half-year is no day.
    assert_eq!(*cell(&sheet, "GS-0042-3", "예정한 때"), Data::String("2018년 상반기".to_owned()));
    let due = cell(&sheet, "GS-0056-2", "예정한 때");
    let Data::DateTime(due) = due else { panic!("{due:?}") };
    assert!((due.as_f64() - 43281.0).abs() < f64::EPSILON, "30 June 2018 by the calendar of Excel");
    assert_eq!(cell(&sheet, "GS-0042-3", "상태").to_string(), "결과를 확인하지 못함");
    assert!(cell(&sheet, "GS-0042-3", "그 뒤").to_string().starts_with("결과를 확인하지 못함, "));
    assert_eq!(*cell(&sheet, "GS-0042-3", "예정과 비교"), Data::Empty);
    let pinned = cell(&sheet, "GS-0042-3", "고정 주소").to_string();
    assert_eq!(pinned, "https://example.org/facts/GS-0042-3@1");
    assert!(cell(&sheet, "GS-0042-3", "인용").to_string().contains(&pinned));
    let links = part(&answer, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains(&format!("Target=\"{pinned}\"")), "a link, not a text alone");
}

#[tokio::test]
async fn the_first_row_stays_and_no_cell_is_a_formula() {
    let mut seeds = seeds();
    seeds.facts[0].title = "=1+1".to_owned();
    let site = Site::of(&seeds, "2026-11-23").await;
    let answer = site.page("/facts.xlsx").await;
    let xml = part(&answer, "xl/worksheets/sheet1.xml");
    assert!(
        xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:P102\""),
        "{xml}"
    );
    assert!(!xml.contains("<f>"), "no formula");
    let code = seeds.facts[0].code.to_string();
    assert_eq!(*cell(&sheet(&answer, "기록"), &code, "제목"), Data::String("=1+1".to_owned()));
}

#[tokio::test]
async fn a_number_is_one_where_the_source_is_exact() {
    let site = Site::open().await;
    let sheet = sheet(&site.page("/figures.xlsx").await, "수치");
    assert_eq!(*cell(&sheet, "GS-0066-7", "수"), Data::Float(10_409_000.0));
    assert_eq!(*cell(&sheet, "GS-0067-5", "수"), Data::Empty, "3,000 and some more");
    assert!(cell(&sheet, "GS-0067-5", "수치(한국어)").to_string().contains("3,000여"));
}

#[tokio::test]
async fn a_workbook_says_how_to_read_and_cite_it() {
    let site = Site::open().await;
    let answer = site.page("/plans.xlsx?state=passed&theme=carbon").await;
    let reading = sheet(&answer, "읽는 법");
    let text: Vec<String> = reading.rows().map(|row| format!("{} {}", row[0], row[1])).collect();
    let text = text.join("\n");
    for words in [
        "제1판, 2026년 11월 23일 발행",
        "고른 조건 탄소, 결과를 확인하지 못함",
        "https://example.org/plans?theme=carbon&state=passed",
        "정리한 곳으로 경산 정책기록을",
        "CC BY 4.0",
        "상태: 이루어짐",
        "이루어지지 않았다는 뜻이 아닙니다.",
        "예정과 비교",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn the_same_edition_on_the_same_day_is_the_same_bytes() {
    let (first, second) = (Site::open().await, Site::open().await);
    for path in ["/plans.xlsx", "/institutions.xlsx"] {
        let (first, second) = (first.page(path).await, second.page(path).await);
        assert!(first.bytes == second.bytes, "{path}");
        assert!(part(&first, "docProps/core.xml").contains("2026-11-23T00:00:00Z"), "{path}");
    }
}
