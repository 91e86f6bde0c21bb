//! The Korean explanation of every failure: the heading and the sentence of its page. A problem document has the same
//! sentence.

use axum::http::StatusCode;

use super::failure::{Failure, Missing, Refusal};
use super::requested::PASTED_MAX;
use crate::address::{ParameterError, ParameterFault};
use crate::hangul::{Particle, with_particle};
use crate::wording::{kind_label, parameter_label};

/// The explanation of a failure: a heading and a sentence.
pub struct Explanation {
    pub title: String,
    pub message: String,
}

/// The sentence for every fault of our own.
pub const OUR_FAULT: &str = "사이트에 문제가 생겼습니다. 잠시 뒤 다시 열어 주세요.";

// A sentence below names this limit.
const _: () = assert!(PASTED_MAX == 20_000);

/// How much of the typed text is repeated, in letters.
const SHOWN: usize = 40;

impl Explanation {
    fn new(title: impl Into<String>, message: impl Into<String>) -> Self {
        Self { title: title.into(), message: message.into() }
    }

    /// The explanation of a failure or, if an answer has none, of its status. `searched` says whether the request was a
    /// search.
    pub fn of(status: StatusCode, failure: Option<&Failure>, searched: bool) -> Self {
        match failure {
            Some(failure) => failure.explanation(searched),
            None if status == StatusCode::METHOD_NOT_ALLOWED => Self::new(
                "이 주소는 보기만 할 수 있습니다",
                "이 사이트에서는 내용을 보내거나 고칠 수 없습니다. 주소를 다시 열어 주세요.",
            ),
            // The request ran out of time, while it waited or was being answered.
            None if status == StatusCode::SERVICE_UNAVAILABLE => {
                Failure::Busy.explanation(searched)
            }
            None if status.is_server_error() => our_fault(),
            None => Failure::BadEncoding.explanation(searched),
        }
    }
}

fn our_fault() -> Explanation {
    Explanation::new("페이지를 열지 못했습니다", OUR_FAULT)
}

impl Failure {
    fn explanation(&self, searched: bool) -> Explanation {
        match self {
            Self::NotFound(missing) => missing.explanation(),
            Self::BadParameter(error) => parameter_explanation(error),
            Self::Refused(refusal) => refusal.explanation(),
            Self::BadEncoding => Explanation::new(
                "주소를 읽지 못했습니다",
                "주소가 잘렸거나 잘못된 글자가 섞였습니다. 주소를 확인해 주세요.",
            ),
            Self::Withdrawn(sentence) => Explanation::new("내린 기록입니다", sentence.as_str()),
            Self::Dropped => Explanation::new(
                "이제 제공하지 않습니다",
                "달력 파일은 더 이상 제공하지 않습니다. 까닭: 쓰는 사람을 찾지 못했습니다. \
                 대신 연표를 엑셀로 받을 수 있습니다.",
            ),
            Self::Changed => Explanation::new(
                "파일이 바뀌었습니다",
                "받는 동안 파일이 바뀌었습니다. 처음부터 다시 받아 주세요.",
            ),
            Self::Busy if searched => Explanation::new(
                "검색이 오래 걸려 멈추었습니다",
                "검색어를 줄이거나 잠시 뒤 다시 검색해 주세요.",
            ),
            Self::Busy => {
                Explanation::new("지금 이용하는 사람이 많습니다", "잠시 뒤 다시 열어 주세요.")
            }
            Self::Internal(_) => our_fault(),
        }
    }
}

impl Refusal {
    fn explanation(self) -> Explanation {
        match self {
            Self::LongUri => Explanation::new(
                "주소가 너무 깁니다",
                "주소에서 물음표(?) 뒤를 지우고 다시 열어 주세요.",
            ),
            Self::LargeHead => Explanation::new(
                "브라우저가 보낸 정보가 너무 많습니다",
                "이 사이트의 쿠키를 지우거나 다른 브라우저로 열어 주세요.",
            ),
            Self::Host => Explanation::new(
                "요청을 읽지 못했습니다",
                "요청에 사이트 이름(Host)이 바르게 적혀 있지 않습니다. 주소를 확인해 주세요.",
            ),
            Self::UnknownLength => Explanation::new(
                "요청을 읽지 못했습니다",
                "보낸 글의 길이를 알 수 없습니다. Content-Length에 길이를 적어 보내 주세요.",
            ),
            Self::LateBody => Explanation::new(
                "보낸 글을 다 받지 못했습니다",
                "시간이 오래 걸려 멈추었습니다. 다시 보내 주세요.",
            ),
            Self::LargeBody => Explanation::new(
                "붙여 넣은 글이 너무 깁니다",
                "한 번에 2만 자까지 확인할 수 있습니다. 나누어 붙여 넣어 주세요.",
            ),
        }
    }
}

impl Missing {
    fn explanation(&self) -> Explanation {
        let (title, message) = match self {
            Self::Page(_) => (
                "페이지를",
                "이 주소에는 페이지가 없습니다. 주소를 확인하거나 검색해 보세요.".to_owned(),
            ),
            Self::ToCome(edition, _) => {
                ("페이지를", format!("제{edition}판은 아직 발행하지 않았습니다."))
            }
            Self::Fact(typed) => (
                "기록을",
                format!(
                    "없는 기록 번호입니다: {}. 기록 번호는 GS-0042-3처럼 적습니다.",
                    shown(typed)
                ),
            ),
            Self::MistypedFact(typed) => {
                ("기록을", format!("기록 번호의 마지막 숫자가 맞지 않습니다: {}", shown(typed)))
            }
            Self::FactAt { edition, first, .. } => {
                let first = first.map(|first| format!(" 제{first}판에 처음 실렸습니다."));
                let first = first.unwrap_or_default();
                ("기록을", format!("제{edition}판에는 없는 기록입니다.{first}"))
            }
            Self::Entity(kind, _) => return no_record(kind_label(*kind)),
            Self::Source => return no_record("출처"),
            Self::Theme => return no_record("분야"),
        };
        Explanation::new(format!("{title} 찾지 못했습니다"), message)
    }
}

fn no_record(what: &str) -> Explanation {
    Explanation::new(
        format!("{} 찾지 못했습니다", with_particle(what, Particle::Object)),
        format!("이 주소의 {} 없습니다.", with_particle(what, Particle::Topic)),
    )
}

fn parameter_explanation(ParameterError { name, fault }: &ParameterError) -> Explanation {
    let title = match fault {
        ParameterFault::NotOffered => "제공하지 않는 형식입니다",
        _ => "주소에 잘못된 값이 있습니다",
    };
    let name = parameter_label(name);
    let topic = || with_particle(&name, Particle::Topic);
    let message = match fault {
        ParameterFault::NotAYear => format!("{} 2017처럼 네 자리로 적어 주세요.", topic()),
        ParameterFault::NotANumber => format!("{} 1, 2, 3처럼 숫자로 적어 주세요.", topic()),
        ParameterFault::NotOneOf { typed, values } => format!(
            "쓸 수 없는 {name} 값입니다: {}. 쓸 수 있는 값: {}",
            shown(typed),
            values.join(", ")
        ),
        ParameterFault::NoSuch(typed) => {
            format!("이 사이트에 없는 {name}입니다: {}", shown(typed))
        }
        ParameterFault::Repeated => format!("{} 한 번만 적어 주세요.", topic()),
        ParameterFault::TooMany(most) => format!("{} {most}개까지 고를 수 있습니다.", topic()),
        ParameterFault::TooLong(most) => format!("{} {most}자까지 쓸 수 있습니다.", topic()),
        ParameterFault::Encoding => format!("{name} 값에 읽을 수 없는 글자가 있습니다."),
        ParameterFault::Missing => format!("주소에 {name} 값이 없습니다."),
        ParameterFault::Unknown => format!("이 페이지에 없는 조건입니다: {}.", shown(&name)),
        ParameterFault::NotOffered => format!("{} json만 쓸 수 있습니다.", topic()),
    };
    Explanation::new(title, message)
}

/// The typed text, cut if it is long.
fn shown(typed: &str) -> String {
    let mut letters = typed.chars();
    let shown: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { format!("{shown}…") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    fn message(name: &str, fault: ParameterFault) -> String {
        parameter_explanation(&ParameterError { name: name.to_owned(), fault }).message
    }

    #[test]
    fn each_kind_of_wrong_value_has_its_sentence() {
        use ParameterFault::{
            Encoding, Missing, NoSuch, NotANumber, NotAYear, NotOffered, NotOneOf, Repeated,
            TooLong, TooMany, Unknown,
        };
        let typed = "done?".to_owned();
        for (name, fault, expected) in [
            ("year", NotAYear, "연도(year)는 2017처럼 네 자리로 적어 주세요."),
            ("page", NotANumber, "페이지(page)는 1, 2, 3처럼 숫자로 적어 주세요."),
            (
                "status",
                NotOneOf { typed, values: vec!["done", "planned"] },
                "쓸 수 없는 구분(status) 값입니다: done?. 쓸 수 있는 값: done, planned",
            ),
            (
                "institution",
                NoSuch("kimn".to_owned()),
                "이 사이트에 없는 기관(institution)입니다: kimn",
            ),
            ("format", Repeated, "형식(format)은 한 번만 적어 주세요."),
            ("theme", TooMany(20), "분야(theme)는 20개까지 고를 수 있습니다."),
            ("q", TooLong(200), "검색어(q)는 200자까지 쓸 수 있습니다."),
            ("unit", Encoding, "단위(unit) 값에 읽을 수 없는 글자가 있습니다."),
            ("url", Missing, "주소에 페이지 주소(url) 값이 없습니다."),
            ("colour", Unknown, "이 페이지에 없는 조건입니다: colour."),
            ("type", Unknown, "이 페이지에 없는 조건입니다: 종류(type)."),
            ("format", NotOffered, "형식(format)은 json만 쓸 수 있습니다."),
        ] {
            assert_eq!(message(name, fault), expected);
        }
    }

    #[test]
    fn what_is_missing_is_called_by_its_kind() {
        for (kind, title, message) in [
            (Kind::Industry, "산업을 찾지 못했습니다", "이 주소의 산업은 없습니다."),
            (Kind::Institution, "기관·기업을 찾지 못했습니다", "이 주소의 기관·기업은 없습니다."),
            (Kind::Site, "산업단지를 찾지 못했습니다", "이 주소의 산업단지는 없습니다."),
        ] {
            let explanation = Missing::Entity(kind, String::new()).explanation();
            assert_eq!(
                (explanation.title.as_str(), explanation.message.as_str()),
                (title, message)
            );
        }
        let source = Missing::Source.explanation();
        assert_eq!(source.title, "출처를 찾지 못했습니다");
        assert_eq!(source.message, "이 주소의 출처는 없습니다.");
    }

    #[test]
    fn what_there_was_no_time_for_is_told_by_whether_it_was_a_search() {
        for failure in [None, Some(&Failure::Busy)] {
            let explanation =
                |searched| Explanation::of(StatusCode::SERVICE_UNAVAILABLE, failure, searched);
            assert_eq!(explanation(false).title, "지금 이용하는 사람이 많습니다");
            assert_eq!(explanation(false).message, "잠시 뒤 다시 열어 주세요.");
            assert_eq!(explanation(true).title, "검색이 오래 걸려 멈추었습니다");
            assert_eq!(explanation(true).message, "검색어를 줄이거나 잠시 뒤 다시 검색해 주세요.");
        }
    }

    #[test]
    fn what_is_sent_and_not_taken_is_told_by_what_went_wrong() {
        let changed = Failure::Changed.explanation(false);
        assert_eq!(changed.title, "파일이 바뀌었습니다");
        assert_eq!(changed.message, "받는 동안 파일이 바뀌었습니다. 처음부터 다시 받아 주세요.");
        let late = Refusal::LateBody.explanation();
        assert_eq!(late.title, "보낸 글을 다 받지 못했습니다");
        assert_eq!(late.message, "시간이 오래 걸려 멈추었습니다. 다시 보내 주세요.");
    }

    #[test]
    fn what_was_typed_at_length_is_cut() {
        let explanation = Missing::Fact("가".repeat(1000)).explanation();
        assert!(explanation.message.chars().count() < 100, "{}", explanation.message);
        assert!(explanation.message.contains("가…. 기록 번호는"), "{}", explanation.message);
    }
}
