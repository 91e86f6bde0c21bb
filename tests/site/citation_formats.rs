//! Every citation of every fact, read by parsers of its format that have nothing to do with what wrote
//! it (RIS is read in `tests/readers.py`); and the whole text of each, written by hand, for the kinds of fact there are.

use std::collections::{BTreeMap, BTreeSet};

use biblatex::{Bibliography, ChunksExt};
use serde::Deserialize;
use serde_bibtex::de::Deserializer;

use super::support::{Site, record, seeds};

const HEADLINE: &str = "우수 지역산업 바탕 미래 먹거리·성장 동력 확보 총력";

#[derive(Deserialize)]
struct BibEntry {
    entry_type: String,
    entry_key: String,
    fields: BTreeMap<String, String>,
}

#[tokio::test]
async fn every_biblatex_file_is_read_by_two_parsers_of_the_format() {
    let site = Site::open().await;
    for fact in seeds().facts {
        let file = site.page(&format!("/facts/{}@1.bib", fact.code)).await;
        let key = format!("{}-1", fact.code);
        let read = Bibliography::parse(&file.body).expect("BibLaTeX");
        let entry = read.get(&key).expect("its entry");
        let field = |name: &str| entry.get(name).expect(name).format_verbatim();
        assert_eq!(field("title"), HEADLINE);
        assert_eq!(field("journaltitle"), "경북일보");
        assert_eq!(field("author"), "김윤섭");
        assert_eq!(field("date"), "2018?", "the year is concluded, and there is no day");
        assert_eq!(field("url"), format!("https://example.org/facts/{}@1", fact.code));
        assert!(field("note").contains("번째 문단, 날짜는 추정"), "{}", field("note"));

        let mut other = Deserializer::from_str(&file.body).into_iter_regular_entry::<BibEntry>();
        let entry = other.next().expect("an entry").expect("BibTeX");
        assert_eq!((entry.entry_type.as_str(), entry.entry_key), ("article", key));
        assert_eq!(entry.fields["title"], HEADLINE);
        assert_eq!(entry.fields["date"], "2018?");
        assert!(other.next().is_none());
    }
}

#[tokio::test]
async fn every_csl_json_file_is_read_by_a_citation_processor() {
    let site = Site::open().await;
    for fact in seeds().facts {
        let file = site.page(&format!("/facts/{}.csl.json", fact.code)).await;
        let items: Vec<citationberg::json::Item> =
            serde_json::from_str(&file.body).expect("CSL JSON");
        assert_eq!(items.len(), 1);
        let item = &items[0];
        assert_eq!(item.id().as_deref(), Some(format!("{}-1", fact.code).as_str()));
        assert_eq!(item.type_().as_deref(), Some("article-newspaper"));
        let raw: serde_json::Value = serde_json::from_str(&file.body).expect("JSON");
        assert_eq!(raw[0]["author"][0]["literal"], "김윤섭");
        assert_eq!(raw[0]["issued"]["date-parts"], serde_json::json!([[2018]]));
        assert_eq!(raw[0]["issued"]["circa"], true);
        assert_eq!(raw[0]["container-title"], "경북일보");
    }
}

#[tokio::test]
async fn each_source_of_a_fact_is_an_entry_that_the_parsers_read() {
    let site = Site::of(&record(), "2026-11-30").await;
    // The agreement with IGS: an article that is held, one whose day is known, one of which the month is concluded.
    let sources = [
        ("kyongbuk-2018", "경북일보", "2018-04?"),
        ("ajunews-2017-12-22", "아주경제", "2017-12-22"),
        ("sedaily-2018-10", "서울경제", "2018-10?"),
    ];
    let file = async |suffix: &str| site.page(&format!("/facts/GS-0055-4@3{suffix}")).await.body;
    let (bib, csl) = (file(".bib").await, file(".csl.json").await);

    let read = Bibliography::parse(&bib).expect("BibLaTeX");
    let other = Deserializer::from_str(&bib).into_iter_regular_entry::<BibEntry>();
    let other: Vec<BibEntry> = other.map(|entry| entry.expect("BibTeX")).collect();
    let items: Vec<citationberg::json::Item> = serde_json::from_str(&csl).expect("CSL JSON");
    assert_eq!((read.len(), other.len(), items.len()), (3, 3, 3));
    for (index, (slug, newspaper, date)) in sources.into_iter().enumerate() {
        let key = format!("GS-0055-4-3-{slug}");
        let entry = read.get(&key).expect(&key);
        assert_eq!(entry.get("journaltitle").expect("a journal").format_verbatim(), newspaper);
        assert_eq!(entry.get("date").expect("a date").format_verbatim(), date);
        assert_eq!(other[index].entry_key, key);
        assert_eq!(items[index].id().as_deref(), Some(key.as_str()));
    }
    // Nobody is named as the author of what names none.
    let writers: Vec<bool> = read.iter().map(|entry| entry.get("author").is_some()).collect();
    assert_eq!(writers, [true, false, false]);
}

#[tokio::test]
async fn the_feed_of_many_sources_is_read_with_an_id_for_each_entry() {
    let site = Site::of(&record(), "2026-11-30").await;
    let answer = site.page("/timeline.atom").await;
    let feed = feed_rs::parser::parse(answer.body.as_bytes()).expect("RFC 4287");
    assert!(feed.entries.len() > 100, "{}", feed.entries.len());
    let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), feed.entries.len());
}

/// What nothing was found of on the day of the edition.
const OPEN: &str = "그 뒤: 결과를 확인하지 못함, 2026년 11월 23일 기준";

/// A month, a half-year, a year, no date, a plan, a forecast, a quantity: code, title, paragraphs, and what it was,
/// if it was a plan.
const KINDS: [(&str, &str, &str, Option<&str>); 6] = [
    ("GS-0041-5", "AMRC ASIA Industry4.0센터 설립 MOA 체결", "8, 12", None),
    ("GS-0042-3", "AMRC ASIA 센터 설립 예정", "12", Some("계획")),
    ("GS-0016-9", "2017년에 성과가 나타났다는 기사의 평가", "6", None),
    ("GS-0101-6", "청색기술자문위원회 운영", "28", Some("추진 중")),
    ("GS-0083-5", "청색기술산업 시장 2025년까지 1조 달러 예상", "23", Some("전망")),
    ("GS-0066-7", "산업입지 1040만9000㎡ 보유", "18", None),
];

#[tokio::test]
async fn the_files_of_each_kind_of_fact_say_this() {
    let site = Site::open().await;
    for (code, title, paragraphs, standing) in KINDS {
        let file = async |suffix: &str| site.page(&format!("/facts/{code}@1{suffix}")).await.body;
        let url = format!("https://example.org/facts/{code}@1");
        // What an edition says of a plan is said as of its day.
        let standing = standing.map(|words| format!(" [2018년 당시 {words}. {OPEN}]"));
        let standing = standing.unwrap_or_default();
        let standing_end = if standing.is_empty() { "" } else { &format!("{standing}.") };
        let note = format!(
            "{paragraphs}번째 문단, 날짜는 추정. 경산 정책기록 정리: {code}(제1판) {title}{standing}"
        );
        assert_eq!(
            file(".txt").await,
            format!(
                "경북일보 2018년(추정) 기사 「{HEADLINE}」(김윤섭 기자), {paragraphs}번째 문단.{standing} \
                 정리: 경산 정책기록 {code}(제1판), {url}\n\
                 김윤섭. (2018년, 추정). 「{HEADLINE}」. 『경북일보』, {paragraphs}번째 문단.\n\
                 경산 정책기록. (2026년 11월 23일). 「{title}」. {code}, 제1판.{standing_end} {url}\n"
            )
        );
        assert_eq!(
            file(".ris").await,
            format!(
                "TY  - NEWS\r\nID  - {code}-1\r\nAU  - 김윤섭\r\nTI  - {HEADLINE}\r\nT2  - 경북일보\r\n\
                 PY  - 2018\r\nSP  - {paragraphs}번째 문단\r\nN1  - {note}\r\nLA  - ko\r\n\
                 UR  - {url}\r\nER  - \r\n"
            )
        );
        let csl: serde_json::Value = serde_json::from_str(&file(".csl.json").await).expect("JSON");
        assert_eq!(
            csl,
            serde_json::json!([{
                "id": format!("{code}-1"),
                "type": "article-newspaper",
                "author": [{ "literal": "김윤섭" }],
                "title": HEADLINE,
                "container-title": "경북일보",
                "issued": { "date-parts": [[2018]], "circa": true },
                "page": format!("{paragraphs}번째 문단"),
                "note": note,
                "language": "ko",
                "URL": url,
            }])
        );
    }
}

#[tokio::test]
async fn another_reader_of_feeds_finds_the_same_entries() {
    let site = Site::open().await;
    for (path, entries) in [("/timeline.atom", 21), ("/editions.atom", 1)] {
        let answer = site.page(path).await;
        let feed = feed_rs::parser::parse(answer.body.as_bytes()).expect("RFC 4287");
        assert_eq!(feed.entries.len(), entries, "{path}");
        assert_eq!(feed.language.as_deref(), Some("ko"));
        for entry in &feed.entries {
            assert!(entry.updated.is_some() && entry.title.is_some() && !entry.links.is_empty());
        }
    }
    let feed = site.page("/timeline.atom").await;
    let feed = feed_rs::parser::parse(feed.body.as_bytes()).expect("RFC 4287");
    let summary = |code: &str| {
        let link = format!("https://example.org/facts/{code}");
        let is_its = |entry: &&feed_rs::model::Entry| entry.links[0].href == link;
        let entry = feed.entries.iter().find(is_its).expect(code);
        entry.summary.as_ref().map(|summary| summary.content.clone()).unwrap_or_default()
    };
    assert!(
        summary("GS-0042-3").starts_with("[당시 계획, 2018년 상반기] "),
        "{}",
        summary("GS-0042-3")
    );
    assert!(
        summary("GS-0041-5").starts_with("[있었던 일, 2017년 12월] "),
        "{}",
        summary("GS-0041-5")
    );
}
