//! The paragraphs of the texts at hand and those that a fact cites, and whether words stand in them.

use std::collections::BTreeMap;

use crate::domain::{Evidence, Paragraph, Slug, Source};
use crate::seeds::names::contains_name;

/// The paragraphs of the texts at hand, normalised; the first is number 1.
#[derive(Default)]
pub struct SourceTexts(BTreeMap<Slug, Vec<String>>);

impl SourceTexts {
    /// Adds the text of a source, unless none of its paragraphs is one of the source's.
    pub fn add(&mut self, source: &Source, article: &str) {
        let paragraphs = Paragraph::all_of(article);
        let is_known = |text: &String| {
            let digest = Paragraph::digest_of(text);
            source.paragraphs.iter().any(|paragraph| paragraph.digest == digest)
        };
        if paragraphs.iter().any(is_known) {
            self.0.insert(source.slug.clone(), paragraphs);
        }
    }

    /// Whether the text of a source is at hand.
    pub fn contains(&self, source: &Slug) -> bool {
        self.0.contains_key(source)
    }

    /// The paragraphs of a source.
    pub fn of(&self, source: &Slug) -> &[String] {
        self.0.get(source).map_or(&[], Vec::as_slice)
    }

    /// The paragraph that a piece of evidence names.
    pub fn paragraph(&self, piece: &Evidence) -> Option<&str> {
        let index = usize::from(piece.paragraph?).checked_sub(1)?;
        self.of(&piece.source).get(index).map(String::as_str)
    }
}

/// Text without white space, in which names and phrases are looked for: articles space names as they like (양성자
/// 가속기연구센터).
pub fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The paragraphs that a fact cites.
pub struct CitedParagraphs {
    pub paragraphs: Vec<String>,
    /// Without white space, and with a mark between paragraphs so that no name runs over two of them.
    unspaced: String,
}

impl CitedParagraphs {
    pub fn new<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Self {
        let paragraphs: Vec<String> = paragraphs.map(str::to_owned).collect();
        let unspaced: Vec<String> = paragraphs.iter().map(|text| unspaced(text)).collect();
        Self { unspaced: unspaced.join("|"), paragraphs }
    }

    /// Whether the words stand in a cited paragraph, however they are spaced.
    pub fn contains(&self, words: &str) -> bool {
        stands_in(&self.unspaced, &unspaced(words))
    }

    /// Whether a name stands in a cited paragraph, and not inside a longer one.
    pub fn contains_name(&self, name: &str) -> bool {
        self.paragraphs.iter().any(|text| contains_name(text, name))
    }

    /// What comes before a phrase in the first cited paragraph that has it.
    pub fn before(&self, phrase: &str) -> Option<&str> {
        self.paragraphs.iter().find_map(|text| Some(&text[..place_in(text, phrase)?]))
    }
}

/// Whether the words stand in the text, not cut out of a longer number.
pub fn stands_in(text: &str, words: &str) -> bool {
    place_in(text, words).is_some()
}

fn place_in(text: &str, words: &str) -> Option<usize> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let cut = |at: usize| {
        let (before, after) =
            (text[..at].chars().next_back(), text[at + words.len()..].chars().next());
        is_digit(words.chars().next()) && is_digit(before)
            || is_digit(words.chars().next_back()) && is_digit(after)
    };
    text.match_indices(words).map(|(at, _)| at).find(|at| !cut(*at))
}
