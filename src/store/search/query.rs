//! What a reader typed, and the ways in which it may be meant: each is an FTS5 query of quoted letters and digits,
//! with the patterns that find the same words in a text. Nothing is searched here; `searcher` decides which ways are
//! tried, and when it is enough.

use super::match_reason::MatchReason;
use super::synonyms::Synonyms;
use super::variant::{QueryVariant, one_of};
use crate::hangul::{
    Pattern, as_initials, atoms, fold, has_jamo, initials, is_syllable, parts, phrase, stem,
    to_hangul, to_latin,
};

/// The most words that are searched for; what comes after them is left out.
pub const WORDS: usize = 8;

/// The most characters that are looked at.
const LENGTH: usize = 200;

/// The most atoms of a word that is also looked for with other spaces.
const SPACED: usize = 24;

#[derive(Debug, Clone)]
struct QueryWord {
    typed: String,
    /// In normal form; the parts that punctuation divides it into have spaces between.
    normal: String,
}

/// What was typed.
#[derive(Debug, Clone)]
pub struct Query {
    words: Vec<QueryWord>,
    /// Whether there was more than is searched for.
    pub cut: bool,
}

impl Query {
    /// The words of a text; none when it has no letter or digit.
    pub fn of(text: &str) -> Self {
        let typed: String = text.chars().take(LENGTH).collect();
        let word = |typed: &str| QueryWord { typed: typed.to_owned(), normal: fold(typed) };
        let mut words: Vec<QueryWord> = Vec::new();
        for word in typed.split_whitespace().map(word) {
            let repeated = words.iter().any(|known| known.normal == word.normal);
            if !word.normal.is_empty() && !repeated {
                words.push(word);
            }
        }
        let cut = words.len() > WORDS || typed.len() < text.len();
        words.truncate(WORDS);
        Self { words, cut }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn normals(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.normal.as_str()).collect()
    }

    fn stems(&self) -> Vec<&str> {
        self.normals().into_iter().map(|word| stem(word).unwrap_or(word)).collect()
    }

    /// The words in their order, as one text.
    pub fn joined(&self) -> String {
        self.normals().join(" ")
    }

    /// Every word as it stands.
    pub fn as_typed(&self) -> Option<QueryVariant> {
        QueryVariant::plain(MatchReason::Text, &self.normals())
    }

    /// Every word without a particle; `None` when none has one.
    pub fn without_particles(&self) -> Option<QueryVariant> {
        let stems = self.stems();
        // A reader is told the word with the capitals that it was typed with.
        let as_typed = |(stem, word): (&&str, &QueryWord)| {
            let particle =
                word.normal.strip_prefix(stem).filter(|particle| !particle.is_empty())?;
            Some(word.typed.strip_suffix(particle).unwrap_or(stem).to_owned())
        };
        let changed: Vec<String> = stems.iter().zip(&self.words).filter_map(as_typed).collect();
        if changed.is_empty() {
            return None;
        }
        QueryVariant::plain(MatchReason::Particle(changed.join(", ")), &stems)
    }

    /// Every word or one of its synonyms; `None` when no word has any.
    pub fn with_synonyms(&self, synonyms: &Synonyms) -> Option<QueryVariant> {
        let mut meanings = Vec::new();
        let mut choices: Vec<Vec<String>> = Vec::new();
        for (word, stem) in self.normals().into_iter().zip(self.stems()) {
            let others = synonyms.of(word);
            let others = if others.is_empty() { synonyms.of(stem) } else { others };
            meanings.extend(others.iter().map(|other| (*other).to_owned()));
            choices.push(
                std::iter::once(stem.to_owned()).chain(others.into_iter().map(fold)).collect(),
            );
        }
        if meanings.is_empty() {
            return None;
        }
        let words: Vec<Vec<&str>> =
            choices.iter().map(|choices| choices.iter().map(String::as_str).collect()).collect();
        QueryVariant::of(MatchReason::Synonym(meanings), &words)
    }

    /// Every word with any spacing; `None` when no word is long enough.
    pub fn respaced(&self) -> Option<QueryVariant> {
        let stems = self.stems();
        let spaced: Vec<Option<String>> = stems.iter().map(|word| respaced(word)).collect();
        if spaced.iter().all(Option::is_none) {
            return None;
        }
        let mut expressions = Vec::new();
        for (word, spaced) in stems.iter().zip(spaced) {
            expressions.push(match spaced {
                Some(spaced) => spaced,
                None => phrase(word)?,
            });
        }
        let joined = Pattern::spaced(&stems.join(" "));
        Some(QueryVariant {
            why: MatchReason::Spacing,
            expression: expressions.join(" AND "),
            names_only: false,
            loose: true,
            is_parted: false,
            title_start: None,
            words: stems.iter().map(|word| vec![Pattern::spaced(word)]).collect(),
            exact: vec![joined],
        })
    }

    /// Every word in the parts that a reader may have run together, wherever they stand; `None` when no word has
    /// parts.
    pub fn parted(&self) -> Option<QueryVariant> {
        let stems = self.stems();
        // What punctuation divides is parted already.
        let of = |word| if str::contains(word, ' ') { vec![word] } else { parts(word) };
        let words: Vec<&str> = stems.iter().copied().flat_map(of).collect();
        if words.len() == stems.len() || words.len() > WORDS {
            return None;
        }
        let variant = QueryVariant::plain(MatchReason::Spacing, &words)?;
        Some(QueryVariant { is_parted: true, ..variant })
    }

    /// First consonants and unfinished words, in names and titles; `None` when every word is whole.
    pub fn half_typed(&self) -> Option<QueryVariant> {
        let last = self.words.len().checked_sub(1)?;
        let mut words = Vec::new();
        let mut expressions = Vec::new();
        for (at, word) in self.normals().into_iter().enumerate() {
            let open = has_jamo(word) || (at == last && initials(word) != word);
            let patterns =
                if open { Pattern::half_typed(word) } else { vec![Pattern::exact(word)] };
            let choices: Vec<String> =
                patterns.iter().filter_map(|pattern| names_with(pattern, open)).collect();
            if choices.is_empty() {
                return None;
            }
            expressions.push(format!("({})", choices.join(" OR ")));
            words.push(patterns);
        }
        let exact = if let [patterns] = &words[..] { patterns.clone() } else { Vec::new() };
        let jamo =
            self.normals().into_iter().all(|word| word.chars().all(|c| ('ㄱ'..='ㅎ').contains(&c)));
        Some(QueryVariant {
            why: if jamo { MatchReason::Initials } else { MatchReason::HalfTyped },
            expression: expressions.join(" AND "),
            names_only: true,
            loose: false,
            is_parted: false,
            title_start: None,
            words,
            exact,
        })
    }

    /// The query as the same keys give it on the other keyboard, the likelier reading first.
    pub fn on_other_keyboard(&self) -> Vec<(String, Self)> {
        let on = |convert: &dyn Fn(&str) -> Option<String>| {
            let words = self.words.iter().map(|word| (word, convert(&word.typed)));
            let words: Vec<(&QueryWord, Option<String>)> = words.collect();
            let changed = words.iter().any(|(_, other)| other.is_some());
            let text = words.into_iter().map(|(word, other)| other.unwrap_or(word.typed.clone()));
            changed.then(|| text.collect::<Vec<_>>().join(" "))
        };
        let hangul = |word: &str| to_hangul(&fold_width(word));
        let small = |word: &str| to_hangul(&fold_width(word).to_lowercase());
        let mut texts: Vec<String> =
            [on(&hangul), on(&small), on(&to_latin)].into_iter().flatten().collect();
        texts.dedup();
        texts.into_iter().map(|text| (text.clone(), Self::of(&text))).collect()
    }

    /// The query without one of its words, for each of them.
    pub fn without_a_word(&self) -> Vec<QueryVariant> {
        if self.words.len() < 2 {
            return Vec::new();
        }
        let stems = self.stems();
        let without = |at: usize| {
            let mut left = stems.clone();
            left.remove(at);
            QueryVariant::plain(MatchReason::Without(self.words[at].typed.clone()), &left)
        };
        (0..self.words.len()).filter_map(without).collect()
    }

    /// An expression for the names that share two neighbouring letters with the query, among which the nearest are
    /// looked for.
    pub fn pairs(&self) -> Option<String> {
        let mut pairs = Vec::new();
        for word in self.normals() {
            let atoms = atoms(word);
            let near = if atoms.len() > 1 {
                atoms.windows(2).map(<[&str]>::concat).collect()
            } else {
                vec![word.to_owned()]
            };
            pairs.extend(near.iter().filter_map(|pair| phrase(pair)));
        }
        (!pairs.is_empty()).then(|| pairs.join(" OR "))
    }
}

/// Full-width letters as normal ones, with their case kept.
fn fold_width(word: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    word.chars().map(narrow).collect()
}

/// An expression for the texts that may have a word with other spaces, as far as an index of pairs can tell; the
/// patterns decide. `None` for a word that is too short, because any two syllables meet across the spaces of other
/// words.
fn respaced(word: &str) -> Option<String> {
    let atoms = atoms(word);
    let is_hangul = |atom: &str| atom.chars().all(is_syllable);
    let syllables = atoms.iter().all(|atom| is_hangul(atom));
    if word.contains(' ') || atoms.len() > SPACED {
        return None;
    }
    match atoms.len() {
        0 | 1 => None,
        2 if syllables => None,
        2 | 3 => one_of(&spacings(&atoms)),
        _ => {
            let next_to_another = |three: &[&str]| {
                let mut choices = vec![three[..2].concat(), three[1..].concat()];
                // A number or a Latin word may well stand alone, a syllable hardly.
                if !is_hangul(three[1]) {
                    choices.push(three[1].to_owned());
                }
                one_of(&choices)
            };
            let clauses: Option<Vec<String>> = atoms.windows(3).map(next_to_another).collect();
            let clauses = clauses?.join(" AND ");
            Some(format!("({clauses})"))
        }
    }
}

/// The atoms in every possible spacing.
fn spacings(atoms: &[&str]) -> Vec<String> {
    let Some((first, rest)) = atoms.split_first() else { return Vec::new() };
    let mut texts = vec![(*first).to_owned()];
    for atom in rest {
        let spaced = |text: &String| [format!("{text}{atom}"), format!("{text} {atom}")];
        texts = texts.iter().flat_map(spaced).collect();
    }
    texts
}

/// The expression for the names in which a pattern may stand.
fn names_with(pattern: &Pattern, open: bool) -> Option<String> {
    let consonants = as_initials(&phrase(&pattern.initials())?);
    let mut expression = format!("typed : {consonants}");
    // Many names have the two consonants of a short pattern, so the characters that it is certain of narrow them
    // down.
    let certain = phrase(&pattern.certain()).filter(|_| open && !pattern.may_be_spaced());
    if let Some(certain) = certain {
        expression = format!("({expression} AND {{title names}} : {certain})");
    }
    Some(expression)
}
