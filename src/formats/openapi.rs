//! The description of every address for programs: `OpenAPI` 3.1, made from the addresses and the shapes
//! themselves, so that it cannot tell of what is not there.

use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::data::{EntityData, FactData, ListData, SearchData, SourceData, SuggestionsData};
use crate::address::{
    ATOM, Address, Download, FactFormat, HTML, JSON, ListFormat, Listing, PNG, PROBLEM_JSON,
    SEARCH_MAX, TEXT, XML, facet_name,
};
use crate::domain::{EntityType, Facet, Kind, List, Status};
use crate::wording::{kind_label, list_label};

/// The version of the promise: while its first number stays, nothing that is described here goes away
/// or changes its meaning.
pub const API_VERSION: &str = "2.0.0";

/// What is said of one address.
struct Operation {
    /// With `{x}` where a value goes.
    path: String,
    /// In Korean.
    summary: String,
    parameters: Vec<Value>,
    media_type: &'static str,
    /// The shape of what is answered; text where it has none.
    schema: Value,
    /// Whether a wrong value among the parameters is possible.
    refuses: bool,
    /// Whether what is named in the path may not be there.
    may_be_absent: bool,
}

/// The document, for a site at a place.
pub fn openapi(public_url: &str, edition: Option<u32>) -> Value {
    let mut paths = Map::new();
    for operation in operations() {
        paths.insert(operation.path.clone(), json!({ "get": operation.describe() }));
    }
    let edition = edition.map_or("미발행".to_owned(), |edition| format!("제{edition}판"));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "경산 정책기록",
            "version": API_VERSION,
            "summary": "신문 기사로 정리한 경산시 산업정책 기록",
            "description": format!(
                "읽기 전용이며 열쇠가 필요 없습니다. 지금 보여 드리는 것은 {edition}입니다. 버전의 첫 숫자가 \
                 그대로인 동안 여기 적힌 주소와 이름, 뜻은 없어지거나 바뀌지 않습니다. 새 이름이 더해질 수는 \
                 있습니다. 모르는 매개변수는 400으로 거절합니다."
            ),
        },
        "servers": [{ "url": public_url }],
        "paths": paths,
        "components": { "schemas": schemas(), "responses": problems() },
    })
}

fn operations() -> Vec<Operation> {
    let mut operations: Vec<Operation> = List::all().into_iter().flat_map(of_list).collect();
    operations.extend(of_fact());
    for kind in Kind::ALL {
        let list = Address::list(List::Entities(*kind));
        let label = kind_label(*kind);
        operations.push(record(format!("{list}/{{slug}}"), format!("{label} 하나"), HTML, text()));
        let schema = named("EntityData");
        let summary = format!("{label} 하나의 데이터");
        operations.push(record(format!("{list}/{{slug}}.json"), summary, JSON, schema));
    }
    operations.push(record(
        "/sources/{slug}".to_owned(),
        "출처와 문단 지도".to_owned(),
        HTML,
        text(),
    ));
    operations.push(record(
        "/sources/{slug}.json".to_owned(),
        "출처의 데이터".to_owned(),
        JSON,
        named("SourceData"),
    ));
    operations.extend(of_search());
    operations.extend(plain());
    operations.push(Operation {
        path: "/oembed".to_owned(),
        summary: "이 사이트의 주소를 끼워 넣는 법(oEmbed 1.0)".to_owned(),
        parameters: vec![
            query("url", "끼워 넣을 주소", &json!({ "type": "string", "format": "uri" }), true),
            query("maxwidth", "가로로 쓸 수 있는 픽셀", &number(), false),
            query("maxheight", "세로로 쓸 수 있는 픽셀", &number(), false),
            query(
                "format",
                "json만 있습니다",
                &json!({ "type": "string", "enum": ["json"] }),
                false,
            ),
        ],
        media_type: JSON,
        schema: json!({ "type": "object" }),
        refuses: true,
        may_be_absent: true,
    });
    operations
}

/// A list in each of its forms.
fn of_list(list: List) -> Vec<Operation> {
    let item = match list {
        List::Entities(_) => "EntityData",
        List::Timeline | List::Facts | List::Figures => "FactData",
    };
    let formats = std::iter::once(&ListFormat::Html).chain(ListFormat::of(list));
    let operation = |format: &ListFormat| Operation {
        path: Address::List(Listing::from(list).in_format(*format)).path(),
        summary: format!("{}{}", list_label(list), format_label(*format)),
        parameters: list_parameters(list, *format),
        media_type: format.media_type(),
        schema: if *format == ListFormat::Json { list_of(item) } else { text() },
        refuses: true,
        may_be_absent: false,
    };
    formats.map(operation).collect()
}

fn list_parameters(list: List, format: ListFormat) -> Vec<Value> {
    let facet = |facet: Facet| {
        let string = || json!({ "type": "string" });
        let keys = |keys: Vec<&str>| json!({ "type": "string", "enum": keys });
        let (description, schema) = match facet {
            Facet::Year => {
                ("날짜가 닿는 해", json!({ "type": "integer", "minimum": 1000, "maximum": 9999 }))
            }
            Facet::Status => {
                ("상태", keys(Status::ALL.iter().map(|status| status.key()).collect()))
            }
            Facet::Subject => {
                ("무엇에 대한 기록인지", keys(Kind::ALL.iter().map(|kind| kind.key()).collect()))
            }
            Facet::Type => {
                let List::Entities(kind) = list else { return Value::Null };
                ("종류", keys(EntityType::keys(kind)))
            }
            Facet::About(kind) => (kind_label(kind), string()),
        };
        query(facet_name(facet), description, &schema, false)
    };
    let mut parameters: Vec<Value> = list.facets().into_iter().map(facet).collect();
    parameters.push(search_text(false));
    if format.is_paged() {
        parameters.push(query("page", "쪽, 1부터. 한 쪽에 50건", &number(), false));
    }
    if matches!(format, ListFormat::Csv { .. }) {
        let schema = json!({ "type": "string", "enum": ["0", "1"], "default": "1" });
        parameters.push(query("bom", "0이면 맨 앞의 바이트 순서 표식을 뺍니다", &schema, false));
    }
    parameters
}

/// A fact in each of its forms, as it is and as an edition had it.
fn of_fact() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (pin, words) in [("", "기록 하나"), ("@{edition}", "어느 판의 기록 하나")] {
        let path = |suffix: &str| format!("/facts/{{code}}{pin}{suffix}");
        operations.push(record(path(""), words.to_owned(), HTML, text()));
        for format in FactFormat::ALL {
            let schema = if format == FactFormat::Json { named("FactData") } else { text() };
            let summary = format!("{words}: {}", format.suffix().trim_start_matches(['.', '/']));
            operations.push(record(path(format.suffix()), summary, format.media_type(), schema));
        }
    }
    operations
}

fn of_search() -> [Operation; 3] {
    let operation = |path: &str, summary: &str, media_type, schema| Operation {
        path: path.to_owned(),
        summary: summary.to_owned(),
        parameters: vec![search_text(false)],
        media_type,
        schema,
        refuses: true,
        may_be_absent: false,
    };
    [
        operation("/search", "찾기", HTML, text()),
        operation("/search.json", "찾기의 데이터", JSON, named("SearchData")),
        operation("/search/suggest", "입력하는 동안의 제안", JSON, named("SuggestionsData")),
    ]
}

/// The addresses without parameters.
fn plain() -> impl Iterator<Item = Operation> {
    let plain = [
        (Address::Home, "처음", HTML),
        (Address::Overdue, "시점이 지난 계획과 전망", HTML),
        (Address::Sources, "출처 목록", HTML),
        (Address::Terms, "용어 풀이", HTML),
        (Address::About, "이 사이트 소개", HTML),
        (Address::Accessibility, "접근성", HTML),
        (Address::Data, "데이터와 API 안내", HTML),
        (Address::Editions, "판 목록", HTML),
        (Address::EditionsFeed, "판: 소식 피드", ATOM),
        (Address::OpenApi, "이 문서", JSON),
        (Address::Sitemap, "검색 엔진을 위한 지도", XML),
        (Address::Robots, "로봇 안내", TEXT),
    ];
    let edition = record("/editions/{number}".to_owned(), "판 하나".to_owned(), HTML, text());
    let part = record("/sitemaps/{number}.xml".to_owned(), "지도의 일부".to_owned(), XML, text());
    let card = "/cards/{edition}/{page}.png".to_owned();
    let card = record(card, "페이지의 미리보기 그림".to_owned(), PNG, text());
    let plain = plain.into_iter().map(|(address, summary, media_type)| Operation {
        path: address.to_string(),
        summary: summary.to_owned(),
        parameters: Vec::new(),
        media_type,
        schema: if media_type == JSON { json!({ "type": "object" }) } else { text() },
        refuses: false,
        may_be_absent: false,
    });
    let downloads = Download::ALL.into_iter().map(|download| Operation {
        path: Address::Download(download).to_string(),
        summary: format!("전체 데이터: {}", download.name()),
        parameters: Vec::new(),
        media_type: download.media_type(),
        schema: text(),
        refuses: true,
        may_be_absent: false,
    });
    plain.chain([edition, part, card]).chain(downloads)
}

/// One record, named in the path.
fn record(path: String, summary: String, media_type: &'static str, schema: Value) -> Operation {
    let names = [
        ("code", "기록 번호", "GS-0042-3"),
        ("edition", "판", "1"),
        ("number", "번호", "1"),
        ("page", "페이지의 경로", "timeline"),
        ("slug", "주소 이름", "gyeongsan-city"),
    ];
    let given = names.into_iter().filter(|(name, ..)| path.contains(&format!("{{{name}}}")));
    let parameters = given.map(|(name, description, example)| {
        json!({
            "name": name, "in": "path", "required": true, "description": description,
            "schema": { "type": "string" }, "example": example,
        })
    });
    let parameters = parameters.collect();
    Operation { path, summary, parameters, media_type, schema, refuses: true, may_be_absent: true }
}

impl Operation {
    fn describe(&self) -> Value {
        let mut responses = json!({
            "200": {
                "description": "있습니다.",
                "content": { self.media_type: { "schema": self.schema } },
            },
        });
        // People get a page that says the same.
        let form = if self.media_type == HTML { "Page" } else { "Problem" };
        let mut answer = |status: &str, name: &str| {
            responses[status] = json!({ "$ref": format!("#/components/responses/{name}") });
        };
        if self.refuses {
            answer("301", "Moved");
            answer("400", &format!("BadRequest{form}"));
            answer("410", &format!("Gone{form}"));
        }
        if self.may_be_absent {
            answer("404", &format!("NotFound{form}"));
        }
        if self.path == "/oembed" {
            answer("501", &format!("NotOffered{form}"));
        }
        json!({
            "summary": self.summary,
            "operationId": self.path.replace(['{', '}'], ""),
            "parameters": self.parameters,
            "responses": responses,
        })
    }
}

fn query(name: &str, description: &str, schema: &Value, required: bool) -> Value {
    json!({
        "name": name, "in": "query", "required": required, "description": description,
        "schema": schema,
    })
}

fn search_text(required: bool) -> Value {
    query("q", "찾을 말", &json!({ "type": "string", "maxLength": SEARCH_MAX }), required)
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list_of(item: &str) -> Value {
    named(&format!("ListData_{item}"))
}

/// The answers that are not what was asked for: each a problem document (RFC 9457) where programs ask,
/// and a page where people do.
fn problems() -> Value {
    let said = [
        ("BadRequest", "매개변수가 잘못되었습니다. 어느 것이 왜 그런지 적어 드립니다."),
        ("NotFound", "이 주소에는 아무것도 없습니다."),
        ("Gone", "거둔 기록입니다."),
        ("NotOffered", "그 형식으로는 드릴 수 없습니다."),
    ];
    let mut answers =
        json!({ "Moved": { "description": "다른 주소로 옮겼습니다. Location에 있습니다." } });
    for (name, description) in said {
        answers[format!("{name}Problem")] = json!({
            "description": description,
            "content": { PROBLEM_JSON: { "schema": named("Problem") } },
        });
        answers[format!("{name}Page")] =
            json!({ "description": description, "content": { HTML: { "schema": text() } } });
    }
    answers
}

fn schemas() -> Value {
    let mut shapes: Vec<(String, RefOr<Schema>)> = Vec::new();
    add::<FactData>(&mut shapes);
    add::<EntityData>(&mut shapes);
    // The name of a generic shape does not say of what.
    shapes.push(("ListData_FactData".to_owned(), ListData::<FactData>::schema()));
    shapes.push(("ListData_EntityData".to_owned(), ListData::<EntityData>::schema()));
    ListData::<FactData>::schemas(&mut shapes);
    add::<SourceData>(&mut shapes);
    add::<SearchData>(&mut shapes);
    add::<SuggestionsData>(&mut shapes);
    let mut schemas: Map<String, Value> = shapes
        .into_iter()
        .filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?)))
        .collect();
    schemas.insert(
        "Problem".to_owned(),
        json!({
            "type": "object",
            "description": "RFC 9457",
            "required": ["type", "title", "status", "detail", "request_id"],
            "properties": {
                "type": { "type": "string", "const": "about:blank" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string", "description": "무엇이 왜 잘못되었는지, 한국어로" },
                "request_id": { "type": "string", "description": "문의할 때 알려 주실 번호" },
            },
        }),
    );
    Value::Object(schemas)
}

/// Adds a shape and every shape in it.
fn add<T: ToSchema>(shapes: &mut Vec<(String, RefOr<Schema>)>) {
    shapes.push((T::name().into_owned(), T::schema()));
    T::schemas(shapes);
}

const fn format_label(format: ListFormat) -> &'static str {
    match format {
        ListFormat::Html => "",
        ListFormat::Json => ": JSON, 쪽마다",
        ListFormat::Csv { .. } => ": CSV, 한꺼번에",
        ListFormat::Atom => ": 소식 피드",
    }
}
