//! A search narrowed by kind, theme and state: what is offered with which counts, what is left, and what is said of it.

use axum::http::StatusCode;
use gyeongsan::domain::{Code, Fact};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::support::{Answer, Site, css, record, seeds, text_of};

async fn site() -> Site {
    Site::of(&record(), "2026-11-30").await
}

fn target(path: &str, query: &str, filters: &str) -> String {
    format!("{path}?q={}{filters}", utf8_percent_encode(query, NON_ALPHANUMERIC))
}

/// A value that a page offers: its facet, its name, its count and where it leads.
#[derive(Debug)]
struct Offered {
    facet: String,
    name: String,
    count: usize,
    address: String,
}

fn offered(page: &Answer) -> Vec<Offered> {
    let (html, groups, head, links, count) =
        (page.html(), css(".narrow .facet-groups section"), css("h3"), css("a"), css(".count"));
    let mut all = Vec::new();
    for group in html.select(&groups) {
        let facet = text_of(group.select(&head).next().expect("a heading"));
        all.extend(group.select(&links).map(|link| {
            let text = text_of(link);
            let number = text_of(link.select(&count).next().expect("a count"));
            let name = text.split(&number).next().expect("a name").trim().to_owned();
            let count = number.trim_end_matches(" 건").parse().expect("a number");
            let address = link.attr("href").expect("an address").to_owned();
            Offered { facet: facet.clone(), name, count, address }
        }));
    }
    all
}

fn named<'o>(offered: &'o [Offered], facet: &str, name: &str) -> &'o Offered {
    let found = offered.iter().find(|value| value.facet == facet && value.name == name);
    found.unwrap_or_else(|| panic!("{facet} {name} in {offered:?}"))
}

/// How many results stand on a page.
fn hits(page: &Answer) -> usize {
    let all = css("[aria-labelledby=names] li, [aria-labelledby=sources] li, .fact-row");
    page.html().select(&all).count()
}

#[tokio::test]
async fn each_value_leaves_as_many_results_as_it_says() {
    let site = site().await;
    let page = site.page(&target("/search", "탄소", "")).await;
    let values = offered(&page);
    for (facet, name) in [
        ("종류", "기록"),
        ("종류", "용어"),
        ("종류", "출처"),
        ("종류", "산업"),
        ("분야", "탄소"),
        ("상태", "결과를 확인하지 못함"),
    ] {
        assert!(named(&values, facet, name).count > 0);
    }
    for value in &values {
        let narrowed = site.page(&value.address).await;
        assert_eq!(hits(&narrowed), value.count, "{value:?}");
        assert_eq!(narrowed.text(".lead"), format!("조건에 맞는 결과 {}건입니다.", value.count));
        assert_eq!(narrowed.text("h1"), format!("‘탄소’ 검색 결과 ({})", value.name));
        assert_eq!(narrowed.texts(".tags a"), [format!("{} ✕ 조건 빼기", value.name)]);
    }
    // Every result is of one kind.
    let kinds = values.iter().filter(|value| value.facet == "종류");
    assert_eq!(kinds.map(|value| value.count).sum::<usize>(), hits(&page));
}

#[tokio::test]
async fn values_of_a_facet_are_alternatives_and_other_facets_count_what_is_left() {
    let site = site().await;
    let whole = offered(&site.page(&target("/search", "탄소", "")).await);
    let both = site.page(&target("/search", "탄소", "&type=industry&type=term")).await;
    let (industries, terms) = (named(&whole, "종류", "산업"), named(&whole, "종류", "용어"));
    assert_eq!(hits(&both), industries.count + terms.count);
    // A kind counts the same whichever kinds are chosen, and no industry has a theme.
    let left = offered(&both);
    assert_eq!(named(&left, "종류", "기록").count, named(&whole, "종류", "기록").count);
    assert!(left.iter().all(|value| value.facet == "종류"), "{left:?}");
    // A plan has one theme.
    let open = site.page(&target("/search", "탄소", "&state=passed")).await;
    let themes = offered(&open).into_iter().filter(|value| value.facet == "분야");
    assert_eq!(themes.map(|value| value.count).sum::<usize>(), hits(&open));
    assert!(hits(&open) > 1);
}

#[tokio::test]
async fn what_was_chosen_can_be_taken_off_one_by_one_or_at_once() {
    let site = site().await;
    let narrowed = target("/search", "탄소", "&type=fact&theme=carbon&state=passed");
    let page = site.page(&narrowed).await;
    let (html, tags) = (page.html(), css(".tags a"));
    let tags: Vec<_> =
        html.select(&tags).map(|tag| (text_of(tag), tag.attr("href").expect("a link"))).collect();
    assert_eq!(
        tags,
        [
            (
                "기록 ✕ 조건 빼기".to_owned(),
                &*target("/search", "탄소", "&theme=carbon&state=passed")
            ),
            ("탄소 ✕ 조건 빼기".to_owned(), &*target("/search", "탄소", "&type=fact&state=passed")),
            (
                "결과를 확인하지 못함 ✕ 조건 빼기".to_owned(),
                &*target("/search", "탄소", "&type=fact&theme=carbon")
            ),
            ("모두 빼기".to_owned(), &*target("/search", "탄소", "")),
        ]
    );
    let data = format!("https://example.org{}", narrowed.replace("/search?", "/search.json?"));
    assert!(page.addresses().contains(&data), "the data is narrowed alike");
}

#[tokio::test]
async fn what_no_result_fits_can_be_widened_and_is_no_failed_search() {
    let site = site().await;
    let page = site.page(&target("/search", "탄소", "&type=term&state=done")).await;
    let text = page.text(".nothing");
    assert_eq!(text, "조건에 맞는 결과가 없습니다. 조건을 하나씩 빼 보세요. 조건 없이 보기");
    assert!(page.links().contains(&target("/search", "탄소", "")));
    assert_eq!(page.texts(".tags a").len(), 2);
    assert_eq!(site.metric("gyeongsan_searches_without_result_total").await, 0);
}

#[tokio::test]
async fn results_are_narrowed_before_the_nearest_are_taken() {
    let site = site().await;
    let whole = site.page(&target("/search", "경산", "")).await;
    let facts = site.page(&target("/search", "경산", "&type=fact")).await;
    assert_eq!(facts.text(".search-note"), "가까운 것부터 100건만 보여 줍니다.");
    let (shown, links) = (whole.links(), facts.links());
    let is_new = |link: &&String| link.starts_with("/facts/GS-") && !shown.contains(*link);
    let beyond = links.iter().filter(is_new).count();
    assert!(beyond > 20, "{beyond}");
}

#[tokio::test]
async fn of_very_many_results_it_is_said_how_many_were_counted() {
    let mut seeds = seeds();
    let model = seeds.facts.iter().find(|fact| fact.is_plan()).expect("a plan").clone();
    seeds.facts.extend((1000..1500).map(|number| {
        let code = Code::from_number(number).expect("a number");
        Fact { code, title: "누리호 발사".to_owned(), ..model.clone() }
    }));
    let site = Site::of(&seeds, "2026-11-22").await;
    let page = site.page(&target("/search", "누리호", "")).await;
    assert_eq!(page.text("h1"), "‘누리호’ 검색 결과 500건");
    let told = page.text(".narrow > .hint");
    let counted = told.strip_prefix("결과가 많아 ").expect(&told);
    let counted = counted.strip_suffix("건까지만 셌습니다.").expect(&told);
    let facts = site.page(&target("/search", "누리호", "&type=fact")).await;
    assert_eq!(facts.text(".lead"), format!("조건에 맞는 결과 {counted}건 이상입니다."));
    assert_eq!(facts.text(".search-note"), "가까운 것부터 100건만 보여 줍니다.");
}

#[tokio::test]
async fn the_answer_and_the_notes_stay_above_what_is_narrowed() {
    let site = site().await;
    let page = site.page(&target("/search", "예산", "&type=fact")).await;
    assert!(page.text(".answers").starts_with("금액이 나온 기록 "));
    let page = site.page(&target("/search", "조달청 센터가", "&type=fact")).await;
    let note = "모든 단어가 든 결과가 없어 한 단어를 뺐습니다: 조달청";
    assert_eq!(page.texts(".search-note"), [note]);
}

#[tokio::test]
async fn one_result_is_not_offered_to_be_narrowed() {
    let site = site().await;
    let page = site.page(&target("/search", "산학연 추진협의체 구성", "")).await;
    assert_eq!(hits(&page), 1);
    assert!(offered(&page).is_empty());
    assert!(offered(&site.page("/search?type=fact").await).is_empty());
    assert_eq!(site.page("/search?type=fact").await.text("h1"), "검색");
}

#[tokio::test]
async fn wrong_values_are_refused_as_lists_refuse_them() {
    let site = site().await;
    for (filters, status) in [
        ("&type=nothing", StatusCode::BAD_REQUEST),
        ("&state=undated", StatusCode::BAD_REQUEST),
        ("&theme=No!", StatusCode::NOT_FOUND),
        ("&theme=nothing", StatusCode::NOT_FOUND),
    ] {
        for path in ["/search", "/search.json"] {
            assert_eq!(site.get(&target(path, "탄소", filters)).await.status, status, "{filters}");
        }
        let list = site.get(&format!("/plans.json?{}", &filters[1..])).await.status;
        assert!(list == status || filters.starts_with("&type"), "{filters}");
    }
}

async fn data(site: &Site, filters: &str) -> Value {
    serde_json::from_str(&site.page(&target("/search.json", "탄소", filters)).await.body)
        .expect("JSON")
}

#[tokio::test]
async fn data_is_narrowed_as_the_page_is() {
    let site = site().await;
    for filters in ["", "&type=fact", "&theme=carbon&state=passed&state=partly", "&type=source"] {
        let found = data(&site, filters).await;
        let page = site.page(&target("/search", "탄소", filters)).await;
        let items = found["items"].as_array().expect("items");
        assert_eq!((items.len(), &found["total"]), (hits(&page), &Value::from(items.len())));
        assert!(!items.is_empty(), "{filters}");
        for item in items {
            let path = item["url"].as_str().expect("a URL").replace("https://example.org", "");
            assert!(page.links().contains(&path), "{filters}: {path}");
            assert!(filters != "&type=fact" || item["kind"] == "fact", "{item}");
        }
    }
}

#[tokio::test]
async fn programs_are_told_by_what_a_search_can_be_narrowed() {
    let described: Value =
        serde_json::from_str(&site().await.page("/openapi.json").await.body).expect("JSON");
    for path in ["/search", "/search.json"] {
        let parameters = described["paths"][path]["get"]["parameters"].as_array().expect(path);
        let names: Vec<&str> = parameters.iter().filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(names, ["q", "type", "theme", "state"], "{path}");
        let kinds = &parameters[1]["schema"]["items"]["enum"];
        assert_eq!(
            *kinds,
            serde_json::json!([
                "fact",
                "industry",
                "project",
                "agreement",
                "institution",
                "site",
                "term",
                "source"
            ])
        );
    }
}
