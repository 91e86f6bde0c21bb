//! The themes: what each is about and how it went, put together from facts of the living record.

use serde_json::Value;

use super::support::{Site, css, record};

async fn site() -> Site {
    Site::of(&record(), "2026-11-30").await
}

#[tokio::test]
async fn a_story_has_at_most_five_sentences_of_facts_and_ends_with_the_count() {
    let site = site().await;
    for slug in ["strategy", "advanced-materials", "carbon", "titanium", "content"] {
        let page = site.page(&format!("/themes/{slug}")).await;
        let sources = page.texts(".story .source");
        assert!((1..=3).contains(&sources.len()), "{slug}: {sources:?}");
        let html = page.html();
        let links = css(".story .source");
        for link in html.select(&links).filter_map(|link| link.attr("href")) {
            assert!(link.starts_with("/facts/GS-"), "{slug}: {link}");
        }
        assert!(page.text(".story").contains("이 분야의 계획 "), "{slug}");
    }
}

#[tokio::test]
async fn the_story_of_carbon_tells_that_the_centre_was_finished_in_time_and_what_it_cost() {
    let page = site().await.page("/themes/carbon").await;
    let story = page.text(".story");
    assert!(story.starts_with("탄소 기업을 한곳에 모으려던 단지와"), "{story}");
    assert!(story.contains("2022년 12월 16일"), "{story}");
    // What nobody knows is not told as failed.
    assert!(
        story.contains("8건은 결과를 확인하지 못했고, 1건은 확인할 수 없는 기대입니다."),
        "{story}"
    );
    let rows = page.texts("tr.plan");
    let centre = rows.iter().find(|row| row.contains("2022년 준공 계획")).expect("the centre");
    assert!(centre.contains("이루어짐") && centre.contains("예정대로"), "{centre}");
    for place in [&story, centre] {
        assert!(place.contains("241억 6,000만 원"), "{place}");
    }
    // Nobody says what else was spent, so that no other row has an amount of the centre.
    let spent = rows.iter().filter(|row| row.contains("사업비 241억"));
    assert_eq!(spent.count(), 1);
}

#[tokio::test]
async fn a_story_goes_by_what_became_of_plans_within_its_theme() {
    let page = site().await.page("/themes/advanced-materials").await;
    let story = page.text(".story");
    let place = |words: &str| story.find(words).unwrap_or_else(|| panic!("{words} in {story}"));
    // The outcome of two institutes is the end of the centre of another theme.
    assert!(place("설립 절차를 앞두고 있다고") < place("준공식을 열었습니다"), "{story}");
}

#[tokio::test]
async fn the_counts_of_a_theme_are_those_of_its_plans() {
    let site = site().await;
    let page = site.page("/themes/titanium").await;
    let theme: Value =
        serde_json::from_str(&site.page("/themes/titanium.json").await.body).expect("JSON");
    let rows = page.texts("tr.plan").len();
    assert!(rows > 3, "{rows}");
    assert_eq!(theme["plans"], rows);
    let counts = theme["counts"].as_object().expect("counts");
    assert_eq!(counts.values().filter_map(Value::as_u64).sum::<u64>(), rows as u64);
    let cells = page.html().select(&css("aside .cells use")).count();
    assert_eq!(cells, rows);
    assert!(page.links().contains("/plans?theme=titanium"));
}

#[tokio::test]
async fn a_theme_that_is_none_is_not_found() {
    let site = site().await;
    assert_eq!(site.get("/themes/none").await.status.as_u16(), 404);
    assert_eq!(site.get("/themes/none.json").await.status.as_u16(), 404);
}
