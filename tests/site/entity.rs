//! One entity: what it is, the answers that readers look for, who takes part, and each fact once.

use gyeongsan::domain::{Code, Fact};

use super::support::{Site, css, record, seeds};

#[tokio::test]
async fn an_entity_that_no_plan_names_says_so() {
    let site = Site::open().await;
    let none = "이 기관·기업의 계획으로 정리한 기록은 없습니다.";
    assert!(site.page("/institutions/dgist").await.main().contains(none));
    for planned in ["/institutions/gyeongsan-city", "/industries/carbon"] {
        let main = site.page(planned).await.main();
        assert!(!main.contains("계획으로 정리한 기록은 없습니다"), "{planned}: {main}");
    }
}

#[tokio::test]
async fn blue_technology_says_what_it_is_and_shows_who_works_on_it() {
    let page = Site::open().await.page("/industries/blue-technology").await;
    let lead = page.text("p.lead");
    assert!(lead.contains("자연") || lead.contains("생물"), "{lead}");
    let partners = page.texts(".partners th a");
    for name in [
        "경산시",
        "지식융합연구소",
        "청색기술자문위원회",
        "청색기술기업협의회",
        "한국기계연구원",
        "포스텍",
        "포항가속기연구소",
        "양성자 가속기연구센터",
        "재료연구소",
        "대구경북과학기술원",
        "환경부",
        "FBEI",
        "청색기술 국제심포지엄",
        "청색기술 융합산업 클러스터 조성사업",
    ] {
        assert_eq!(partners.iter().filter(|other| *other == name).count(), 1, "{name}, once");
    }
    // Eight stand in the open, the others are folded.
    assert_eq!(page.texts("section > .partners tbody tr").len(), 8);
    assert_eq!(page.text(".more-rows > summary"), format!("나머지 {}곳 보기", partners.len() - 8));
}

#[tokio::test]
async fn the_card_answers_or_says_that_nothing_does() {
    let page = Site::open().await.page("/projects/amrc-asia-centre").await;
    let card = page.texts(".profile > div");
    let row = |label: &str| card.iter().find(|row| row.starts_with(label)).expect(label).as_str();
    assert_eq!(card.len(), 6, "{card:?}");
    assert!(row("무엇").contains("센터"));
    assert!(row("언제").contains("2018년 상반기(계획)"), "{}", row("언제"));
    for unknown in ["누가", "얼마", "어디"] {
        assert!(row(unknown).ends_with("정리한 기록이 없습니다"), "{}", row(unknown));
    }
    let plan = page.texts("tr.plan").join(" ");
    assert!(plan.contains("2018년 상반기") && plan.contains("결과를 확인하지 못함"), "{plan}");
}

#[tokio::test]
async fn an_agreement_says_when_and_with_whom() {
    let page = Site::open().await.page("/agreements/amrc-moa").await;
    let card = page.texts(".profile > div").join("\n");
    assert!(card.contains("2017년 12월"), "{card}");
    assert!(card.contains("AMRC"), "{card}");
}

#[tokio::test]
async fn a_total_is_not_the_area_of_one_site() {
    let page = Site::open().await.page("/sites/knowledge-industry-district").await;
    let size = page.texts(".profile > div").into_iter().find(|row| row.starts_with("얼마"));
    assert!(size.expect("a row").contains("정리한 기록이 없습니다"));
}

#[tokio::test]
async fn the_spelling_of_the_article_is_noted_at_the_foot() {
    let page = Site::open().await.page("/institutions/amrc").await;
    let names = page.text("section.names");
    assert!(names.contains("Advanced Manufacturing Reserch Centre"));
    assert!(names.contains("기사의 표기를 그대로"));
}

#[tokio::test]
async fn each_fact_stands_once() {
    let page = Site::open().await.page("/institutions/gyeongsan-city").await;
    let html = page.html();
    let own = css(".fact-title a, tr.plan th a");
    let mut links: Vec<&str> = html.select(&own).filter_map(|link| link.attr("href")).collect();
    assert_eq!(links.len(), 45);
    links.sort_unstable();
    links.dedup();
    assert_eq!(links.len(), 45);
}

#[tokio::test]
async fn an_entity_with_very_many_facts_leads_to_its_themes() {
    let mut seeds = seeds();
    let is_about = |fact: &&Fact| {
        fact.about.iter().any(|about| about.entity.slug.as_str() == "knowledge-fusion-mou")
    };
    let model = seeds.facts.iter().find(is_about).expect("a fact").clone();
    seeds.facts.extend((1000..1300).map(|number| {
        let code = Code::from_number(number).expect("a number");
        Fact { code, ..model.clone() }
    }));
    let page = Site::of(&seeds, "2026-11-22").await.page("/agreements/knowledge-fusion-mou").await;
    let shown = page.links().iter().filter(|link| link.starts_with("/facts/GS-")).count();
    assert!(shown < 10, "{shown}");
    assert!(page.main().contains("분야별로 보면 찾기 쉽습니다"));
    assert!(page.links().contains("/facts?agreement=knowledge-fusion-mou"));
    assert!(page.links().contains("/facts?theme=blue-technology&agreement=knowledge-fusion-mou"));
}

/// The card of a page, by its rows.
fn card(page: &super::support::Answer) -> Vec<String> {
    page.texts(".profile > div")
}

#[tokio::test]
async fn what_was_finished_is_known_by_its_end() {
    let site = Site::of(&record(), "2026-11-30").await;
    let page = site.page("/projects/carbon-design-centre").await;
    let card = card(&page);
    let row = |label: &str| card.iter().find(|row| row.starts_with(label)).expect(label).as_str();
    assert!(row("언제").contains("2022년 12월 16일"), "{card:?}");
    assert!(row("얼마").contains("241억 6,000만 원"), "{card:?}");
    assert!(row("지금").contains("2022년 12월 16일") && row("지금").contains("준공"), "{card:?}");
}

#[tokio::test]
async fn an_answer_names_the_source_that_gives_it() {
    let site = Site::of(&record(), "2026-11-30").await;
    // 경북일보 names no parties and no day of this agreement.
    let card = card(&site.page("/agreements/igs-mou").await);
    let row = |label: &str| card.iter().find(|row| row.starts_with(label)).expect(label).as_str();
    for label in ["누가", "언제"] {
        assert!(!row(label).contains("경북일보"), "{}", row(label));
    }
}

#[tokio::test]
async fn a_concluded_part_is_marked_in_an_answer() {
    let site = Site::of(&record(), "2026-11-30").await;
    let card = card(&site.page("/agreements/carbon-companies-mou").await);
    let parties = card.iter().find(|row| row.starts_with("누가")).expect("a row");
    assert!(parties.contains("티포엘(추정)") && !parties.contains("경산시(추정)"), "{parties}");
}

#[tokio::test]
async fn what_ended_later_is_what_is_known_now() {
    let site = Site::of(&record(), "2026-11-30").await;
    let card = card(&site.page("/projects/game-programme").await);
    let now = card.iter().find(|row| row.starts_with("지금")).expect("a row");
    assert!(now.contains("2023년 11월"), "{now}");
}

#[tokio::test]
async fn a_limit_that_was_set_is_no_day_on_which_something_happened() {
    let site = Site::of(&record(), "2026-11-30").await;
    // An article of July 2021 tells of research that was to be over by 2024.
    let card = card(&site.page("/institutions/dongah-special-metal").await);
    let now = card.iter().find(|row| row.starts_with("지금")).expect("a row");
    assert!(now.starts_with("지금 2021년:"), "{now}");
    let plan = site.page("/facts/GS-0038-8").await.main();
    assert!(plan.contains("시작됨") && !plan.contains("시작됨 2024년까지"), "{plan}");
}

#[tokio::test]
async fn of_several_roles_each_has_its_number() {
    let page = Site::of(&record(), "2026-11-30").await.page("/sites/gyeongsan-4-complex").await;
    let rows = page.texts(".partners tbody tr");
    let row = rows.iter().find(|row| row.contains("탄소 협동화단지")).expect("a row");
    // It is the target of one fact, and the other facts are about it.
    assert!(row.contains("지원·방문 대상 1건") && row.contains("주제 "), "{row}");
}

#[tokio::test]
async fn an_institution_has_no_rows_that_nothing_answers() {
    let site = Site::of(&record(), "2026-11-30").await;
    for slug in ["boeing", "amrc", "gyeongsan-city"] {
        let page = site.page(&format!("/institutions/{slug}")).await;
        let card = card(&page);
        assert!(card.iter().all(|row| !row.contains("정리한 기록이 없습니다")), "{card:?}");
    }
    let city = site.page("/institutions/gyeongsan-city").await;
    assert_eq!(city.text("p.lead"), "경산시는 지방자치단체입니다.");
    assert!(card(&city).is_empty());
}

#[tokio::test]
async fn what_was_told_later_is_not_said_to_be_missing() {
    let site = Site::of(&record(), "2026-11-30").await;
    // Told of in 2017, and again in 2021.
    let page = site.page("/projects/titanium-ecosystem").await;
    assert!(!card(&page).concat().contains("그 뒤의 소식은 찾지 못했습니다"), "{:?}", card(&page));
}

/// The titles in the small timeline with what is said of each.
async fn course(site: &Site, path: &str) -> Vec<String> {
    site.page(path).await.texts("aside .event")
}

#[tokio::test]
async fn the_small_timeline_tells_the_course_of_a_project_in_its_order() {
    let site = Site::of(&record(), "2026-11-30").await;
    let path = "/projects/amrc-asia-centre";
    let page = site.page(path).await;
    assert_eq!(page.texts("aside .year > h3"), ["2017년", "2018년", "2019년", "2020년"]);
    let course = course(&site, path).await;
    assert_eq!(course.len(), 7, "{course:?}");
    assert!(course[0].starts_with("10월 17일"), "{course:?}");
    assert!(course[2].starts_with("상반기") && course[2].ends_with("미뤄짐(추정)"), "{course:?}");
    assert!(course[6].starts_with("2020년까지"), "{course:?}");
    assert_eq!(page.text("aside .event-flag"), "경북일보 기사가 나온 무렵");
    // Each leads to a fact that has the entity.
    let data = site.page("/timeline.json?project=amrc-asia-centre").await.body;
    let html = page.html();
    for link in html.select(&css("aside .event a")) {
        assert!(data.contains(link.attr("href").expect("a link")));
    }
}

#[tokio::test]
async fn of_a_long_course_the_last_eight_are_shown_and_all_are_a_tap_away() {
    let site = Site::of(&record(), "2026-11-30").await;
    for (path, all) in [
        ("/industries/carbon", "/timeline?industry=carbon"),
        ("/industries/blue-technology", "/timeline?industry=blue-technology"),
    ] {
        let page = site.page(path).await;
        assert_eq!(page.texts("aside .event").len(), 8, "{path}");
        assert!(page.links().contains(all), "{path}");
        let data = site.page(&all.replace('?', ".json?")).await.body;
        let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
        let told = format!("날짜가 있는 기록 {}건 모두 보기", data["total"]);
        assert_eq!(page.text("aside .more"), told, "{path}");
    }
}

#[tokio::test]
async fn one_date_is_no_course_and_the_city_has_its_themes() {
    let site = Site::of(&record(), "2026-11-30").await;
    for (path, dated) in [
        ("/industries/content", 1),
        ("/agreements/igs-mou", 4),
        ("/projects/titanium-ecosystem", 2),
        ("/institutions/gyeongsan-city", 47),
    ] {
        let all = path[1..].replace("ies/", "y=").replace("s/", "=");
        let data = site.page(&format!("/timeline.json?{all}")).await.body;
        let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
        assert_eq!(data["total"], dated, "{path}");
        let shown = if (2..=8).contains(&dated) { dated } else { 0 };
        assert_eq!(course(&site, path).await.len(), shown, "{path}");
    }
}
