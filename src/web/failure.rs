//! Why a request is not answered with what it asked for: each failure with its status code and the Korean
//! sentence that says what was wrong. The cause of a fault of our own is kept for the log alone.

use std::any::Any;
use std::io;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::InvalidHeaderValue;
use axum::response::{IntoResponse, Response};

use crate::address::{Address, AddressError, FixedPage, ParameterError, ParameterFault};
use crate::domain::{CodeError, Kind, List, nearest};
use crate::pages::PageError;
use crate::snapshot::Snapshot;
use crate::store::StoreError;
use crate::wording::{list_label, page_label, parameter_topic};

/// Why a request is not answered with what it asked for.
#[derive(Debug, Clone)]
pub enum Failure {
    /// Nothing is at the address, or it is none.
    NotFound(Missing),
    BadEncoding,
    BadParameter(ParameterError),
    /// The request itself is none that is answered, whatever it asks for: its status, and what is wrong with it. The
    /// rest of it is not worth reading, or cannot be told from the next one.
    Refused(StatusCode, &'static str),
    /// The file that was to be gone on with is another by now.
    Changed,
    /// What a program asked for was withdrawn; carries the address that says when and why.
    Withdrawn(String),
    /// The site once had the address and dropped it.
    Dropped,
    /// There was no time for it now.
    Busy,
    /// A fault of our own, and its cause for the log.
    Internal(Arc<str>),
}

/// What is not there.
#[derive(Debug, Clone)]
pub enum Missing {
    Page(String),
    Fact(String),
    /// A fact in an edition that does not have it.
    FactAt(String, u32),
    /// A code whose check digit is wrong; carries what was typed.
    MistypedFact(String),
    Entity(Kind, String),
    Source,
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        if error.is_late() { Self::Busy } else { Self::Internal(error.to_string().into()) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Internal(error.to_string().into())
    }
}

impl From<InvalidHeaderValue> for Failure {
    fn from(error: InvalidHeaderValue) -> Self {
        Self::Internal(error.to_string().into())
    }
}

impl Failure {
    /// The answer to a request that panicked, with the message of the panic for the log.
    #[expect(clippy::needless_pass_by_value, reason = "this is how the layer hands it over")]
    pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
        let message = panic.downcast_ref::<&str>().copied();
        let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Self::Internal(format!("panic: {}", message.unwrap_or("no message")).into()).into_response()
    }

    /// Nothing is at this address.
    pub fn nothing_at(address: &Address) -> Self {
        Self::NotFound(match address {
            Address::Fact(code, edition) | Address::FactIn(code, edition, _) => match edition {
                Some(edition) => Missing::FactAt(code.to_string(), *edition),
                None => Missing::Fact(code.to_string()),
            },
            Address::Entity(kind, slug) => Missing::Entity(*kind, slug.to_string()),
            Address::Source(_) => Missing::Source,
            _ => Missing::Page(address.path()),
        })
    }

    /// No route has this path.
    pub fn unknown(path: &str) -> Self {
        let typed = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        Self::NotFound(Missing::Page(typed.into_owned()))
    }

    /// A path and query are no address.
    pub fn not_an_address(error: &AddressError, path: &str) -> Self {
        match error {
            AddressError::Encoding => Self::BadEncoding,
            // Who asks for an address that moved is sent there before this.
            AddressError::Unknown | AddressError::Moved(_) => Self::unknown(path),
            AddressError::Dropped => Self::Dropped,
            AddressError::BadParameter(error) => Self::BadParameter(error.clone()),
            AddressError::BadSlug(kind, typed) => {
                Self::NotFound(Missing::Entity(*kind, typed.clone()))
            }
            AddressError::BadCode(typed, CodeError::Form) => {
                Self::NotFound(Missing::Fact(typed.clone()))
            }
            AddressError::BadCode(typed, CodeError::CheckDigit(_)) => {
                Self::NotFound(Missing::MistypedFact(typed.clone()))
            }
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_)
            | Self::BadParameter(ParameterError { fault: ParameterFault::NoSuch, .. }) => {
                StatusCode::NOT_FOUND
            }
            // What a provider of oEmbed says of a format it has not (oEmbed 1.0, 2.3.4).
            Self::BadParameter(ParameterError { fault: ParameterFault::NotOffered, .. }) => {
                StatusCode::NOT_IMPLEMENTED
            }
            Self::BadEncoding | Self::BadParameter(_) => StatusCode::BAD_REQUEST,
            Self::Refused(status, _) => *status,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::Withdrawn(_) | Self::Dropped => StatusCode::GONE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether every request for the address fails in this way, whatever else it says.
    pub const fn is_decided_by_the_address(&self) -> bool {
        matches!(
            self,
            Self::NotFound(_)
                | Self::BadEncoding
                | Self::BadParameter(_)
                | Self::Withdrawn(_)
                | Self::Dropped
        )
    }

    /// The cause of a fault of our own, for the log.
    pub fn cause(&self) -> Option<&str> {
        if let Self::Internal(cause) = self { Some(cause) } else { None }
    }

    /// What the page says was wrong.
    pub fn message(&self) -> String {
        let text = match self {
            Self::NotFound(missing) => return missing.message(),
            Self::BadParameter(error) => return parameter_message(error),
            Self::Withdrawn(page) => {
                return format!("내린 기록입니다. 언제 왜 내렸는지는 {page}에 있습니다.");
            }
            Self::Dropped => {
                return format!(
                    "달력 파일(.ics)은 쓰시는 분을 찾지 못해 이제 드리지 않습니다. 같은 내용을 {}에서 보실 수 있습니다.",
                    Address::list(List::Timeline)
                );
            }
            Self::BadEncoding => {
                "주소에 읽을 수 없는 글자가 들어 있습니다. 주소를 다시 확인해 주세요."
            }
            Self::Refused(_, why) => why,
            Self::Changed => "받으시던 파일이 그 사이에 바뀌었습니다. 처음부터 다시 받아 주세요.",
            Self::Busy => {
                "지금은 찾는 데 시간이 너무 오래 걸려 멈추었습니다. 잠시 뒤에 다시 열어 주세요."
            }
            Self::Internal(_) => OUR_FAULT,
        };
        text.to_owned()
    }
}

/// What is wrong with a parameter, in words.
fn parameter_message(ParameterError { name, fault }: &ParameterError) -> String {
    let rest = match fault {
        ParameterFault::Missing => {
            return format!("주소에 ‘{name}’ 값이 없습니다. 값을 적어 다시 요청해 주세요.");
        }
        ParameterFault::Unknown => {
            return format!(
                "이 주소에서는 ‘{name}’ 값을 쓸 수 없습니다. 지우고 다시 요청해 주세요."
            );
        }
        ParameterFault::TooLong(most) => &format!("값이 너무 깁니다. {most}자까지 쓸 수 있습니다."),
        ParameterFault::NotOneOf(values) => {
            &format!("값은 다음 가운데 하나여야 합니다: {}", values.join(", "))
        }
        ParameterFault::Repeated => {
            return format!("{} 한 번만 적어 주세요.", parameter_topic(name));
        }
        ParameterFault::TooMany(most) => {
            return format!("{} {most}개까지 고를 수 있습니다.", parameter_topic(name));
        }
        ParameterFault::Encoding => "값에 읽을 수 없는 글자가 들어 있습니다. 다시 적어 주세요.",
        ParameterFault::NotANumber => "값은 1부터 42억까지의 자연수여야 합니다.",
        ParameterFault::NotAYear => "값은 2017처럼 네 자리 연도여야 합니다.",
        ParameterFault::NoSuch => "값으로 적은 것이 이 사이트에 없습니다. 값을 다시 확인해 주세요.",
        ParameterFault::NotOffered => "값으로 적은 형식은 드릴 수 없습니다. json만 있습니다.",
    };
    format!("주소의 ‘{name}’ {rest}")
}

/// The one sentence for every fault of our own.
pub const OUR_FAULT: &str =
    "사이트에 문제가 생겨 페이지를 보여 드리지 못했습니다. 잠시 뒤에 다시 열어 주세요.";

impl Missing {
    fn message(&self) -> String {
        let text = match self {
            Self::FactAt(_, edition) => {
                return format!(
                    "제{edition}판에는 이 번호의 기록이 없습니다. 아직 발행하지 않은 판일 수도 있습니다."
                );
            }
            Self::Page(_) => "이 주소에는 페이지가 없습니다. 주소를 다시 확인해 주세요.",
            Self::Fact(_) => "이 번호의 기록이 없습니다. 기록 번호는 GS-0042-3처럼 적습니다.",
            Self::MistypedFact(_) => {
                "기록 번호가 잘못 적혔습니다. 마지막 확인 숫자가 번호와 맞지 않습니다."
            }
            Self::Entity(Kind::Industry, _) => "이 주소의 산업이 없습니다.",
            Self::Entity(Kind::Project, _) => "이 주소의 사업이 없습니다.",
            Self::Entity(Kind::Agreement, _) => "이 주소의 협약이 없습니다.",
            Self::Entity(Kind::Institution, _) => "이 주소의 기관이나 기업이 없습니다.",
            Self::Entity(Kind::Site, _) => "이 주소의 산업단지는 없습니다.",
            Self::Source => "이 주소의 출처가 없습니다.",
        };
        text.to_owned()
    }

    /// The addresses most like the one asked for.
    pub async fn near(&self, snapshot: &Snapshot) -> Result<Vec<(String, Address)>, StoreError> {
        match self {
            Self::Page(path) => Ok(near_pages(path)),
            Self::Fact(typed) | Self::FactAt(typed, _) | Self::MistypedFact(typed) => {
                snapshot.near_facts(typed).await
            }
            Self::Entity(kind, typed) => Ok(snapshot.near_entities(*kind, typed)),
            Self::Source => Ok(vec![("출처 목록".to_owned(), FixedPage::Sources.into())]),
        }
    }

    /// What to search for instead: the words of what was typed.
    pub fn search(&self) -> Option<String> {
        let (Self::Page(typed) | Self::Entity(_, typed)) = self else { return None };
        let last = typed.trim_end_matches('/').rsplit('/').next()?;
        let words = last.replace(['-', '_', '.'], " ");
        (words.chars().count() <= 40).then_some(words)
    }
}

/// The pages whose path is most like a mistyped one.
fn near_pages(path: &str) -> Vec<(String, Address)> {
    let fixed = FixedPage::ALL.iter().map(|page| (page_label(*page), Address::Page(*page)));
    let lists = List::all().into_iter().map(|list| (list_label(list), Address::list(list)));
    let search = ("검색", Address::search());
    let paths: Vec<(String, &str, Address)> = (fixed.chain(lists).chain([search]))
        .map(|(label, address)| (address.path(), label, address))
        .collect();
    let near = nearest(&path.to_lowercase(), paths.iter().map(|page| page.0.as_str()), 3);
    let page = |path: &str| paths.iter().find(|page| page.0 == path);
    let pages = near.into_iter().filter_map(page);
    pages.map(|(_, label, address)| ((*label).to_owned(), address.clone())).collect()
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
