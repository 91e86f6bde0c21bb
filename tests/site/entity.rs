//! One entity: what the facts say of it, with whom, and what the article does not say.

use gyeongsan::domain::{Code, Fact};

use super::support::{Site, seeds};

#[tokio::test]
async fn blue_technology_shows_who_works_on_it() {
    let page = Site::open().await.page("/industries/blue-technology").await;
    let related = page.texts(".related .name");
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
        assert!(related.iter().any(|other| other == name), "{name}");
    }
}

#[tokio::test]
async fn the_amrc_centre_is_planned_and_what_is_unknown_is_said() {
    let page = Site::open().await.page("/projects/amrc-asia-centre").await;
    assert!(page.text("section.ahead-box").contains("2018년 상반기(계획)"));
    let absent = page.text("section[aria-labelledby=absent]");
    for missing in ["금액", "장소", "추진 주체", "정확한 날: 반기까지만", "실제로 이루어졌는지"]
    {
        assert!(absent.contains(missing), "{missing} in {absent}");
    }
}

#[tokio::test]
async fn an_agreement_says_who_is_not_named() {
    let site = Site::open().await;
    let moa = site.page("/agreements/amrc-moa").await;
    let absent = moa.text("section[aria-labelledby=absent]");
    assert!(absent.contains("어느 기관이 서명했는지 나오지 않습니다"), "{absent}");
    assert!(absent.contains("정확한 날: 달까지만 나옵니다(2017년 12월)"), "{absent}");
    let mou = site.page("/agreements/knowledge-fusion-mou").await;
    assert!(
        mou.text("section[aria-labelledby=absent]").contains("한쪽(지식융합연구소)만 나옵니다")
    );
}

#[tokio::test]
async fn the_names_of_the_other_strategic_industries_are_missing() {
    let page = Site::open().await.page("/projects/strategic-industries-plan").await;
    let absent = page.text("section[aria-labelledby=absent]");
    assert!(
        absent.contains("4차 산업혁명, 청색기술산업만 나오고 나머지의 이름은 나오지 않습니다"),
        "{absent}"
    );
}

#[tokio::test]
async fn a_total_is_not_the_area_of_one_site() {
    let page = Site::open().await.page("/sites/knowledge-industry-district").await;
    assert!(page.main().contains("1,040만 9,000㎡"), "the total is shown");
    let absent = page.text("section[aria-labelledby=absent]");
    assert!(absent.contains("이곳만의 넓이가 나오지 않습니다"), "{absent}");
}

#[tokio::test]
async fn the_spelling_of_the_article_is_noted() {
    let page = Site::open().await.page("/institutions/amrc").await;
    assert!(page.main().contains("Advanced Manufacturing Reserch Centre"));
    assert!(page.main().contains("기사의 표기를 그대로"));
}

#[tokio::test]
async fn a_long_page_says_what_it_holds_and_the_name_has_its_particle() {
    let site = Site::open().await;
    let page = site.page("/industries/blue-technology").await;
    assert_eq!(
        page.texts("nav.here a"),
        ["언제", "계획과 전망", "수치", "함께 나오는 대상", "그 밖의 기록", "출처에 없는 것"]
    );
    for (path, words) in [
        ("/industries/blue-technology", "청색기술산업을 다룬 기록은 26건입니다."),
        ("/institutions/gyeongsan-city", "경산시를 다룬 기록은 45건입니다."),
        ("/institutions/amrc", "AMRC를 다룬 기록"),
        ("/agreements/amrc-moa", "설립 MOA를 다룬 기록"),
    ] {
        assert!(site.page(path).await.main().contains(words), "{path}");
    }
}

#[tokio::test]
async fn an_entity_with_very_many_facts_shows_the_first_and_leads_to_all() {
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
    assert!(shown <= 100, "{shown}");
    let lead = page.text("p.lead");
    assert!(lead.contains("건입니다") && lead.contains("기록 전체를 쪽으로 나누어 보기"), "{lead}");
    assert!(page.links().contains("/facts?agreement=knowledge-fusion-mou"));
    // Of what was not looked at nothing is claimed.
    assert!(page.text("section[aria-labelledby=absent]").contains("따지지 않았습니다"));
}
