//! One fact: everything that one cites.

use super::support::{Site, seeds};

#[tokio::test]
async fn a_month_an_agreement_and_an_inferred_party() {
    let page = Site::open().await.page("/facts/GS-0041-5").await;
    let main = page.main();
    for part in [
        "GS-0041-5",
        "2017년 12월",
        "‘지난해 12월’",
        "2017년으로",
        "AMRC ASIA Industry4.0센터 설립 MOA",
        "경북일보 12번째 문단 , ‘지난해 12월 영국의’로 시작",
        "경북일보 8번째 문단 , ‘지난해 12월 개최한 AMRC’로 시작",
    ] {
        assert!(main.contains(part), "{part}");
    }
    let parties: Vec<String> =
        page.texts("tbody tr").into_iter().filter(|row| row.contains("협약 기관")).collect();
    assert_eq!(parties.len(), 2, "AMRC and the city");
    assert!(parties.iter().all(|row| row.contains("추정")), "the article names no signer");
}

#[tokio::test]
async fn a_half_year_plan_is_a_span_and_not_done() {
    let page = Site::open().await.page("/facts/GS-0042-3").await;
    assert_eq!(page.text(".fact-head .status"), "구분: 2018년 당시 계획");
    let main = page.main();
    for part in ["2018년 상반기(계획)", "1월에서 6월 사이", "‘올 상반기’"] {
        assert!(main.contains(part), "{part}");
    }
    assert!(main.contains("예정한 때(2018년 상반기)가 지났습니다. 찾아본 출처 1건(2018년(추정)까지)에서는 결과를 확인하지 못했습니다."));
    let status = page.texts(".attributes > div").into_iter().find(|row| row.starts_with("구분"));
    let status = status.expect("a status");
    assert!(status.contains("계획") && status.contains("이루어졌다는 뜻이 아닙니다"), "{status}");
    assert!(!status.contains("있었던 일"), "{status}");
}

#[tokio::test]
async fn a_number_keeps_its_blur_its_unit_and_the_words_of_the_article() {
    let site = Site::open().await;
    let area = site.page("/facts/GS-0066-7").await.main();
    for part in ["1,040만 9,000㎡", "315만 평", "‘1040만9000㎡’", "‘315만평’"] {
        assert!(area.contains(part), "{part}");
    }
    let companies = site.page("/facts/GS-0067-5").await.main();
    assert!(companies.contains("기업 3,000여 곳") && companies.contains("‘3000여 기업’"));
    let strategic = site.page("/facts/GS-0011-0").await.main();
    assert!(strategic.contains("이름: 4차 산업혁명, 청색기술산업만 따로 정리했습니다"));
}

#[tokio::test]
async fn an_undated_fact_says_that_the_record_has_no_date() {
    let page = Site::open().await.page("/facts/GS-0101-6").await;
    assert!(page.main().contains("따로 정리한 날짜가 없습니다."));
    assert!(page.texts("time").is_empty());
}

#[tokio::test]
async fn facts_lead_on_to_their_neighbours_entities_and_paragraphs() {
    let links = Site::open().await.page("/facts/GS-0042-3").await.links();
    for link in [
        "/facts/GS-0041-5",
        "/facts/GS-0043-1",
        "/projects/amrc-asia-centre",
        "/agreements/amrc-moa",
        "/sources/kyongbuk-2018#p12",
    ] {
        assert!(links.contains(link), "{link}");
    }
}

#[tokio::test]
async fn a_correction_is_a_message_begun_where_there_is_someone_to_write_to() {
    let page = Site::open().await.page("/facts/GS-0042-3").await;
    assert!(!page.main().contains("오류 알리기"), "without a contact there is no question");
    let site = Site::with(&seeds(), "2026-11-22", Some("records@example.org")).await;
    let links = site.page("/facts/GS-0042-3").await.links();
    let message = links
        .iter()
        .find(|link| link.starts_with("mailto:") && link.contains('?'))
        .expect("a message");
    assert!(message.starts_with("mailto:records@example.org?subject="), "{message}");
    let text = percent_encoding::percent_decode_str(message).decode_utf8().expect("UTF-8");
    for part in ["GS-0042-3", "제1판", "https://example.org/facts/GS-0042-3@1"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn each_printed_sheet_says_code_edition_and_address() {
    let site = Site::open().await;
    for (path, foot) in [
        (
            "/facts/GS-0042-3",
            "경산 정책기록 · AMRC ASIA 센터 설립 예정 · GS-0042-3 · 제1판(2026년 11월 23일) · https://example.org/facts/GS-0042-3",
        ),
        (
            "/facts/GS-0042-3@1",
            "경산 정책기록 · AMRC ASIA 센터 설립 예정 · GS-0042-3 · 제1판(2026년 11월 23일) · https://example.org/facts/GS-0042-3@1",
        ),
        (
            "/timeline",
            "경산 정책기록 · 연표 · 제1판(2026년 11월 23일) · https://example.org/timeline",
        ),
    ] {
        assert_eq!(site.page(path).await.text(".sheet"), foot);
    }
}
