//! Marks names for screen readers: one written only in Latin letters is marked as English, so that it is read as such
//! (WCAG 2.2, 3.1.2).

/// Whether a name is written only in Latin letters: AMRC, R&D, Cyber Physical System.
pub fn is_english(name: &str) -> bool {
    name.is_ascii() && name.chars().any(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_without_hangul_are_english() {
        for (name, english) in
            [("AMRC", true), ("R&D", true), ("AMRC ASIA 센터", false), ("2018", false)]
        {
            assert_eq!(is_english(name), english, "{name}");
        }
    }
}
