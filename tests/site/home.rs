//! The home page: the answer at a glance, what was found out last, the themes, three numbers of the place.

use super::support::Site;

#[tokio::test]
async fn the_question_is_answered_first() {
    let page = Site::open().await.page("/").await;
    assert_eq!(page.text("h1"), "2018년 경산의 계획, 어떻게 되었을까요?");
    let main = page.main();
    // One article tells of no outcome.
    assert!(main.contains("새로 확인한 소식이 없습니다."), "{main}");
    assert!(main.contains("계획 35건 모두 결과를 확인하지 못했습니다."), "{main}");
    let groups = page.texts(".bar li");
    assert!(!groups.is_empty());
    assert!(groups.iter().any(|group| group.ends_with("결과를 확인하지 못함")), "{groups:?}");
    let counted: usize = page
        .texts(".bar-count")
        .iter()
        .map(|count| count.parse::<usize>().expect("a number"))
        .sum();
    assert!(main.contains(&format!("계획 {counted}건 모두 보기")), "the bar has every plan");
    let html = page.html();
    let cells = html.select(&super::support::css(".bar .cells use")).count();
    assert_eq!(cells, counted, "a cell for each plan");
}

#[tokio::test]
async fn every_theme_has_a_card_that_leads_to_it() {
    let page = Site::open().await.page("/").await;
    let names = page.texts(".card h3");
    assert_eq!(
        names,
        ["전략", "첨단소재·AMRC", "탄소", "타이타늄", "콘텐츠·게임", "청색기술", "산업단지·인재"]
    );
    assert!(page.links().contains("/themes/carbon"));
}

#[tokio::test]
async fn three_numbers_are_of_the_place_and_none_of_the_world() {
    let page = Site::open().await.page("/").await;
    let numbers = page.texts(".three .number");
    assert_eq!(numbers.len(), 3, "{numbers:?}");
    assert!(numbers[0].starts_with("1,040만 9,000㎡ 315만 평"), "{numbers:?}");
    assert!(numbers.iter().all(|number| number.contains("경북일보")), "{numbers:?}");
    assert!(!numbers.join(" ").contains("달러"));
}

#[tokio::test]
async fn every_page_names_the_newspaper_and_says_it_is_not_official() {
    let site = Site::open().await;
    for address in ["/", "/timeline", "/facts/GS-0042-3", "/industries/carbon", "/nothing"] {
        let page = site.get(address).await;
        assert!(page.text("footer").contains("경북일보"), "{address}");
        assert!(page.text("body > header").contains("경산시 공식 사이트가 아닙니다"), "{address}");
    }
}

#[tokio::test]
async fn the_menu_has_five_entries_and_says_where_one_is() {
    let site = Site::open().await;
    let page = site.page("/plans").await;
    assert_eq!(page.texts("nav.menu a"), ["계획", "연표", "분야", "수치", "검색"]);
    assert_eq!(page.text("nav.menu a[aria-current]"), "계획");
    for (path, entry) in [("/themes/carbon", "분야"), ("/search?q=%ED%83%84%EC%86%8C", "검색")]
    {
        assert_eq!(site.page(path).await.text("nav.menu a[aria-current]"), entry, "{path}");
    }
    assert!(site.page("/about").await.texts("nav.menu a[aria-current]").is_empty());
}
