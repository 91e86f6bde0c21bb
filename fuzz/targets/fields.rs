//! Accept-Encoding (the first line) and If-None-Match (the others), through the site as requests pass it: "not
//! modified" only for who names the page's tag or all tags, an encoding only for who names it or all. The bytes
//! 1, 2 and 3, which no field has, stand for the tags of the page in its encodings.

#![no_main]

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::response::Parts;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use gyeongsan::clock::Clock;
use gyeongsan::live::Live;
use gyeongsan::pages::SiteConfig;
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::snapshot::Snapshot;
use gyeongsan::store::Store;
use gyeongsan::web::{App, HttpService, MAX_REQUESTS, PAGE_CACHE};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};

/// The site, and who waits for its answers.
struct Site {
    runtime: Runtime,
    service: HttpService,
    tags: [Vec<u8>; 3],
}

impl Site {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let store = runtime.block_on(Store::build(&seeds)).expect("a store");
        let opened = runtime.block_on(Snapshot::of(store, SiteConfig::default()));
        let clock = Clock::Fixed("2026-11-22".parse().expect("a day"));
        let live = Arc::new(Live::new(opened.expect("a snapshot"), clock.now()));
        let service = HttpService::site(App::new(live, clock, PAGE_CACHE), MAX_REQUESTS);
        let mut site = Self { runtime, service, tags: Default::default() };
        site.tags = [&b"br"[..], b"gzip", b"identity"]
            .map(|encoding| site.answer(encoding, &[]).headers[header::ETAG].as_bytes().to_vec());
        site
    }

    fn answer(&self, encodings: &[u8], conditions: &[Vec<u8>]) -> Parts {
        let mut request = Request::builder().uri("/facts").body(Body::empty()).expect("a request");
        request.headers_mut().insert(header::HOST, HeaderValue::from_static("test"));
        let mut add = |name: HeaderName, line: &[u8]| {
            if let Ok(value) = HeaderValue::from_bytes(line) {
                request.headers_mut().append(name, value);
            }
        };
        add(header::ACCEPT_ENCODING, encodings);
        conditions.iter().for_each(|line| add(header::IF_NONE_MATCH, line));
        self.runtime.block_on(self.service.respond(request)).into_parts().0
    }

    /// A line with the page's tags in it.
    fn with_tags(&self, line: &[u8]) -> Vec<u8> {
        let byte = |byte: &u8| match byte {
            1..=3 => self.tags[usize::from(*byte) - 1].clone(),
            other => vec![*other],
        };
        line.iter().flat_map(byte).collect()
    }
}

static SITE: LazyLock<Site> = LazyLock::new(Site::open);

fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let accepted = lines.next().unwrap_or_default();
    let tags: Vec<Vec<u8>> = lines.map(|line| SITE.with_tags(line)).collect();
    // With debug assertions, as libFuzzer's builds have them, the headers crate stops at a space in a tag.
    if tags.iter().any(|line| line.contains(&b' ')) {
        return;
    }
    // A longer head is refused before it is read.
    if tags.len() > 60 || tags.iter().map(Vec::len).sum::<usize>() + accepted.len() > 12_000 {
        return;
    }
    let response = SITE.answer(accepted, &tags);
    let tag = response.headers.get(header::ETAG).expect("a tag").as_bytes();
    match response.status {
        // Lines are read as one list, in which another line may hide a tag.
        StatusCode::OK => assert!(tags.len() != 1 || (tags[0] != b"*" && tags[0] != tag)),
        StatusCode::NOT_MODIFIED => {
            let named = |line: &Vec<u8>| {
                line.trim_ascii() == b"*" || line.windows(tag.len()).any(|part| part == tag)
            };
            assert!(tags.iter().any(named));
        }
        other => panic!("{other}"),
    }
    if let Some(encoding) = response.headers.get(header::CONTENT_ENCODING) {
        let encoding = encoding.as_bytes();
        let accepted = accepted.to_ascii_lowercase();
        let elements = || accepted.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
        let names = |element: &[u8]| element.windows(encoding.len()).any(|part| part == encoding);
        assert!(elements().any(|element| names(element) || element.starts_with(b"*")));
        // Whoever names it once and refuses it is never given it.
        let refused = [encoding, b";q=0"].concat();
        let named = elements().filter(|element| names(element)).count();
        assert!(named != 1 || !elements().any(|element| element == refused));
    }
});
