//! Plain search: the records that have every word of a query, wherever it stands in them. Letter
//! case, width, spaces and punctuation make no difference, on either side.

use unicode_normalization::UnicodeNormalization;

use super::{Store, StoreError, column};
use crate::domain::{Code, Entity, Fact, Term};

/// The most facts, entities and terms that one search gives, each.
const MOST: usize = 100;

/// What a search found, in the order of the seeds.
#[derive(Debug, Default)]
pub struct Found {
    pub facts: Vec<Code>,
    pub entities: Vec<Entity>,
    pub terms: Vec<Term>,
    /// Whether there is more of any than is given.
    pub more: bool,
}

/// Text as it is compared: NFKC, lower case, letters and digits only.
fn fold(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The folded text of a record; a mark keeps a word from running over two of its parts.
fn folded<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    parts.into_iter().map(fold).collect::<Vec<_>>().join("|")
}

/// What a search looks through for a fact.
pub(super) fn fact_text(fact: &Fact) -> String {
    folded([fact.code.to_string().as_str(), &fact.title, &fact.statement])
}

/// What a search looks through for an entity.
pub(super) fn entity_text(entity: &Entity) -> String {
    folded(entity.names().chain([entity.slug.as_str()]))
}

/// What a search looks through for a term.
pub(super) fn term_text(term: &Term) -> String {
    let aliases = term.aliases.iter().map(String::as_str);
    folded(aliases.chain([term.name.as_str(), term.explanation.as_str()]))
}

impl Store {
    /// The records that have every word of `query`; nothing for a query without a letter or digit.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn search(&self, query: &str) -> Result<Found, StoreError> {
        let words: Vec<String> =
            query.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Ok(Found::default());
        }
        let words = serde_json::Value::from(words).to_string();
        let facts = self.matches("fact", &words).await?;
        let entities = self.matches("entity", &words).await?;
        let terms = self.matches("term", &words).await?;
        let more = [&facts, &entities, &terms].iter().any(|ids| ids.len() > MOST);
        let code = |id: &i64| {
            let number = u32::try_from(*id).ok().and_then(Code::from_number);
            column(number, "search_text", *id, "id")
        };
        Ok(Found {
            facts: facts.iter().take(MOST).map(code).collect::<Result<_, _>>()?,
            entities: self.entities_by_id(&entities[..entities.len().min(MOST)]).await?,
            terms: self.terms_by_id(Some(&terms[..terms.len().min(MOST)])).await?,
            more,
        })
    }

    pub(super) async fn facts_with_text(&self, text: &str) -> Result<Vec<i64>, StoreError> {
        self.matches("fact", &text_words(text)).await
    }

    pub(super) async fn entities_with_text(&self, text: &str) -> Result<Vec<i64>, StoreError> {
        self.matches("entity", &text_words(text)).await
    }

    /// The ids of a kind of record that have every word, one more than is given out.
    async fn matches(&self, kind: &str, words: &str) -> Result<Vec<i64>, StoreError> {
        let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
        let ids = sqlx::query_scalar!(
            r#"SELECT id AS "id!" FROM search_text
               WHERE kind = ?1
                 AND NOT EXISTS (SELECT 1 FROM json_each(?2) AS word WHERE instr(text, word.value) = 0)
               ORDER BY id LIMIT ?3"#,
            kind,
            words,
            most
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids)
    }
}

fn text_words(text: &str) -> String {
    let words: Vec<String> =
        text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    serde_json::Value::from(words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_spaces_and_punctuation_fold_away() {
        assert_eq!(fold("ＡＭＲＣ Asia·Industry4.0 (주)"), "amrcasiaindustry40주");
        assert_eq!(fold("3,000여 개"), fold("3000여개"));
        let decomposed: String = "탄소".nfd().collect();
        assert_eq!(fold(&decomposed), "탄소");
    }
}
