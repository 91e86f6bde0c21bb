//! Search results as JSON, and the suggestions for a text that is still being typed.

use crate::domain::Filters;
use crate::formats::{
    EditionData, HitData, SearchData, SuggestionData, SuggestionsData, json_text,
};
use crate::pages::layout::Site;
use crate::pages::lists::{SHOWN, address_of, are_known, name_of, reason};
use crate::pages::{Context, PageError};
use crate::store::{Count, FoundRecord, Hit};
use crate::wording::{record_kind_label, source_text};

/// The most names in one answer.
const SUGGESTED: usize = 8;

/// The results of a search, as data; `None` if the filters name a theme that does not exist.
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
        items: found.hits.iter().map(|hit| hit_data(context.site, hit)).collect(),
        nearest: found.nearest.iter().map(|near| suggestion_data(context.site, near)).collect(),
    };
    Ok(Some(json_text(&data)))
}

/// The names that fit the text typed so far, as data.
pub async fn suggestions_json(context: Context<'_>, text: &str) -> Result<String, PageError> {
    let suggestions = context.store.suggest(text, SUGGESTED).await?;
    let items = suggestions.iter().map(|hit| suggestion_data(context.site, hit)).collect();
    Ok(json_text(&SuggestionsData { query: text.to_owned(), items }))
}

fn hit_data(site: &Site, hit: &Hit) -> HitData {
    let (id, text) = match &hit.record {
        FoundRecord::Fact(fact) => (fact.code.to_string(), Some(fact.statement.clone())),
        FoundRecord::Entity(entity) => (entity.slug.to_string(), None),
        FoundRecord::Term(term) => (term.slug.to_string(), Some(term.explanation.clone())),
        FoundRecord::Source(source) => (source.slug.to_string(), Some(source_text(source))),
    };
    HitData {
        kind: hit.record.kind().key(),
        id,
        name: name_of(&hit.record),
        text,
        why: reason(&hit.why),
        url: site.public_url.of(&address_of(&hit.record)),
    }
}

fn suggestion_data(site: &Site, hit: &Hit) -> SuggestionData {
    SuggestionData {
        name: name_of(&hit.record),
        kind: record_kind_label(hit.record.kind()),
        why: reason(&hit.why),
        url: site.public_url.of(&address_of(&hit.record)),
    }
}
