//! Search results as JSON, and the suggestions for a text that is still being typed.

use crate::address::Address;
use crate::domain::Filters;
use crate::formats::{
    EditionData, HitData, SearchData, SuggestionData, SuggestionsData, json_text,
};
use crate::pages::layout::Site;
use crate::pages::lists::{SHOWN, address_of, are_known, kind_of, name_of, reason};
use crate::pages::{Context, PageError};
use crate::store::{Count, Hit, Record, Suggestion};
use crate::wording::{source_text, source_title};

/// The most names that are suggested at a time.
const SUGGESTED: usize = 8;

/// What a text finds that fits the filters, as data; `None` if they name a theme that does not exist.
pub async fn search_json(
    context: Context<'_>,
    wanted: &Filters,
) -> Result<Option<String>, PageError> {
    if !are_known(context, wanted) {
        return Ok(None);
    }
    let found = context.store.search(wanted, context.today, SHOWN).await?;
    let (total, total_is_exact) = match found.count {
        Count::Exactly(count) => (count, !found.cut_short),
        Count::AtLeast(count) => (count, false),
    };
    let data = SearchData {
        edition: context.site.edition.as_ref().map(EditionData::from),
        query: wanted.text.clone().unwrap_or_default(),
        total,
        total_is_exact,
        has_all_words: found.has_all_words,
        page: 1,
        pages: 1,
        items: found.hits.into_iter().map(|hit| hit_data(context.site, hit)).collect(),
        nearest: found
            .nearest
            .into_iter()
            .map(|near| suggestion_data(context.site, near))
            .collect(),
    };
    Ok(Some(json_text(&data)))
}

/// The names that a text may become, as data.
pub async fn suggestions_json(context: Context<'_>, text: &str) -> Result<String, PageError> {
    let suggestions = context.store.suggest(text, SUGGESTED).await?;
    let items = suggestions.into_iter().map(|name| suggestion_data(context.site, name)).collect();
    Ok(json_text(&SuggestionsData { query: text.to_owned(), items }))
}

fn hit_data(site: &Site, hit: Hit) -> HitData {
    let url = |address| site.public_url.of(&address);
    let why = reason(&hit.why);
    match hit.record {
        Record::Fact(fact) => HitData {
            kind: "fact",
            id: fact.code.to_string(),
            url: url(Address::Fact(fact.code, None)),
            name: fact.title,
            text: Some(fact.statement),
            why,
        },
        Record::Entity(entity) => HitData {
            kind: entity.kind().key(),
            id: entity.slug.to_string(),
            url: url(Address::Entity(entity.kind(), entity.slug)),
            name: entity.name,
            text: None,
            why,
        },
        Record::Term(term) => HitData {
            kind: "term",
            id: term.slug.to_string(),
            url: url(Address::Term(term.slug)),
            name: term.name,
            text: Some(term.explanation),
            why,
        },
        Record::Source(source) => HitData {
            kind: "source",
            id: source.slug.to_string(),
            name: source_title(&source),
            text: Some(source_text(&source)),
            url: url(Address::Source(source.slug)),
            why,
        },
    }
}

fn suggestion_data(site: &Site, suggestion: Suggestion) -> SuggestionData {
    SuggestionData {
        kind: kind_of(&suggestion.named),
        why: reason(&suggestion.why),
        url: site.public_url.of(&address_of(&suggestion.named)),
        name: name_of(site, suggestion),
    }
}
