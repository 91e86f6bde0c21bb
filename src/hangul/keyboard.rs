//! The Korean two-set keyboard (KS X 5002): converts what was typed with the keyboard in the other language into what
//! the same keys would have given. Whether that was meant is for a search to find out.

use super::syllable::{Syllable, is_consonant, is_vowel, join};

/// The keys in the order of their rows, those with Shift last, and the letter that each gives.
const KEYS: &str = "qwertyuiopasdfghjklzxcvbnmQWERTOP";
const LETTERS: &str = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ";

/// What the keys of a Latin text give on a Korean keyboard; `None` for a text without a Latin letter. A capital that
/// gives no letter of its own counts as a small one.
pub fn to_hangul(text: &str) -> Option<String> {
    let letter = |key| KEYS.chars().zip(LETTERS.chars()).find(|known| known.0 == key);
    let typed =
        |c: char| letter(c).or_else(|| letter(c.to_ascii_lowercase())).map_or(c, |known| known.1);
    let letters: Vec<char> = text.chars().map(typed).collect();
    text.contains(|c: char| c.is_ascii_alphabetic()).then(|| compose(&letters))
}

/// What the keys of a Hangul text give on a Latin keyboard; `None` for a text without a Hangul letter.
pub fn to_latin(text: &str) -> Option<String> {
    let letters = super::jamo(text);
    let keys = || KEYS.chars().zip(LETTERS.chars());
    let key = |c: char| keys().find(|known| known.1 == c).map_or(c, |known| known.0);
    let hangul = letters.contains(|c| is_consonant(c) || is_vowel(c));
    hangul.then(|| letters.chars().map(key).collect())
}

/// Letters in the order of typing, put together as an input method does it.
fn compose(letters: &[char]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(&first) = letters.get(at) {
        if let Some((syllable, length)) = syllable_at(&letters[at..]) {
            text.extend(syllable.compose());
            at += length;
        } else {
            let double = letters.get(at + 1).and_then(|second| join(first, *second));
            let double = double.filter(|_| is_vowel(first));
            text.push(double.unwrap_or(first));
            at += 1 + usize::from(double.is_some());
        }
    }
    text
}

/// The syllable that letters begin with, and how many of them it takes.
fn syllable_at(letters: &[char]) -> Option<(Syllable, usize)> {
    let letter = |at: usize| letters.get(at).copied();
    let (initial, mut vowel) = (letter(0)?, letter(1).filter(|c| is_vowel(*c))?);
    let mut at = 2;
    if let Some(double) = letter(at).and_then(|next| join(vowel, next)) {
        vowel = double;
        at += 1;
    }
    let bare = Syllable { initial, vowel, last: None };
    bare.compose()?;
    // A consonant before a vowel begins the next syllable.
    let is_last =
        |at: usize| letter(at).is_some_and(is_consonant) && !letter(at + 1).is_some_and(is_vowel);
    let with =
        |last: char| Some(Syllable { last: Some(last), ..bare }).filter(|s| s.compose().is_some());
    let Some(closed) = letter(at).filter(|_| is_last(at)).and_then(with) else {
        return Some((bare, at));
    };
    let double = closed.last.zip(letter(at + 1)).and_then(|(last, next)| join(last, next));
    match double.filter(|_| is_last(at + 1)).and_then(with) {
        Some(closed) => Some((closed, at + 2)),
        None => Some((closed, at + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_typed_in_english_mode() {
        for (keys, text) in [
            ("xksth", "탄소"),
            ("cjdtorrltnf", "청색기술"),
            ("rudtks", "경산"),
            ("ehrk", "도가"),
            ("rkqt", "값"),
            ("rkqtdl", "값이"),
            ("dhksfy", "완료"),
            ("Rmx", "끝"),
            ("XKSth", "탄소"),
            ("ctrt", "ㅊㅅㄱㅅ"),
            ("4ck tksdjq", "4차 산업"),
        ] {
            assert_eq!(to_hangul(keys).as_deref(), Some(text), "{keys}");
        }
        assert_eq!(to_hangul("탄소 12"), None);
    }

    #[test]
    fn english_typed_in_korean_mode() {
        for (text, keys) in [
            ("믁ㅊ", "amrc"),
            ("므ㄱㅊ", "amrc"),
            ("ㅏㅑㅡㅡ", "kimm"),
            ("ㅑㅎㄴ", "igs"),
            ("문", "ans"),
        ] {
            assert_eq!(to_latin(text).as_deref(), Some(keys), "{text}");
        }
        assert_eq!(to_latin("kimm 4"), None);
    }

    #[test]
    fn every_syllable_comes_back_from_its_keys() {
        for c in '가'..='힣' {
            let keys = to_latin(&c.to_string()).expect("Hangul");
            assert_eq!(to_hangul(&keys), Some(c.to_string()), "{keys}");
        }
    }
}
