//! The home page: what this is, whose article, the industries, what happened when, the numbers.

use super::support::Site;

#[tokio::test]
async fn the_story_is_there_at_a_glance() {
    let page = Site::open().await.page("/").await;
    let main = page.main();
    for words in ["경북일보", "4차 산업혁명", "청색기술산업", "자동차부품산업", "탄소산업"]
    {
        assert!(main.contains(words), "{words}");
    }
    for date in ["2016년 12월", "2017년 5월", "2018년 상반기(계획)", "2018년 하반기(계획)"]
    {
        assert!(main.contains(date), "{date}");
    }
    for number in ["1조 달러", "1,040만 9,000㎡", "315만 평", "12만 명", "3,000여 개 기업"]
    {
        assert!(main.contains(number), "{number}");
    }
}

#[tokio::test]
async fn only_two_industries_are_called_strategic() {
    let page = Site::open().await.page("/").await;
    assert_eq!(page.texts(".standings dt")[0], "5대 전략산업");
    let strategic = page.texts(".standings > div:first-child a");
    assert_eq!(strategic, ["4차 산업혁명", "청색기술산업"]);
}

#[tokio::test]
async fn plans_stand_apart_from_what_happened() {
    let page = Site::open().await.page("/").await;
    let ahead = page.text(".brief.ahead");
    assert!(ahead.contains("AMRC ASIA 센터 설립 예정") && ahead.contains("국제심포지엄"));
    let happened = page.texts(".brief:not(.ahead)").join(" ");
    assert!(!happened.contains("예정") && !happened.contains("계획)"), "{happened}");
}

#[tokio::test]
async fn a_foreseen_number_says_that_it_is_foreseen() {
    let page = Site::open().await.page("/").await;
    let numbers = page.texts(".numbers li");
    assert_eq!(numbers.len(), 4);
    let foreseen: Vec<_> = numbers.iter().filter(|number| number.contains("구분: 전망")).collect();
    assert_eq!(foreseen.len(), 1);
    assert!(foreseen[0].starts_with("1조 달러"), "{foreseen:?}");
    assert!(
        numbers.iter().any(|number| number.starts_with("1,040만 9,000㎡ 315만 평")),
        "{numbers:?}"
    );
}

#[tokio::test]
async fn a_phone_is_spared_all_but_the_agreements_and_the_first_plans() {
    let page = Site::open().await.page("/").await;
    let kept = page.texts(".brief li:not(.extra)");
    assert_eq!(kept.len(), 5, "{kept:?}");
    for (row, words) in
        kept.iter().zip(["업무협약", "MOA", "MOU", "AMRC ASIA 센터", "국제심포지엄"])
    {
        assert!(row.contains(words), "{words} in {row}");
    }
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
