//! Particles at the end of a word (산업을, 기업의). Takes one off where it could be one: the sound before
//! it fits and enough is left. It may still be part of the word (전략회의), so what is left is only
//! ever searched for beside the word as it was typed. Puts one on, in the form that the word asks for.

use super::syllable::Syllable;

/// What must stand before a particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Consonant,
    Vowel,
    /// A vowel or ㄹ.
    VowelOrRieul,
}

use self::After::{Any, Consonant, Vowel, VowelOrRieul};

/// Particles, the longest first.
const PARTICLES: [(&str, After); 43] = [
    ("에서부터", Any),
    ("으로부터", Consonant),
    ("에서는", Any),
    ("에서도", Any),
    ("에서의", Any),
    ("으로는", Consonant),
    ("으로도", Consonant),
    ("으로의", Consonant),
    ("이라는", Consonant),
    ("이라고", Consonant),
    ("에게", Any),
    ("에서", Any),
    ("에는", Any),
    ("에도", Any),
    ("부터", Any),
    ("까지", Any),
    ("처럼", Any),
    ("보다", Any),
    ("마다", Any),
    ("만의", Any),
    ("과의", Consonant),
    ("와의", Vowel),
    ("으로", Consonant),
    ("이나", Consonant),
    ("이란", Consonant),
    ("라는", Vowel),
    ("라고", Vowel),
    ("로는", VowelOrRieul),
    ("로의", VowelOrRieul),
    ("은", Consonant),
    ("이", Consonant),
    ("을", Consonant),
    ("과", Consonant),
    ("는", Vowel),
    ("가", Vowel),
    ("를", Vowel),
    ("와", Vowel),
    ("란", Vowel),
    ("로", VowelOrRieul),
    ("의", Any),
    ("에", Any),
    ("도", Any),
    ("만", Any),
];

/// The fewest letters that a word keeps.
const LEFT: usize = 2;

/// A normalised word without the particle at its end, if it may have one.
#[must_use]
pub fn stem(word: &str) -> Option<&str> {
    let left = |(particle, after): &(&str, After)| {
        let stem = word.strip_suffix(particle)?;
        let last = stem.chars().next_back()?;
        let long = stem.chars().filter(|c| c.is_alphanumeric()).count() >= LEFT;
        (long && after.fits(last, particle)).then_some(stem)
    };
    PARTICLES.iter().find_map(left)
}

/// A word with the one of two particles that its end asks for: `은` after a consonant, `는` after a vowel.
#[must_use]
pub fn with_particle(word: &str, after_consonant: &str, after_vowel: &str) -> String {
    let last = word.chars().next_back().and_then(Syllable::of).and_then(|syllable| syllable.last);
    format!("{word}{}", if last.is_some() { after_consonant } else { after_vowel })
}

impl After {
    fn fits(self, before: char, particle: &str) -> bool {
        let Some(syllable) = Syllable::of(before) else {
            // How a number or a Latin name is read is anyone's guess; 12만 is a number to the end.
            return before.is_alphabetic() || (before.is_numeric() && particle != "만");
        };
        match self {
            Any => true,
            Consonant => syllable.last.is_some(),
            Vowel => syllable.last.is_none(),
            VowelOrRieul => syllable.last.is_none_or(|last| last == 'ㄹ'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_goes_on_in_the_form_that_the_word_asks_for() {
        assert_eq!(with_particle("산업", "은", "는"), "산업은");
        assert_eq!(with_particle("센터", "은", "는"), "센터는");
    }

    #[test]
    fn a_particle_comes_off_where_the_sound_before_it_fits() {
        for (word, left) in [
            ("산업을", "산업"),
            ("기업의", "기업"),
            ("탄소는", "탄소"),
            ("경산에서는", "경산"),
            ("센터로", "센터"),
            ("협약으로", "협약"),
            ("amrc가", "amrc"),
            ("r d를", "r d"),
            ("2017년에", "2017년"),
        ] {
            assert_eq!(stem(word), Some(left), "{word}");
        }
        for word in ["회의", "전문가", "국가", "산업", "클러스터", "12만", "amrc", "을", "의"]
        {
            assert_eq!(stem(word), None, "{word}");
        }
    }
}
