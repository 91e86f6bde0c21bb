//! Lists narrowed by facets and turned by the page: what is left, how much there would be, one address
//! for each.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use gyeongsan::domain::Edtf;

use super::support::{Answer, Site, css, seeds, text_of};

/// The values that a facet of a page offers, with their counts.
fn offered(page: &Answer, facet: &str) -> Vec<(String, u64)> {
    let (html, links) = (page.html(), css(&format!("section[aria-labelledby='by-{facet}'] a")));
    let value = |link: scraper::ElementRef<'_>| {
        let count = text_of(link.select(&css(".count")).next().expect("a count"));
        let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
        let label = text_of(link);
        let label = label.split(&count).next().unwrap_or_default().trim().to_owned();
        (label, digits.parse().expect("a number"))
    };
    html.select(&links).map(value).collect()
}

fn pairs(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect()
}

#[tokio::test]
async fn each_value_stands_with_how_much_it_would_leave() {
    let site = Site::open().await;
    let timeline = site.page("/timeline").await;
    let years = pairs(&[("2016년", 1), ("2017년", 13), ("2018년", 6), ("2025년", 1)]);
    assert_eq!(offered(&timeline, "year"), years);
    let agreements = offered(&timeline, "agreement");
    assert_eq!(agreements.len(), 3, "{agreements:?}");

    let planned = site.page("/timeline?status=planned").await;
    assert_eq!(offered(&planned, "year"), pairs(&[("2018년", 3)]));
    let statuses = offered(&planned, "status");
    assert!(statuses.contains(&("당시 계획".to_owned(), 3)) && statuses.len() > 1, "{statuses:?}");
    let states = planned.texts(".event-state");
    assert!(states.len() == 3 && states.iter().all(|state| state.contains("확인")), "{states:?}");

    let kinds = offered(&site.page("/agreements").await, "type");
    assert_eq!(kinds, pairs(&[("업무협약(MOU)", 2), ("합의각서(MOA)", 1)]));
}

#[tokio::test]
async fn a_span_counts_in_each_year_that_it_touches() {
    let mut seeds = seeds();
    let fact = seeds.facts.iter_mut().find(|fact| fact.code.to_string() == "GS-0042-3");
    let date = fact.and_then(|fact| fact.dates.first_mut()).expect("a date");
    date.edtf = Edtf::parse("2016-11/2018-02").expect("EDTF");
    let site = Site::of(&seeds, "2026-11-23").await;
    let years = offered(&site.page("/timeline").await, "year");
    assert_eq!(years, pairs(&[("2016년", 2), ("2017년", 14), ("2018년", 6), ("2025년", 1)]));
    for year in [2016, 2017, 2018] {
        let page = site.page(&format!("/timeline?year={year}")).await;
        assert!(page.links().contains("/facts/GS-0042-3"), "{year}");
    }
    let page = site.page("/timeline?year=2025").await;
    assert!(!page.links().contains("/facts/GS-0042-3"));
}

#[tokio::test]
async fn a_half_year_counts_in_its_year_alone() {
    let site = Site::open().await;
    assert!(site.page("/timeline?year=2018").await.links().contains("/facts/GS-0042-3"));
    assert!(!site.page("/timeline?year=2017").await.links().contains("/facts/GS-0042-3"));
}

#[tokio::test]
async fn the_institutions_of_an_industry_are_found() {
    let site = Site::open().await;
    let page = site.page("/institutions?industry=blue-technology").await;
    let names = page.texts(".latest li > a");
    for name in ["지식융합연구소", "한국기계연구원", "재료연구소", "대구경북과학기술원"]
    {
        assert!(names.iter().any(|other| other == name), "{name} in {names:?}");
    }
    assert!(!names.iter().any(|name| name.contains("AMRC")), "{names:?}");
    let none = site.page("/institutions?type=company&industry=blue-technology").await;
    assert!(none.texts(".latest li").is_empty(), "the article names no company of it");
    assert!(none.main().contains("조건에 맞는 기관·기업이 없습니다"));
}

#[tokio::test]
async fn what_is_in_force_can_be_taken_away_one_by_one() {
    let site = Site::open().await;
    let page = site.page("/facts?year=2017&status=done&industry=blue-technology").await;
    assert_eq!(
        page.texts(".tags a"),
        [
            "2017년 ✕ 조건 빼기",
            "구분: 있었던 일 ✕ 조건 빼기",
            "청색기술산업 ✕ 조건 빼기",
            "모두 빼기"
        ]
    );
    let links = page.links();
    for address in [
        "/facts?status=done&industry=blue-technology",
        "/facts?year=2017&industry=blue-technology",
        "/facts?year=2017&status=done",
        "/facts",
    ] {
        assert!(links.contains(address), "{address} in {links:?}");
    }
    let current = page.texts(".facets a[aria-current=true]");
    assert_eq!(current.len(), 3, "{current:?}");
}

#[tokio::test]
async fn values_of_one_filter_are_alternatives_and_filters_narrow_together() {
    let site = Site::open().await;
    let codes = async |query: &str| -> BTreeSet<String> {
        let page = site.page(&format!("/timeline{query}")).await;
        let (html, links) = (page.html(), css(".event a"));
        html.select(&links).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
    };
    let (earlier, later) = (codes("?year=2017").await, codes("?year=2018").await);
    let both = codes("?year=2017&year=2018").await;
    assert_eq!(both, earlier.union(&later).cloned().collect());
    assert!(both.len() > earlier.len() && both.len() > later.len(), "{both:?}");
    let planned = codes("?status=planned").await;
    let narrowed = codes("?year=2017&year=2018&status=planned").await;
    assert_eq!(narrowed, both.intersection(&planned).cloned().collect());

    let page = site.page("/agreements?type=mou&type=moa").await;
    assert_eq!(page.texts(".latest li").len(), 3, "types are alternatives as well");
}

#[tokio::test]
async fn a_value_beside_a_chosen_one_is_added_and_a_chosen_one_is_taken_away() {
    let site = Site::open().await;
    let page = site.page("/timeline?year=2017&year=2018").await;
    // The years that are offered do not hang on the years that are chosen.
    let years = pairs(&[("2016년", 1), ("2017년", 13), ("2018년", 6), ("2025년", 1)]);
    assert_eq!(offered(&page, "year"), years);
    let html = page.html();
    let links = css("section[aria-labelledby='by-year'] a");
    let links: Vec<(&str, bool)> = html
        .select(&links)
        .map(|link| (link.attr("href").expect("a link"), link.attr("aria-current").is_some()))
        .collect();
    assert_eq!(
        links,
        [
            ("/timeline?year=2016&year=2017&year=2018", false),
            ("/timeline?year=2018", true),
            ("/timeline?year=2017", true),
            ("/timeline?year=2017&year=2018&year=2025", false),
        ]
    );
    assert_eq!(page.texts(".tags a"), ["2017년 ✕ 조건 빼기", "2018년 ✕ 조건 빼기"]);
    let statuses = offered(&page, "status");
    let total: u64 = statuses.iter().map(|(_, count)| count).sum();
    assert_eq!(total, 19, "of the two years alone: {statuses:?}");
}

#[tokio::test]
async fn a_list_is_called_by_what_narrows_it() {
    let site = Site::open().await;
    for (path, title) in [
        ("/timeline?year=2017", "2017년 연표"),
        ("/plans?state=passed", "결과를 확인하지 못한 계획"),
        ("/plans?state=unverifiable", "확인할 수 없는 기대"),
        ("/facts?source=kyongbuk-2018", "경북일보 2018년(추정) 기사가 전한 기록"),
        ("/timeline?source=kyongbuk-2018", "경북일보 2018년(추정) 기사가 전한 일"),
        ("/facts?source=kyongbuk-2018&page=2", "경북일보 2018년(추정) 기사가 전한 기록 (2페이지)"),
        ("/timeline?year=2017&year=2018", "2017년·2018년 연표"),
        ("/facts?status=done", "기록 가운데 있었던 일"),
        ("/facts?status=planned&theme=carbon", "탄소 기록 가운데 당시 계획"),
        (
            "/facts?status=planned&theme=carbon&q=%EC%84%BC%ED%84%B0",
            "‘센터’가 나오는 탄소 기록 가운데 당시 계획",
        ),
        ("/plans?theme=carbon&state=passed", "결과를 확인하지 못한 탄소 계획"),
        ("/plans?theme=carbon&institution=gyeongsan-city", "경산시 탄소 계획"),
        ("/figures?theme=carbon&unit=%EA%B0%9C%EC%82%AC", "탄소 수치: 회원사·기업(곳)"),
        ("/facts?year=2018&kind=site", "2018년 산업단지를 다룬 기록"),
        ("/institutions?type=university", "기관·기업: 대학"),
        (
            "/institutions?type=university&project=carbon-cluster",
            "경북 탄소산업 클러스터 기관·기업: 대학",
        ),
        ("/facts?year=2014&year=2015&year=2016&year=2017&year=2018", "조건 5개로 좁힌 기록"),
        ("/facts", "기록 전체"),
    ] {
        let page = site.page(path).await;
        assert_eq!(page.text("h1"), title, "{path}");
    }
}

#[tokio::test]
async fn a_parameter_has_so_many_values_and_some_have_one() {
    let site = Site::open().await;
    let years = |count: i32| {
        let years: Vec<String> = (0..count).map(|more| format!("year={}", 2000 + more)).collect();
        years.join("&")
    };
    for path in ["/facts", "/facts.json", "/timeline.csv", "/timeline.atom"] {
        assert_eq!(
            site.get(&format!("{path}?{}", years(20))).await.status,
            StatusCode::OK,
            "{path}"
        );
        for (query, told) in [
            (years(21), "연도(year)는 20개까지 고를 수 있습니다."),
            ("q=a&q=b".to_owned(), "검색어(q)는 한 번만 적어 주세요."),
        ] {
            let answer = site.get(&format!("{path}?{query}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}?{query}");
            assert!(answer.body.contains(told), "{path}?{query}: {}", answer.body);
        }
    }
    let page = site.get("/facts?page=1&page=2").await;
    assert!(page.body.contains("페이지(page)는 한 번만 적어 주세요."), "{}", page.body);
}

#[tokio::test]
async fn nothing_left_is_an_answer_and_a_way_on() {
    let page = Site::open().await.page("/facts?year=1999").await;
    assert_eq!(page.texts(".fact-row").len(), 0);
    assert!(page.main().contains("조건에 맞는 기록이 없습니다. 조건을 하나씩 빼 보세요."));
    assert!(page.links().contains("/facts"));
    let q = Site::open().await.page("/facts?q=%ED%83%84%EC%86%8C").await;
    assert!(q.texts(".fact-row").len() > 3 && q.texts(".tags a")[0].starts_with("‘탄소’"));
}

#[tokio::test]
async fn a_list_has_one_address() {
    let site = Site::open().await;
    for (asked, canonical) in [
        ("/facts?status=planned&year=2018", "/facts?year=2018&status=planned"),
        ("/facts?year=&status=planned", "/facts?status=planned"),
        ("/facts?page=1", "/facts"),
        ("/facts?year=02018&status=planned", "/facts?year=2018&status=planned"),
        ("/facts?year=2018&year=2017", "/facts?year=2017&year=2018"),
        ("/facts?year=2018&status=planned&year=2017", "/facts?year=2017&year=2018&status=planned"),
        ("/facts?status=done&status=done", "/facts?status=done"),
        ("/plans?state=passed&state=done", "/plans?state=done&state=passed"),
        ("/timeline?q=+%ED%83%84%EC%86%8C+", "/timeline?q=%ED%83%84%EC%86%8C"),
    ] {
        let answer = site.get(asked).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{asked}");
        assert_eq!(answer.header(header::LOCATION), canonical, "{asked}");
        assert_eq!(site.get(canonical).await.status, StatusCode::OK, "{canonical}");
    }
    let shared = site.page("/facts?utm_source=kakao&year=2017&fbclid=x").await;
    let html = shared.html();
    let link = html.select(&css("link[rel=canonical]")).next().expect("one");
    assert_eq!(link.attr("href"), Some("https://example.org/facts?year=2017"));
}

#[tokio::test]
async fn a_bad_value_is_refused_by_name() {
    let site = Site::open().await;
    let (year, page) = (
        "연도(year)는 2017처럼 네 자리로 적어 주세요.",
        "페이지(page)는 1, 2, 3처럼 숫자로 적어 주세요.",
    );
    for (query, told) in [
        ("year=20x8", year),
        ("year=99999", year),
        ("year=0", year),
        (
            "status=finished",
            "쓸 수 없는 구분(status) 값입니다: finished. 쓸 수 있는 값: done, ongoing, planned, forecast, state",
        ),
        (
            "kind=thing",
            "쓸 수 없는 대상(kind) 값입니다: thing. 쓸 수 있는 값: industry, project, agreement, institution, site",
        ),
        ("industry=no-such-one", "이 사이트에 없는 산업(industry)입니다: no-such-one"),
        ("industry=Blue%20Tech", "이 사이트에 없는 산업(industry)입니다: Blue Tech"),
        ("page=0", page),
        ("page=-1", page),
        ("page=x", page),
        ("page=99999999999999999999", page),
        ("q=%ff", "검색어(q) 값에 읽을 수 없는 글자가 있습니다."),
    ] {
        for path in ["/facts", "/timeline", "/figures", "/facts.json", "/timeline.atom"] {
            if path == "/timeline.atom" && query.starts_with("page") {
                continue;
            }
            let answer = site.get(&format!("{path}?{query}")).await;
            // What would be right if there were such an entity is not found.
            let is_absent = query.starts_with("industry");
            let status = if is_absent { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
            assert_eq!(answer.status, status, "{path}?{query}");
            assert!(answer.body.contains(told), "{path}?{query}: {}", answer.body);
            if !path.contains('.') {
                assert_eq!(answer.text("h1"), "주소에 잘못된 값이 있습니다", "{path}?{query}");
                let link = format!("<a href=\"{path}\">조건 없이 보기</a>");
                assert!(answer.body.contains(&link), "{path}?{query}: {}", answer.body);
            }
        }
    }
    let stranger = site.get("/facts.json?utm_source=x").await;
    assert!(
        stranger.body.contains("이 페이지에 없는 조건입니다: utm_source."),
        "{}",
        stranger.body
    );
    for path in ["/facts.json?utm_source=x", "/timeline.csv?page=2", "/figures.json?bom=0"] {
        assert_eq!(site.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn the_last_page_stands_for_those_after_it() {
    let site = Site::open().await;
    let answer = site.get("/facts?page=9").await;
    assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(answer.header(header::LOCATION), "/facts?page=3");
    let second = site.page("/facts?page=2").await;
    let html = second.html();
    let rel = |rel: &str| {
        let link = html.select(&css(&format!("nav.pages a[rel={rel}]"))).next();
        link.and_then(|link| link.attr("href")).map(str::to_owned)
    };
    assert_eq!(
        (rel("prev").as_deref(), rel("next").as_deref()),
        (Some("/facts"), Some("/facts?page=3"))
    );
    assert_eq!(second.text("nav.pages a[aria-current=page]"), "현재 2 페이지");
    assert_eq!(second.text("nav.pages a[rel=prev]"), "이전 페이지");
    assert_eq!(second.text("nav.pages a[rel=next]"), "다음 페이지");
    assert!(second.main().contains("101건 가운데 51~100번째"), "{}", second.main());
    assert!(site.page("/facts?page=3").await.main().contains("101건 가운데 101~101번째"));
    let whole = site.page("/facts?year=2017").await.main();
    assert!(!whole.contains("가운데"), "one page needs no place in the list: {whole}");
    let first: Vec<String> = second.texts(".fact-row .code");
    assert_eq!((first[0].as_str(), first.len()), ("GS-0051-1", 50), "the codes run on");
}

#[tokio::test]
async fn every_form_holds_what_its_page_holds() {
    let site = Site::open().await;
    for query in ["", "?year=2017", "?status=planned", "?industry=blue-technology", "?q=AMRC"] {
        let page = site.page(&format!("/timeline{query}")).await.texts(".event").len();
        let json: serde_json::Value =
            serde_json::from_str(&site.page(&format!("/timeline.json{query}")).await.body)
                .expect("JSON");
        assert_eq!(json["total"], page, "{query}");
        let csv = site.page(&format!("/timeline.csv{query}")).await.body;
        assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), page, "{query}");
        let atom = site.page(&format!("/timeline.atom{query}")).await.body;
        let feed = feed_rs::parser::parse(atom.as_bytes()).expect("Atom");
        assert_eq!(feed.entries.len(), page, "{query}");
    }
}

#[tokio::test]
async fn a_list_narrowed_twice_and_what_a_search_found_are_not_for_search_engines() {
    let site = Site::open().await;
    for (path, hidden) in [
        ("/facts", 0),
        ("/facts?year=2017", 0),
        ("/facts?year=2017&status=done", 1),
        ("/search", 0),
        ("/search?q=AMRC", 1),
    ] {
        let page = site.page(path).await;
        let html = page.html();
        assert_eq!(
            html.select(&css("meta[name=robots][content=noindex]")).count(),
            hidden,
            "{path}"
        );
        let is_narrowable = path != "/search";
        assert_eq!(html.select(&css(".facets a")).next().is_some(), is_narrowable, "{path}");
        assert_eq!(
            html.select(&css(".facets a:not([rel=nofollow])")).count(),
            0,
            "filters multiply: {path}"
        );
    }
}
