//! Particles at the end of a word (산업을, 기업의). A name gets the form that its last sound asks for. A particle is
//! removed where the sound before it fits and enough of the word is left. It may still be part of the word
//! (전략회의), so the rest is only ever searched for beside the word as it was typed.

use super::syllable::Syllable;

/// The sound that must come before a particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SoundBefore {
    Any,
    Consonant,
    Vowel,
    /// A vowel or ㄹ.
    VowelOrRieul,
}

use self::SoundBefore::{Any, Consonant, Vowel, VowelOrRieul};

/// Particles by the sound that must come before them.
const PARTICLES: [(SoundBefore, &str); 4] = [
    (
        Any,
        "에서부터 에서는 에서도 에서의 에게 에서 에는 에도 부터 까지 처럼 보다 마다 만의 의 에 도 만",
    ),
    (Consonant, "으로부터 으로는 으로도 으로의 이라는 이라고 과의 으로 이나 이란 은 이 을 과"),
    (Vowel, "와의 라는 라고 는 가 를 와 란"),
    (VowelOrRieul, "로는 로의 로"),
];

/// The fewest letters that a word keeps without its particle.
const LEFT: usize = 2;

/// A normalised word without the longest particle that it may have at its end.
pub fn stem(word: &str) -> Option<&str> {
    let left = |particle: &str, before: SoundBefore| {
        let stem = word.strip_suffix(particle)?;
        let last = stem.chars().next_back()?;
        let long = stem.chars().filter(|c| c.is_alphanumeric()).count() >= LEFT;
        (long && before.admits(last, particle)).then_some(stem)
    };
    let of = |(before, particles): (SoundBefore, &'static str)| {
        particles.split(' ').filter_map(move |particle| left(particle, before))
    };
    PARTICLES.into_iter().flat_map(of).min_by_key(|stem| stem.len())
}

/// A particle that has one form after a consonant and another after a vowel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Particle {
    /// 은/는
    Topic,
    /// 이/가
    Subject,
    /// 을/를
    Object,
    /// 과/와
    With,
    /// 으로/로
    Towards,
}

/// The sound that a word ends with when it is read aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FinalSound {
    Vowel,
    Rieul,
    Consonant,
}

/// A word with its particle, as it is read aloud: 경산시를, 협약을, AMRC를, 2018을. Latin is read by the name of its
/// last letter, which is right for abbreviations; sentences about other Latin words put a Korean noun behind them.
pub fn with_particle(word: &str, particle: Particle) -> String {
    let (closed, open) = match particle {
        Particle::Topic => ("은", "는"),
        Particle::Subject => ("이", "가"),
        Particle::Object => ("을", "를"),
        Particle::With => ("과", "와"),
        Particle::Towards => ("으로", "로"),
    };
    match (final_sound(word), particle) {
        (FinalSound::Vowel, _) | (FinalSound::Rieul, Particle::Towards) => format!("{word}{open}"),
        _ => format!("{word}{closed}"),
    }
}

fn final_sound(word: &str) -> FinalSound {
    // Brackets behind a word are not read aloud: 업무협약(MOU)을.
    let word = match word.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((before, _)) if !before.trim().is_empty() => before,
        _ => word,
    };
    let spoken = |c: &char| c.is_alphanumeric() || matches!(c, '%' | '㎡');
    let Some(last) = word.chars().rev().find(spoken) else { return FinalSound::Vowel };
    if let Some(syllable) = Syllable::of(last) {
        return match syllable.last {
            None => FinalSound::Vowel,
            Some('ㄹ') => FinalSound::Rieul,
            Some(_) => FinalSound::Consonant,
        };
    }
    match last.to_ascii_uppercase() {
        // 일, 칠, 팔; 엘, 알.
        '1' | '7' | '8' | 'L' | 'R' => FinalSound::Rieul,
        // 영, 십, 백, 천, 만, 억; 삼, 육; 엠, 엔.
        '0' | '3' | '6' | 'M' | 'N' => FinalSound::Consonant,
        // 퍼센트, 제곱미터; 이, 사, 오, 구; every other letter by its name.
        _ => FinalSound::Vowel,
    }
}

impl SoundBefore {
    fn admits(self, before: char, particle: &str) -> bool {
        let Some(syllable) = Syllable::of(before) else {
            // Nobody can know how a number or a Latin name is read, so any particle may fit; but the 만 of 12만
            // belongs to the number.
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
    fn a_name_gets_the_particle_that_its_last_sound_asks_for() {
        use super::Particle::{Object, Subject, Topic, Towards, With};
        for (word, particle, together) in [
            ("경산시", Topic, "경산시는"),
            ("탄소산업", Topic, "탄소산업은"),
            ("AMRC", Subject, "AMRC가"),
            ("KIMM", Subject, "KIMM이"),
            ("업무협약(MOU)", Object, "업무협약(MOU)을"),
            ("한국산업단지공단(KICOX)", Subject, "한국산업단지공단(KICOX)이"),
            ("(MOU)", Object, "(MOU)를"),
            ("2018", Object, "2018을"),
            ("10%", With, "10%와"),
            ("1,040만 9,000㎡", With, "1,040만 9,000㎡와"),
            ("센터", Towards, "센터로"),
            ("2017", Towards, "2017로"),
            ("서울", Towards, "서울로"),
            ("협약", Towards, "협약으로"),
        ] {
            assert_eq!(with_particle(word, particle), together);
        }
    }

    #[test]
    fn a_latin_word_is_read_by_the_name_of_its_last_letter() {
        use super::Particle::{Object, Subject, Topic, Towards, With};
        for (word, particle, together) in [
            ("AMRC", Topic, "AMRC는"),
            ("AMRC", Towards, "AMRC로"),
            ("amrc", Towards, "amrc로"),
            ("IGS", With, "IGS와"),
            ("R&D", Object, "R&D를"),
            ("MOU", Subject, "MOU가"),
            ("TBC", Subject, "TBC가"),
            ("IBM", Object, "IBM을"),
            ("IBM", Towards, "IBM으로"),
            ("CNN", Topic, "CNN은"),
            ("SQL", Object, "SQL을"),
            ("SQL", Towards, "SQL로"),
            ("VR", With, "VR과"),
            ("VR", Towards, "VR로"),
            ("한국경제TV", Topic, "한국경제TV는"),
        ] {
            assert_eq!(with_particle(word, particle), together);
        }
    }

    #[test]
    fn each_digit_is_read_by_its_name_and_a_round_number_by_its_place() {
        use super::Particle::{Object, Subject, Topic, Towards};
        for (word, particle, together) in [
            ("0", Object, "0을"),
            ("1", Object, "1을"),
            ("2", Object, "2를"),
            ("3", Object, "3을"),
            ("4", Object, "4를"),
            ("5", Object, "5를"),
            ("6", Object, "6을"),
            ("7", Object, "7을"),
            ("8", Object, "8을"),
            ("9", Object, "9를"),
            ("1", Towards, "1로"),
            ("3", Towards, "3으로"),
            ("6", Towards, "6으로"),
            ("7", Towards, "7로"),
            ("8", Towards, "8로"),
            ("10", Towards, "10으로"),
            ("1,000", Subject, "1,000이"),
            ("뉴스1", Topic, "뉴스1은"),
            ("GS-0042-3", Towards, "GS-0042-3으로"),
            ("GS-0074-7", Towards, "GS-0074-7로"),
            ("127.0.0.1:8080", Topic, "127.0.0.1:8080은"),
        ] {
            assert_eq!(with_particle(word, particle), together);
        }
    }

    #[test]
    fn the_word_before_a_bracket_or_within_quotes_decides() {
        use super::Particle::{Object, Subject, Topic, Towards, With};
        for (word, particle, together) in [
            ("연도(year)", Topic, "연도(year)는"),
            ("형식(format)", Topic, "형식(format)은"),
            ("협약(1)", Object, "협약(1)을"),
            ("2018년(추정)", Towards, "2018년(추정)으로"),
            ("4월 무렵(추정)", Towards, "4월 무렵(추정)으로"),
            ("‘기술’", Towards, "‘기술’로"),
            ("‘탄소’", With, "‘탄소’와"),
            ("‘지난해 12월 영국의’", Towards, "‘지난해 12월 영국의’로"),
            ("「먹거리 총력」", Subject, "「먹거리 총력」이"),
            ("10%(추정)", Object, "10%(추정)를"),
        ] {
            assert_eq!(with_particle(word, particle), together);
        }
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
