//! One way to understand a query: an FTS5 expression of quoted letters and digits, and the patterns that find the
//! same words in a text.

use super::match_reason::MatchReason;
use crate::hangul::{Pattern, phrase};

/// One way to understand a query.
#[derive(Debug, Clone)]
pub struct QueryVariant {
    pub why: MatchReason,
    /// An FTS5 expression over the words of a record, or over its names when `names_only`.
    pub expression: String,
    pub names_only: bool,
    /// Whether the expression finds more than the words, so that the patterns must be found too.
    pub loose: bool,
    /// Whether it takes words apart that a reader ran together: whatever has them together comes first.
    pub is_parted: bool,
    /// The query as a text that a title may begin with.
    pub title_start: Option<String>,
    /// For each word, the patterns of which one must be found.
    pub words: Vec<Vec<Pattern>>,
    /// The spellings of the whole query; a name that is one of these from end to end is an exact hit.
    pub exact: Vec<Pattern>,
}

impl QueryVariant {
    /// A variant that finds all these words.
    pub fn plain(why: MatchReason, words: &[&str]) -> Option<Self> {
        Self::of(why, &words.iter().map(|word| vec![*word]).collect::<Vec<_>>())
    }

    /// A variant that finds one of the choices for each word.
    pub fn of(why: MatchReason, words: &[Vec<&str>]) -> Option<Self> {
        let expressions: Option<Vec<String>> =
            words.iter().map(|choices| one_of(choices)).collect();
        let expressions = expressions?;
        let first: Vec<&str> =
            words.iter().filter_map(|choices| choices.first().copied()).collect();
        let joined = first.join(" ");
        let exact = match words {
            [choices] => choices.iter().map(|word| Pattern::spaced(word)).collect(),
            _ => vec![Pattern::spaced(&joined)],
        };
        let patterns =
            |choices: &Vec<&str>| choices.iter().map(|word| Pattern::exact(word)).collect();
        (!expressions.is_empty()).then(|| Self {
            why,
            expression: expressions.join(" AND "),
            names_only: false,
            loose: false,
            is_parted: false,
            title_start: Some(joined),
            words: words.iter().map(patterns).collect(),
            exact,
        })
    }

    /// The expression over names alone; one that names its columns already is left as it is.
    pub fn over_names(&self) -> String {
        match self {
            Self { names_only: true, expression, .. } => expression.clone(),
            Self { loose: true, expression, .. } => {
                format!("{{title names typed}} : ({expression})")
            }
            Self { expression, .. } => format!("{{title names}} : ({expression})"),
        }
    }

    /// The expression over every word of a record.
    pub fn over_everything(&self) -> String {
        match self {
            Self { names_only: true, expression, .. } | Self { loose: true, expression, .. } => {
                format!("({expression})")
            }
            Self { expression, .. } => format!("({{title names statement}} : ({expression}))"),
        }
    }
}

/// The expression for one of some texts; `None` when there is nothing to find.
pub fn one_of<T: AsRef<str>>(texts: &[T]) -> Option<String> {
    let phrases: Vec<String> = texts.iter().filter_map(|text| phrase(text.as_ref())).collect();
    (!phrases.is_empty()).then(|| format!("({})", phrases.join(" OR ")))
}
