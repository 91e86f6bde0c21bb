//! Words with other spaces than the record has: run together or parted, what has them as typed first.

use gyeongsan::domain::Code;

use super::{hits, notes, search};
use crate::support::{Site, seeds};

#[tokio::test]
async fn other_spaces_are_no_other_words() {
    let site = Site::open().await;
    for (query, name) in [
        ("경산탄소협동화단지", "경산 탄소 협동화단지"),
        ("산학연관전략회의", "산·학·연·관 전략회의"),
        ("뿌리산업", "뿌리 산업"),
    ] {
        let page = search(&site, query).await;
        assert!(hits(&page).iter().any(|hit| hit == name), "{query}");
        assert_eq!(notes(&page), ["띄어쓰기가 다른 결과도 있습니다."], "{query}");
    }
    // A plan for 경산 탄소 협동화단지 has all of these words, but not one after the other.
    let apart = search(&site, "탄소조성단지").await;
    assert!(!hits(&apart).iter().any(|hit| hit.contains("협동화단지")), "{:?}", hits(&apart));
}

#[tokio::test]
async fn words_run_together_with_latin_or_a_number_are_found_apart() {
    let site = Site::open().await;
    for (together, apart) in [
        ("AMRC센터", "AMRC 센터"),
        ("amrc센터의", "AMRC 센터"),
        ("IGS지사", "IGS 지사"),
        ("일자리100개", "일자리 100개"),
    ] {
        let (page, expected) = (search(&site, together).await, hits(&search(&site, apart).await));
        assert!(!expected.is_empty(), "{apart}");
        for name in &expected {
            assert!(hits(&page).contains(name), "{together} finds {name}: {:?}", hits(&page));
        }
        assert_eq!(notes(&page), ["띄어쓰기가 다른 결과도 있습니다."], "{together}");
    }
}

#[tokio::test]
async fn what_has_the_words_together_comes_before_what_has_them_apart() {
    let mut seeds = seeds();
    let pattern = seeds.facts[0].clone();
    for (number, title, statement) in [
        (5000, "3D 기술", "경산시는 금속 프린팅 장비를 들였습니다."),
        (5001, "장비 도입", "경산시는 3D프린팅 장비를 들였습니다."),
    ] {
        let mut fact = pattern.clone();
        fact.code = Code::from_number(number).expect("a code");
        (fact.title, fact.statement) = (title.to_owned(), statement.to_owned());
        seeds.facts.push(fact);
    }
    let site = Site::of(&seeds, "2026-11-22").await;
    assert_eq!(hits(&search(&site, "3D프린팅").await), ["장비 도입", "3D 기술"]);
}
