//! The record of many sources: how plans stand, where sources are more exact and where they differ, as a careful
//! reader of the sources would write it down. Facts of the first article are named by their codes, which stay.

use serde_json::Value;

use super::support::{Site, record};

async fn site() -> Site {
    Site::of(&record(), "2026-11-30").await
}

async fn json(site: &Site, target: &str) -> Value {
    serde_json::from_str(&site.page(target).await.body).expect("JSON")
}

async fn fact(site: &Site, code: &str) -> Value {
    json(site, &format!("/facts/{code}.json")).await
}

#[tokio::test]
async fn each_plan_of_the_first_article_stands_as_its_outcomes_say() {
    let site = site().await;
    for (code, state) in [
        // The carbon complex: firms signed, then lots were set aside. The 75 firms of 2023 are those of the whole
        // fourth complex, so that nothing says who moved into this part of it.
        ("GS-0025-7", "begun"),
        // The titanium programme: a cluster under way, and sold out in 2021.
        ("GS-0034-5", "partly"),
        ("GS-0036-1", "begun"),
        ("GS-0037-0", "begun"),
        // Research towards it was under way in 2021. No source says that the technique of 2020 came of this programme.
        ("GS-0038-8", "begun"),
        // The AMRC centre was still before its founding in September 2018.
        ("GS-0042-3", "postponed"),
        ("GS-0043-1", "undated"),
        // Game companies went from 8 to 41.
        ("GS-0051-1", "partly"),
        ("GS-0053-8", "done"),
        // IGS opened its branch on 30 April 2018 and hired more than a hundred.
        ("GS-0056-2", "done"),
        ("GS-0057-9", "done"),
        ("GS-0091-7", "undated"),
        // The symposium became a forum.
        ("GS-0092-5", "changed"),
        ("GS-0010-1", "unverifiable"),
        ("GS-0039-6", "unverifiable"),
        ("GS-0047-4", "unverifiable"),
    ] {
        assert_eq!(fact(&site, code).await["plan"]["state"], state, "{code}");
    }
    // What other nations do, and what a consultancy foresees for the world, is no plan of Gyeongsan.
    for code in ["GS-0083-5", "GS-0084-3"] {
        assert_eq!(fact(&site, code).await["plan"], Value::Null, "{code}");
    }
}

#[tokio::test]
async fn a_more_exact_source_gives_the_date() {
    let site = site().await;
    for (code, first, exact, source) in [
        ("GS-0012-8", "2017-03", "2017-03-24", "cbnnews-2017-09-27"),
        ("GS-0030-4", "2018-01", "2018-01-18", "guminews-2018-01-22"),
        ("GS-0041-5", "2017-12", "2017-12-13", "donga-2017-12-13"),
        ("GS-0055-4", "2017-12", "2017-12-21", "ajunews-2017-12-22"),
        ("GS-0085-1", "2018?", "2018-01-23", "naeil-2018-01-24"),
        ("GS-0089-4", "2017-05", "2017-05-01", "gbprimenews-2017-05-01"),
    ] {
        let fact = fact(&site, code).await;
        assert_eq!(fact["date"]["edtf"], exact, "{code}");
        let dates = fact["dates"].as_array().expect("dates");
        assert_eq!(dates[0]["edtf"], first, "{code}");
        assert_eq!(dates[0]["relation"], Value::Null, "{code}");
        let other = dates.iter().find(|date| date["source"] == source).expect(code);
        assert_eq!((&other["edtf"], &other["relation"]), (&exact.into(), &"more-exact".into()));
    }
}

#[tokio::test]
async fn sources_that_differ_stand_side_by_side_with_the_reason() {
    let site = site().await;
    for (code, list, key, first, other) in [
        ("GS-0022-4", "dates", "edtf", "2017-06", "2018-05"),
        ("GS-0028-1", "quantities", "text", "기업 135곳", "기업 150여 곳"),
        ("GS-0066-7", "quantities", "text", "1,040만 9,000㎡", "1,040만㎡"),
        ("GS-0066-7", "quantities", "text", "1,040만 9,000㎡", "1,000만㎡"),
        ("GS-0068-3", "quantities", "text", "대학 10곳", "대학 12곳"),
        ("GS-0083-5", "dates", "edtf", "../2025", "2030"),
        ("GS-0131-1", "quantities", "text", "881억 원", "714억 원"),
        ("GS-0204-6", "quantities", "text", "약 4,994억 원", "5,726억 원"),
    ] {
        let fact = fact(&site, code).await;
        let said = fact[list].as_array().expect("a list");
        assert_eq!(said[0][key], first, "{code}");
        let differing = said.iter().find(|one| one[key] == other).expect(code);
        assert_eq!(differing["relation"], "differs", "{code}");
        assert!(differing["why"].as_str().is_some_and(|why| why.ends_with("다.")), "{code}");
        let page = site.page(&format!("/facts/{code}")).await.main();
        assert!(page.contains("출처마다 다릅니다."), "{code}: {page}");
    }
}

#[tokio::test]
async fn what_differs_is_called_by_its_name_and_every_value_is_told() {
    let site = site().await;
    for (code, sentence) in [
        (
            "GS-0204-6",
            "금액이 출처마다 다릅니다. 파이낸셜뉴스는 약 4,994억 원으로, 뉴데일리는 4,981억 원으로, \
             경산뉴스는 5,726억 원으로 전했습니다. 까닭은 알 수 없습니다.",
        ),
        (
            "GS-0206-2",
            "넓이가 출처마다 다릅니다. 뉴데일리는 240만 2,459㎡로, 파이낸셜뉴스와 경산뉴스는 240만㎡로 \
             전했습니다.",
        ),
        (
            "GS-0068-3",
            "수가 출처마다 다릅니다. 경북일보와 한국일보는 대학 10곳으로, 전자신문은 대학 12곳으로 전했습니다.",
        ),
    ] {
        let page = site.page(&format!("/facts/{code}")).await.main();
        assert!(page.contains(sentence), "{code}: {page}");
    }
}

#[tokio::test]
async fn articles_that_restate_one_release_do_not_confirm_each_other() {
    let site = site().await;
    let page = site.page("/sources/donga-2017-12-13").await.main();
    assert!(page.contains("같은 보도자료를 옮긴 것으로 추정합니다. 서로 확인해"), "{page}");
    assert!(page.contains("대구일보 2017년 12월 13일 기사"), "{page}");
    assert!(page.contains("대구광역일보 2017년 12월(추정) 기사"), "{page}");
    // Of three articles on the foundation two are of one release, and the page of the fact says so.
    let page = site.page("/facts/GS-0115-3").await.main();
    let counted =
        "출처 3건 가운데 2건은 같은 보도자료를 옮긴 기사여서 서로 확인해 준 것으로 보지 않습니다.";
    assert!(page.contains(counted), "{page}");
    // So are two of the three on the agreement.
    let fact = fact(&site, "GS-0041-5").await;
    let sources: Vec<&str> = fact["dates"]
        .as_array()
        .expect("dates")
        .iter()
        .filter_map(|date| date["source"].as_str())
        .collect();
    assert_eq!(sources, ["kyongbuk-2018", "donga-2017-12-13", "idaegu-2017-12-13"]);
}

#[tokio::test]
async fn a_delay_is_told_with_honest_bounds() {
    let site = site().await;
    let plans = json(&site, "/plans.json?theme=industrial-base&state=done").await;
    let late: Vec<(&str, &str)> = plans["items"]
        .as_array()
        .expect("plans")
        .iter()
        .filter_map(|plan| {
            Some((plan["plan"]["due"]["edtf"].as_str()?, plan["plan"]["late"]["text"].as_str()?))
        })
        .collect();
    assert_eq!(
        late,
        [
            // The fourth complex, due in 2021, was completed in September 2022.
            ("2021", "예정보다 8개월에서 1년 9개월쯤 늦게"),
            // Its ground was to be laid out until 2021, and a limit counts from its end.
            ("../2021", "예정보다 8개월쯤 늦게"),
            // The cosmetics complex, due in 2020, was completed in July 2024.
            ("2020", "예정보다 3년 6개월에서 4년 6개월쯤 늦게"),
        ]
    );
}

#[tokio::test]
async fn what_first_says_that_it_was_done_says_when_and_the_last_how_much() {
    let jobs = json(&site().await, "/facts/GS-0057-9.json").await;
    let citation = jobs["citation"].as_str().expect("a citation");
    assert!(citation.contains("그 뒤: 이루어짐, 2018년 10월 26일"), "{citation}");
    let last = jobs["outcomes"].as_array().and_then(|told| told.last()).expect("an outcome");
    assert!(last["statement"].as_str().is_some_and(|text| text.contains("114명")), "{last}");
}

#[tokio::test]
async fn the_plans_are_counted_by_state_and_every_one_of_them_is_listed() {
    let site = site().await;
    let plans = json(&site, "/plans.json").await;
    let counts = plans["counts"].as_object().expect("counts");
    let sum: u64 = counts.values().filter_map(Value::as_u64).sum();
    assert_eq!(plans["total"].as_u64(), Some(sum));
    assert!(sum >= 50, "{sum} plans");
    // What was not found, dated or not, is one filter.
    let open = json(&site, "/plans.json?state=passed").await;
    let number = |state: &str| counts.get(state).and_then(Value::as_u64).unwrap_or_default();
    assert_eq!(open["total"].as_u64(), Some(number("passed") + number("undated")));
    let moved = site.get("/timeline/overdue").await;
    assert_eq!(moved.status, 301);
    assert_eq!(moved.headers["location"], "/plans?state=passed");
}

#[tokio::test]
async fn each_of_the_many_sources_has_a_page_that_says_how_it_was_read() {
    let site = site().await;
    let sources = json(&site, "/sources.json").await;
    let items = sources["items"].as_array().expect("sources");
    assert!(items.len() >= 46, "{} sources", items.len());
    for source in items {
        let slug = source["slug"].as_str().expect("a slug");
        let page = site.page(&format!("/sources/{slug}")).await.main();
        let mark = match source["seen"].as_str() {
            None => "원문 대조함",
            Some("whole") => "원문 읽음",
            Some(_) => "앞부분만 읽음",
        };
        assert!(page.contains(mark), "{slug}: {page}");
        assert!(source["facts"].as_u64().is_some_and(|facts| facts > 0), "{slug}");
    }
}

#[tokio::test]
async fn an_agreement_is_cited_by_each_of_its_sources() {
    let site = site().await;
    let text = site.page("/facts/GS-0055-4.txt").await.body;
    let line = text.lines().next().expect("a line");
    assert!(line.starts_with("경북일보 2018년 4월 무렵(추정) 기사 「"), "{line}");
    assert!(line.contains("; 아주경제 2017년 12월 22일 자 기사(제목 미확인)"), "{line}");
    let newest = record().editions.last().expect("an edition").number;
    assert!(line.contains(&format!("정리: 경산 정책기록 GS-0055-4(제{newest}판)")), "{line}");
}

#[tokio::test]
async fn a_pinned_fact_that_was_changed_says_what() {
    let (site, record) = (site().await, record());
    let mut changed = 0;
    for fact in &record.facts {
        for edition in 1..=3 {
            let page = site.get(&format!("/facts/{}@{edition}", fact.code)).await;
            if page.body.contains("이 판을 발행한 뒤 고쳤습니다.") {
                let rows = page.texts("section[aria-labelledby=since] tbody tr");
                assert!(!rows.is_empty(), "{}@{edition}", fact.code);
                changed += 1;
            }
        }
    }
    assert!(changed > 100, "{changed}");
}
