//! The timeline: years in order, each date at its own precision, its picture, and the picture taken away.

use axum::http::{HeaderName, header};
use gyeongsan::domain::{Code, Fact};

use super::support::{Answer, Site, css, record, seeds, text_of};

#[tokio::test]
async fn years_run_in_order() {
    let page = Site::open().await.page("/timeline").await;
    assert_eq!(page.texts("section.year > h2"), ["2016년", "2017년", "2018년", "2025년"]);
}

#[tokio::test]
async fn the_months_of_2017_stand_in_their_order() {
    let page = Site::open().await.page("/timeline").await;
    let html = page.html();
    let year = html.select(&css("section.year")).nth(1).expect("2017");
    let dates: Vec<String> = year.select(&css(".event-when :is(time, b)")).map(text_of).collect();
    let expected = [
        "1월", "2017년", "2월", "3월", "4월", "5월", "6월", "6월", "7월", "10월", "12월", "12월",
        "12월",
    ];
    assert_eq!(dates, expected);
}

/// Where a fact can be pointed at in the picture beside its marks: the left edge and the width.
fn drawn(page: &Answer, code: &str) -> (f32, f32) {
    let (html, link) = (page.html(), css(&format!(".tl a[href='/facts/{code}']")));
    let link = html.select(&link).next().expect(code);
    let place = link.attr("transform").expect("a place").trim_start_matches("translate(");
    let x: f32 = place.split(' ').next().expect("x").parse().expect("a number");
    let area = link.select(&css("rect")).next().expect("a box");
    let number = |name: &str| area.attr(name).expect(name).parse::<f32>().expect("a number");
    (x + number("x"), number("width"))
}

#[tokio::test]
async fn the_picture_draws_each_date_at_its_own_length() {
    let page = Site::open().await.page("/timeline").await;
    // The first half of 2018, the second, and a whole year before both.
    let (first, second) = (drawn(&page, "GS-0042-3"), drawn(&page, "GS-0092-5"));
    let year = drawn(&page, "GS-0016-9");
    let near = |a: f32, b: f32| (a - b).abs() < 3.0;
    assert!(near(first.1 * 2.0, year.1) && near(second.1 * 2.0, year.1), "{first:?} {year:?}");
    assert!(near(first.0 + first.1, second.0) && near(year.0 + year.1, first.0));
    // Behind the break a year is far narrower.
    let limit = drawn(&page, "GS-0083-5");
    assert!(limit.1 < year.1 / 2.0 && limit.0 > second.0 + second.1, "{limit:?}");
}

#[tokio::test]
async fn every_link_of_the_picture_says_date_title_and_state() {
    let page = Site::open().await.page("/timeline").await;
    let names = page.texts(".tl a > title");
    assert_eq!(names.len(), page.html().select(&css(".tl a")).count());
    for name in ["2018년 상반기, AMRC ASIA 센터 설립 예정, 결과를 확인하지 못함", "2016년 12월, "]
    {
        assert!(names.iter().any(|other| other.starts_with(name)), "{name}: {names:?}");
    }
    let lanes = page.html().select(&css(".tl-lanes > g")).count();
    assert!(lanes > 3, "a lane for each theme: {lanes}");
    assert_eq!(page.text(".tl-flag"), "경북일보 기사가 나온 무렵");
    let shapes = page.texts(".tl-legend li");
    assert!(shapes.contains(&"결과를 확인하지 못한 계획".to_owned()), "{shapes:?}");
}

#[tokio::test]
async fn the_picture_has_every_fact_of_a_list_and_follows_its_filters() {
    let site = Site::open().await;
    let all = site.page("/timeline").await.html().select(&css(".tl a")).count();
    let some = site.page("/timeline?year=2017").await;
    let drawn = some.html().select(&css(".tl a")).count();
    assert!(0 < drawn && drawn < all, "{drawn} of {all}");
    let none = site.page("/timeline?q=%EC%97%86%EB%8A%94%EB%A7%90").await;
    assert_eq!(none.html().select(&css(".tl")).count(), 0);
}

#[tokio::test]
async fn the_article_stands_between_what_came_before_and_what_came_after() {
    let page =
        Site::of(&record(), "2026-11-22").await.page("/timeline?year=2018&theme=content").await;
    let html = page.html();
    let rows: Vec<String> = html.select(&css(".events li")).map(text_of).collect();
    let flag = rows.iter().position(|row| row == "경북일보 기사가 나온 무렵").expect("a flag");
    assert!(rows[flag - 1].starts_with("3월 23일"), "{rows:?}");
    assert!(rows[flag + 1].starts_with("4월 30일"), "{rows:?}");
}

#[tokio::test]
async fn the_article_stands_at_the_edge_of_a_page_too() {
    let mut seeds = seeds();
    // Fourteen facts are older than the article; with these they fill the first page.
    let older = seeds.facts.iter().find(|fact| fact.code.to_string() == "GS-0008-9").cloned();
    let older = older.expect("a fact of January 2017");
    let numbered = (901..919).filter_map(Code::from_number);
    seeds.facts.extend(numbered.map(|code| Fact { code, ..older.clone() }));
    let site = Site::of(&seeds, "2026-11-22").await;
    let rows = async |path: &str| {
        let page = site.page(path).await;
        let html = page.html();
        html.select(&css(".events li")).map(text_of).collect::<Vec<String>>()
    };
    let flag = "경북일보 기사가 나온 무렵";
    let (first, second) = (rows("/timeline").await, rows("/timeline?page=2").await);
    assert_eq!(first.len(), 32, "{first:?}");
    assert!(!first.iter().any(|row| row == flag), "{first:?}");
    assert_eq!(second[0], flag, "{second:?}");
    assert_eq!(second.iter().filter(|row| *row == flag).count(), 1);
}

#[tokio::test]
async fn a_plan_whose_time_has_passed_says_so_neutrally() {
    let passed = async |day: &str| {
        let states = Site::on(day).await.page("/timeline").await.texts(".event-state");
        states.iter().filter(|state| *state == "결과를 확인하지 못함").count()
    };
    assert_eq!(passed("2018-06-30").await, 0, "the last day has not passed");
    assert_eq!(passed("2018-07-01").await, 1, "the half-year is over, the next one is not");
    assert_eq!(passed("2026-11-22").await, 4);
}

#[tokio::test]
async fn the_picture_can_be_taken_away_with_whose_it_is() {
    let site = Site::of(&record(), "2026-11-22").await;
    let svg = site.page("/timeline.svg").await;
    assert_eq!(svg.header(header::CONTENT_TYPE), "image/svg+xml");
    for said in [
        "경산 산업정책 연표",
        "경산 정책기록",
        "경산시 공식 사이트가 아닙니다",
        "출처: 신문 기사 등 ",
        "판 기준",
        "https://example.org/timeline",
        "font-family=\"sans-serif\"",
        "href=\"https://example.org/facts/GS-0042-3\"",
    ] {
        assert!(svg.body.contains(said), "{said}");
    }
    // It stands where no stylesheet is, and where none in it would be allowed.
    assert!(!svg.body.contains("<style") && !svg.body.contains(" style="));
    let png = site.page("/timeline.png").await;
    assert_eq!(png.header(header::CONTENT_TYPE), "image/png");
    assert_eq!(&png.bytes[..8], b"\x89PNG\r\n\x1a\n");
    let page = site.page("/timeline").await;
    assert!(page.links().contains("/timeline.svg") && page.links().contains("/timeline.png"));
}

#[tokio::test]
async fn other_sites_may_frame_the_timeline_with_its_credit() {
    let site = Site::open().await;
    let embed = site.page("/timeline/embed").await;
    let policy = embed.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("frame-ancestors *") && !policy.contains("script-src"), "{policy}");
    assert!(embed.headers.get(header::X_FRAME_OPTIONS).is_none());
    let readers = HeaderName::from_static("cross-origin-resource-policy");
    assert_eq!(embed.header(readers), "cross-origin");
    assert_eq!(embed.texts("script").len(), 0);
    let html = embed.html();
    let credit = html.select(&css(".tl-credit a")).next().expect("a credit");
    assert_eq!(text_of(credit), "정리: 경산 정책기록 제1판");
    assert_eq!(credit.attr("href"), Some("https://example.org/timeline"));
    let links = html.select(&css("a")).count();
    assert_eq!(html.select(&css("a[target=_top]")).count(), links, "none opens within the frame");
    let page = site.page("/timeline").await;
    assert!(page.text(".tl-take details").contains("https://example.org/timeline/embed"));
    assert_eq!(page.header(header::X_FRAME_OPTIONS), "DENY");
}

#[tokio::test]
async fn a_limit_is_not_a_time_within_its_year() {
    let site = Site::open().await;
    let forecast = site.page("/facts/GS-0083-5").await.main();
    assert!(forecast.contains("2025년까지(전망)"));
    assert!(!forecast.contains("2025년 1월 1일부터"), "it may be earlier");
}

#[tokio::test]
async fn only_dates_that_html_knows_are_machine_readable() {
    let page = Site::open().await.page("/timeline").await;
    let html = page.html();
    let stamps: Vec<_> =
        html.select(&css("time")).filter_map(|time| time.attr("datetime")).collect();
    assert!(stamps.contains(&"2016-12") && stamps.contains(&"2017-05"));
    assert!(!stamps.iter().any(|stamp| stamp.ends_with("-40") || stamp.ends_with("-41")));
}

#[tokio::test]
async fn what_was_not_found_is_a_part_of_the_plans() {
    let dated = async |day: &str| {
        let page = Site::on(day).await.page("/plans?state=passed").await;
        let rows = page.texts("tr.plan");
        rows.into_iter().filter(|row| !row.contains("예정한 때 나오지 않음")).collect::<Vec<_>>()
    };
    let today = dated("2026-11-22").await;
    assert_eq!(today.len(), 4, "{today:?}");
    assert!(today.iter().any(|row| row.contains("AMRC ASIA 센터")), "{today:?}");
    assert!(today.iter().all(|row| row.contains("결과를 확인하지 못함")), "{today:?}");
    assert!(dated("2018-01-31").await.is_empty(), "nothing was due yet");
}
