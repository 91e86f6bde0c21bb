//! What sentences put together from several facts may say: nothing that the sources do not bear out together. The
//! expectations are written from the seeds.

use super::support::{Answer, Site, record};

async fn site() -> Site {
    Site::of(&record(), "2026-12-01").await
}

fn section(page: &Answer, id: &str) -> String {
    page.text(&format!("section[aria-labelledby={id}]"))
}

#[tokio::test]
async fn sources_agree_only_on_what_several_of_them_give() {
    let site = site().await;
    for (code, sentence) in [
        // One of three gives a date.
        ("GS-0021-6", "경북일보, 전북일보, 대구MBC가 같은 일을 다룹니다."),
        ("GS-0027-3", "경북매일과 구미뉴스의 날짜가 같습니다. 경북일보도 같은 일을 다룹니다."),
        ("GS-0035-3", "경북일보와 아시아뉴스통신이 같은 일을 다룹니다."),
        ("GS-0194-4", "전자신문과 경북매일이 같은 일을 다룹니다."),
        ("GS-0196-9", "쿠키뉴스와 watermaeil.com 기사의 날짜가 같습니다."),
    ] {
        let said = section(&site.page(&format!("/facts/{code}")).await, "said");
        assert!(said.contains(sentence), "{code}: {said}");
        assert!(!said.contains("내용이 같습니다"), "{code}: {said}");
    }
}

#[tokio::test]
async fn every_source_that_is_more_exact_is_named_wherever_it_stands() {
    let site = site().await;
    for (code, sentence) in [
        (
            "GS-0041-5",
            "날짜는 동아일보와 대구일보가 더 정확합니다. 경북일보는 2017년 12월로, 동아일보와 대구일보는 2017년 12월 \
             13일로 전했습니다.",
        ),
        (
            "GS-0072-2",
            "날짜는 매일신문이 더 정확합니다. 매일신문은 2017년 4월 24일로, 아시아뉴스통신은 2017년 4월로 전했습니다. \
             경북일보도 같은 일을 다룹니다.",
        ),
        (
            "GS-0090-9",
            "날짜는 경북일보가 더 정확합니다. 경북일보는 2017년 10월로, watermaeil.com 기사는 2017년으로 전했습니다.",
        ),
        (
            "GS-0182-1",
            "날짜는 CBN뉴스가 더 정확합니다. CBN뉴스는 2018년 4월 30일로, 서울경제는 2018년 4월로 전했습니다.",
        ),
    ] {
        let said = section(&site.page(&format!("/facts/{code}")).await, "said");
        assert!(said.contains(sentence), "{code}: {said}");
    }
    let said = section(&site.page("/facts/GS-0182-1").await, "said");
    assert!(said.ends_with("‘지난 4월 설립’ 덜 정확함"), "{said}");
}

#[tokio::test]
async fn what_is_counted_does_not_contradict_the_number_of_sources() {
    let site = site().await;
    for path in ["/about", "/sources/donga-2017-12-13", "/facts/GS-0041-5"] {
        let page = site.page(path).await.main();
        assert!(page.contains("서로 확인해 준 것으로 보지 않습니다."), "{path}: {page}");
        assert!(!page.contains("한 건으로 셉니다"), "{path}");
    }
}

#[tokio::test]
async fn the_order_of_evidence_makes_no_source_the_first() {
    let page = site().await.page("/sources/kyongbuk-2018").await;
    let heads = page.texts("main h2");
    assert_eq!(heads[0], "이 출처를 바탕으로 정리한 기록 99건");
    assert!(!page.main().contains("처음 전한"));
    let jjan = site().await.page("/sources/jjan-2016-12-13").await.main();
    assert!(jjan.contains("다른 출처의 기록을 뒷받침하는 기록"), "{jjan}");
}

#[tokio::test]
async fn each_source_of_an_outcome_has_its_own_day() {
    let page = site().await.page("/plans").await;
    let cells = page.texts("tr.plan .from");
    for cell in [
        "CBN뉴스 2018년 4월 30일, 서울경제 2018년 10월",
        "아주경제 2022년 12월 18일, 전자신문 2022년 12월 16일",
        "쿠키뉴스 2018년 10월 2일, watermaeil.com 2018년 10월 4일",
    ] {
        assert!(cells.iter().any(|one| one.starts_with(cell)), "{cell} in {cells:?}");
    }
}

#[tokio::test]
async fn what_an_editor_concluded_is_marked_wherever_it_is_counted_or_told() {
    let site = site().await;
    for path in ["/", "/themes"] {
        // Each last outcome of a theme was linked to its plan by an editor.
        let last = site.page(path).await.texts(".card .last");
        assert_eq!(last.len(), 7, "{path}: {last:?}");
        assert!(last.iter().all(|one| one.ends_with("추정")), "{path}: {last:?}");
    }
    let done = site.page("/plans?state=done").await;
    assert_eq!(done.text(".lead"), "계획 10건 모두 이루어졌습니다(추정 7건).");
    for (theme, count) in [("industrial-base", "3건(추정)이"), ("carbon", "1건(추정)이")] {
        let page = site.page(&format!("/themes/{theme}")).await;
        assert!(page.text(".story").contains(&format!("{count} 이루어졌")), "{theme}");
        assert!(page.body.contains(&format!("가운데 {count} 이루어졌습니다.")), "{theme}");
    }
    let carbon = site.page("/plans?theme=carbon&state=done").await.main();
    let said = "그 뒤를 확인한 1건은 같은 계획으로 추정했습니다.";
    assert!(carbon.contains(said), "{carbon}");
    let titanium = site.page("/plans?theme=titanium").await.main();
    assert!(titanium.contains("그 뒤를 확인한 8건 모두 같은 계획으로 추정했습니다"), "{titanium}");
}

#[tokio::test]
async fn a_fact_that_was_done_is_no_plan_of_a_later_one() {
    let site = site().await;
    for (code, head) in [
        // The council of 2017 had been set up.
        ("GS-0110-4", "앞선 기록"),
        // The programme had been chosen; the centre and the institutes were plans.
        ("GS-0137-9", "앞선 기록"),
        ("GS-0182-1", "앞선 계획"),
    ] {
        let before = section(&site.page(&format!("/facts/{code}")).await, "before-it");
        assert!(before.starts_with(head), "{code}: {before}");
    }
    let committee = "경산발전전략위원회 출범";
    let moments = site.page("/timeline?theme=strategy").await.texts(".event");
    let moment = moments.iter().find(|moment| moment.contains(committee)).expect("the committee");
    assert!(!moment.contains("앞선"), "{moment}");
    let moments = site.page("/timeline?year=2022").await.texts(".event");
    let centre = moments.iter().find(|moment| moment.contains("설계해석 기술지원센터 준공"));
    let centre = centre.expect("the centre");
    assert!(centre.ends_with("앞선 계획: 이루어짐(추정)"), "{centre}");
}

#[tokio::test]
async fn the_picture_does_not_give_an_event_the_state_of_a_plan() {
    let picture = site().await.page("/timeline.svg").await.body;
    for name in [
        "2024년 7월, 화장품 특화단지 준공<",
        "2022년까지, 탄소복합설계해석 기술지원센터 2022년 준공 계획, 이루어짐(추정)",
    ] {
        assert!(picture.contains(name), "{name}");
    }
    assert!(!picture.contains("준공, 이루어짐") && !picture.contains("준공, 일부 이루어짐"));
    let committee = "2018년 11월 21일, 경산발전전략위원회 출범<";
    assert!(picture.contains(committee), "the council before it was no plan");
}

#[tokio::test]
async fn a_row_of_an_entity_is_of_one_fact() {
    let site = site().await;
    let rows = site.page("/sites").await.texts(".latest li");
    let row = |name: &str| rows.iter().find(|row| row.starts_with(name)).expect(name);
    let district = row("경산지식산업지구");
    assert!(district.contains("그해 말에 준공하는 것이 목표라고"), "{district}");
    assert!(district.ends_with("2018년 12월 무렵(계획) 그 뒤: 결과를 확인하지 못함"), "{district}");
    let rows = site.page("/projects").await.texts(".latest li");
    let row = |name: &str| rows.iter().find(|row| row.starts_with(name)).expect(name);
    // Two entities share this plan, and both have its state.
    assert!(row("청색기술융합산업화센터").ends_with("그 뒤: 결과를 확인하지 못함"));
    let centre = row("생활소비재 융복합 기술지원센터");
    assert!(
        centre.contains("345억 원") && centre.contains("2021년 11월 그 뒤: 결과를"),
        "{centre}"
    );
}

#[tokio::test]
async fn a_story_does_not_add_up_two_counts_of_one_thing() {
    let story = site().await.page("/themes/content").await.text(".story");
    // The hundred of October are among the 114 of December.
    assert!(story.contains("114명") && !story.contains("100명 넘게"), "{story}");
    let place = |words: &str| story.find(words).unwrap_or_else(|| panic!("{words} in {story}"));
    assert!(place("2018년 4월 30일") < place("2018년 말 소식지"), "{story}");
}

#[tokio::test]
async fn of_what_was_not_found_it_is_said_how_far_sources_were_searched() {
    let site = site().await;
    let basis = "그 뒤: 결과를 확인하지 못함, 2025년 11월 5일까지 나온 출처 54건 기준";
    for path in ["/facts/GS-0043-1", "/facts/GS-0043-1.txt", "/plans.json", "/search?q=플랫폼"] {
        let body = site.page(&path.replace("플랫폼", "%ED%94%8C%EB%9E%AB%ED%8F%BC")).await.body;
        assert!(body.contains(basis), "{path}");
        assert!(!body.contains("2026년 12월 1일 기준"), "{path}");
    }
    // What an edition once said, it says for ever.
    let pinned = site.page("/facts/GS-0043-1@1.txt").await.body;
    assert!(pinned.contains("그 뒤: 결과를 확인하지 못함, 2026년 11월 23일 기준]"), "{pinned}");
}

#[tokio::test]
async fn the_day_of_a_report_is_called_so() {
    let whens = site().await.page("/").await.texts("[aria-labelledby=latest] .when");
    // The ceremony has no date of its own; the complex was completed in July 2024.
    assert_eq!(whens[..2], ["2025년 5월 1일 보도", "2024년 7월"]);
}

#[tokio::test]
async fn a_name_that_says_what_it_is_is_not_explained_by_it() {
    let site = site().await;
    for (path, said) in [
        ("/institutions/dedicated-department", "부서입니다."),
        ("/sites/urban-tech-complex", "산업단지는 산업단지입니다."),
    ] {
        let page = site.page(path).await;
        assert!(!page.body.contains(said), "{path}");
        assert!(page.texts("main .lead").is_empty(), "{path}");
    }
    let search = "/search?q=%EC%83%9D%ED%99%9C%EC%86%8C%EB%B9%84%EC%9E%AC";
    let found = site.page(search).await.main();
    assert!(found.contains("생활소비재 융복합 기반구축 사업 지원 사업"), "{found}");
}
