//! The glossary.

use super::support::Site;

#[tokio::test]
async fn hard_words_are_explained_and_the_article_named_where_it_does() {
    let page = Site::open().await.page("/terms").await;
    let terms = page.texts("section[aria-labelledby=theirs] .terms > div");
    for word in ["예비타당성조사", "MOU", "MOA", "청색기술", "CPS", "업무보고", "국정과제"]
    {
        assert!(terms.iter().any(|term| term.contains(word)), "{word}");
    }
    let of_the_article = terms.iter().filter(|term| term.contains("번째 문단")).count();
    assert!(of_the_article >= 1, "the article itself explains 청색기술");
}

#[tokio::test]
async fn the_words_of_the_site_are_explained_before_those_of_the_facts() {
    let ours = Site::open().await.page("/terms").await.text("section[aria-labelledby=ours]");
    for word in
        ["이루어짐", "결과를 확인하지 못함", "당시 계획", "기사의 평가", "추정", "고정 주소"]
    {
        assert!(ours.contains(word), "{word}");
    }
    assert!(ours.contains("이루어지지 않았다는 뜻이 아닙니다"));
}

#[tokio::test]
async fn a_hard_word_is_explained_where_it_stands() {
    let site = Site::open().await;
    let page = site.page("/facts/GS-0021-6").await;
    let explained = page.texts(".explained details");
    assert!(explained[0].starts_with("용어 풀이: 클러스터"), "{explained:?}");
    assert!(explained[1].starts_with("용어 풀이: 예비타당성조사"), "{explained:?}");
    assert!(explained[1].contains("미리 따져 보는 조사"));
    // The source explains this one itself.
    let page = site.page("/industries/blue-technology").await;
    let explained = page.texts(".explained details");
    assert!(explained[0].contains("경북일보 22번째 문단"), "{explained:?}");
    let page = site.page("/facts/GS-0066-7").await;
    assert!(page.texts(".explained summary").contains(&"용어 풀이: 평".to_owned()));
    // 평가 has nothing to do with 평.
    let page = site.page("/facts/GS-0016-9").await;
    assert!(!page.texts(".explained summary").contains(&"용어 풀이: 평".to_owned()));
}

#[tokio::test]
async fn a_list_explains_its_hard_words_once_each() {
    let page = Site::open().await.page("/facts").await;
    let names = page.texts(".words dt");
    assert!(names.contains(&"예비타당성조사".to_owned()), "{names:?}");
    let mut unique = names.clone();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
    assert!(page.text(".words summary").contains(&format!("{}개", names.len())));
}

#[tokio::test]
async fn english_names_are_marked_as_english() {
    let site = Site::open().await;
    for (path, name) in [
        ("/institutions/amrc", "AMRC"),
        ("/institutions/amrc", "Advanced Manufacturing Reserch Centre"),
        ("/institutions/kimm", "KIMM"),
        ("/terms", "Cyber Physical System"),
    ] {
        let marked = site.page(path).await.texts("main [lang=en]");
        assert!(marked.iter().any(|marked| marked == name), "{name} in {path}: {marked:?}");
    }
}
