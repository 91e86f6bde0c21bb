//! What cannot be answered: our own Korean page each time, and never the cause.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::support::{Site, record, seeds};

#[tokio::test]
async fn an_unknown_address_offers_near_ones_and_search() {
    let site = Site::open().await;
    let page = site.get("/timelin").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(page.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
    assert_eq!(page.text(".kind"), "오류 404");
    assert_eq!(page.text("h1"), "페이지를 찾지 못했습니다");
    let told = "이 주소에는 페이지가 없습니다. 주소를 확인하거나 검색해 보세요.";
    assert_eq!(page.text(".lead"), told);
    assert!(page.links().contains("/timeline"));
    assert!(page.body.contains("action=\"/search\""));
    assert!(!page.body.contains("rel=\"canonical\""), "an error stands for no address");
}

#[tokio::test]
async fn a_mistyped_slug_offers_the_entity() {
    let page = Site::open().await.get("/institutions/kimn").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(page.text("h1"), "기관·기업을 찾지 못했습니다");
    assert_eq!(page.text(".lead"), "이 주소의 기관·기업은 없습니다.");
    assert!(page.links().contains("/institutions/kimm"));
    let page = Site::open().await.get("/industries/Blue_Technology").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.links().contains("/industries/blue-technology"));
}

#[tokio::test]
async fn a_mistyped_code_offers_near_facts_and_never_shows_another() {
    let site = Site::open().await;
    // The right code of fact 42 is GS-0042-3; GS-0024-3 swaps two digits of it.
    for mistyped in ["GS-0042-4", "GS-0024-3"] {
        let page = site.get(&format!("/facts/{mistyped}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{mistyped}");
        assert_eq!(page.text("h1"), "기록을 찾지 못했습니다");
        let told = format!("기록 번호의 마지막 숫자가 맞지 않습니다: {mistyped}");
        assert_eq!(page.text(".lead"), told);
        assert!(page.links().contains("/facts/GS-0042-3"), "{mistyped}");
    }
    let absent = site.get("/facts/GS-0794-5").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let told = "없는 기록 번호입니다: GS-0794-5. 기록 번호는 GS-0042-3처럼 적습니다.";
    assert_eq!(absent.text(".lead"), told);
    let none = site.get("/facts/nonsense").await;
    assert!(none.text(".lead").starts_with("없는 기록 번호입니다: nonsense."));
}

#[tokio::test]
async fn what_is_of_an_edition_to_come_says_so() {
    let site = Site::open().await;
    for target in ["/facts/GS-0042-3@9", "/editions/9"] {
        let page = site.get(target).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{target}");
        assert_eq!(page.text(".lead"), "제9판은 아직 발행하지 않았습니다.", "{target}");
    }
    assert!(site.get("/facts/GS-0042-3@9").await.links().contains("/facts/GS-0042-3"));
    assert!(site.get("/editions/9").await.links().contains("/editions"));
    let data = site.get("/facts/GS-0042-3@9.json").await;
    assert!(data.body.contains("제9판은 아직 발행하지 않았습니다."), "{}", data.body);
    let never = site.get("/facts/GS-0794-5@1").await;
    assert!(never.text(".lead").starts_with("없는 기록 번호입니다: GS-0794-5."));
}

#[tokio::test]
async fn what_came_with_a_later_edition_says_with_which() {
    let site = Site::of(&record(), "2026-12-01").await;
    for earlier in [1, 2] {
        let page = site.get(&format!("/facts/GS-0102-4@{earlier}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_eq!(page.text("h1"), "기록을 찾지 못했습니다");
        let told = format!("제{earlier}판에는 없는 기록입니다. 제3판에 처음 실렸습니다.");
        assert_eq!(page.text(".lead"), told);
        assert!(page.links().contains("/facts/GS-0102-4"));
    }
}

#[tokio::test]
async fn a_source_and_a_theme_that_are_not_there_lead_to_those_that_are() {
    let site = Site::open().await;
    for (target, title, told, list) in [
        ("/sources/none", "출처를 찾지 못했습니다", "이 주소의 출처는 없습니다.", "/sources"),
        ("/themes/none", "분야를 찾지 못했습니다", "이 주소의 분야는 없습니다.", "/themes"),
    ] {
        let page = site.get(target).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{target}");
        assert_eq!((page.text("h1").as_str(), page.text(".lead").as_str()), (title, told));
        assert!(page.texts("section[aria-labelledby=near] a").len() == 1, "{target}");
        assert!(page.links().contains(list), "{target}");
        let data = site.get(&format!("{target}.json")).await;
        assert!(data.body.contains(told), "{}", data.body);
    }
}

#[tokio::test]
async fn other_spellings_lead_to_the_one_address() {
    let site = Site::open().await;
    for (spelling, address) in [
        ("/timeline/", "/timeline"),
        ("/industries/carbon/", "/industries/carbon"),
        ("/facts/GS-0042-3/?utm_source=x", "/facts/GS-0042-3?utm_source=x"),
        ("/facts/0042-3", "/facts/GS-0042-3"),
        ("/facts/gs%200042%203", "/facts/GS-0042-3"),
        ("/facts/%EF%BC%A7%EF%BC%B3-0042-3", "/facts/GS-0042-3"),
        ("/time%6Cine", "/timeline"),
    ] {
        let answer = site.get(spelling).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{spelling}");
        assert_eq!(answer.header(header::LOCATION), address, "{spelling}");
    }
}

#[tokio::test]
async fn no_path_leads_to_another_host_or_out_of_the_site() {
    let site = Site::open().await;
    for path in [
        "//evil.test",
        "//evil.test/",
        "/\\evil.test",
        "/%5Cevil.test",
        "/..",
        "/../etc/passwd",
        "/%2e%2e/etc/passwd",
        "/%252e%252e",
        "/.git/config",
        "/static/",
        "/static/../Cargo.toml",
        "/static/site.css",
        "/static/.hidden",
        "/facts/",
        "/facts//",
        "//",
    ] {
        let answer = site.get(path).await;
        let location = answer.header(header::LOCATION).to_owned();
        assert!(!location.starts_with("//") && !location.contains("evil"), "{path} → {location}");
        let known = [StatusCode::NOT_FOUND, StatusCode::PERMANENT_REDIRECT];
        assert!(known.contains(&answer.status), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn every_redirect_ends_after_one_step() {
    let site = Site::open().await;
    for path in [
        "/timeline/",
        "/facts/0042-3/",
        "/static/a%20b",
        "/static/%ED%83%84",
        "/static/%25",
        "/static/%73ite.css",
        "/industries/%63arbon",
        "/%66acts/",
        "/search/?q=%ED%83%84",
    ] {
        let answer = site.get(path).await;
        if answer.status == StatusCode::PERMANENT_REDIRECT {
            let next = site.get(answer.header(header::LOCATION)).await;
            assert_ne!(next.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        } else {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn a_fault_of_our_own_is_one_sentence_and_an_id() {
    let site = Site::open().await;
    site.break_the_database().await;
    let answer = site.get("/timeline").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    let main = answer.main();
    assert_eq!(answer.text("h1"), "페이지를 열지 못했습니다");
    assert!(main.contains("사이트에 문제가 생겼습니다. 잠시 뒤 다시 열어 주세요."), "{main}");
    let id = answer.headers["x-request-id"].to_str().expect("an id");
    assert!(id.len() == 12 && main.contains(&format!("오류 번호: {id}")), "{main}");
    for cause in ["pool", "데이터베이스", "SQL", "closed"] {
        assert!(!main.contains(cause), "{cause} in {main}");
    }
    assert!(!main.contains("알려 주세요"), "without a contact nobody is asked to write");
    assert_eq!(site.get("/nothing").await.status, StatusCode::NOT_FOUND, "without suggestions");
    let site = Site::with(&seeds(), "2026-11-22", Some("records@example.org")).await;
    site.break_the_database().await;
    let main = site.get("/timeline").await.main();
    let told = "계속 열리지 않으면 records@example.org 주소로 오류 번호를 알려 주세요. 오류 번호: ";
    assert!(main.contains(told), "{main}");
}

#[tokio::test]
async fn broken_percent_encoding_is_a_bad_request() {
    let site = Site::open().await;
    for path in ["/%ff", "/facts/%ff", "/industries/%c3%28", "/%00", "/facts/GS-0042-3%0d%0aX"] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.text("h1"), "주소를 읽지 못했습니다", "{path}");
        let told = "주소가 잘렸거나 잘못된 글자가 섞였습니다. 주소를 확인해 주세요.";
        assert_eq!(answer.text(".lead"), told, "{path}");
    }
}

#[tokio::test]
async fn other_methods_are_refused_with_what_is_allowed() {
    let site = Site::open().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let answer = site.request(method.clone(), "/facts").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header(header::ALLOW), "GET,HEAD", "{method}");
        assert_eq!(answer.text("h1"), "이 주소는 보기만 할 수 있습니다", "{method}");
        let told = "이 사이트에서는 내용을 보내거나 고칠 수 없습니다. 주소를 다시 열어 주세요.";
        assert_eq!(answer.text(".lead"), told, "{method}");
    }
}

#[tokio::test]
async fn head_answers_as_get_does_without_a_body() {
    let site = Site::open().await;
    for target in ["/", "/facts/GS-0042-3", "/nothing", "/timeline/", "/search?q=%ff"] {
        let get = site.get(target).await;
        let head = site.request(Method::HEAD, target).await;
        assert_eq!(head.status, get.status, "{target}");
        for name in [header::CONTENT_TYPE, header::CACHE_CONTROL, header::LOCATION] {
            assert_eq!(head.header(name.clone()), get.header(name.clone()), "{target} {name}");
        }
    }
    assert!(site.request(Method::HEAD, "/").await.body.is_empty());
}

#[tokio::test]
async fn a_long_target_and_long_headers_have_their_own_pages() {
    let site = Site::open().await;
    let long = site.get(&format!("/?{}", "a".repeat(8 * 1024))).await;
    assert_eq!(long.status, StatusCode::URI_TOO_LONG);
    assert_eq!(long.text("h1"), "주소가 너무 깁니다");
    let told = "주소에서 물음표(?) 뒤를 지우고 다시 열어 주세요.";
    assert_eq!(long.text(".lead"), told);
    let request = |fields: usize, size: usize| {
        let mut request = Request::builder().uri("/");
        for field in 0..fields {
            request = request.header(format!("x-{field}"), "a".repeat(size));
        }
        request.body(Body::empty()).expect("a request")
    };
    for (fields, size) in [(65, 1), (2, 9 * 1024)] {
        let answer = site.send(request(fields, size)).await;
        assert_eq!(answer.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
        assert_eq!(answer.text("h1"), "브라우저가 보낸 정보가 너무 많습니다");
        let told = "이 사이트의 쿠키를 지우거나 다른 브라우저로 열어 주세요.";
        assert_eq!(answer.text(".lead"), told);
    }
}

#[tokio::test]
async fn only_failures_that_the_address_decides_may_be_cached() {
    let site = Site::open().await;
    for (target, status) in [
        ("/nowhere", 404),
        ("/facts/GS-0042-4", 404),
        ("/institutions/kimn", 404),
        ("/facts.json?year=x", 400),
        ("/%ff", 400),
    ] {
        let answer = site.get(target).await;
        assert_eq!(answer.status, status, "{target}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "public, max-age=60", "{target}");
    }
    // What one request's head or body brought about must not be kept for everyone who asks for the address.
    let with = |name: &'static str, value: &str| {
        Request::get("/terms").header(name, value).body(Body::empty()).expect("a request")
    };
    let mut many = with("x-1", "1");
    for number in 2..=70 {
        let name = format!("x-{number}").parse::<header::HeaderName>().expect("a name");
        many.headers_mut().insert(name, header::HeaderValue::from_static("1"));
    }
    let mut two_hosts = with("host", "a");
    two_hosts.headers_mut().append(header::HOST, header::HeaderValue::from_static("b"));
    for (request, status) in [
        (many, 431),
        (with("x-long", &"a".repeat(17 * 1024)), 431),
        (with("host", "a/b"), 400),
        (two_hosts, 400),
        (with("content-length", "250000"), 413),
        (with("transfer-encoding", "chunked"), 400),
    ] {
        let answer = site.send(request).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{status}");
    }
    let refused = site.request(Method::DELETE, "/terms").await;
    assert_eq!(refused.header(header::CACHE_CONTROL), "no-store");
    let changed = Request::get("/data/gyeongsan.sqlite").header(header::IF_MATCH, "\"x\"");
    let changed = site.send(changed.body(Body::empty()).expect("a request")).await;
    assert_eq!(changed.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(changed.header(header::CACHE_CONTROL), "no-store");
    assert_eq!(site.get("/terms").await.status, StatusCode::OK);
}

#[tokio::test]
async fn no_path_or_query_makes_the_site_fail() {
    let site = Site::open().await;
    let segments = [
        "",
        "facts",
        "industries",
        "GS-0042-3",
        "%ED%83%84",
        "%",
        "%zz",
        "\u{7f}",
        "a.json",
        "@1",
        "..",
        "~",
        "'",
        "\"",
        "<b>",
    ];
    for first in segments {
        for second in segments {
            for query in ["", "?", "?q", "?q=%", "?=&=&&", "?q=%ED%83"] {
                let Ok(uri) = format!("/{first}/{second}{query}").parse::<axum::http::Uri>() else {
                    continue;
                };
                let answer = site.get(&uri.to_string()).await;
                assert!(!answer.status.is_server_error(), "{uri}: {}", answer.status);
            }
        }
    }
}
