//! Who has a part in what: the picture, the tables, and the facts behind them.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use gyeongsan::domain::Code;
use scraper::{ElementRef, Html};

use super::support::{Answer, Site, css, seeds, text_of};

/// The rows of the tables: subject, partner and role in words, the two links, the links of the facts.
struct Row {
    role: String,
    ends: [String; 2],
    facts: Vec<String>,
}

fn link(element: ElementRef<'_>) -> String {
    element.select(&css("a")).next().and_then(|link| link.attr("href")).expect("a link").to_owned()
}

fn rows(html: &Html) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in html.select(&css(".relations tbody")) {
        let subject = link(group.select(&css("th")).next().expect("a subject"));
        for row in group.select(&css("tr")) {
            let cells: Vec<_> = row.select(&css("td")).collect();
            assert_eq!(cells.len(), 3);
            let links = css("a");
            let facts = cells[2].select(&links).filter_map(|link| link.attr("href"));
            rows.push(Row {
                role: text_of(cells[1]),
                ends: [subject.clone(), link(cells[0])],
                facts: facts.map(str::to_owned).collect(),
            });
        }
    }
    rows
}

/// The links of the boxes of a page's picture.
fn boxes(page: &Answer) -> BTreeSet<String> {
    let (html, selector) = (page.html(), css(".relation-picture a"));
    html.select(&selector).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
}

#[tokio::test]
async fn everyone_who_has_a_part_is_in_the_picture() {
    let page = Site::open().await.page("/relations").await;
    let boxes = boxes(&page);
    let of = |kind: &str| boxes.iter().filter(|link| link.starts_with(kind)).count();
    // What the article names of each kind; where things are is another matter.
    let counts =
        ["/industries/", "/projects/", "/agreements/", "/institutions/", "/sites/"].map(of);
    assert_eq!(counts, [11, 16, 3, 29, 0]);
    assert_eq!(page.texts(".relation-picture .layer"), ["산업", "사업", "협약", "기관·기업"]);
}

#[tokio::test]
async fn the_tables_say_all_that_the_picture_draws() {
    let page = Site::open().await.page("/relations").await;
    let html = page.html();
    let pairs: BTreeSet<[String; 2]> = rows(&html)
        .into_iter()
        .map(|row| row.ends)
        .filter(|ends| !ends.iter().any(|end| end.starts_with("/sites/")))
        .map(|mut ends| {
            ends.sort();
            ends
        })
        .collect();
    assert_eq!(html.select(&css(".relation-picture path.tie")).count(), pairs.len());
    assert!(pairs.len() > 80, "{}", pairs.len());
}

#[tokio::test]
async fn every_relation_leads_to_a_fact_that_has_both_and_the_role() {
    let site = Site::open().await;
    let page = site.page("/relations").await;
    for row in rows(&page.html()) {
        assert!(!row.facts.is_empty(), "{:?} rests on nothing", row.ends);
        let fact = site.page(&row.facts[0]).await;
        let links = fact.links();
        assert!(
            row.ends.iter().all(|end| links.contains(end)),
            "{:?} in {}",
            row.ends,
            row.facts[0]
        );
        let role = row.role.split(" 미루어 봄").next().unwrap_or_default();
        let role = role.split(" 상태").next().unwrap_or_default();
        let html = fact.html();
        let told = html
            .select(&css("section[aria-labelledby=about] tbody tr"))
            .any(|about| text_of(about).starts_with(role) && link(about) == row.ends[1]);
        assert!(told, "{role}: {:?} in {}", row.ends, row.facts[0]);
    }
}

#[tokio::test]
async fn a_plan_is_no_solid_line() {
    let site = Site::open().await;
    // The companies that the centre might bring together are foreseen, not there.
    let boeing = site.page("/institutions/boeing").await;
    let html = boeing.html();
    let lines = html.select(&css(".relation-picture path.tie")).count();
    let ahead = html.select(&css(".relation-picture path.tie.ahead")).count();
    assert!(lines > 1 && lines == ahead, "{ahead} of {lines}");
    // That the agreement was made is so; that the centre came of it is not.
    let moa = site.page("/agreements/amrc-moa").await;
    let html = moa.html();
    let strong: Vec<_> = html.select(&css(".relation-picture path.tie.strong")).collect();
    assert_eq!(strong.len(), 2, "AMRC and the city are parties");
    assert!(strong.iter().all(|line| !line.attr("class").unwrap_or_default().contains("ahead")));
    assert!(html.select(&css(".relation-picture path.tie.other.ahead")).count() > 0);
}

#[tokio::test]
async fn the_page_of_an_industry_shows_who_works_on_it_as_a_picture() {
    let page = Site::open().await.page("/industries/blue-technology").await;
    let boxes = boxes(&page);
    for name in ["knowledge-fusion-institute", "kimm", "postech", "environment-ministry", "fbei"] {
        assert!(boxes.contains(&format!("/institutions/{name}")), "{name}");
    }
    assert!(!boxes.contains("/industries/titanium"), "no fact has both");
    assert_eq!(page.texts(".relation-picture [aria-current=page]"), ["청색기술산업 포함"]);
    // Whatever is in the picture is in the list below it, but for the industry itself.
    let listed = page.html();
    let listed: BTreeSet<String> = listed
        .select(&css(".related a.name"))
        .filter_map(|link| link.attr("href"))
        .map(str::to_owned)
        .collect();
    let unlisted: Vec<_> = boxes.difference(&listed).collect();
    assert_eq!(unlisted, ["/industries/blue-technology"]);
}

#[tokio::test]
async fn boxes_never_lie_on_each_other() {
    let site = Site::open().await;
    for path in ["/relations", "/institutions/gyeongsan-city", "/projects/amrc-asia-centre"] {
        let page = site.page(path).await;
        let html = page.html();
        let number = |element: ElementRef<'_>, name: &str| -> f32 {
            element.attr(name).expect(name).parse().expect("a number")
        };
        let mut columns: Vec<(String, f32, f32)> = html
            .select(&css(".relation-picture a rect"))
            .map(|rect| {
                let (y, height) = (number(rect, "y"), number(rect, "height"));
                assert!(height >= 44.0, "{path}: smaller than a finger");
                (rect.attr("x").expect("x").to_owned(), y, y + height)
            })
            .collect();
        columns.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for pair in columns.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            assert!(pair[0].2 < pair[1].1, "{path}: {pair:?}");
        }
    }
}

#[tokio::test]
async fn ten_times_the_facts_do_not_burst_the_page() {
    let mut seeds = seeds();
    let facts = seeds.facts.clone();
    for copy in 1..10 {
        seeds.facts.extend(facts.iter().cloned().map(|mut fact| {
            fact.code = Code::from_number(fact.code.number() + copy * 200).expect("a code");
            fact
        }));
    }
    let site = Site::of(&seeds, "2026-11-22").await;
    for path in ["/relations", "/industries/blue-technology"] {
        assert!(boxes(&site.page(path).await).len() <= 64, "{path}");
    }
    let page = site.page("/relations").await;
    assert!(page.main().contains("번호가 앞선 것만 보여 드립니다"));
    let request = Request::get("/relations").header(header::HOST, "test");
    let request = request.header(header::ACCEPT_ENCODING, "gzip").body(Body::empty());
    let packed = site.send(request.expect("a request")).await;
    assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
    assert!(packed.bytes.len() <= 14 * 1024, "{} bytes", packed.bytes.len());
}
