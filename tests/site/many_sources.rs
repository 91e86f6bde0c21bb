//! A second source beside the one article: what it may say, what it settles, and what stays as it was published when
//! it is corrected, renamed or lost.

use std::fs;

use axum::http::{StatusCode, header};
use serde_json::Value;
use tempfile::TempDir;

use super::editions::{edit, publish, read, unpublished_seeds};
use super::support::Site;

const SOURCE: &str = r#"publisher = "뒷날신문"
kind = "article"
title = "AMRC 센터와 포럼"
byline = "김하나 기자"
published = { edtf = "2018-10-03", basis = "글에 적힌 날입니다." }
url = "https://news.example.org/1"
seen = "whole"
rights = "기사의 저작권은 뒷날신문에 있습니다."
"#;

const OPENED: &str = r#"
[[fact]]
code = "GS-0103-2"
title = "AMRC ASIA 센터 설립"
statement = "AMRC ASIA 센터가 2018년 10월 2일 문을 열었습니다."
status = "done"
date = { edtf = "2018-10-02", phrase = "2018년 10월 2일" }
about = [{ project = "amrc-asia-centre", role = "subject" }]
evidence = [{ source = "later", phrases = ["AMRC ASIA 센터"] }]
outcome_of = [{ fact = "GS-0042-3", as = "done" }]
"#;

const FORUM: &str = r#"
[[fact]]
code = "GS-0110-4"
title = "청색기술 포럼 개최"
statement = "경산시가 청색기술 포럼을 열었습니다."
status = "done"
date = [
  { edtf = "2018-10", phrase = "2018년 10월", source = "kyongbuk-2018" },
  { edtf = "2018-10-02", phrase = "2018년 10월 2일", source = "later" },
]
about = [{ industry = "blue-technology", role = "subject" }, { institution = "gyeongsan-city", role = "lead" }]
evidence = [
  { source = "kyongbuk-2018", paragraph = 26, phrases = ["청색기술"] },
  { source = "later", phrases = ["청색기술 포럼"] },
]
"#;

/// The seeds of one article, and what a second source says.
fn with_facts(facts: &[&str]) -> TempDir {
    let seeds = unpublished_seeds();
    if !facts.is_empty() {
        fs::write(seeds.path().join("sources/later.toml"), SOURCE).expect("a source");
        let text = format!("theme = \"advanced-materials\"\n{}", facts.concat());
        fs::write(seeds.path().join("facts/later.toml"), text).expect("facts");
    }
    seeds
}

async fn site(seeds: &TempDir) -> Site {
    Site::of(&read(seeds).expect("good seeds"), "2026-11-30").await
}

async fn json(site: &Site, target: &str) -> Value {
    serde_json::from_str(&site.page(target).await.body).expect("JSON")
}

/// Every plan with its state.
async fn states(seeds: &TempDir) -> Vec<(String, String)> {
    let site = site(seeds).await;
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let plans = json(&site, "/plans.json").await;
    let plans = plans["items"].as_array().expect("plans");
    plans.iter().map(|plan| (text(&plan["code"]), text(&plan["plan"]["state"]))).collect()
}

#[tokio::test]
async fn only_a_named_outcome_changes_the_state_of_a_plan() {
    let before = states(&with_facts(&[])).await;
    assert!(before.len() > 20, "{} plans", before.len());
    let unrelated = states(&with_facts(&[FORUM])).await;
    assert_eq!(unrelated, before, "a later fact about 청색기술 settles no plan about it");
    let settled = states(&with_facts(&[FORUM, OPENED])).await;
    let changed: Vec<_> = before.iter().zip(&settled).filter(|(old, new)| old != new).collect();
    let [((code, old), (_, new))] = changed[..] else { panic!("{changed:?}") };
    assert_eq!((&**code, &**old, &**new), ("GS-0042-3", "passed", "done"));
}

#[tokio::test]
async fn an_outcome_that_is_taken_back_stays_in_its_edition() {
    let seeds = with_facts(&[OPENED]);
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    edit(
        &seeds,
        "facts/later.toml",
        "outcome_of = [{ fact = \"GS-0042-3\", as = \"done\" }]\n",
        "",
    );
    publish(&seeds, "결과가 아니었습니다.").expect("the second edition");
    let site = site(&seeds).await;
    let state = async |target: &str| json(&site, target).await["plan"]["state"].clone();
    assert_eq!(state("/facts/GS-0042-3@1.json").await, "done");
    assert_eq!(state("/facts/GS-0042-3@2.json").await, "passed");
    assert_eq!(state("/facts/GS-0042-3.json").await, "passed");
}

#[tokio::test]
async fn a_corrected_byline_changes_no_pinned_citation() {
    let seeds = with_facts(&[OPENED]);
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let forms = ["bib", "ris", "csl.json", "json"];
    let first = site(&seeds).await;
    let mut then = Vec::new();
    for form in forms {
        then.push(first.page(&format!("/facts/GS-0103-2@1.{form}")).await.body);
    }
    assert!(then[0].contains("김하나"), "{}", then[0]);
    edit(&seeds, "sources/later.toml", "김하나", "김두리");
    publish(&seeds, "기자 이름을 고쳤습니다.").expect("the second edition");
    let second = site(&seeds).await;
    for (form, then) in forms.iter().zip(then) {
        let pinned = second.page(&format!("/facts/GS-0103-2@1.{form}")).await.body;
        assert_eq!(pinned, then, "{form} of the first edition");
    }
    let now = second.page("/facts/GS-0103-2@2.bib").await.body;
    assert!(now.contains("김두리") && !now.contains("김하나"), "{now}");
}

#[tokio::test]
async fn a_renamed_source_is_refused_until_its_old_name_leads_to_the_new() {
    let seeds = with_facts(&[OPENED]);
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let path = |name: &str| seeds.path().join("sources").join(name);
    fs::rename(path("later.toml"), path("later-2018.toml")).expect("another name");
    edit(&seeds, "facts/later.toml", "source = \"later\"", "source = \"later-2018\"");
    let refused = read(&seeds).expect_err("a source vanished");
    assert!(refused.contains("발행한 출처가 자료에 없습니다"), "{refused}");
    assert!(refused.contains("retired.toml"), "{refused}");
    let retired = "[[source]]\nslug = \"later\"\nmoved_to = \"later-2018\"\n\
                   reason = \"이름에 해를 넣었습니다.\"\ndate = \"2026-11-30\"\n";
    fs::write(seeds.path().join("retired.toml"), retired).expect("retired.toml");
    publish(&seeds, "출처의 이름을 바꾸었습니다.").expect("the second edition");
    let moved = site(&seeds).await.get("/sources/later").await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.header(header::LOCATION), "/sources/later-2018");
}

#[test]
fn a_newest_edition_that_is_lost_is_noticed() {
    let seeds = with_facts(&[OPENED]);
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    edit(&seeds, "sources/later.toml", "김하나", "김두리");
    publish(&seeds, "기자 이름을 고쳤습니다.").expect("the second edition");
    fs::remove_file(seeds.path().join("editions/0002.toml")).expect("removed");
    let refused = read(&seeds).expect_err("lost");
    assert!(refused.contains("마지막으로 발행한 판은 제2판인데"), "{refused}");
}

/// A mistake in one of the files of the second source: what is written for what, the message, and what would be right.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const FACTS: &str = "facts/later.toml";
const LATER: &str = "sources/later.toml";

/// Ordinary mistakes of someone who enters a second source.
const CASES: [Case; 23] = [
    (FACTS, "\"later\"", "\"latter\"", "없는 출처입니다: latter", "혹시 later인가요?"),
    (
        FACTS,
        "source = \"later\", phrases = [\"AMRC",
        "source = \"later\", paragraph = 1, phrases = [\"AMRC",
        "원문을 갖고 있지 않은 출처의 문단입니다",
        "paragraph를 지우세요",
    ),
    (
        FACTS,
        "\"2018-10-02\", phrase = \"2018년 10월 2일\", source",
        "\"2018-11-02\", phrase = \"2018년 11월 2일\", source",
        "출처마다 날짜가 다른데 까닭이 없습니다",
        "differs에 까닭을 적으세요",
    ),
    (
        FACTS,
        "source = \"later\" }",
        "source = \"later\", differs = \"다르게 적었습니다.\" }",
        "어긋나지 않는데 differs가 있습니다",
        "differs를 지우거나",
    ),
    (
        FACTS,
        "phrase = \"2018년 10월 2일\", source = \"later\"",
        "phrase = \"2018년 10월 2일\", source = \"kyongbuk-2018\"",
        "한 출처의 날짜가 두 번 나옵니다",
        "하나로 합치거나",
    ),
    (
        FACTS,
        "phrase = \"2018년 10월 2일\" }",
        "phrase = \"2018년 10월 2일\", source = \"kyongbuk-2018\" }",
        "근거(evidence)에 없는 출처입니다: kyongbuk-2018",
        "evidence에 그 출처와 원문 표현을 더하거나",
    ),
    (
        FACTS,
        "as = \"done\" }]",
        "as = \"done\" }, { fact = \"GS-0103-2\", as = \"done\" }]",
        "자기 자신의 결과일 수 없습니다",
        "앞선 계획의 기록 번호",
    ),
    (
        FACTS,
        "as = \"done\" }]",
        "as = \"begun\" }, { fact = \"GS-0042-3\", as = \"done\" }]",
        "한 계획의 결과가 두 번 나옵니다: GS-0042-3",
        "마지막 것 하나만",
    ),
    (
        FACTS,
        "\"GS-0042-3\", as",
        "\"GS-0111-2\", as",
        "없는 기록입니다: GS-0111-2",
        "앞선 계획의 기록 번호",
    ),
    (
        FACTS,
        "\"GS-0042-3\", as",
        "\"GS-0018-5\", as",
        "계획이 아닌 기록의 결과입니다: GS-0018-5",
        "사업·협약을 시작한 기록의 번호",
    ),
    (
        FACTS,
        "\"GS-0042-3\", as",
        "\"GS-0097-6\", as",
        "GS-0097-6와 함께 다루는 대상이 없습니다",
        "까닭을 inferred에 적거나",
    ),
    (FACTS, "as = \"done\"", "as = \"finished\"", "'finished'", "done"),
    (
        FACTS,
        "status = \"done\"\ndate = {",
        "status = \"planned\"\ndate = {",
        "status가 planned인 기록은 as = \"done\"로 쓸 수 없습니다",
        "done은 done이나 state",
    ),
    (
        FACTS,
        "theme = \"advanced-materials\"",
        "theme = \"advanced\"",
        "없는 분야입니다: 'advanced'",
        "themes.toml에 있는 분야",
    ),
    (
        FACTS,
        "status = \"done\"\ndate = {",
        "status = \"done\"\nunverifiable = \"모름\"\ndate = {",
        "계획이 아닌 기록에는 unverifiable을 쓸 수 없습니다",
        "status를 고치세요",
    ),
    (
        FACTS,
        "status = \"done\"\ndate = {",
        "status = \"done\"\nplan = false\ndate = {",
        "추진 중이 아닌 기록의 plan입니다",
        "plan을 지우세요",
    ),
    (
        FACTS,
        "[\"청색기술 포럼\"]",
        "[\"청색기술 포럼은 이 어구처럼 서른 자를 훌쩍 넘겨 그대로 옮겨 적은 문장입니다\"]",
        "원문 표현이 너무 깁니다",
        "30자 안의 원문 표현으로",
    ),
    (
        FACTS,
        "문을 열었습니다",
        "직원 30명으로 문을 열었습니다",
        "이 수를 담은 원문 표현이 없습니다: '30명'",
        "문장에서 빼세요",
    ),
    (
        FACTS,
        "AMRC ASIA 센터가",
        "KTX 역 앞에 AMRC ASIA 센터가",
        "이 단어를 담은 원문 표현이 없습니다: 'KTX'",
        "문장에서 빼세요",
    ),
    (
        FACTS,
        "title = \"청색기술 포럼 개최\"",
        "title = \"?\"",
        "아직 채우지 않은 칸입니다: title",
        "내용을 적으세요",
    ),
    (
        LATER,
        "seen = \"whole\"\n",
        "",
        "문단도 없고 얼마나 읽었는지도 없는 출처입니다",
        "seen = \"whole\"",
    ),
    (
        LATER,
        "\"2018-10-03\"",
        "\"2016-10-03\"",
        "결과의 출처가 계획의 출처보다 먼저 나왔습니다",
        "나중에 나온 출처의 기록에",
    ),
    (LATER, "https://news", "news", "웹 주소가 아닙니다", "https://로 시작하는 주소"),
];

#[test]
fn ordinary_mistakes_about_a_second_source_are_shown_with_what_would_be_right() {
    for (file, right, wrong, message, help) in CASES {
        let seeds = with_facts(&[OPENED, FORUM]);
        edit(&seeds, file, right, wrong);
        let drawn = read(&seeds).expect_err(wrong);
        for part in ["later.toml:", message, help] {
            assert!(drawn.contains(part), "{part} for {wrong} in {drawn}");
        }
    }
}

#[tokio::test]
async fn an_address_of_a_source_is_no_longer_than_a_workbook_takes() {
    let seeds = with_facts(&[OPENED]);
    let address = "https://news.example.org/1";
    let long = format!("{address}{}", "가".repeat(2000 - address.len()));
    edit(&seeds, LATER, address, &long);
    let site = site(&seeds).await;
    for workbook in ["/facts.xlsx", "/plans.xlsx", "/sources.xlsx"] {
        site.page(workbook).await;
    }
    edit(&seeds, LATER, &long, &format!("{long}나"));
    let drawn = read(&seeds).expect_err("an address of 2,001 characters");
    for part in ["sources/later.toml:6:7", "웹 주소가 너무 깁니다 (2001자)", "2000자 안의 주소를"]
    {
        assert!(drawn.contains(part), "{part} in {drawn}");
    }
}

#[test]
fn outcomes_in_a_circle_or_twice_on_a_day_are_refused() {
    let seeds = with_facts(&[OPENED, FORUM]);
    let (industry, project) = ("industry = \"blue-technology\"", "project = \"amrc-asia-centre\"");
    edit(&seeds, FACTS, industry, project);
    let outcome = |fact: &str| format!("outcome_of = [{{ fact = \"{fact}\", as = \"done\" }}]\n");
    let text = fs::read_to_string(seeds.path().join(FACTS)).expect("facts");
    let twice = text.clone() + &outcome("GS-0042-3");
    fs::write(seeds.path().join(FACTS), twice).expect("facts");
    let drawn = read(&seeds).expect_err("two outcomes on one day");
    assert!(drawn.contains("결과가 같은 날(2018-10-02) 둘 있습니다"), "{drawn}");
    assert!(drawn.contains("한 기록으로 합치거나"), "{drawn}");
    let circle = text.replace("GS-0042-3", "GS-0110-4") + &outcome("GS-0103-2");
    fs::write(seeds.path().join(FACTS), circle).expect("facts");
    let drawn = read(&seeds).expect_err("a circle");
    assert!(drawn.contains("결과가 돌고 돌아 자기에게 옵니다"), "{drawn}");
    assert!(drawn.contains("나중 기록에만 outcome_of를 두세요"), "{drawn}");
}
