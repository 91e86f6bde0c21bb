//! The addresses that the site once had and dropped: each leads to what serves its reader now, or says
//! why it is gone.

use axum::http::{StatusCode, header};
use gyeongsan::address::Address;

use super::support::Site;

/// Where each dropped address leads, and where one of the queries that it took leads.
const MOVED: [(&str, &str); 12] = [
    ("/relations", "/institutions"),
    ("/relations?utm_source=x", "/institutions"),
    ("/relations/", "/institutions"),
    ("/facts.atom", "/timeline.atom"),
    ("/facts.atom?year=2017", "/timeline.atom?year=2017"),
    (
        "/facts.atom?q=%ED%83%84%EC%86%8C&industry=carbon",
        "/timeline.atom?industry=carbon&q=%ED%83%84%EC%86%8C",
    ),
    ("/facts.atom?status=planned&year=2018", "/timeline.atom?year=2018&status=planned"),
    ("/cards/1/relations.png", "/cards/1/institutions.png"),
    ("/cards/7/relations.png", "/cards/7/institutions.png"),
    ("/timeline/overdue", "/plans?state=passed"),
    ("/timeline/overdue?utm_source=x", "/plans?state=passed"),
    ("/cards/1/timeline/overdue.png", "/cards/1/plans.png"),
];

#[tokio::test]
async fn a_dropped_address_leads_to_what_serves_its_reader() {
    let site = Site::open().await;
    for (from, to) in MOVED {
        let answer = site.get(from).await;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{from}");
        assert_eq!(answer.header(header::LOCATION), to, "{from}");
    }
    for target in ["/institutions", "/timeline.atom?year=2017", "/cards/1/institutions.png"] {
        site.page(target).await;
    }
    assert_eq!(site.get("/facts.atom?year=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_dropped_address_that_nothing_replaces_says_why() {
    let site = Site::open().await;
    for target in ["/timeline.ics", "/timeline.ics?year=2017&status=done", "/timeline.ics?x=1"] {
        let answer = site.get(target).await;
        assert_eq!(answer.status, StatusCode::GONE, "{target}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{target}");
        let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(
            problem["detail"],
            "달력 파일은 더 이상 제공하지 않습니다. 까닭: 쓰는 사람을 찾지 못했습니다. 대신 연표를 엑셀로 받을 수 있습니다."
        );
    }
}

#[tokio::test]
async fn every_dropped_address_is_tried_here() {
    for path in Address::FORMER {
        assert!(MOVED.iter().any(|(from, _)| *from == path) || path == "/timeline.ics", "{path}");
    }
    for page in Address::FORMER_WITH_CARD {
        let card = format!("/cards/1{page}.png");
        assert!(MOVED.iter().any(|(from, _)| *from == card), "{card}");
    }
}

#[tokio::test]
async fn a_dropped_page_is_embedded_as_the_one_in_its_place() {
    let site = Site::open().await;
    let of = async |page: &str| {
        site.page(&format!("/oembed?url=https%3A%2F%2Fexample.org%2F{page}")).await.body
    };
    assert_eq!(of("relations").await, of("institutions").await);
}
