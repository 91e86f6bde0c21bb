//! The permanent code of a fact, `GS-0042-3`: a number of at least four digits and an ISO/IEC 7064
//! MOD 11-10 check digit, so that a slip on the phone is noticed. Refuses a code whose check digit
//! does not fit; never guesses which fact was meant.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The permanent code of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(u32);

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    #[error("not of the form GS-0042-3")]
    Form,
    /// The form is right but the check digit is not; carries the code with the right one.
    #[error("the check digit of {0} is mistyped")]
    CheckDigit(Code),
}

impl Code {
    /// The largest number a code can carry.
    pub const MAX: u32 = 999_999_999;

    /// The code of a number from 1 to [`Code::MAX`].
    pub const fn from_number(number: u32) -> Option<Self> {
        if number >= 1 && number <= Self::MAX { Some(Self(number)) } else { None }
    }

    /// The number inside the code, without the check digit.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Reads a code exactly as it is printed (`GS-0042-3`).
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let (digits, check) = text
            .strip_prefix("GS-")
            .and_then(|rest| rest.rsplit_once('-'))
            .ok_or(CodeError::Form)?;
        Self::from_parts(digits, check)
    }

    /// Reads a code as people say or type it: `gs 0042 3`, `0042-3`, full-width letters and digits.
    pub fn parse_spoken(text: &str) -> Result<Self, CodeError> {
        let plain: String = text.nfkc().flat_map(char::to_uppercase).collect();
        let plain = plain.trim();
        let rest = plain.strip_prefix("GS").unwrap_or(plain);
        let mut groups = rest
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '−'))
            .filter(|group| !group.is_empty());
        match (groups.next(), groups.next(), groups.next()) {
            (Some(digits), Some(check), None) => Self::from_parts(digits, check),
            _ => Err(CodeError::Form),
        }
    }

    /// The codes that a mistyped text may have meant, the likeliest first: the same number with its right check
    /// digit; then, keeping the check digit that was typed, every number that differs in one digit or in the order of
    /// two neighbouring ones. None of them is certain to be the one that was meant.
    pub fn near(typed: &str) -> Vec<Self> {
        let digits: Vec<u8> = typed
            .nfkc()
            .filter_map(|c| c.to_digit(10))
            .filter_map(|d| u8::try_from(d).ok())
            .collect();
        let code = |digits: &[u8]| {
            let number = digits.iter().try_fold(0_u32, |number, digit| {
                number.checked_mul(10)?.checked_add(u32::from(*digit))
            });
            number.and_then(Self::from_number)
        };
        let mut near = Vec::new();
        if let [number @ .., check] = &digits[..]
            && (4..=9).contains(&number.len())
        {
            near.extend(code(number));
            let slips = slips(number).into_iter().filter_map(|slip| code(&slip));
            near.extend(slips.filter(|code| code.check_digit() == *check));
        } else if (1..=4).contains(&digits.len()) {
            near.extend(code(&digits));
        }
        near
    }

    fn from_parts(digits: &str, check: &str) -> Result<Self, CodeError> {
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !(4..=9).contains(&digits.len()) || check.len() != 1 {
            return Err(CodeError::Form);
        }
        if !all_digits(digits) || !all_digits(check) {
            return Err(CodeError::Form);
        }
        // The check digit covers the number as it is printed and would not notice a zero in front of it.
        if digits.len() > 4 && digits.starts_with('0') {
            return Err(CodeError::Form);
        }
        let number = digits.parse().map_err(|_| CodeError::Form)?;
        let code = Self::from_number(number).ok_or(CodeError::Form)?;
        if check.bytes().eq([b'0' + code.check_digit()]) {
            Ok(code)
        } else {
            Err(CodeError::CheckDigit(code))
        }
    }

    /// The ISO/IEC 7064 MOD 11-10 check digit (hybrid system) over the printed digits.
    pub fn check_digit(self) -> u8 {
        let product = format!("{:04}", self.0).bytes().fold(10, |product, byte| {
            let sum = (product + (byte - b'0')) % 10;
            (if sum == 0 { 10 } else { sum }) * 2 % 11
        });
        (11 - product) % 10
    }
}

/// Every way to replace one digit or to swap two neighbouring ones.
fn slips(digits: &[u8]) -> Vec<Vec<u8>> {
    let mut slips = Vec::new();
    for at in 0..digits.len() {
        for digit in 0..10 {
            let mut slip = digits.to_vec();
            slip[at] = digit;
            slips.push(slip);
        }
        let mut swapped = digits.to_vec();
        if at + 1 < digits.len() {
            swapped.swap(at, at + 1);
            slips.push(swapped);
        }
    }
    slips.retain(|slip| slip != digits);
    slips
}

impl TryFrom<String> for Code {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GS-{:04}-{}", self.0, self.check_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_of_the_blueprint_are_right() {
        assert_eq!(Code(42).to_string(), "GS-0042-3");
        assert_eq!(Code(794).check_digit(), 5);
    }

    #[test]
    fn a_printed_code_reads_back() {
        for number in [1, 9, 10, 99, 1234, 9999, 10_000, 1_234_567, Code::MAX] {
            let code = Code(number);
            assert_eq!(Code::parse(&code.to_string()), Ok(code));
        }
    }

    #[test]
    fn every_single_digit_slip_is_noticed() {
        let right = "0042";
        for at in 0..4 {
            for digit in '0'..='9' {
                let mut slip: Vec<char> = right.chars().collect();
                slip[at] = digit;
                let slip: String = slip.into_iter().collect();
                if slip != right && slip != "0000" {
                    let read = Code::parse(&format!("GS-{slip}-3"));
                    assert!(matches!(read, Err(CodeError::CheckDigit(_))), "{slip}");
                }
            }
        }
    }

    #[test]
    fn a_code_is_read_as_people_say_it() {
        for spoken in
            ["0042-3", "gs-0042-3", "GS 0042 3", "gs0042-3", "ＧＳ－００４２－３", " 0042 3 "]
        {
            assert_eq!(Code::parse_spoken(spoken), Ok(Code(42)), "{spoken}");
        }
    }

    #[test]
    fn a_slip_to_zero_at_the_front_is_noticed() {
        assert_eq!(Code::parse_spoken("51000-6"), Ok(Code(51_000)));
        // 1000 has the same check digit.
        assert_eq!(Code::parse_spoken("01000-6"), Err(CodeError::Form));
    }

    #[test]
    fn a_mistyped_code_has_near_ones() {
        let near = Code::near("GS-0024-3");
        assert_eq!(near[0], Code(24), "the same number first");
        assert!(near.contains(&Code(42)), "two digits swapped");
        assert_eq!(Code::near("42"), [Code(42)]);
        assert!(Code::near("no digits").is_empty());
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for text in [
            "",
            "GS-",
            "GS-42-3",
            "GS-00042-3",
            "GS-0042",
            "GS-0042-33",
            "gs-0042-3",
            "GS-0000-2",
            "GS-００４２-3",
            "GS-0042-3 ",
        ] {
            assert!(Code::parse(text).is_err(), "{text}");
        }
        assert_eq!(Code::parse("GS-0042-4"), Err(CodeError::CheckDigit(Code(42))));
    }
}
