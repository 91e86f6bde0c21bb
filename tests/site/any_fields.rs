//! Fields of a request that nobody wrote by hand: the answer is in an encoding that the reader takes best, and
//! it is "not modified" exactly for who has it (RFC 9110, 12.5.3 and 13.1.2).

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;

use super::support::{Answer, Site};

/// A page that is longer than its encodings.
const PAGE: &str = "/facts";

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

/// The page asked for with these lines of one field.
fn asked(runtime: &Runtime, site: &Site, fields: &[(HeaderName, Vec<u8>)]) -> Answer {
    let mut request = Request::builder().uri(PAGE).body(Body::empty()).expect("a request");
    for (name, value) in fields {
        request.headers_mut().append(name, HeaderValue::from_bytes(value).expect("a field value"));
    }
    runtime.block_on(site.send(request))
}

/// Elements of a list in lines as other programs write them: with white space, empty elements, over lines.
fn lines(elements: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<Vec<u8>>> {
    let gap = prop::sample::select(vec![",", ", ", " ,", "\t,\t", ",,", ", ,", "\n"]);
    prop::collection::vec(gap, elements.len()).prop_map(move |gaps| {
        let mut text = Vec::new();
        for (element, gap) in elements.iter().zip(gaps) {
            text.extend_from_slice(element);
            text.extend_from_slice(gap.as_bytes());
        }
        text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    })
}

/// An entity tag of somebody else, with whatever RFC 9110, 8.8.3 lets stand in it, but for bytes beyond ASCII: beside
/// such a tag none is found, and the page is sent again.
fn foreign_tag() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => prop::sample::select(b"abc019-_".to_vec()),
        2 => prop::sample::select(b",*/W;=!#~\\".to_vec()),
    ];
    (any::<bool>(), prop::collection::vec(byte, 0..12)).prop_map(|(weak, opaque)| {
        [if weak { b"W/\"" } else { &b"\""[..] }, &opaque, b"\""].concat()
    })
}

#[test]
fn who_has_the_page_is_told_so_and_nobody_else() {
    let runtime = Runtime::new().expect("a runtime");
    let site = runtime.block_on(Site::open());
    let tag = runtime.block_on(site.page(PAGE)).header(header::ETAG).to_owned();
    let own = (any::<bool>(), any::<prop::sample::Index>(), any::<bool>());
    let elements = (prop::collection::vec(foreign_tag(), 0..6), own).prop_flat_map({
        let tag = tag.clone();
        move |(mut elements, (held, place, weak))| {
            if held {
                let tag = format!("{}{tag}", if weak { "W/" } else { "" });
                elements.insert(place.index(elements.len() + 1), tag.into_bytes());
            }
            (Just(held), lines(elements))
        }
    });
    let tried = runner(600).run(&elements, |(held, lines)| {
        let fields: Vec<_> = lines.into_iter().map(|line| (header::IF_NONE_MATCH, line)).collect();
        let answer = asked(&runtime, &site, &fields);
        let expected = if held { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        prop_assert_eq!(answer.status, expected);
        prop_assert_eq!(answer.bytes.is_empty(), held);
        Ok(())
    });
    tried.expect("the same as the list says");
    let any = asked(&runtime, &site, &[(header::IF_NONE_MATCH, b"*".to_vec())]);
    assert_eq!(any.status, StatusCode::NOT_MODIFIED);
}

#[test]
fn no_condition_is_met_by_who_does_not_name_the_page() {
    let runtime = Runtime::new().expect("a runtime");
    let site = runtime.block_on(Site::open());
    let tag = runtime.block_on(site.page(PAGE)).header(header::ETAG).to_owned();
    let opaque = tag.trim_matches('"').to_owned();
    let part = prop_oneof![
        Just(tag.clone()),
        Just(opaque.clone()),
        Just(opaque[1..].to_owned()),
        Just("W/".to_owned()),
        "[\"*,; W/]{1,4}",
        "[ -~]{0,8}",
    ];
    let field = prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat());
    let tried = runner(600).run(&field, |field| {
        let answer = asked(&runtime, &site, &[(header::IF_NONE_MATCH, field.clone().into_bytes())]);
        let named = field.contains(&tag) || field.trim() == "*";
        prop_assert!(answer.status == StatusCode::OK || named, "{field:?}: {}", answer.status);
        prop_assert!(matches!(answer.status, StatusCode::OK | StatusCode::NOT_MODIFIED));
        Ok(())
    });
    tried.expect("no condition met by chance");
}

/// A coding with its weight in thousandths, as it may be written.
fn weighted(coding: &'static str) -> impl Strategy<Value = (&'static str, u16, Vec<u8>)> {
    let weight = prop_oneof![2 => Just(0_u16), 2 => Just(1000), 3 => 0..=1000_u16];
    let style = (any::<bool>(), 0..4_u8, prop::sample::select(vec![";", " ; ", ";\t", " ;"]));
    (weight, style).prop_map(move |(weight, (upper, digits, semicolon))| {
        let name = if upper { coding.to_ascii_uppercase() } else { coding.to_owned() };
        let exact = format!("{}.{:03}", weight / 1000, weight % 1000);
        let value = match digits {
            0 => exact.trim_end_matches('0').to_owned(),
            1 => exact.trim_end_matches('0').trim_end_matches('.').to_owned(),
            _ => exact,
        };
        let q = if upper { "Q" } else { "q" };
        let text = if weight == 1000 && digits == 3 {
            name
        } else {
            format!("{name}{semicolon}{q}={value}")
        };
        (coding, weight, text.into_bytes())
    })
}

#[test]
fn the_answer_is_in_the_encoding_that_is_wanted_most() {
    let runtime = Runtime::new().expect("a runtime");
    let site = runtime.block_on(Site::open());
    let codings = prop::sample::subsequence(
        vec!["br", "gzip", "identity", "*", "deflate", "zstd", "compress", "brotli"],
        0..=6,
    );
    let wanted = codings
        .prop_shuffle()
        .prop_flat_map(|codings| codings.into_iter().map(weighted).collect::<Vec<_>>())
        .prop_flat_map(|wanted| {
            let elements = wanted.iter().map(|(_, _, text)| text.clone()).collect();
            let weights: Vec<(&str, u16)> =
                wanted.into_iter().map(|(coding, weight, _)| (coding, weight)).collect();
            (Just(weights), lines(elements))
        });
    let tried = runner(600).run(&wanted, |(weights, lines)| {
        let of = |name: &str| weights.iter().find(|(coding, _)| *coding == name).map(|w| w.1);
        let weight = |name: &str| of(name).or_else(|| of("*")).unwrap_or(0);
        let fields: Vec<_> =
            lines.into_iter().map(|line| (header::ACCEPT_ENCODING, line)).collect();
        let answer = asked(&runtime, &site, &fields);
        prop_assert_eq!(answer.status, StatusCode::OK);
        let given = answer.header(header::CONTENT_ENCODING).to_owned();
        let best = weight("br").max(weight("gzip"));
        match given.as_str() {
            "br" => prop_assert!(weight("br") > 0 && weight("br") == best.max(weight("identity"))),
            "gzip" => {
                prop_assert!(weight("gzip") > 0 && weight("gzip") == best.max(weight("identity")));
            }
            // Plain bytes are acceptable unless they are excluded, and the last resort then.
            "" => prop_assert!(best == 0 || weight("identity") > best, "{weights:?}"),
            other => prop_assert!(false, "{other} is none of ours"),
        }
        prop_assert_eq!(answer.header(header::VARY), "accept-encoding");
        Ok(())
    });
    tried.expect("what the weights say");
}

#[test]
fn no_field_is_a_fault_of_the_site() {
    let runtime = Runtime::new().expect("a runtime");
    let site = runtime.block_on(Site::open());
    let names = [
        header::ACCEPT_ENCODING,
        header::IF_NONE_MATCH,
        header::RANGE,
        header::IF_RANGE,
        header::IF_MATCH,
        header::ACCEPT,
    ];
    let byte = prop_oneof![3 => prop::sample::select(b"br,gzip;q=0.1*\"W/ bytes=-5".to_vec()), 1 => 0x20..=0x7e_u8, 1 => 0x80..=0xff_u8];
    let value = prop::collection::vec(byte, 0..120);
    let fields = prop::collection::vec((prop::sample::select(names.to_vec()), value), 0..5);
    let tried = runner(400).run(&fields, |fields| {
        let answer = asked(&runtime, &site, &fields);
        prop_assert!(!answer.status.is_server_error(), "{}", answer.status);
        Ok(())
    });
    tried.expect("no fault");
}
