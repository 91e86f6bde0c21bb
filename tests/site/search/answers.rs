//! Answers above the results: each says how many records the list has that it leads to.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::support::{Answer, Site, css, record};

async fn site() -> Site {
    Site::of(&record(), "2026-11-30").await
}

async fn page(site: &Site, query: &str) -> Answer {
    site.page(&format!("/search?q={}", utf8_percent_encode(query, NON_ALPHANUMERIC))).await
}

/// The answers with the addresses that they lead to.
async fn answers(site: &Site, query: &str) -> Vec<(String, Option<String>)> {
    let page = page(site, query).await;
    let (html, all, link) = (page.html(), css(".answers li"), css("a"));
    let answers = html.select(&all).map(|answer| {
        let address = answer.select(&link).next().and_then(|link| link.value().attr("href"));
        (answer.text().collect(), address.map(str::to_owned))
    });
    answers.collect()
}

/// How many records a list has, as its data says.
async fn total(site: &Site, address: &str) -> u64 {
    let data = site.page(&address.replacen('?', ".json?", 1)).await.body;
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    data["total"].as_u64().expect("a total")
}

#[tokio::test]
async fn a_list_has_as_many_records_as_its_answer_says() {
    let site = site().await;
    for (query, says, path) in [
        ("어디", "위치가 나온 기록 ", "/facts?site="),
        ("탄소 위치", "위치가 나온 ‘탄소’ 기록 ", "/facts?site="),
        ("AMRC 어디에", "위치가 나온 ‘AMRC’ 기록 ", "/facts?site="),
        ("시장", "경산시장이 나온 기록 ", "/facts?q="),
        ("경산시장", "경산시장이 나온 기록 ", "/facts?q="),
        ("최영조", "최영조 경산시장이 나온 기록 ", "/facts?q="),
        ("최영조 시장", "최영조 경산시장이 나온 기록 ", "/facts?q="),
        ("조현일", "조현일 경산시장이 나온 기록 ", "/facts?q="),
        ("시장이 누구", "경산시장이 나온 기록 ", "/facts?q="),
        ("예산", "금액이 나온 기록 ", "/figures?unit="),
        ("AMRC 예산 얼마나 들었나", "금액이 나온 ‘AMRC’ 기록 ", "/figures?unit="),
        ("AMRC 계획", "‘AMRC’ 계획 ", "/plans?q="),
        ("2018년", "2018년에 있었거나 이어진 일 ", "/timeline?year="),
        ("이루어진 계획", "이루어진 계획 ", "/plans?state="),
        ("미뤄진 계획", "미뤄진 계획 ", "/plans?state="),
    ] {
        let answers = answers(&site, query).await;
        let (text, address) = &answers[0];
        let rest = text.strip_prefix(says).unwrap_or_else(|| panic!("{query}: {text}"));
        let count = rest.split('건').next().and_then(|count| count.parse::<u64>().ok());
        let address = address.as_ref().expect("a link");
        assert!(address.starts_with(path), "{query}: {address}");
        assert_eq!(count, Some(total(&site, address).await), "{query}: {text}");
    }
}

#[tokio::test]
async fn who_is_no_mayor_and_what_is_no_office_is_not_answered() {
    let site = site().await;
    let of_market = &answers(&site, "시장").await[1];
    assert_eq!(of_market.0, "사고파는 ‘시장’을 찾으셨다면 청색기술 시장 전망을 보세요.");
    assert!(total(&site, of_market.1.as_ref().expect("a link")).await > 0);
    for query in ["청색기술 시장", "보잉", "호랑이 시장", "경산"] {
        let answers = answers(&site, query).await;
        assert!(answers.iter().all(|(text, _)| !text.contains("경산시장")), "{query}: {answers:?}");
    }
}

#[tokio::test]
async fn what_the_record_does_not_have_is_said() {
    let site = site().await;
    for (query, text) in [
        ("보잉 위치", "위치를 정리한 ‘보잉’ 기록은 없습니다."),
        ("보잉 예산", "금액을 정리한 ‘보잉’ 기록은 없습니다."),
        ("넷마블 계획", "‘넷마블’ 계획으로 정리한 기록은 없습니다."),
        ("1950년", "1950년에 있었던 일로 정리한 기록은 없습니다."),
    ] {
        assert_eq!(answers(&site, query).await, [(text.to_owned(), None)], "{query}");
    }
}

#[tokio::test]
async fn of_a_word_that_no_record_has_nothing_is_denied() {
    let site = site().await;
    for (query, says) in [
        ("호랑이 위치", "위치가 나온 기록 "),
        ("화장품단지 얼마", "금액이 나온 기록 "),
        ("호랑이 계획", "계획 77건: "),
    ] {
        let answers = answers(&site, query).await;
        assert!(answers[0].0.starts_with(says), "{query}: {answers:?}");
        assert!(answers[0].1.is_some(), "{query}: {answers:?}");
    }
}

#[tokio::test]
async fn when_something_was_is_answered_by_what_tells_most() {
    let site = site().await;
    for (query, begins) in [
        // A plan that came true in July 2024, not the undated one of its first tenant.
        ("화장품 특화단지 언제", "화장품 특화단지, 291억 원으로 2020년 완공 계획: "),
        // Done on a day; the plan with these words has no time.
        ("탄소복합재기술연구조합 언제", "탄소복합재기술연구조합 창립: 2017년 10월 30일"),
        ("AMRC 아시아센터 언제", "AMRC 아시아센터 설립 계획: "),
    ] {
        let answers = answers(&site, query).await;
        assert!(answers[0].0.starts_with(begins), "{query}: {answers:?}");
    }
}

#[tokio::test]
async fn one_plan_answers_with_its_state() {
    let site = site().await;
    for query in ["일자리100개 창출", "지역 일자리 100개 창출 계획"] {
        let answers = answers(&site, query).await;
        let (text, address) = &answers[0];
        let sentence = text.strip_prefix("지역 일자리 100개 창출 계획: ");
        let sentence = sentence.unwrap_or_else(|| panic!("{query}: {text}"));
        let address = address.as_ref().expect("a link");
        assert_eq!(address, "/facts/GS-0057-9", "{query}");
        assert!(site.page(address).await.main().contains(sentence), "{query}: {sentence}");
    }
    // A plan that mentions 보잉 says nothing of 보잉.
    assert_eq!(answers(&site, "보잉").await, []);
}
