//! The search: what readers type, what they find, why, and what is marked.

mod answers;
mod any_text;
mod narrowing;
mod recall;
mod sources;
mod spaces;
mod suggestions;

use axum::http::StatusCode;

use gyeongsan::domain::Code;

use super::support::{Answer, Site, css, seeds};

async fn search(site: &Site, query: &str) -> Answer {
    let encoded: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    site.page(&format!("/search?q={}", encoded.concat())).await
}

/// The names and titles found, in their order, each as it is read.
fn hits(page: &Answer) -> Vec<String> {
    let selector = css("[aria-labelledby=names] li > a, [aria-labelledby=facts] .fact-title > a");
    page.html().select(&selector).map(|link| link.text().collect()).collect()
}

/// What is marked, in the order of the page.
fn marks(page: &Answer) -> Vec<String> {
    page.html().select(&css("mark")).map(|mark| mark.text().collect()).collect()
}

/// What is said above the results.
fn notes(page: &Answer) -> Vec<String> {
    page.texts(".search-note")
}

/// Asserts that each query finds each name.
async fn each_finds(cases: &[(&str, &[&str])]) {
    let site = Site::open().await;
    for (query, expected) in cases {
        let found = hits(&search(&site, query).await);
        for name in *expected {
            assert!(found.iter().any(|hit| hit == name), "{query} finds {name}: {found:?}");
        }
    }
}

#[tokio::test]
async fn words_are_found_wherever_they_stand() {
    each_finds(&[
        (
            "탄소",
            &["탄소산업", "탄소복합재기술연구조합", "탄소성형부품 설계해석과 상용화 기반구축사업"],
        ),
        ("산", &["경산시", "탄소산업"]),
        ("실증센터", &["첨단 성형가공기술 상용화 실증센터", "실증센터"]),
        ("소산", &["탄소산업"]),
        ("산업 탄소", &["탄소산업", "경북 탄소산업 클러스터"]),
        ("탄소 산업", &["탄소산업"]),
        ("뿌리산업", &["뿌리 산업"]),
        ("양성자가속기연구센터", &["양성자 가속기연구센터"]),
        ("경북탄소산업클러스터예비타당성조사통과", &["경북 탄소산업 클러스터 예비타당성조사 통과"]),
        ("산학연관전략회의", &["산·학·연·관 전략회의"]),
        ("경북 테크노파크", &["경북테크노파크"]),
        ("4차산업혁명", &["4차 산업혁명"]),
        ("GS-0042-3", &[]),
    ])
    .await;
}

#[tokio::test]
async fn width_case_form_and_separators_make_no_difference() {
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("청색기술").collect();
    each_finds(&[
        ("AMRC", &["AMRC", "AMRC ASIA Industry4.0센터"]),
        ("amrc", &["AMRC"]),
        ("ＡＭＲＣ", &["AMRC"]),
        ("Industry4.0", &["AMRC ASIA Industry4.0센터"]),
        ("industry 4.0", &["AMRC ASIA Industry4.0센터"]),
        ("3000", &["지역 산업 생태계를 이끄는 3000여 기업"]),
        ("3,000", &["지역 산업 생태계를 이끄는 3000여 기업"]),
        ("1,040만9000㎡", &["산업입지 1040만9000㎡ 보유"]),
        ("1040만9000m2", &["산업입지 1040만9000㎡ 보유"]),
        ("R&D", &["R&D", "청색기술산업 사업화 노력"]),
        ("㈜케이피씨엠", &["케이피씨엠"]),
        ("(주)케이피씨엠", &["케이피씨엠"]),
        ("(주) 케이피씨엠", &["케이피씨엠"]),
        ("산ㆍ학‧연・관", &["산·학·연·관 전략회의"]),
        ("미국 독일", &["미국·독일·일본의 국가적 육성"]),
        (&decomposed, &["청색기술산업", "청색기술"]),
    ])
    .await;
}

#[tokio::test]
async fn particles_do_no_harm() {
    let site = Site::open().await;
    for (query, expected) in [
        ("산업을", "탄소산업"),
        ("기업의", "기업연구소장 협의회"),
        ("클러스터에서", "경북 탄소산업 클러스터"),
        ("보잉과", "보잉"),
        ("AMRC가", "AMRC"),
    ] {
        let found = hits(&search(&site, query).await);
        assert!(found.iter().any(|name| name == expected), "{query}: {found:?}");
    }
    for (query, note) in [
        ("보잉과", "조사를 빼고 ‘보잉’으로 검색했습니다."),
        ("AMRC가", "조사를 빼고 ‘AMRC’로 검색했습니다."),
    ] {
        assert_eq!(notes(&search(&site, query).await), [note]);
    }
    let council = hits(&search(&site, "전략회의").await);
    assert_eq!(council[0], "산·학·연·관 전략회의", "회의 ends with no particle");
}

#[tokio::test]
async fn consonants_and_half_typed_syllables_are_understood() {
    let site = Site::open().await;
    let initials = &["초성으로 검색했습니다."][..];
    for (query, expected, said) in [
        ("ㅊㅅㄱㅅ", "청색기술", initials),
        ("ㅃㄹㅅㅇ", "뿌리 산업", initials),
        ("ㄱㅅㅅ", "경산시", initials),
        ("청ㅅㄱㅅ", "청색기술", &[]),
        ("탄솟", "탄소산업", &[]),
        ("경ㅅ", "경산시", &[]),
        ("포스테", "포스텍", &[]),
    ] {
        let page = search(&site, query).await;
        assert!(hits(&page).iter().any(|name| name == expected), "{query}");
        assert_eq!(notes(&page), said, "{query}");
    }
    let page = search(&site, "ㅊㅅㄱㅅ").await;
    assert!(marks(&page).iter().any(|mark| mark == "청색기술"), "{:?}", marks(&page));
}

#[tokio::test]
async fn the_other_keyboard_is_understood() {
    let site = Site::open().await;
    for (query, expected, note) in [
        ("xksth", "탄소산업", "한글 자판으로 바꾸어 검색했습니다: 탄소"),
        ("cjdtorrltnf", "청색기술", "한글 자판으로 바꾸어 검색했습니다: 청색기술"),
        ("XKSTH", "탄소산업", "한글 자판으로 바꾸어 검색했습니다: 탄소"),
        ("ctrt", "청색기술", "한글 자판으로 바꾸어 검색했습니다: ㅊㅅㄱㅅ"),
        ("믁ㅊ", "AMRC", "영문 자판으로 바꾸어 검색했습니다: amrc"),
        ("ㅑㅎㄴ", "IGS", "영문 자판으로 바꾸어 검색했습니다: igs"),
    ] {
        let page = search(&site, query).await;
        assert!(hits(&page).iter().any(|name| name == expected), "{query}");
        assert_eq!(notes(&page), [note], "{query}");
    }
}

#[tokio::test]
async fn words_of_the_same_meaning_find_each_other() {
    let site = Site::open().await;
    for (query, expected, meaning) in [
        ("예타", "경북 탄소산업 클러스터 예비타당성조사 통과", "예비타당성조사"),
        ("양해각서", "IGS 상호협력 MOU", "MOU, 업무협약"),
        ("연구개발", "청색기술산업 사업화 노력", "R&D"),
    ] {
        let page = search(&site, query).await;
        assert!(hits(&page).iter().any(|name| name == expected), "{query}");
        let note = format!("뜻이 같은 말로도 검색했습니다: {meaning}");
        assert!(notes(&page).contains(&note), "{query}: {:?}", notes(&page));
    }
}

#[tokio::test]
async fn a_row_says_the_other_name_that_was_found_and_no_more() {
    let site = Site::open().await;
    for (query, name) in [("예타", "다른 이름: 예타"), ("KIMM", "다른 이름: KIMM")] {
        assert!(search(&site, query).await.texts(".why").contains(&name.to_owned()), "{query}");
    }
    for query in ["산업을", "ㅊㅅㄱㅅ", "xksth", "뿌리산업", "탄소산업 호랑이"] {
        let page = search(&site, query).await;
        assert_eq!(page.texts(".why"), [""; 0], "{query}");
        assert_eq!(notes(&page).len(), 1, "{query}: {:?}", notes(&page));
    }
}

#[tokio::test]
async fn the_heading_counts_what_was_found() {
    let site = Site::open().await;
    let page = search(&site, "보잉").await;
    let shown = hits(&page).len();
    assert_eq!(page.text("h1"), format!("‘보잉’ 검색 결과 {shown}건"));
    assert_eq!(search(&site, "호랑이").await.text("h1"), "검색");
}

#[tokio::test]
async fn the_best_comes_first() {
    let site = Site::open().await;
    for (query, first) in [
        ("탄소산업", "탄소산업"),
        ("청색기술", "청색기술"),
        ("경산시", "경산시"),
        ("kimm", "한국기계연구원"),
        ("뿌리산업", "뿌리 산업"),
        ("클러스터", "클러스터"),
        ("경북테크노", "경북테크노파크"),
    ] {
        assert_eq!(hits(&search(&site, query).await)[0], first, "{query}");
    }
    let facts = hits(&search(&site, "청색기술자문위원회").await);
    assert_eq!(facts[0], "청색기술자문위원회", "the name before the facts");
    assert_eq!(facts[1], "청색기술자문위원회 구성", "the shorter title first");
}

#[tokio::test]
async fn the_words_are_marked_in_the_text_as_it_is_written() {
    let site = Site::open().await;
    for (query, marked) in [
        ("뿌리산업", "뿌리 산업"),
        ("ａｍｒｃ", "AMRC"),
        ("3,000", "3000"),
        ("9000m2", "㎡"),
        ("rolls-royce", "롤스로이스"),
    ] {
        let found = marks(&search(&site, query).await);
        assert!(found.iter().any(|mark| mark.ends_with(marked)), "{query}: {found:?}");
    }
    let all = marks(&search(&site, "예비타당성조사").await);
    assert!(all.iter().all(|mark| mark == "예비타당성조사" || mark == "예타"), "{all:?}");
}

#[tokio::test]
async fn a_word_too_many_is_left_out_and_said() {
    let site = Site::open().await;
    let page = search(&site, "탄소산업 호랑이").await;
    assert_eq!(hits(&page)[0], "탄소산업");
    assert_eq!(notes(&page), ["모든 단어가 든 결과가 없어 한 단어를 뺐습니다: 호랑이"]);
}

#[tokio::test]
async fn a_code_is_found_as_people_say_it_and_a_slip_is_pointed_out() {
    let site = Site::open().await;
    for spoken in ["0042-3", "GS-0042-3", "gs 0042 3", "ＧＳ－００４２－３"] {
        let page = search(&site, spoken).await;
        let direct = page.text("section[aria-labelledby=direct]");
        assert!(direct.contains("AMRC ASIA 센터 설립 예정"), "{spoken}");
    }
    let slip = search(&site, "GS-0024-3").await;
    let meant = slip.text("section[aria-labelledby=meant]");
    assert!(meant.contains("기록 번호의 마지막 숫자가 맞지 않습니다."), "{meant}");
    assert!(meant.contains("혹시 이 기록을 찾으셨나요?") && meant.contains("GS-0042-3"), "{meant}");
    assert!(!slip.main().contains("검색 결과가 없습니다"), "there is something to go to");
    assert!(slip.texts("section[aria-labelledby=direct]").is_empty(), "never another silently");
}

#[tokio::test]
async fn nothing_found_says_what_was_searched_and_leads_on() {
    let site = Site::open().await;
    let page = search(&site, "호랑이").await;
    assert!(page.main().contains("‘호랑이’ 검색 결과가 없습니다."));
    assert!(page.links().contains("/facts"));
    for (slip, meant) in [("클러스타", "클러스터"), ("포스택", "포스텍"), ("타이타눔", "타이타늄")]
    {
        let page = search(&site, slip).await;
        let near = page.texts("[aria-labelledby=nearest] a");
        assert!(near.iter().any(|name| name == meant), "{slip}: {near:?}");
    }
}

#[tokio::test]
async fn an_empty_search_asks_for_a_word() {
    let site = Site::open().await;
    for target in ["/search", "/search?q=", "/search?q=+++"] {
        assert!(site.page(target).await.main().contains("궁금한 단어를 적어 주세요"), "{target}");
    }
    for punctuation in ["%%%!!!\"'", "\"", "*", "·", "--", "((()))", "^:"] {
        let page = search(&site, punctuation).await;
        assert!(page.main().contains("검색할 글자나 숫자를 적어 주세요"), "{punctuation}");
    }
}

#[tokio::test]
async fn what_means_something_to_the_index_means_nothing_here() {
    let site = Site::open().await;
    for query in [
        "\"탄소\"",
        "탄소*",
        "탄소 AND",
        "NEAR(탄소 산업)",
        "-탄소",
        "title:탄소",
        "^탄소",
        "탄소\" OR \"",
        "{title} : 탄소",
        "탄소 NOT 산업",
        "'; DROP TABLE fact; --",
        "탄소)",
        "(탄소",
    ] {
        search(&site, query).await;
    }
    let syllables = |from: u32| (from..from + 24).filter_map(char::from_u32).collect::<String>();
    let words: Vec<String> = (0..8).map(|word| syllables(0xAC00 + word * 1000)).collect();
    for crowded in [words.join(" "), words.concat(), "dkssud".repeat(33), "ㅊㅅㄱㅅ".repeat(50)]
    {
        let page = search(&site, &crowded).await;
        assert!(page.main().contains("검색 결과가 없습니다"), "{crowded}");
    }
    let quoted = hits(&search(&site, "\"탄소산업\"").await);
    assert_eq!(quoted[0], "탄소산업");
    for long in ["\"".repeat(10_000), "가".repeat(3_000), "a b ".repeat(1_000)] {
        let encoded: Vec<String> = long.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = site.get(&format!("/search?q={}", encoded.concat())).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
    }
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text_and_never_as_markup() {
    let page = search(&Site::open().await, "<script>alert(1)</script>\"'&").await;
    assert!(!page.body.contains("<script>"));
    assert!(page.main().contains("<script>alert(1)</script>"));
}

#[tokio::test]
async fn a_bad_query_is_refused_by_name() {
    let site = Site::open().await;
    for (query, told) in [
        ("q=a&q=b".to_owned(), "검색어(q)는 한 번만"),
        ("q=%ff".to_owned(), "검색어(q) 값에 읽을 수 없는 글자가 있습니다."),
        ("q=%00".to_owned(), "검색어(q) 값에 읽을 수 없는 글자가 있습니다."),
        (format!("q={}", "a".repeat(201)), "검색어(q)는 200자까지 쓸 수 있습니다."),
    ] {
        let answer = site.get(&format!("/search?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.main().contains(told), "{query}");
    }
}

#[tokio::test]
async fn a_number_is_found_in_each_unit_that_the_article_gives() {
    let site = Site::open().await;
    for number in ["315만평", "1040만9000㎡", "315만"] {
        let page = search(&site, number).await;
        assert!(page.links().contains("/facts/GS-0066-7"), "{number}");
    }
}

#[tokio::test]
async fn the_exact_title_is_first_however_many_begin_with_it() {
    let mut seeds = seeds();
    let pattern = seeds.facts[0].clone();
    for number in 5000..5600 {
        let mut fact = pattern.clone();
        fact.code = Code::from_number(number).expect("a code");
        fact.title = format!("시험 제작 {number}호");
        seeds.facts.push(fact);
    }
    if let Some(last) = seeds.facts.last_mut() {
        last.title = "시험 제작".to_owned();
    }
    let site = Site::of(&seeds, "2026-11-22").await;
    assert_eq!(hits(&search(&site, "시험 제작").await)[0], "시험 제작");
}
