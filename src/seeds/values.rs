//! The seed values that have a form of their own, each with the message for a wrong one.

use chrono::NaiveDate;

use super::document::{FieldValue, FromToml};
use crate::domain::{
    Code, CodeError, Edtf, EdtfError, Paragraph, Slug, Vocabulary, is_web_address,
};
use crate::hangul::{Particle, with_particle};

/// The longest phrase kept as evidence, in characters: the site holds no sentence of a source.
const PHRASE_MAX: usize = 30;

pub struct Phrase(pub String);

impl FromToml for Phrase {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        let length = text.chars().count();
        if length > PHRASE_MAX {
            let message = format!("원문 표현이 너무 깁니다 ({length}자)");
            let help =
                format!("기사 문장을 옮기지 않도록 {PHRASE_MAX}자 안의 원문 표현으로 나누세요");
            return value.refuse(message, help);
        }
        Some(Self(text.to_owned()))
    }
}

/// The first words of a paragraph.
pub struct Opening(pub String);

impl FromToml for Opening {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        let (length, most) = (text.chars().count(), Paragraph::OPENING_MAX);
        if length > most {
            let message = format!("문단의 첫말(opening)이 너무 깁니다 ({length}자)");
            return value.refuse(message, format!("{most}자 안에서 문단의 첫말만 적으세요"));
        }
        Some(Self(text.to_owned()))
    }
}

/// A SHA-256 digest in lower-case hexadecimal.
pub struct Sha256Hex(pub String);

impl FromToml for Sha256Hex {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.bytes().all(|byte| byte == b'0') {
            let help = "draft가 원문에서 계산한 값을 적으세요";
            return value.refuse("0으로만 된 확인값(SHA-256)은 쓸 수 없습니다", help);
        }
        if text.len() == 64 && text.bytes().all(hexadecimal) {
            return Some(Self(text.to_owned()));
        }
        let help = "draft가 계산한 SHA-256 값을 소문자 16진수 64자로 적으세요";
        value.refuse("확인값(SHA-256)의 형식이 아닙니다", help)
    }
}

/// The longest address on the web, in characters: a workbook takes no link of more than 2,080.
const URL_MAX: usize = 2000;

pub struct WebAddress(pub String);

impl FromToml for WebAddress {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        let length = text.chars().count();
        if length > URL_MAX {
            let message = format!("웹 주소가 너무 깁니다 ({length}자)");
            let help = format!("{URL_MAX}자 안의 주소를 적거나, 없으면 지우세요");
            return value.refuse(message, help);
        }
        if is_web_address(text) {
            return Some(Self(text.to_owned()));
        }
        value.refuse(format!("웹 주소가 아닙니다: '{text}'"), "https://로 시작하는 주소를 적으세요")
    }
}

impl<T: Vocabulary> FromToml for T {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let keys: Vec<&str> = T::VALUES.iter().map(|value| value.written()).collect();
        value.choice(&keys, T::read)
    }
}

impl FromToml for Slug {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        Self::parse(text).or_else(|| {
            let message = format!("주소 이름(slug)으로 쓸 수 없습니다: '{text}'");
            let help = "영문 소문자와 숫자를 붙임표(-) 하나로 이어 64자까지 쓸 수 있습니다";
            value.refuse(message, help)
        })
    }
}

impl FromToml for Code {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        match Self::parse(text) {
            Ok(code) => Some(code),
            Err(CodeError::Form) => value.refuse(
                format!("기록 번호의 형식이 아닙니다: '{text}'"),
                "GS-0042-3처럼 GS, 네 자리 이상의 수, 확인 숫자를 붙임표로 이어 적습니다",
            ),
            Err(CodeError::CheckDigit(right)) => value.refuse(
                format!("기록 번호의 확인 숫자가 틀렸습니다: {text}"),
                format!("{} 고치세요", with_particle(&right.to_string(), Particle::Towards)),
            ),
        }
    }
}

impl FromToml for Edtf {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        const FORMS: &str = "2018(해), 2018-40(상반기), 2018-41(하반기), 2018-33(1분기), 2018-01(달), \
                             2018-01-15(날), 2017-12/2018-01(기간), ../2025(까지), 2019/..(부터) 가운데 하나로 적습니다";
        let (text, value) = value.text()?;
        let what = match Self::parse(text) {
            Ok(edtf) => return Some(edtf),
            Err(EdtfError::Syntax(_)) => "EDTF 날짜가 아닙니다",
            Err(EdtfError::Impossible) => "달력에 없는 날짜입니다",
            Err(EdtfError::Unsupported) => "이 사이트에서 쓰지 않는 꼴의 날짜입니다",
        };
        value.refuse(format!("{what}: '{text}'"), FORMS)
    }
}

impl FromToml for NaiveDate {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let (text, value) = value.text()?;
        text.parse().ok().or_else(|| {
            value.refuse(format!("날짜가 아닙니다: '{text}'"), "2026-11-22처럼 적으세요")
        })
    }
}
