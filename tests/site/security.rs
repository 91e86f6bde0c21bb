//! What every answer tells a browser, and whom to tell of a weakness.

use axum::http::{HeaderName, Method, StatusCode, header};

use crate::support::{Site, seeds};

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

#[tokio::test]
async fn every_answer_has_every_policy() {
    let site = Site::open().await;
    for target in [
        "/",
        "/nothing",
        "/timeline/",
        "/search?q=%ff",
        "/%ff",
        "/facts.json",
        "/facts.csv",
        "/facts.json?no=such",
        "/facts/GS-0042-3/card.png",
        "/data/datapackage.zip",
        "/robots.txt",
        "/health/ready",
        "/metrics",
    ] {
        // The second time, a page comes out of the cache.
        for _ in 0..2 {
            let answer = site.get(target).await;
            let policy = answer.header(header::CONTENT_SECURITY_POLICY);
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("unsafe"),
                "{target}"
            );
            assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{target}");
            assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer", "{target}");
            assert_eq!(answer.header(header::X_FRAME_OPTIONS), "DENY", "{target}");
            assert_eq!(answer.header(OPENER), "same-origin", "{target}");
            assert!(answer.header(PERMISSIONS).contains("geolocation=()"), "{target}");
            assert_eq!(
                answer.header(header::STRICT_TRANSPORT_SECURITY),
                "max-age=63072000",
                "{target}"
            );
            assert_eq!(answer.header(header::SET_COOKIE), "", "{target}");
            assert_eq!(answer.header(header::SERVER), "", "{target}");
        }
    }
}

#[tokio::test]
async fn data_is_for_any_page_of_the_web_and_pages_are_for_themselves() {
    let site = Site::open().await;
    for target in ["/facts.json", "/facts/GS-0042-3.csl.json", "/facts.csv", "/facts.json?no=such"]
    {
        let answer = site.get(target).await;
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*", "{target}");
        assert_eq!(answer.header(RESOURCE), "cross-origin", "{target}");
    }
    for target in ["/", "/facts/GS-0042-3", "/nothing"] {
        let answer = site.get(target).await;
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "", "{target}");
        assert_eq!(answer.header(RESOURCE), "same-origin", "{target}");
    }
}

#[tokio::test]
async fn only_the_embed_may_be_framed() {
    let answer = Site::open().await.page("/facts/GS-0042-3/embed").await;
    assert_eq!(answer.header(header::X_FRAME_OPTIONS), "");
    assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors *"));
    assert_eq!(answer.header(RESOURCE), "cross-origin");
}

#[tokio::test]
async fn a_weakness_can_be_told_of_where_there_is_somebody_to_tell() {
    const TARGET: &str = "/.well-known/security.txt";
    let site = Site::with(&seeds(), "2026-11-22", Some("records@example.org")).await;
    let answer = site.page(TARGET).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
    assert_eq!(
        answer.body,
        "Contact: mailto:records@example.org\nExpires: 2027-05-22T00:00:00Z\n\
         Preferred-Languages: ko, en\nCanonical: https://example.org/.well-known/security.txt\n"
    );
    let nobody = Site::open().await.get(TARGET).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_method_is_not_for_is_said_with_what_is() {
    let site = Site::open().await;
    for (target, allowed) in [
        ("/facts", "GET,HEAD"),
        ("/sources/kyongbuk-2018", "GET,HEAD,POST"),
        ("/metrics", "GET,HEAD"),
    ] {
        let answer = site.request(Method::OPTIONS, target).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{target}");
        assert_eq!(answer.header(header::ALLOW), allowed, "{target}");
    }
}
