//! What could not be answered: each failure as a status code and a Korean page that says what was
//! wrong and where to go on. The cause of a fault of our own goes to the log, once, with the request
//! id that the page shows; it never goes to the page.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::FutureExt;

use super::{App, problem};
use crate::address::{Address, AddressError, ParameterError, ParameterFault, is_for_programs};
use crate::domain::{CodeError, Kind, nearest};
use crate::pages::{ErrorPage, PageError, sections};
use crate::store::StoreError;

/// The header that carries the request id of a failed request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Marks an answer that has its page, whatever its status.
#[derive(Debug, Clone, Copy)]
pub struct Dressed;

/// Why a request is not answered with what it asked for.
#[derive(Debug, Clone)]
pub enum Failure {
    /// Nothing is at the address, or it is none.
    NotFound(Missing),
    BadEncoding,
    BadParameter(ParameterError),
    UriTooLong,
    HeadersTooLarge,
    BodyTooLarge,
    /// What a program asked for was withdrawn; carries the address that says when and why.
    Withdrawn(String),
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
        match error {
            PageError::Store(StoreError::Late) => Self::Busy,
            error => Self::Internal(error.to_string().into()),
        }
    }
}

impl Failure {
    /// A request that panicked, with what the panic said.
    fn panicked(panic: &(dyn Any + Send)) -> Self {
        let said = panic.downcast_ref::<&str>().copied();
        let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Self::Internal(format!("panic: {}", said.unwrap_or("no message")).into())
    }

    /// Nothing is at this address.
    pub fn nothing_at(address: &Address) -> Self {
        Self::NotFound(match address {
            Address::FactAt(code, edition) | Address::FactIn(code, Some(edition), _) => {
                Missing::FactAt(code.to_string(), *edition)
            }
            Address::Fact(code) | Address::FactIn(code, None, _) => Missing::Fact(code.to_string()),
            Address::Entity(kind, slug) => Missing::Entity(*kind, slug.to_string()),
            Address::Source(_) => Missing::Source,
            _ => Missing::Page(address.path()),
        })
    }

    /// A path and query are no address.
    pub fn not_an_address(error: &AddressError, path: &str) -> Self {
        match error {
            AddressError::Encoding => Self::BadEncoding,
            AddressError::Unknown => {
                let typed = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
                Self::NotFound(Missing::Page(typed.into_owned()))
            }
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

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            // What a provider of oEmbed says of a format it has not (oEmbed 1.0, 2.3.4).
            Self::BadParameter(ParameterError { fault: ParameterFault::NotOffered, .. }) => {
                StatusCode::NOT_IMPLEMENTED
            }
            Self::BadEncoding | Self::BadParameter(_) => StatusCode::BAD_REQUEST,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Withdrawn(_) => StatusCode::GONE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the page says was wrong.
    fn message(&self) -> String {
        match self {
            Self::NotFound(missing) => missing.message(),
            Self::BadEncoding => {
                "주소에 읽을 수 없는 글자가 들어 있습니다. 주소를 다시 확인해 주세요.".to_owned()
            }
            Self::BadParameter(ParameterError { name, fault }) => match fault {
                ParameterFault::Repeated => {
                    format!("주소의 ‘{name}’ 값이 두 번 이상 적혀 있습니다. 한 번만 적어 주세요.")
                }
                ParameterFault::TooLong(most) => {
                    format!("주소의 ‘{name}’ 값이 너무 깁니다. {most}자까지 쓸 수 있습니다.")
                }
                ParameterFault::Encoding => {
                    format!(
                        "주소의 ‘{name}’ 값에 읽을 수 없는 글자가 들어 있습니다. 다시 적어 주세요."
                    )
                }
                ParameterFault::Missing => {
                    format!("주소에 ‘{name}’ 값이 없습니다. 값을 적어 다시 요청해 주세요.")
                }
                ParameterFault::NotANumber => {
                    format!("주소의 ‘{name}’ 값은 1부터 42억까지의 자연수여야 합니다.")
                }
                ParameterFault::NotAYear => {
                    format!("주소의 ‘{name}’ 값은 2017처럼 네 자리 연도여야 합니다.")
                }
                ParameterFault::NotOneOf(values) => {
                    let values = values.join(", ");
                    format!("주소의 ‘{name}’ 값은 다음 가운데 하나여야 합니다: {values}")
                }
                ParameterFault::NoSuch => {
                    format!(
                        "주소의 ‘{name}’ 값으로 적은 것이 이 사이트에 없습니다. 값을 다시 확인해 주세요."
                    )
                }
                ParameterFault::NotOffered => {
                    format!("주소의 ‘{name}’ 값으로 적은 형식은 드릴 수 없습니다. json만 있습니다.")
                }
                ParameterFault::Unknown => {
                    format!(
                        "이 주소에서는 ‘{name}’ 값을 쓸 수 없습니다. 지우고 다시 요청해 주세요."
                    )
                }
            },
            Self::UriTooLong => {
                "주소가 너무 깁니다. 주소 뒤에 붙은 것을 지우고 다시 열어 주세요.".to_owned()
            }
            Self::HeadersTooLarge => {
                "브라우저가 보낸 요청 정보가 너무 큽니다. 이 사이트의 쿠키를 지우거나 \
                                      다른 브라우저로 열어 주세요."
                    .to_owned()
            }
            Self::BodyTooLarge => {
                "붙인 글이 너무 깁니다. 한 번에 몇 문단씩 나누어 붙여 주세요.".to_owned()
            }
            Self::Withdrawn(page) => {
                format!("거둔 기록입니다. 언제 왜 거두었는지는 {page}에 있습니다.")
            }
            Self::Busy => {
                "지금은 찾는 데 시간이 너무 오래 걸려 멈추었습니다. 잠시 뒤에 다시 열어 주세요."
                    .to_owned()
            }
            Self::Internal(_) => OUR_FAULT.to_owned(),
        }
    }
}

/// The one sentence for every fault of our own.
const OUR_FAULT: &str =
    "사이트에 문제가 생겨 페이지를 보여 드리지 못했습니다. 잠시 뒤에 다시 열어 주세요.";

impl Missing {
    fn message(&self) -> String {
        match self {
            Self::Page(_) => "이 주소에는 페이지가 없습니다. 주소를 다시 확인해 주세요.".to_owned(),
            Self::Fact(_) => {
                "이 번호의 기록이 없습니다. 기록 번호는 GS-0042-3처럼 적습니다.".to_owned()
            }
            Self::FactAt(_, edition) => {
                format!(
                    "제{edition}판에는 이 번호의 기록이 없습니다. 아직 발행하지 않은 판일 수도 있습니다."
                )
            }
            Self::MistypedFact(_) => {
                "기록 번호가 잘못 적혔습니다. 마지막 확인 숫자가 번호와 맞지 않습니다.".to_owned()
            }
            Self::Entity(Kind::Industry, _) => "이 주소의 산업이 없습니다.".to_owned(),
            Self::Entity(Kind::Project, _) => "이 주소의 사업이 없습니다.".to_owned(),
            Self::Entity(Kind::Agreement, _) => "이 주소의 협약이 없습니다.".to_owned(),
            Self::Entity(Kind::Institution, _) => "이 주소의 기관이나 기업이 없습니다.".to_owned(),
            Self::Entity(Kind::Site, _) => "이 주소의 산업입지가 없습니다.".to_owned(),
            Self::Source => "이 주소의 출처가 없습니다.".to_owned(),
        }
    }

    /// The addresses most like the one asked for.
    async fn near(&self, app: &App) -> Result<Vec<(String, Address)>, StoreError> {
        match self {
            Self::Page(path) => Ok(near_pages(path)),
            Self::Fact(typed) | Self::FactAt(typed, _) | Self::MistypedFact(typed) => {
                app.snapshot.near_facts(typed).await
            }
            Self::Entity(kind, typed) => app.snapshot.near_entities(*kind, typed).await,
            Self::Source => Ok(vec![("출처 목록".to_owned(), Address::Sources)]),
        }
    }

    /// What to search for instead: the words of what was typed.
    fn search(&self) -> Option<String> {
        let (Self::Page(typed) | Self::Entity(_, typed)) = self else { return None };
        let last = typed.trim_end_matches('/').rsplit('/').next()?;
        let words = last.replace(['-', '_', '.'], " ");
        (words.chars().count() <= 40).then_some(words)
    }
}

/// The pages whose path is most like a mistyped one.
fn near_pages(path: &str) -> Vec<(String, Address)> {
    let paths: Vec<(String, &str, Address)> =
        sections().into_iter().map(|(label, address)| (address.path(), label, address)).collect();
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

/// Runs a request so that a panic becomes an answer, and gives every error response its page.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let response = response.unwrap_or_else(|panic| Failure::panicked(&*panic).into_response());
    let status = response.status();
    let dressed = response.extensions().get::<Dressed>().is_some();
    if !dressed && (status.is_client_error() || status.is_server_error()) {
        dress(&app, response, &method, &uri).await
    } else {
        response
    }
}

/// Puts the page of its failure into an error response; its headers (`Allow`) stay.
async fn dress(app: &App, response: Response, method: &Method, uri: &Uri) -> Response {
    let status = response.status();
    let failure = response.extensions().get::<Failure>().cloned();
    let request_id = format!("{:012x}", fastrand::u64(..) >> 16);
    // What a client asked for wrongly, or too much at once, is no fault for the log.
    let ours = status == StatusCode::INTERNAL_SERVER_ERROR;
    if ours {
        let cause = match &failure {
            Some(Failure::Internal(cause)) => cause.to_string(),
            _ => status.to_string(),
        };
        tracing::error!(request_id, %method, path = uri.path(), cause, "request failed");
    }
    let message = message(status, failure.as_ref());
    let body = if is_for_programs(uri.path()) {
        problem::document(status, &message, &request_id)
    } else {
        match page(app, status, failure.as_ref(), message, request_id.clone()).await.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => {
                tracing::error!(request_id, %error, "error page failed");
                (status, format!("{OUR_FAULT} ({request_id})")).into_response()
            }
        }
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    for (name, value) in body.headers() {
        parts.headers.insert(name, value.clone());
    }
    let cache = if status.is_server_error() { "no-store" } else { "public, max-age=60" };
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        parts.headers.insert(REQUEST_ID, value);
    }
    Response::from_parts(parts, body.into_body())
}

/// What was wrong, in one sentence.
fn message(status: StatusCode, failure: Option<&Failure>) -> String {
    match failure {
        Some(failure) => failure.message(),
        None if status == StatusCode::METHOD_NOT_ALLOWED => {
            "이 사이트는 읽기만 할 수 있습니다. 주소를 그대로 열어 주세요.".to_owned()
        }
        None if status.is_server_error() => OUR_FAULT.to_owned(),
        None => "요청을 이해하지 못했습니다. 주소를 다시 확인해 주세요.".to_owned(),
    }
}

async fn page(
    app: &App,
    status: StatusCode,
    failure: Option<&Failure>,
    message: String,
    request_id: String,
) -> ErrorPage {
    let title = match status {
        StatusCode::NOT_FOUND => "찾으시는 페이지가 없습니다",
        StatusCode::METHOD_NOT_ALLOWED => "이 주소에서는 할 수 없는 요청입니다",
        StatusCode::URI_TOO_LONG => "주소가 너무 깁니다",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "요청 정보가 너무 큽니다",
        StatusCode::PAYLOAD_TOO_LARGE => "붙인 글이 너무 깁니다",
        _ if status.is_server_error() => "잠시 문제가 생겼습니다",
        _ => "잘못된 요청입니다",
    };
    let context = app.snapshot.context(app.clock.today());
    let mut page = ErrorPage::new(context, status.as_u16(), title, message, request_id);
    if let Some(Failure::NotFound(missing)) = failure {
        page.search = missing.search();
        match missing.near(app).await {
            Ok(near) => page.near = near,
            // The page is as true without suggestions; the fault is the operator's to know.
            Err(error) => tracing::warn!(%error, "no suggestions for an error page"),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;
    use crate::clock::Clock;
    use crate::pages::Place;
    use crate::seeds::{SeedSource, Seeds};
    use crate::snapshot::Snapshot;

    #[expect(clippy::panic, reason = "what the guard is to catch")]
    async fn fall_over() -> Response {
        panic!("a secret cause")
    }

    #[tokio::test]
    async fn a_panic_is_one_500_without_what_it_said() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
        let (snapshot, _) =
            Snapshot::open(&seeds, &folder.path().join("a.sqlite"), Place::default(), 0)
                .await
                .expect("a snapshot");
        let app = App { snapshot: Arc::new(snapshot), clock: Clock::Seoul };
        let router = Router::new()
            .route("/", get(fall_over))
            .layer(from_fn_with_state(app.clone(), guard))
            .with_state(app);
        let request = Request::new(Body::empty());
        let response = router.oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key(REQUEST_ID));
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        let body = String::from_utf8(body.to_vec()).expect("UTF-8");
        assert!(body.contains(OUR_FAULT) && !body.contains("secret"));
    }
}
