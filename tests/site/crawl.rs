//! A walk over every internal link from the home page: nothing is broken, nothing is out of reach,
//! and every page is whole.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use gyeongsan::address::{Address, FactFormat, FixedPage, ListFormat, Listing};
use gyeongsan::domain::{Kind, List};
use scraper::Html;

use super::support::{Answer, Site, css, record, seeds, text_of};

/// Everything that links lead to from `/`, by path.
pub async fn crawl(site: &Site) -> BTreeMap<String, Answer> {
    let mut pages = BTreeMap::new();
    let mut waiting = VecDeque::from(["/".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        if pages.contains_key(&path) {
            continue;
        }
        let page = site.page(&path).await;
        let is_page = page.header(CONTENT_TYPE).starts_with("text/html");
        for link in if is_page { page.addresses() } else { HashSet::new() } {
            let link = link.strip_prefix("https://example.org").unwrap_or(&link);
            if is_elsewhere(link) {
                continue;
            }
            assert!(link.starts_with('/') || link.starts_with('#'), "{link} on {path}");
            let target = link.split('#').next().unwrap_or_default();
            // Filters multiply: one at a time shows that each works.
            if !target.is_empty() && !target.contains('&') && !path.contains('?') {
                waiting.push_back(target.to_owned());
            }
        }
        pages.insert(path, page);
    }
    pages
}

/// Where the originals of the sources stand.
static ORIGINALS: LazyLock<HashSet<String>> =
    LazyLock::new(|| record().sources.into_iter().filter_map(|source| source.url).collect());

/// Whether a link leads to the licence or to the original of a source.
fn is_elsewhere(link: &str) -> bool {
    link == "https://creativecommons.org/licenses/by/4.0/" || ORIGINALS.contains(link)
}

/// Whether a person is to read this: no file, and no view for a frame.
fn is_page(path: &str, answer: &Answer) -> bool {
    answer.header(CONTENT_TYPE).starts_with("text/html") && !path.ends_with("/embed")
}

#[tokio::test]
async fn every_link_answers_and_every_record_is_reached() {
    let site = Site::open().await;
    let pages = crawl(&site).await;
    let seeds = seeds();
    let facts = seeds.facts.iter().map(|fact| Address::Fact(fact.code, None));
    let entities =
        seeds.entities.iter().map(|entity| Address::Entity(entity.kind(), entity.slug.clone()));
    let sources = seeds.sources.iter().map(|source| Address::Source(source.slug.clone()));
    let lists = Kind::ALL.iter().map(|kind| Address::list(List::Entities(*kind)));
    for address in facts.chain(entities).chain(sources).chain(lists) {
        assert!(pages.contains_key(&address.path()), "{address} is out of reach");
    }
    for path in [
        "/",
        "/plans",
        "/themes",
        "/timeline",
        "/facts",
        "/figures",
        "/sources",
        "/terms",
        "/about",
    ] {
        assert!(pages.contains_key(path), "{path} is out of reach");
    }
    for path in ["/editions", "/editions/1", "/facts/GS-0042-3@1"] {
        assert!(pages.contains_key(path), "{path} is out of reach");
    }
    // Facts, each also as the first edition had it; entities; themes; the source; the edition; the search; the
    // lists; the fixed pages.
    let whole = pages.iter().filter(|(path, _)| !path.contains('?'));
    let html = whole.filter(|(path, answer)| is_page(path, answer)).count();
    assert_eq!(html, 2 * 101 + 63 + 7 + 1 + 1 + 1 + List::all().len() + FixedPage::ALL.len());
    for fact in &seeds.facts {
        for format in FactFormat::ALL {
            // An embed shows a fact as it is.
            let edition = (*format != FactFormat::Embed).then_some(1);
            let address = Address::FactIn(fact.code, edition, *format);
            assert!(pages.contains_key(&address.path()), "{address} is out of reach");
        }
    }
    for list in [List::Timeline, List::Facts, List::Figures] {
        for format in ListFormat::others(list) {
            let address = Address::List(Listing::from(list).in_format(*format));
            assert!(pages.contains_key(&address.path()), "{address} is out of reach");
        }
    }
}

#[tokio::test]
async fn links_go_both_ways() {
    let site = Site::open().await;
    let pages = crawl(&site).await;
    for fact in &seeds().facts {
        let path = Address::Fact(fact.code, None).path();
        let links = pages[&path].links();
        for about in &fact.about {
            let entity = Address::Entity(about.entity.kind, about.entity.slug.clone()).path();
            assert!(links.contains(&entity), "{path} → {entity}");
            assert!(pages[&entity].links().contains(&path), "{entity} → {path}");
        }
        for evidence in &fact.evidence {
            let place = Address::evidence(evidence);
            assert!(links.contains(&place.to_string()), "{path} → {place}");
            assert!(pages[&place.path()].links().contains(&path), "{place} → {path}");
        }
    }
}

#[tokio::test]
async fn every_page_is_whole() {
    let site = Site::open().await;
    let pages = crawl(&site).await;
    let mut titles = BTreeSet::new();
    for (path, page) in pages.iter().filter(|(path, page)| is_page(path, page)) {
        let html = page.html();
        assert_eq!(html.select(&css("html[lang=ko]")).count(), 1, "{path}");
        assert_eq!(html.select(&css("h1")).count(), 1, "{path}");
        assert_eq!(html.select(&css("main")).count(), 1, "{path}");
        let title = page.text("head > title");
        assert!(titles.insert(title.clone()), "two pages are called {title}");
        let description = html.select(&css("meta[name=description]")).next().expect("one");
        assert!(
            description.attr("content").is_some_and(|text| text.chars().count() > 15),
            "{path}"
        );
        assert_eq!(
            html.select(&css(
                "[style], style, script:not([type='application/ld+json']):not([src])"
            ))
            .count(),
            0,
            "{path}"
        );
        let canonical = html.select(&css("link[rel=canonical]")).next().expect("one");
        assert_eq!(canonical.attr("href"), Some(format!("https://example.org{path}").as_str()));
        // The menu leads to whatever is not below another page.
        let crumbs = html.select(&css("nav.crumbs li")).count();
        let is_below = path.split('?').next().is_some_and(|path| path.matches('/').count() > 1);
        assert_eq!(crumbs > 1, is_below, "{path}");
        assert!(page.texts("table > caption").len() == page.texts("table").len(), "{path}");
        headings_descend_one_by_one(path, &html);
        fragments_lead_somewhere(path, &html, &pages);
    }
}

fn headings_descend_one_by_one(path: &str, html: &Html) {
    let mut level = 0;
    for heading in html.select(&css("main h1, main h2, main h3, main h4")) {
        let next: u32 = heading.value().name()[1..].parse().expect("a level");
        assert!(next <= level + 1, "{path}: {}", text_of(heading));
        assert!(!text_of(heading).is_empty(), "{path}");
        level = next;
    }
}

fn fragments_lead_somewhere(path: &str, html: &Html, pages: &BTreeMap<String, Answer>) {
    let ids = ids(html);
    for link in html.select(&css("a[href*='#']")).filter_map(|link| link.attr("href")) {
        let (target, fragment) = link.split_once('#').expect("a fragment");
        if target.is_empty() || target == path {
            assert!(ids.contains(fragment), "{link} on {path}");
        } else {
            let known = pages[target].body.contains(&format!("id=\"{fragment}\""));
            assert!(known, "{link} on {path}");
        }
    }
}

/// The ids of a page, each of which may stand only once.
fn ids(html: &Html) -> HashSet<String> {
    let mut ids = HashSet::new();
    for id in html.select(&css("[id]")).filter_map(|element| element.attr("id")) {
        assert!(ids.insert(id.to_owned()), "two elements have the id {id}");
    }
    ids
}

#[tokio::test]
async fn two_databases_of_the_same_seeds_give_the_same_bytes() {
    let (one, other) = (Site::open().await, Site::open().await);
    for path in [
        "/",
        "/plans",
        "/timeline",
        "/facts",
        "/industries/blue-technology",
        "/sources/kyongbuk-2018",
    ] {
        assert_eq!(one.page(path).await.body, other.page(path).await.body, "{path}");
    }
}

#[tokio::test]
async fn assets_are_there_for_ever_under_their_hash() {
    let site = Site::open().await;
    let home = site.page("/").await;
    let html = home.html();
    let selector = css("link[rel=stylesheet], link[rel=icon], script[src]");
    assert_eq!(html.select(&selector).count(), 3);
    for link in html.select(&selector) {
        let address = link.attr("href").or(link.attr("src")).expect("an address");
        let asset = site.page(address).await;
        let cache = asset.header(axum::http::header::CACHE_CONTROL);
        assert!(cache.contains("immutable"), "{address}");
    }
}
