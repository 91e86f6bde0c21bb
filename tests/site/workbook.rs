//! Lists as workbooks, read back by a program that did not write them.

use std::io::{Cursor, Read};

use axum::http::header;
use calamine::{Data, Range, Reader, Xlsx};
use gyeongsan::domain::{Edtf, List};
use serde_json::Value;

use super::support::{Answer, Site, record, seeds};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The heads of the plans, to the letter.
const PLANS: [&str; 26] = [
    "기록 번호",
    "분야",
    "제목",
    "문장",
    "금액·수치",
    "구분",
    "예정한 때",
    "상태",
    "그 뒤 날짜",
    "그 뒤",
    "그 뒤 추정",
    "예정과 비교",
    "출처",
    "맡은 기관",
    "원문 주소",
    "출처마다 다름",
    "그 뒤 출처",
    "그 뒤 원문 주소",
    "그 뒤 기록 번호",
    "그 뒤 추정한 까닭",
    "예정 이른 날",
    "예정 늦은 날",
    "그 뒤 이른 날",
    "그 뒤 늦은 날",
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
    let lists = [
        ("plans", "계획"),
        ("timeline", "연표"),
        ("facts", "기록"),
        ("figures", "수치"),
        ("industries", "산업"),
        ("projects", "사업"),
        ("agreements", "협약"),
        ("institutions", "기관·기업"),
        ("sites", "산업단지"),
        ("sources", "출처"),
    ];
    assert_eq!(lists.len(), List::all().len() + 1, "every list, and the sources");
    for (path, name) in lists {
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
async fn what_became_of_a_plan_is_told_with_its_source_and_who_joined_them() {
    let site = Site::of(&record(), "2026-12-01").await;
    let sheet = sheet(&site.page("/plans.xlsx").await, "계획");
    let text = |head: &str| cell(&sheet, "GS-0042-3", head).to_string();
    assert_eq!(text("구분"), "2018년 당시 계획");
    assert_eq!(text("그 뒤 추정"), "예", "the source does not say that it is the same centre");
    assert!(text("그 뒤 추정한 까닭").ends_with("다."), "{}", text("그 뒤 추정한 까닭"));
    assert_eq!(text("그 뒤 출처"), "경산뉴스 2018년 9월 12일 기사");
    assert!(text("그 뒤 원문 주소").starts_with("http"), "{}", text("그 뒤 원문 주소"));
    let told: Value =
        serde_json::from_str(&site.page("/facts/GS-0042-3.json").await.body).expect("JSON");
    assert_eq!(told["outcomes"][0]["fact"], text("그 뒤 기록 번호"));
    // A half-year is text, and its ends are days.
    assert_eq!(text("예정한 때"), "2018년 상반기");
    for (head, day) in
        [("예정 이른 날", 43101.0), ("예정 늦은 날", 43281.0), ("그 뒤 늦은 날", 43355.0)]
    {
        let Data::DateTime(date) = cell(&sheet, "GS-0042-3", head) else { panic!("{head}") };
        assert!((date.as_f64() - day).abs() < f64::EPSILON, "{head}: {date:?}");
    }
    let park = |head: &str| cell(&sheet, "GS-0204-6", head).to_string();
    assert_eq!(park("금액·수치"), "약 4,994억 원");
    for said in
        ["뉴데일리 2018년 6월 5일 기사: 4,981억 원", "경산뉴스 2018년 9월 12일 기사: 5,726억 원"]
    {
        assert!(park("출처마다 다름").contains(said), "{said} in {}", park("출처마다 다름"));
    }
    let silent = |head: &str| cell(&sheet, "GS-0043-1", head);
    assert_eq!((silent("그 뒤 추정"), silent("그 뒤 출처")), (&Data::Empty, &Data::Empty));
}

#[tokio::test]
async fn the_sources_are_told_in_korean_with_how_much_rests_on_each() {
    let site = Site::open().await;
    let sheet = sheet(&site.page("/sources.xlsx").await, "출처");
    assert_eq!(
        heads(&sheet)[..7],
        ["매체", "게재일", "종류", "제목", "글쓴이", "읽은 범위", "기록 수"]
    );
    let source = |head: &str| cell(&sheet, "경북일보", head);
    assert_eq!(*source("종류"), Data::String("기사".to_owned()));
    assert_eq!(*source("읽은 범위"), Data::String("원문 대조함".to_owned()));
    assert_eq!(*source("기록 수"), Data::Float(101.0));
}

#[tokio::test]
async fn an_entity_is_told_as_in_its_list() {
    let site = Site::of(&record(), "2026-12-01").await;
    for (path, name) in [("projects", "사업"), ("institutions", "기관·기업"), ("sites", "산업단지")]
    {
        let sheet = sheet(&site.page(&format!("/{path}.xlsx")).await, name);
        assert_eq!(heads(&sheet)[..5], ["이름", "종류", "한 줄 설명", "때", "상태"]);
        let page = site.page(&format!("/{path}")).await;
        let rows = page.texts("ul.latest > li");
        assert_eq!(rows.len(), sheet.height() - 1, "{path}");
        let mut with_a_state = 0;
        for cells in sheet.rows().skip(1) {
            let row = rows.iter().find(|row| row.starts_with(&cells[0].to_string()));
            let row = row.unwrap_or_else(|| panic!("{} in {rows:?}", cells[0]));
            let (meaning, state) = (cells[2].to_string(), cells[4].to_string());
            for told in [&cells[3].to_string(), state.trim_end_matches("(추정)")] {
                assert!(row.contains(told), "{told} in {row}");
            }
            // The page does not say again what its headings say.
            let is_its_type = meaning.ends_with(&format!(" {}입니다.", cells[1]));
            assert!(row.contains(&meaning) || is_its_type, "{meaning} in {row}");
            assert!(meaning.ends_with("다."), "{meaning}");
            with_a_state += usize::from(!state.is_empty());
        }
        assert!(with_a_state > 0 || path == "institutions", "{path}");
    }
}

#[tokio::test]
async fn a_file_says_in_its_name_what_narrows_the_list() {
    let site = Site::open().await;
    let names = async |path: &str| {
        let saved = site.page(path).await.header(header::CONTENT_DISPOSITION).to_owned();
        let (plain, korean) = saved.split_once("; filename*=UTF-8''").expect("two names");
        let korean = percent_encoding::percent_decode_str(korean).decode_utf8().expect("UTF-8");
        let plain = plain.strip_prefix("attachment; filename=").expect(plain).trim_matches('"');
        (plain.to_owned(), korean.into_owned())
    };
    let (plain, korean) = names("/plans.xlsx?theme=carbon&state=passed").await;
    assert_eq!(plain, "gyeongsan-plans-carbon-passed-1.xlsx");
    assert_eq!(korean, "경산정책기록_계획_탄소_결과를확인하지못함_제1판.xlsx");
    let (plain, korean) = names("/figures.csv?unit=%EA%B0%9C%20%EB%8C%80%ED%95%99&header=ko").await;
    assert_eq!(plain, "gyeongsan-figures-1.csv", "letters that any program takes");
    assert_eq!(korean, "경산정책기록_수치_대학곳_제1판.csv");
    let (_, slash) = names("/facts.xlsx?q=..%2F..%2Fa%3Cb%3E%3A%22").await;
    assert_eq!(slash, "경산정책기록_기록_ab_제1판.xlsx");
    let (_, long) = names(&format!("/facts.xlsx?q={}", "a".repeat(200))).await;
    assert_eq!(long, format!("경산정책기록_기록_{}_제1판.xlsx", "a".repeat(40)));
}

#[tokio::test]
async fn what_is_printed_can_be_read() {
    let site = Site::open().await;
    for (path, name) in [("plans", "계획"), ("facts", "기록"), ("institutions", "기관·기업")]
    {
        let answer = site.page(&format!("/{path}.xlsx")).await;
        let xml = part(&answer, "xl/worksheets/sheet1.xml");
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("orientation=\"landscape\""));
        assert!(xml.contains("fitToHeight=\"0\""), "as many pages as there are rows for: {path}");
        let names = part(&answer, "xl/workbook.xml");
        assert!(names.contains("$1:$1</definedName>"), "each page has the heads: {names}");
        let area = names.split("Print_Area").nth(1).expect("a printed area");
        let last =
            area.split(":$").nth(1).expect("its last cell").chars().next().expect("a letter");
        let printed = usize::try_from(u32::from(last) - u32::from('A')).expect("a column") + 1;
        // Columns of one width that stand together are described together.
        let attribute = |column: &str, name: &str| -> f64 {
            let value = column.split(&format!("{name}=\"")).nth(1).expect(name);
            value.split('"').next().expect(name).parse().expect("a number")
        };
        let last = f64::from(u32::try_from(printed).expect("few columns"));
        let width = |column: &str| {
            let (from, to) = (attribute(column, "min"), attribute(column, "max").min(last));
            (to - from + 1.0).max(0.0) * attribute(column, "width")
        };
        let widths: f64 = xml.split("<col ").skip(1).map(width).sum();
        // At 230 digits on A4 a letter of 11 points is one of 7.
        assert!((40.0..230.0).contains(&widths), "{path}: {printed} columns, {widths} wide");
        assert!(xml.contains("<oddFooter>") && xml.contains(name), "{path}");
    }
    let reading = sheet(&site.page("/plans.xlsx").await, "읽는 법");
    let paper = reading.rows().find(|row| row[0] == *"인쇄").expect("what is on paper");
    assert_eq!(
        paper[1].to_string(),
        "종이에는 ‘출처’까지 나옵니다. 나머지는 그 오른쪽에 있습니다."
    );
}

#[tokio::test]
async fn the_first_row_stays_and_no_cell_is_a_formula() {
    let mut seeds = seeds();
    seeds.facts[0].title = "=1+1".to_owned();
    let site = Site::of(&seeds, "2026-11-23").await;
    let answer = site.page("/facts.xlsx").await;
    let xml = part(&answer, "xl/worksheets/sheet1.xml");
    assert!(
        xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:S102\""),
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
    assert!(cell(&sheet, "GS-0067-5", "금액·수치").to_string().contains("3,000여"));
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
