//! The paragraphs that a fact cites, and whether words stand in them.

/// Text without white space, in which names and phrases are looked for: the article spaces names as
/// it likes (양성자 가속기연구센터).
pub fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The paragraphs that a fact cites.
pub struct Cited {
    pub paragraphs: Vec<String>,
    /// Without white space, and with a mark between two paragraphs, over which no name runs.
    unspaced: String,
}

impl Cited {
    pub fn new(paragraphs: Vec<String>) -> Self {
        let unspaced: Vec<String> = paragraphs.iter().map(|text| unspaced(text)).collect();
        Self { unspaced: unspaced.join("|"), paragraphs }
    }

    /// Whether the words stand in a cited paragraph, spaced as they may be.
    pub fn has(&self, words: &str) -> bool {
        stands_in(&self.unspaced, &unspaced(words))
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
