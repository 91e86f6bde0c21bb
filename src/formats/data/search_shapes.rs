//! The shapes of search results and suggestions. The names of their fields are part of the site's promise.

use serde::Serialize;
use utoipa::ToSchema;

use super::shapes::EditionData;

/// What a search found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchData {
    /// Null while nothing has been published.
    pub edition: Option<EditionData>,
    /// What was searched for.
    pub query: String,
    /// How many records were found that fit the filters.
    pub total: usize,
    /// Whether the total is exact; otherwise there may be more.
    pub total_is_exact: bool,
    /// Whether the records have every word of the query; with false each was found without one of them.
    pub has_all_words: bool,
    /// Always 1: the best come on one page.
    pub page: u32,
    /// Always 1.
    pub pages: u32,
    /// The best first.
    pub items: Vec<HitData>,
    /// The names most like a text that nothing was found for.
    pub nearest: Vec<SuggestionData>,
}

/// A record that a search found.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitData {
    /// `fact`, `term`, `source`, or an entity's kind.
    #[schema(example = "institution")]
    pub kind: &'static str,
    /// A fact's code, or another record's slug.
    pub id: String,
    /// A fact's title, or another record's name.
    pub name: String,
    /// A fact's statement, a term's explanation, or a source's publisher, day and kind.
    pub text: Option<String>,
    /// Why it was found, in Korean; null when the words stand in it as they were typed.
    pub why: Option<String>,
    #[schema(format = "uri")]
    pub url: String,
}

/// The names that the text typed so far may become.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsData {
    pub query: String,
    pub items: Vec<SuggestionData>,
}

/// A name to go to.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionData {
    pub name: String,
    /// What it is, in Korean.
    pub kind: &'static str,
    /// Why it is offered, in Korean; null when its name matches what was typed.
    pub why: Option<String>,
    #[schema(format = "uri")]
    pub url: String,
}
