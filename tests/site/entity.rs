//! One entity: what it is, the answers that readers look for, who takes part, and each fact once.

use gyeongsan::domain::{Code, Fact};

use super::support::{Site, seeds};

#[tokio::test]
async fn an_entity_that_no_plan_names_says_so() {
    let site = Site::open().await;
    let none = "이 기관·기업의 계획은 출처에 나오지 않습니다.";
    assert!(site.page("/institutions/dgist").await.main().contains(none));
    for planned in ["/institutions/gyeongsan-city", "/industries/carbon"] {
        let main = site.page(planned).await.main();
        assert!(!main.contains("계획은 출처에 나오지 않습니다"), "{planned}: {main}");
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
        assert!(row(unknown).ends_with("출처에 나오지 않습니다"), "{}", row(unknown));
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
    assert!(size.expect("a row").contains("출처에 나오지 않습니다"));
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
    let own = super::support::css(".fact-title a, tr.plan th a");
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
