//! The timeline: years in order, each date at its own precision, plans set apart.

use super::support::{Site, css, text_of};

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
    let dates: Vec<String> = year.select(&css(".moment-date")).map(text_of).collect();
    let expected = [
        "2017년 1월",
        "2017년",
        "2017년 2월",
        "2017년 3월",
        "2017년 4월",
        "2017년 5월",
        "2017년 6월",
        "2017년 6월",
        "2017년 7월",
        "2017년 10월",
        "2017년 12월",
        "2017년 12월",
        "2017년 12월",
    ];
    assert_eq!(dates, expected);
}

/// The shape of a fact in the picture: its element, left edge and width (a point has none), as the
/// share of the year from January on.
fn drawn(page: &super::support::Answer, code: &str) -> (String, f32, f32) {
    let (html, marks) = (page.html(), css(&format!(".timeline-picture a[href='/facts/{code}']")));
    let mark = html.select(&marks).next().expect(code);
    let shape = mark.select(&css("circle, rect")).next().expect("a shape");
    let number = |name: &str| shape.attr(name).map_or(0.0, |text| text.parse().expect("a number"));
    let year = 960.0 - 72.0;
    let left: f32 = number("x") + number("cx") - 72.0;
    let width: f32 = number("width");
    (shape.value().name().to_owned(), left / year, width / year)
}

#[tokio::test]
async fn the_picture_draws_each_date_at_its_own_length() {
    let page = Site::open().await.page("/timeline").await;
    assert_eq!(page.texts(".timeline-picture a").len(), 21);
    let near = |a: f32, b: f32| (a - b).abs() < 0.01;
    // December is the last of twelve points.
    let (shape, left, _) = drawn(&page, "GS-0041-5");
    assert!(shape == "circle" && near(left, 11.5 / 12.0), "{shape} {left}");
    // The first half of 2018, and the second.
    let (shape, left, width) = drawn(&page, "GS-0042-3");
    assert!(shape == "rect" && near(left, 0.0) && near(width, 0.5), "{shape} {left} {width}");
    let (shape, left, width) = drawn(&page, "GS-0092-5");
    assert!(shape == "rect" && near(left, 0.5) && near(width, 0.5), "{shape} {left} {width}");
    let html = page.html();
    let planned = html.select(&css(".timeline-picture a.mark-planned")).count();
    let foreseen = html.select(&css(".timeline-picture a.mark-forecast")).count();
    assert_eq!((planned, foreseen), (3, 1));
    // A whole year.
    let (shape, left, width) = drawn(&page, "GS-0016-9");
    assert!(shape == "rect" && near(left, 0.0) && near(width, 1.0), "{shape} {left} {width}");
    let words = page.texts(".timeline-picture a.mark-planned").join(" ");
    assert!(words.contains("2018년 상반기(계획): "), "{words}");
}

#[tokio::test]
async fn labels_of_the_picture_never_lie_on_each_other() {
    let page = Site::open().await.page("/timeline").await;
    let html = page.html();
    let mut points: Vec<(String, f32)> = Vec::new();
    for mark in html.select(&css(".timeline-picture a.mark circle")) {
        let number = |name: &str| mark.attr(name).expect(name).parse::<f32>().expect("a number");
        let lane = mark.attr("cy").expect("cy").to_owned();
        for (_, x) in points.iter().filter(|other| other.0 == lane) {
            assert!((x - number("cx")).abs() > 150.0, "two labels in one lane at {x}");
        }
        points.push((lane, number("cx")));
    }
    assert!(points.len() > 5, "{points:?}");
}

#[tokio::test]
async fn plans_and_forecasts_have_their_own_place_and_words() {
    let page = Site::open().await.page("/timeline").await;
    let html = page.html();
    let boxed: Vec<String> = html.select(&css(".ahead-box .moment .status")).map(text_of).collect();
    assert_eq!(boxed, ["구분: 계획", "구분: 계획", "구분: 계획", "구분: 전망"]);
    let outside: Vec<String> = html.select(&css(".year > .moments .status")).map(text_of).collect();
    assert!(
        outside.iter().all(|status| status == "구분: 완료" || status == "구분: 현황"),
        "{outside:?}"
    );
    assert!(page.main().contains("이루어졌다는 뜻이 아닙니다"));
}

#[tokio::test]
async fn a_plan_whose_time_has_passed_says_so_neutrally() {
    let lines = async |day: &str| {
        let lines = Site::on(day).await.page("/timeline").await.texts(".after");
        lines.iter().filter(|line| line.contains("결과를 확인하지 못함")).count()
    };
    assert_eq!(lines("2018-06-30").await, 0, "the last day has not passed");
    assert_eq!(lines("2018-07-01").await, 1, "the half-year is over, the next one is not");
    let today = Site::open().await.page("/timeline").await;
    let line = "그 뒤: 결과를 확인하지 못함, 2026년 11월 22일 기준";
    assert_eq!(today.texts(".after"), [line; 4]);
}

#[tokio::test]
async fn a_limit_is_not_a_time_within_its_year() {
    let site = Site::open().await;
    let forecast = site.page("/facts/GS-0083-5").await.main();
    assert!(
        forecast.contains("2025년까지(전망)") && forecast.contains("늦어도 2025년 12월 31일까지")
    );
    assert!(!forecast.contains("2025년 1월 1일부터"), "it may be earlier");
}

#[tokio::test]
async fn the_picture_draws_a_limit_unlike_a_span() {
    let page = Site::open().await.page("/timeline").await;
    let html = page.html();
    let limit = css(".timeline-picture a[href='/facts/GS-0083-5'] path");
    assert_eq!(html.select(&limit).count(), 1);
    assert_eq!(html.select(&css(".timeline-picture .mark path")).count(), 1, "no other is one");
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
        let rows = page.texts(".plan");
        rows.into_iter().filter(|row| !row.contains("때가 나오지 않음")).collect::<Vec<_>>()
    };
    let today = dated("2026-11-22").await;
    assert_eq!(today.len(), 4, "{today:?}");
    assert!(today.iter().any(|row| row.contains("AMRC ASIA 센터")), "{today:?}");
    assert!(today.iter().all(|row| row.contains("확인하지 못했습니다")), "{today:?}");
    assert!(dated("2018-01-31").await.is_empty(), "nothing was due yet");
}
