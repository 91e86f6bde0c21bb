//! The reasons why a request does not get what it asked for, each with its status code and with similar addresses.
//! The cause of a fault of our own is kept for the log only; `explanation` has the words for readers.

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
use crate::wording::{list_label, page_label};

/// Why a request does not get what it asked for.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The address has no content, or it is not an address.
    NotFound(Missing),
    BadEncoding,
    BadParameter(ParameterError),
    /// The request itself is not acceptable, whatever its address. The rest of it is not worth reading, or cannot be
    /// told from the next request.
    Refused(Refusal),
    /// The file changed while the client was downloading it in parts.
    Changed,
    /// A record was withdrawn. This carries the sentence for programs that says when and why.
    Withdrawn(String),
    /// The site once had the address and dropped it.
    Dropped,
    /// There was no time to answer.
    Busy,
    /// A fault of our own, with the cause for the log.
    Internal(Arc<str>),
}

/// The thing that does not exist.
#[derive(Debug, Clone)]
pub enum Missing {
    Page(String),
    Fact(String),
    /// A fact in an edition that does not have it. `first` is the first later edition that does.
    FactAt {
        code: String,
        edition: u32,
        first: Option<u32>,
    },
    /// A code whose check digit is wrong; carries the code as typed.
    MistypedFact(String),
    /// An edition that is not published yet, and the address in it.
    ToCome(u32, Address),
    Entity(Kind, String),
    Source,
    Theme,
}

/// Why a request is refused before its address is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    LongUri,
    LargeHead,
    /// There is not exactly one Host, or it is invalid.
    Host,
    /// The length of the body is unclear.
    UnknownLength,
    /// The body did not arrive in time.
    LateBody,
    LargeBody,
}

impl Refusal {
    const fn status(self) -> StatusCode {
        match self {
            Self::LongUri => StatusCode::URI_TOO_LONG,
            Self::LargeHead => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Host | Self::UnknownLength => StatusCode::BAD_REQUEST,
            Self::LateBody => StatusCode::REQUEST_TIMEOUT,
            Self::LargeBody => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }
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
    /// The answer to a request that panicked, with the panic's message for the log.
    #[expect(clippy::needless_pass_by_value, reason = "this is how the layer hands it over")]
    pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
        let message = panic.downcast_ref::<&str>().copied();
        let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Self::Internal(format!("panic: {}", message.unwrap_or("no message")).into()).into_response()
    }

    /// The address has no content.
    pub fn nothing_at(address: &Address) -> Self {
        Self::NotFound(match address {
            Address::Fact(code, _) | Address::FactIn(code, ..) => Missing::Fact(code.to_string()),
            Address::Entity(kind, slug) | Address::EntityData(kind, slug) => {
                Missing::Entity(*kind, slug.to_string())
            }
            Address::Source(_) | Address::SourceData(_) => Missing::Source,
            Address::Theme(_) | Address::ThemeData(_) => Missing::Theme,
            _ => Missing::Page(address.path()),
        })
    }

    /// No route has this path.
    pub fn unknown(path: &str) -> Self {
        let typed = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        Self::NotFound(Missing::Page(typed.into_owned()))
    }

    /// The path and query are not an address.
    pub fn not_an_address(error: &AddressError, path: &str) -> Self {
        match error {
            AddressError::Encoding => Self::BadEncoding,
            // A request for an address that moved was redirected before this.
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
            | Self::BadParameter(ParameterError { fault: ParameterFault::NoSuch(_), .. }) => {
                StatusCode::NOT_FOUND
            }
            // The status for a format that is not offered (oEmbed 1.0, 2.3.4).
            Self::BadParameter(ParameterError { fault: ParameterFault::NotOffered, .. }) => {
                StatusCode::NOT_IMPLEMENTED
            }
            Self::BadEncoding | Self::BadParameter(_) => StatusCode::BAD_REQUEST,
            Self::Refused(refusal) => refusal.status(),
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::Withdrawn(_) | Self::Dropped => StatusCode::GONE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether every request for the address fails in this way, whatever its head and body.
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
}

impl Missing {
    /// The addresses most similar to the requested one.
    pub async fn near(&self, snapshot: &Snapshot) -> Result<Vec<(String, Address)>, StoreError> {
        match self {
            Self::Page(path) => Ok(near_pages(path)),
            Self::Fact(typed) | Self::FactAt { code: typed, .. } | Self::MistypedFact(typed) => {
                snapshot.near_facts(typed).await
            }
            Self::ToCome(_, Address::Fact(code, _) | Address::FactIn(code, ..)) => {
                snapshot.near_facts(&code.to_string()).await
            }
            Self::ToCome(..) => Ok(vec![near_page(FixedPage::Editions)]),
            Self::Entity(kind, typed) => Ok(snapshot.near_entities(*kind, typed)),
            Self::Source => Ok(vec![near_page(FixedPage::Sources)]),
            Self::Theme => Ok(vec![near_page(FixedPage::Themes)]),
        }
    }

    /// A search to try instead: the words of the mistyped path.
    pub fn search(&self) -> Option<String> {
        let (Self::Page(typed) | Self::Entity(_, typed)) = self else { return None };
        let last = typed.trim_end_matches('/').rsplit('/').next()?;
        let words = last.replace(['-', '_', '.'], " ");
        (words.chars().count() <= 40).then_some(words)
    }
}

fn near_page(page: FixedPage) -> (String, Address) {
    (page_label(page).to_owned(), page.into())
}

/// The pages whose paths are most similar to a mistyped one.
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
