//! The reasons why a search found a record, which pages tell the reader.

/// The reason why a record was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchReason {
    /// The words stand in it as they were typed.
    Text,
    /// By another name of it.
    OtherName(String),
    /// By its English name in addresses.
    Slug(String),
    /// Without the particle; holds what was searched for.
    Particle(String),
    /// With other spaces.
    Spacing,
    /// By words of the same meaning.
    Synonym(Vec<String>),
    /// By the first consonants of its syllables.
    Initials,
    /// By what was typed so far.
    HalfTyped,
    /// By what the same keys give on the other keyboard.
    Keyboard(String),
    /// Without this word of the query.
    Without(String),
}
