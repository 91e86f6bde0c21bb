//! Requests that nobody wrote by hand: whatever the path or query, an answer that is no fault of ours.

use std::sync::OnceLock;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use gyeongsan::address::Address;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::support::Site;

/// What stands as it is in the address of a fact.
const REFERENCE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'@');

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| runtime().block_on(Site::open()))
}

/// The status of the answer, or none where the text is no request target at all.
fn status(target: &str) -> Option<StatusCode> {
    let request = Request::builder().uri(target).body(Body::empty()).ok()?;
    Some(runtime().block_on(site().send(request)).status)
}

fn name() -> impl Strategy<Value = String> {
    let known = [
        "year",
        "status",
        "kind",
        "type",
        "industry",
        "project",
        "agreement",
        "institution",
        "site",
        "q",
        "page",
        "bom",
        "url",
        "format",
        "maxwidth",
    ];
    prop_oneof![
        4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[a-z_]{1,12}",
    ]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[0-9]{1,25}",
        "(done|planned|industry|blue-technology|gyeongsan-city|2017|2018|탄소|ㅊㅅ)",
        "\\PC{0,300}",
    ]
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_parameters_make_the_site_fail(
        path in "/(facts|timeline|figures|institutions|search|oembed)(\\.json|\\.csv|\\.atom|\\.ics)?",
        pairs in proptest::collection::vec((name(), value()), 0..6),
    ) {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        let target = format!("{path}?{}", pairs.join("&"));
        let status = status(&target).expect("a target");
        prop_assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{target}: {status}");
    }

    #[test]
    fn no_path_makes_the_site_fail(path in "/[ -~]{0,200}") {
        if let Some(status) = status(&path.replace(' ', "%20")) {
            prop_assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{path}: {status}");
        }
    }

    #[test]
    fn no_reference_to_a_fact_makes_the_site_fail(
        reference in "(GS|gs|ＧＳ)?[- ]?[0-9０-９]{0,12}[- ]?[0-9A-Z]?(@[0-9]{0,12})?(\\.json|\\.bib|/card\\.png)?",
    ) {
        let target = format!("/facts/{}", utf8_percent_encode(&reference, REFERENCE));
        let status = status(&target).expect("a target");
        prop_assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{target}: {status}");
    }

    #[test]
    fn an_address_that_is_read_is_read_the_same_when_printed(
        path in "/(facts|timeline|institutions)",
        pairs in proptest::collection::vec((name(), value()), 0..5),
    ) {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        if let Ok(address) = Address::parse(&path, Some(&pairs.join("&"))) {
            let printed = address.to_string();
            let (path, query) = match printed.split_once('?') {
                Some((path, query)) => (path, Some(query)),
                None => (printed.as_str(), None),
            };
            prop_assert!(address.is_canonical(path, query), "{printed} is not its own spelling");
            prop_assert_eq!(Address::parse(path, query), Ok(address));
        }
    }
}
