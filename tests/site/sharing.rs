//! What is seen where a link is shared: cards, QR codes, the embed and who may frame it.

use axum::http::{StatusCode, header};
use gyeongsan::formats::png;
use resvg::tiny_skia::Pixmap;
use serde_json::Value;

use super::support::{Answer, Site, seeds};

fn picture(answer: &Answer) -> Pixmap {
    assert_eq!(answer.header(header::CONTENT_TYPE), "image/png");
    Pixmap::decode_png(&answer.bytes).expect("a PNG")
}

/// How many pixels of a picture are not its paper.
fn ink(picture: &Pixmap) -> usize {
    let paper = picture.pixel(790, 10).expect("a corner");
    picture.pixels().iter().filter(|pixel| **pixel != paper).count()
}

#[tokio::test]
async fn every_fact_and_entity_has_a_card_of_the_size_that_messengers_want() {
    let site = Site::open().await;
    let seeds = seeds();
    let facts = seeds.facts.iter().map(|fact| format!("/facts/{}@1/card.png", fact.code));
    let entities = seeds.entities.iter().map(|entity| {
        let kind = entity.kind().plural();
        format!("/cards/1/{kind}/{}.png", entity.slug)
    });
    let others = ["home", "timeline", "sources/kyongbuk-2018", "editions/1", "terms", "about"];
    let others = others.iter().map(|name| format!("/cards/1/{name}.png"));
    for path in facts.chain(entities).chain(others) {
        let card = picture(&site.page(&path).await);
        assert_eq!((card.width(), card.height()), (800, 400), "{path}");
        assert!(ink(&card) > 10_000, "{path} has hardly anything on it");
    }
}

#[tokio::test]
async fn a_card_shows_another_edition_and_another_status() {
    let site = Site::open().await;
    let plan = site.page("/facts/GS-0042-3@1/card.png").await;
    let done = site.page("/facts/GS-0041-5@1/card.png").await;
    assert_ne!(plan.bytes, done.bytes);
    assert_eq!(plan.bytes, site.page("/facts/GS-0042-3/card.png").await.bytes, "not changed since");
}

#[tokio::test]
async fn a_page_names_its_card_with_the_edition_in_the_path() {
    let site = Site::open().await;
    for (path, card) in [
        ("/facts/GS-0042-3", "/facts/GS-0042-3@1/card.png"),
        ("/facts/GS-0042-3@1", "/facts/GS-0042-3@1/card.png"),
        ("/", "/cards/1/home.png"),
        ("/agreements/amrc-moa", "/cards/1/agreements/amrc-moa.png"),
        ("/search?q=amrc", "/cards/1/home.png"),
    ] {
        let page = site.page(path).await;
        let named = page.addresses();
        assert!(named.contains(&format!("https://example.org{card}")), "{path}: {named:?}");
    }
}

#[tokio::test]
async fn a_card_that_stands_for_nothing_is_not_found() {
    let site = Site::open().await;
    for path in [
        "/facts/GS-0794-5/card.png",
        "/facts/GS-0042-3@9/card.png",
        "/facts/GS-0042-3/card.gif",
        "/cards/9/home.png",
        "/cards/0/home.png",
        "/cards/1/nothing.png",
        "/cards/1/industries/nothing.png",
        "/cards/1/search.png",
        "/cards/1/facts/GS-0042-3.png",
        "/cards/1/cards/1/home.png.png",
    ] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_qr_code_is_read_as_the_permanent_address() {
    let site = Site::open().await;
    let facts = seeds().facts.into_iter().map(|fact| format!("/facts/{}", fact.code));
    for page in facts.chain(["/facts/GS-0042-3@1".to_owned()]) {
        let (path, address) = (format!("{page}/qr.svg"), format!("https://example.org{page}"));
        let answer = site.page(&path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "image/svg+xml");
        let drawn = Pixmap::decode_png(&png(&answer.body).expect("an SVG")).expect("a PNG");
        let (width, height) = (drawn.width() as usize, drawn.height() as usize);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            drawn.pixels()[y * width + x].red()
        });
        let codes = image.detect_grids();
        assert_eq!(codes.len(), 1, "{path}");
        assert_eq!(codes[0].decode().expect("a QR code").1, address);
    }
}

#[tokio::test]
async fn only_the_embed_may_be_framed() {
    let site = Site::open().await;
    for path in ["/facts/GS-0042-3/embed", "/facts/GS-0042-3@1/embed"] {
        let embed = site.page(path).await;
        assert!(embed.header(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors *"));
        assert_eq!(embed.header(header::X_FRAME_OPTIONS), "");
        let main = embed.main();
        for part in [
            "AMRC ASIA 센터 설립 예정",
            "구분: 2018년 당시 계획",
            "2018년 상반기(계획)",
            "경북일보 12번째 문단",
        ] {
            assert!(main.contains(part), "{part} in {main}");
        }
        assert_eq!(embed.texts("script").len() + embed.texts("form").len(), 0, "{path}");
    }
    for path in ["/", "/facts/GS-0042-3", "/facts/GS-0042-3/card.png", "/nothing", "/oembed?url=x"]
    {
        let answer = site.get(path).await;
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors 'none'"));
        assert_eq!(answer.header(header::X_FRAME_OPTIONS), "DENY", "{path}");
    }
}

async fn oembed(site: &Site, query: &str) -> (StatusCode, Value) {
    let answer = site.get(&format!("/oembed?{query}")).await;
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*", "{query}");
    (answer.status, serde_json::from_str(&answer.body).expect("JSON"))
}

#[tokio::test]
async fn oembed_gives_a_frame_without_a_script_for_a_fact() {
    let site = Site::open().await;
    let url = "url=https%3A%2F%2Fexample.org%2Ffacts%2FGS-0042-3";
    let (status, answer) = oembed(&site, url).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&answer["type"], &answer["version"]), (&"rich".into(), &"1.0".into()));
    assert_eq!(answer["thumbnail_url"], "https://example.org/facts/GS-0042-3@1/card.png");
    let html = answer["html"].as_str().expect("HTML");
    assert!(
        html.contains("src=\"https://example.org/facts/GS-0042-3/embed\"")
            && !html.contains("script")
    );

    let (_, narrow) = oembed(&site, &format!("{url}&maxwidth=300&maxheight=200&format=json")).await;
    assert_eq!((narrow["width"].as_u64(), narrow["height"].as_u64()), (Some(300), Some(200)));
    assert!(narrow.get("thumbnail_url").is_none(), "a thumbnail larger than the room");

    let (_, pinned) = oembed(&site, &format!("{url}%401")).await;
    assert!(pinned["html"].as_str().is_some_and(|html| html.contains("GS-0042-3@1/embed")));
    for same in ["HTTPS://Example.org/facts/GS-0042-3/", "https://example.org/facts/0042-3/embed"] {
        let (status, answer) = oembed(&site, &format!("url={same}")).await;
        assert_eq!((status, &answer["type"]), (StatusCode::OK, &"rich".into()), "{same}");
    }
    let (_, page) = oembed(&site, "url=https://example.org/facts").await;
    assert_eq!((&page["type"], page.get("html")), (&"link".into(), None));
    for same in ["https://example.org/timeline", "https://example.org/timeline/embed"] {
        let (_, timeline) = oembed(&site, &format!("url={same}&maxwidth=700")).await;
        let html = timeline["html"].as_str().unwrap_or_default();
        assert!(html.contains("src=\"https://example.org/timeline/embed\""), "{same}: {html}");
        assert_eq!(
            (&timeline["type"], &timeline["width"]),
            (&"rich".into(), &700.into()),
            "{same}"
        );
    }
    let (_, narrowed) = oembed(&site, "url=https://example.org/timeline?year=2017").await;
    assert!(narrowed.get("html").is_none(), "the frame shows the whole timeline alone");
}

#[tokio::test]
async fn oembed_knows_no_other_site_and_says_what_it_lacks() {
    let site = Site::open().await;
    for (query, status) in [
        ("url=https%3A%2F%2Fexample.com%2Ffacts%2FGS-0042-3", StatusCode::NOT_FOUND),
        ("url=https%3A%2F%2Fexample.org.evil.com%2Ffacts%2FGS-0042-3", StatusCode::NOT_FOUND),
        ("url=https%3A%2F%2Fexample.org%2Ffacts%2FGS-0794-5", StatusCode::NOT_FOUND),
        ("url=https%3A%2F%2Fexample.orgfacts%2FGS-0042-3", StatusCode::NOT_FOUND),
        ("url=https%3A%2F%2Fexample.org%2Ffacts.json", StatusCode::NOT_FOUND),
        ("url=%ED%83%84%EC%86%8C", StatusCode::NOT_FOUND),
        ("url=https%3A%2F%2Fexample.org%2Foembed%3Furl%3Dx", StatusCode::NOT_FOUND),
        ("", StatusCode::BAD_REQUEST),
        ("url=a&url=b", StatusCode::BAD_REQUEST),
        ("url=https%3A%2F%2Fexample.org%2F&maxwidth=wide", StatusCode::BAD_REQUEST),
        ("url=https%3A%2F%2Fexample.org%2F&colour=red", StatusCode::BAD_REQUEST),
        ("url=https%3A%2F%2Fexample.org%2F&format=xml", StatusCode::NOT_IMPLEMENTED),
    ] {
        let (got, problem) = oembed(&site, query).await;
        assert_eq!(got, status, "{query}");
        assert_eq!(problem["status"], status.as_u16(), "a problem document (RFC 9457)");
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    }
    let (_, problem) = oembed(&site, "url=https%3A%2F%2Fexample.org%2F&colour=red").await;
    assert_eq!(problem["detail"], "이 페이지에 없는 조건입니다: colour.");
    let (_, problem) = oembed(&site, "url=https%3A%2F%2Fexample.org%2F&format=xml").await;
    assert_eq!(problem["detail"], "형식(format)은 json만 쓸 수 있습니다.");
    let (_, problem) = oembed(&site, "").await;
    assert_eq!(problem["detail"], "주소에 페이지 주소(url) 값이 없습니다.");
}
