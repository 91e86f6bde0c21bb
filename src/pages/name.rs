//! How a name stands on a page: marked as English where it is written in Latin letters alone, so that it
//! is read out as such (WCAG 2.2, 3.1.2).

/// Whether a name is written in Latin letters alone: AMRC, R&D, Cyber Physical System.
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
