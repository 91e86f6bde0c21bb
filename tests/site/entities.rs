//! The five lists of entities.

use super::support::{Site, record};

#[tokio::test]
async fn each_kind_lists_all_of_its_own() {
    let site = Site::open().await;
    for (address, count, some) in [
        ("/industries", 11, "타이타늄산업"),
        ("/projects", 16, "콘텐츠 전문인력 양성사업"),
        ("/agreements", 3, "AMRC ASIA Industry4.0센터 설립 MOA"),
        ("/institutions", 29, "한국섬유기계융합연구원"),
        ("/sites", 4, "화장품 특화단지"),
    ] {
        let page = site.page(address).await;
        let names = page.texts(".latest li > a");
        assert_eq!(names.len(), count, "{address}");
        assert!(names.iter().any(|name| name == some), "{some} in {address}");
    }
}

#[tokio::test]
async fn a_row_tells_what_is_most_telling_and_how_its_plan_stands() {
    let rows = Site::open().await.page("/projects").await.texts(".latest li");
    let centre = rows.iter().find(|row| row.starts_with("AMRC ASIA")).expect("the centre");
    assert!(centre.contains("센터가 2018년 상반기에 설립될 예정이다"), "{centre}");
    assert!(centre.contains("2018년 상반기(계획)"), "{centre}");
    assert!(centre.ends_with("결과를 확인하지 못함"), "{centre}");
}

#[tokio::test]
async fn a_row_says_nothing_that_is_true_of_one_part_alone() {
    let site = Site::of(&record(), "2026-12-01").await;
    let rows = site.page("/sites").await.texts(".latest li");
    let row = |name: &str| rows.iter().find(|row| row.starts_with(name)).expect("a row");
    assert!(row("화장품 특화단지").contains("이루어짐"));
    // Of the four complexes only the fourth is known to be finished.
    assert_eq!(row("경산1·2·3·4일반산업단지").trim(), "경산1·2·3·4일반산업단지");
    let institutions = site.page("/institutions").await.texts(".latest li");
    assert!(institutions.iter().all(|row| !row.contains("그 뒤:")), "{institutions:?}");
}

#[tokio::test]
async fn an_moa_is_not_an_mou() {
    let page = Site::open().await.page("/agreements").await;
    let groups = page.texts("main > section");
    let moa: Vec<_> = groups.iter().filter(|group| group.contains("(MOA)")).collect();
    let mou: Vec<_> = groups.iter().filter(|group| group.starts_with("업무협약(MOU)")).collect();
    assert_eq!((moa.len(), mou.len()), (1, 1));
    assert!(moa[0].contains("AMRC") && !moa[0].contains("IGS"));
    assert!(mou[0].contains("IGS") && mou[0].contains("지식융합연구소"));
}
