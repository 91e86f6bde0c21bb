//! Hangul syllables and their letters (Unicode 3.12, conjoining jamo behaviour), written with the
//! compatibility letters ㄱ–ㅣ that people type. Composes and takes apart; decides nothing about words.

/// The consonants that begin a syllable, in the order of the code points.
pub const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

/// The vowels, in the order of the code points.
pub const VOWELS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ',
    'ㅟ', 'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];

/// The consonants that end a syllable, in the order of the code points after "none".
pub const FINALS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ',
    'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// Letters that are typed as two, each followed by the two.
const DOUBLES: &str = "ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ \
    ㅘㅗㅏ ㅙㅗㅐ ㅚㅗㅣ ㅝㅜㅓ ㅞㅜㅔ ㅟㅜㅣ ㅢㅡㅣ";

/// The first composed syllable, 가.
const FIRST: u32 = 0xAC00;

/// A syllable as its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syllable {
    pub initial: char,
    pub vowel: char,
    pub last: Option<char>,
}

impl Syllable {
    /// The letters of a composed syllable.
    pub fn of(c: char) -> Option<Self> {
        let (initial, vowel, last) = jamo_indices(c)?;
        let last = last.checked_sub(1).map(|last| FINALS[last]);
        Some(Self { initial: INITIALS[initial], vowel: VOWELS[vowel], last })
    }

    /// The composed syllable, when the letters can stand in their places.
    pub fn compose(self) -> Option<char> {
        let index = |letters: &[char], letter: char| {
            letters.iter().position(|known| *known == letter).and_then(|at| u32::try_from(at).ok())
        };
        let last = self.last.map_or(Some(0), |last| Some(index(&FINALS, last)? + 1))?;
        let initial = index(&INITIALS, self.initial)?;
        char::from_u32(FIRST + (initial * 21 + index(&VOWELS, self.vowel)?) * 28 + last)
    }
}

/// The places of a composed syllable's letters among the 19 initials, the 21 vowels and the 28 ends, of which the first
/// is none.
pub fn jamo_indices(c: char) -> Option<(usize, usize, usize)> {
    let index = u32::from(c).checked_sub(FIRST).filter(|_| is_syllable(c))? as usize;
    Some((index / 588, index / 28 % 21, index % 28))
}

/// Whether a character is a composed Hangul syllable.
pub const fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether a character is a consonant that stands alone.
pub const fn is_consonant(c: char) -> bool {
    matches!(c, 'ㄱ'..='ㅎ')
}

/// Whether a character is a vowel that stands alone.
pub const fn is_vowel(c: char) -> bool {
    matches!(c, 'ㅏ'..='ㅣ')
}

/// Whether letters stand alone in a text, as they do while it is being typed.
pub fn has_jamo(text: &str) -> bool {
    text.chars().any(|c| is_consonant(c) || is_vowel(c))
}

/// The two letters that a double letter is typed as.
pub fn split(letter: char) -> Option<(char, char)> {
    let mut typed = DOUBLES.split(' ').find_map(|double| double.strip_prefix(letter))?.chars();
    Some((typed.next()?, typed.next()?))
}

/// The double letter that two letters make when typed one after the other.
pub fn join(first: char, second: char) -> Option<char> {
    let double = DOUBLES.split(' ').find(|double| double.chars().skip(1).eq([first, second]))?;
    double.chars().next()
}

/// The letters of a text in the order of typing; what is no Hangul stays as it is.
pub fn jamo(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        let parts = Syllable::of(c)
            .map_or([Some(c), None, None], |s| [Some(s.initial), Some(s.vowel), s.last]);
        for letter in parts.into_iter().flatten() {
            match split(letter) {
                Some((first, second)) => letters.extend([first, second]),
                None => letters.push(letter),
            }
        }
    }
    letters
}

/// The compatibility letter of a conjoining one, because NFKC turns letters that stand alone into conjoining ones.
pub fn compatible(c: char) -> char {
    let letter = |letters: &[char], from: u32| {
        let at = u32::from(c).checked_sub(from)? as usize;
        letters.get(at).copied()
    };
    match c {
        '\u{1100}'..='\u{1112}' => letter(&INITIALS, 0x1100),
        '\u{1161}'..='\u{1175}' => letter(&VOWELS, 0x1161),
        '\u{11A8}'..='\u{11C2}' => letter(&FINALS, 0x11A8),
        _ => None,
    }
    .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_is_its_letters_and_back() {
        let carbon = Syllable::of('탄').expect("a syllable");
        assert_eq!(carbon, Syllable { initial: 'ㅌ', vowel: 'ㅏ', last: Some('ㄴ') });
        for c in ['가', '각', '값', '힣', '소', '뷁'] {
            assert_eq!(Syllable::of(c).and_then(Syllable::compose), Some(c));
        }
        assert_eq!(Syllable::of('ㄱ'), None);
        assert_eq!(Syllable::of('a'), None);
        let never = Syllable { initial: 'ㄱ', vowel: 'ㅏ', last: Some('ㄸ') };
        assert_eq!(never.compose(), None);
    }

    #[test]
    fn letters_come_in_the_order_of_typing() {
        assert_eq!(jamo("탄소"), "ㅌㅏㄴㅅㅗ");
        assert_eq!(jamo("값 R&D 과"), "ㄱㅏㅂㅅ R&D ㄱㅗㅏ");
    }

    #[test]
    fn letters_that_stand_alone_are_the_typed_ones() {
        assert_eq!(compatible('\u{1100}'), 'ㄱ');
        assert_eq!(compatible('\u{1175}'), 'ㅣ');
        assert_eq!(compatible('\u{11AA}'), 'ㄳ');
        assert_eq!(compatible('x'), 'x');
    }
}
