//! References to facts that nobody wrote by hand: a code is read however it is said, a slip of one digit is
//! noticed, and what is read is one code in one spelling.

use gyeongsan::address::{Address, FactFormat};
use gyeongsan::domain::{Code, CodeError};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use proptest::test_runner::Config;
use unicode_normalization::UnicodeNormalization;

fn code() -> impl Strategy<Value = Code> {
    let number = prop_oneof![3 => 1..10_000_u32, 1 => 1..=Code::MAX];
    number.prop_map(|number| Code::from_number(number).expect("a number of a code"))
}

/// Letters, digits and hyphens as a full-width keyboard gives them.
fn wide(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

proptest! {
    #![proptest_config(Config { cases: 2000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_code_is_read_however_it_is_said(
        code in code(),
        before in "(GS|gs|Gs|)",
        gaps in ("[ -]{0,2}", "[ -]{1,2}", " {0,2}"),
        full_width in any::<bool>(),
    ) {
        let printed = code.to_string();
        let (digits, check) = printed[3..].rsplit_once('-').expect("a code has a check digit");
        let said = format!("{}{before}{}{digits}{}{check}", gaps.2, gaps.0, gaps.1);
        let said = if full_width { wide(&said) } else { said };
        prop_assert_eq!(Code::parse_spoken(&said), Ok(code), "{}", said);
        prop_assert_eq!(Code::parse(&printed), Ok(code));
    }

    #[test]
    fn a_slip_of_one_digit_never_names_another_fact(code in code(), place in any::<prop::sample::Index>(), digit in 0..10_u8) {
        let right = code.to_string();
        let mut slip = right.clone().into_bytes();
        let digits: Vec<usize> = (0..slip.len()).filter(|at| slip[*at].is_ascii_digit()).collect();
        slip[*place.get(&digits)] = b'0' + digit;
        let slip = String::from_utf8(slip).expect("ASCII");
        if slip != right {
            prop_assert!(Code::parse(&slip).is_err(), "{} for {}", slip, right);
            prop_assert!(Code::parse_spoken(&slip).is_err(), "{} for {}", slip, right);
            // The number may be 0 now, or have one digit less: then nothing can be told.
            if let Err(CodeError::CheckDigit(_)) = Code::parse_spoken(&slip) {
                prop_assert!(Code::near(&slip).contains(&code), "{} offers {}", slip, right);
            }
        }
    }

    #[test]
    fn what_is_read_as_a_code_is_one(text in prop_oneof![
        "\\PC{0,30}",
        "(GS|gs|ＧＳ)?[- ‐–−]{0,2}[0-9０-９]{0,12}[- ‐–−]{0,2}[0-9０-９]{0,2}",
        "GS-[0-9]{4,10}-[0-9]",
    ]) {
        if let Ok(code) = Code::parse(&text) {
            prop_assert_eq!(code.to_string(), text.clone(), "one code, one spelling");
        }
        if let Ok(code) = Code::parse_spoken(&text) {
            prop_assert_eq!(Code::parse(&code.to_string()), Ok(code));
            let digits: String = text.nfkc().filter(char::is_ascii_digit).collect();
            let printed: String = code.to_string().chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits.trim_start_matches('0'), printed.trim_start_matches('0'));
        }
        for near in Code::near(&text) {
            prop_assert_eq!(Code::parse(&near.to_string()), Ok(near));
        }
    }

    #[test]
    fn a_reference_reads_back_in_every_form(
        code in code(),
        edition in prop::option::of(1..=u32::MAX),
        form in prop::option::of(prop::sample::select(FactFormat::ALL.to_vec())),
        encoded in any::<bool>(),
    ) {
        let address = match form {
            Some(form) => Address::FactIn(code, edition, form),
            None => Address::Fact(code, edition),
        };
        let path = address.to_string();
        let name = path.strip_prefix("/facts/").expect("a fact");
        let asked = if encoded { format!("/facts/{}", utf8_percent_encode(name, NON_ALPHANUMERIC)) } else { path.clone() };
        prop_assert_eq!(Address::parse(&asked, None), Ok(address.clone()), "{}", asked);
        prop_assert!(address.is_canonical(&path, None));
    }
}
