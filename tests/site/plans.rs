//! The plans and what became of them, as a table: every plan once, by theme, with its state, who says so, and how late.

use axum::http::header;
use gyeongsan::domain::{Code, Outcome, OutcomeOf};
use serde_json::Value;

use super::support::{Site, css, record, seeds};

async fn site() -> Site {
    Site::of(&record(), "2026-11-30").await
}

#[tokio::test]
async fn every_plan_stands_once_and_the_bar_counts_them_all() {
    let site = site().await;
    let page = site.page("/plans").await;
    let plans: Value = serde_json::from_str(&site.page("/plans.json").await.body).expect("JSON");
    let html = page.html();
    let titles = css("tr.plan th a");
    let mut links: Vec<&str> = html.select(&titles).filter_map(|link| link.attr("href")).collect();
    assert_eq!(links.len() as u64, plans["total"].as_u64().expect("a total"));
    links.sort_unstable();
    links.dedup();
    assert_eq!(links.len() as u64, plans["total"].as_u64().expect("a total"), "each once");
    let bar: u64 =
        page.texts(".bar-count").iter().map(|count| count.parse::<u64>().expect("a number")).sum();
    assert_eq!(bar, links.len() as u64);
    assert_eq!(html.select(&css(".bar .cells use")).count(), links.len());
}

#[tokio::test]
async fn a_row_says_until_when_what_came_of_it_how_late_and_who_says_so() {
    let page = site().await.page("/plans?theme=industrial-base").await;
    let rows = page.texts("tr.plan");
    let cosmetics = rows.iter().find(|row| row.contains("2020년 완공 계획")).expect("the complex");
    for words in ["2020년", "이루어짐", "3년 6개월에서 4년 6개월쯤 늦게", "2024년 7월"]
    {
        assert!(cosmetics.contains(words), "{words} in {cosmetics}");
    }
    assert!(!cosmetics.contains("예정보다"), "the head of the column says so: {cosmetics}");
    let symposium = site().await.page("/plans?state=changed").await.texts("tr.plan");
    assert!(symposium.iter().any(|row| row.contains("심포지엄") && row.contains("추정")));
}

#[tokio::test]
async fn it_is_said_how_many_outcomes_an_editor_concluded() {
    let site = site().await;
    let plans: Value = serde_json::from_str(&site.page("/plans.json").await.body).expect("JSON");
    let plans = plans["items"].as_array().expect("plans on one page");
    let last = plans.iter().filter_map(|plan| plan["outcomes"].as_array()?.last());
    let told = last.clone().count();
    let concluded = last.filter(|outcome| outcome["inferred"].is_string()).count();
    assert!(0 < concluded && concluded < told, "{concluded} of {told}");
    let said =
        format!("그 뒤를 확인한 {told}건 가운데 {concluded}건은 같은 계획으로 추정했습니다.");
    for path in ["/", "/plans", "/plans/embed"] {
        assert!(site.page(path).await.main().contains(&said), "{said} in {path}");
    }
}

#[tokio::test]
async fn it_is_said_how_many_plans_are_younger_than_the_subject() {
    let site = site().await;
    let plans: Value = serde_json::from_str(&site.page("/plans.json").await.body).expect("JSON");
    let sources: Value =
        serde_json::from_str(&site.page("/sources.json").await.body).expect("JSON");
    let year = |slug: &Value| {
        let source = sources["items"].as_array()?.iter().find(|source| source["slug"] == *slug)?;
        source["published"].as_str()?.get(..4)?.parse::<u16>().ok()
    };
    let later = plans["items"].as_array().expect("plans on one page").iter().filter(|plan| {
        let evidence = plan["evidence"].as_array().expect("evidence");
        evidence.iter().all(|piece| year(&piece["source"]).is_some_and(|year| year > 2018))
    });
    let later = later.count();
    assert!(later > 0, "some plans come from later sources");
    let said = format!("{later}건은 2019년 이후의 계획입니다.");
    for path in ["/", "/plans", "/plans/embed"] {
        assert!(site.page(path).await.main().contains(&said), "{said} in {path}");
    }
    assert!(!site.page("/plans?state=postponed").await.main().contains("2019년 이후의 계획입니다"));
}

#[tokio::test]
async fn what_was_told_done_twice_counts_as_concluded_where_its_row_says_so() {
    let mut seeds = seeds();
    let plan = Code::parse("GS-0042-3").expect("a code");
    // Of December 2017 and of January 2018.
    for (code, why) in [("GS-0041-5", Some("같은 센터로 보았습니다.")), ("GS-0030-4", None)]
    {
        let teller = seeds.facts.iter_mut().find(|fact| fact.code.to_string() == code);
        let inferred = why.map(str::to_owned);
        teller.expect("a fact").outcome_of =
            vec![OutcomeOf { fact: plan, outcome: Outcome::Done, inferred }];
    }
    let page = Site::of(&seeds, "2026-11-30").await.page("/plans").await;
    let rows = page.texts("tr.plan");
    let row = rows.iter().find(|row| row.contains("AMRC ASIA 센터 설립 예정")).expect("the plan");
    assert!(row.contains("이루어짐 추정"), "the first to say so was concluded: {row}");
    let said = "그 뒤를 확인한 1건은 같은 계획으로 추정했습니다.";
    assert!(page.main().contains(said), "{}", page.main());
}

#[tokio::test]
async fn what_differs_is_warned_of_and_what_nobody_can_tell_is_folded() {
    let page = site().await.page("/plans").await;
    assert!(page.texts("tr.plan .differs").iter().any(|text| text.contains("출처마다 다릅니다")));
    let hopes = page.texts(".hopes tr.plan");
    assert!(hopes.len() > 3, "{hopes:?}");
    assert!(hopes.iter().all(|hope| hope.contains("확인할 수 없는 기대")), "{hopes:?}");
    let open = page.texts(".theme-group tr.plan");
    assert!(open.len() > hopes.len(), "{open:?}");
    assert!(open.iter().all(|row| !row.contains("확인할 수 없는 기대")));
}

#[tokio::test]
async fn two_states_of_two_themes_are_one_list_and_each_can_be_taken_away() {
    let site = site().await;
    let path = "/plans?theme=carbon&theme=content&state=done&state=partly";
    let page = site.page(path).await;
    let states = page.texts("tr.plan .verdict strong");
    assert!(states.len() > 4, "{states:?}");
    assert!(states.iter().all(|state| state == "이루어짐" || state == "일부 이루어짐"));
    let links = page.links();
    for without in [
        "/plans?theme=content&state=done&state=partly",
        "/plans?theme=carbon&theme=content&state=partly",
    ] {
        assert!(links.contains(without), "{without}");
    }
    // The words of a form keep what was chosen.
    let hidden = css("form input[type=hidden]");
    assert_eq!(page.html().select(&hidden).count(), 4);
}

#[tokio::test]
async fn the_workbook_comes_first_and_the_feed_is_found() {
    let page = site().await.page("/plans").await;
    let html = page.html();
    let first = html.select(&css(".actions a")).next().and_then(|link| link.attr("href"));
    assert_eq!(first, Some("/plans.xlsx"));
    assert!(page.links().contains("/plans.atom"));
}

#[tokio::test]
async fn any_site_may_frame_the_plans_with_their_credit() {
    let embed = site().await.page("/plans/embed").await;
    let policy = embed.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("frame-ancestors *"), "{policy}");
    assert_eq!(embed.header(header::X_FRAME_OPTIONS), "");
    assert!(embed.main().contains("정리: 경산 정책기록 제6판"));
    assert!(embed.main().contains("이루어지지 않았다는 뜻이 아닙니다"));
    let (html, outside) = (embed.html(), css("a:not([target=_top])"));
    assert_eq!(html.select(&outside).count(), 0, "no link opens within the frame");
}
