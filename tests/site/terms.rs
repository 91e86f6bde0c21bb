//! The glossary.

use super::support::Site;

#[tokio::test]
async fn hard_words_are_explained_and_the_explainer_named() {
    let page = Site::open().await.page("/terms").await;
    let terms = page.texts(".terms > div");
    for word in ["예비타당성조사", "MOU", "MOA", "청색기술", "CPS", "업무보고", "국정과제"]
    {
        let entry = terms.iter().find(|term| term.contains(word)).expect(word);
        let marked = entry.contains("정리자 풀이") || entry.contains("번째 문단");
        assert!(marked, "{entry}");
    }
    let editors = terms.iter().filter(|term| term.contains("정리자 풀이")).count();
    let of_the_article = terms.iter().filter(|term| term.contains("번째 문단")).count();
    assert_eq!(editors + of_the_article, terms.len());
    assert!(of_the_article >= 1, "the article itself explains 청색기술");
}
