//! A site to ask: the router over a fresh database, on a fixed day, and answers that can be looked
//! into.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::NaiveDate;
use gyeongsan::clock::Clock;
use gyeongsan::live::Live;
use gyeongsan::pages::{Contact, SiteConfig};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::snapshot::Snapshot;
use gyeongsan::store::Store;
use gyeongsan::web::{App, HttpService, MAX_REQUESTS, PAGE_CACHE};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};

/// A running site without a socket.
pub struct Site {
    service: HttpService,
    live: Arc<Live>,
}

/// What the site answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The bytes as text, as far as they are text.
    pub body: String,
}

/// The seeds of one article, which do not change: what tests expect of them is written out by hand, and must not
/// hang on what the living record says.
pub const ONE_ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/one_article");

/// The seeds of one article.
pub fn seeds() -> Seeds {
    let folder = SeedSource::Folder(ONE_ARTICLE.into());
    Seeds::read(&folder).expect("the seeds of one article are right")
}

/// The record that the binary holds.
pub fn record() -> Seeds {
    Seeds::read(&SeedSource::Embedded).expect("the project's own seeds are right")
}

impl Site {
    /// The seeds of one article, long after every plan of it.
    pub async fn open() -> Self {
        Self::on("2026-11-22").await
    }

    /// The seeds of one article on a day.
    pub async fn on(day: &str) -> Self {
        Self::of(&seeds(), day).await
    }

    /// These seeds on a day.
    pub async fn of(seeds: &Seeds, day: &str) -> Self {
        Self::with(seeds, day, None).await
    }

    /// These seeds on a day, with an operator who can be written to.
    pub async fn with(seeds: &Seeds, day: &str, contact: Option<&str>) -> Self {
        let contact = contact.map(|text| Contact::parse(text).expect(text));
        Self::configured(seeds, day, SiteConfig { contact, ..SiteConfig::default() }).await
    }

    /// These seeds on a day, as an operator configures the site.
    pub async fn configured(seeds: &Seeds, day: &str, config: SiteConfig) -> Self {
        let place = SiteConfig { public_url: "https://example.org".to_owned(), ..config };
        let store = Store::build(seeds).await.expect("a store");
        let snapshot = Snapshot::of(store, place).await.expect("a snapshot");
        let day: NaiveDate = day.parse().expect("a day");
        let clock = Clock::Fixed(day);
        let live = Arc::new(Live::new(snapshot, clock.now()));
        let app = App::new(Arc::clone(&live), clock, PAGE_CACHE);
        let service = HttpService::site_and_operations(app, MAX_REQUESTS);
        Self { service, live }
    }

    /// Closes the database under the running site.
    pub async fn break_the_database(&self) {
        self.live.snapshot().close().await;
    }

    /// The value of a sample of the metrics.
    pub async fn metric(&self, sample: &str) -> u64 {
        let text = self.page("/metrics").await.body;
        let line = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{sample} in {text}")).parse().expect("a number")
    }

    /// The answer to a request, which is for this site unless it says for which.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let host = header::HeaderValue::from_static("test");
        request.headers_mut().entry(header::HOST).or_insert(host);
        let response = self.service.respond(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, bytes, body }
    }

    pub async fn request(&self, method: Method, target: &str) -> Answer {
        let request = Request::builder().method(method).uri(target).header(header::HOST, "test");
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// The answer to a GET, whatever it is.
    pub async fn get(&self, target: &str) -> Answer {
        self.request(Method::GET, target).await
    }

    /// A page that must be there.
    pub async fn page(&self, target: &str) -> Answer {
        let answer = self.get(target).await;
        assert_eq!(answer.status, StatusCode::OK, "{target}");
        answer
    }
}

impl Answer {
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The text of every element that a selector finds, white space made single.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let html = self.html();
        html.select(&css(selector)).map(text_of).collect()
    }

    /// The text of the only element that a selector finds.
    pub fn text(&self, selector: &str) -> String {
        let mut texts = self.texts(selector);
        assert_eq!(texts.len(), 1, "{selector} in {}", self.body);
        texts.remove(0)
    }

    /// The visible text of the main part.
    pub fn main(&self) -> String {
        self.text("main")
    }

    /// Every address that the page names for people or machines: links, pictures, other forms, the card.
    pub fn addresses(&self) -> HashSet<String> {
        let (html, mut addresses) = (self.html(), self.links());
        for (selector, name) in
            [("img[src]", "src"), ("link[href]", "href"), ("meta[property='og:image']", "content")]
        {
            let named = css(selector);
            let values = html.select(&named).filter_map(|element| element.attr(name));
            addresses.extend(values.map(str::to_owned));
        }
        addresses
    }

    /// The target of every link.
    pub fn links(&self) -> HashSet<String> {
        let (html, links) = (self.html(), css("a[href]"));
        html.select(&links).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
    }
}

pub fn css(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

pub fn text_of(element: ElementRef<'_>) -> String {
    let text: String = element.text().flat_map(|part| [part, " "]).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
