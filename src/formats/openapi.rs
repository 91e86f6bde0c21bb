//! The description of every address for programs: `OpenAPI` 3.1, made from the addresses and the data types
//! themselves, so that it never describes anything that does not exist. `scripts/openapi` tests a server against it.

use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::data::{
    EntityData, FactData, ListData, PlansData, SearchData, SourceData, SourcesData,
    SuggestionsData, ThemeData,
};
use crate::address::{
    Address, Download, ExampleRecords, FactFormat, FixedFile, HTML, ListFormat, Listing,
    PROBLEM_JSON, SEARCH_MAX, STATES, TableFormat, URL_MAX, VALUES_MAX, facet_name, is_binary,
};
use crate::domain::{EntityType, Facet, Kind, List, RecordKind, SEARCH_FACETS, Slug, Status};
use crate::wording::{SITE_NAME, address_summary, edition_text, kind_label};

/// The version that we promise: while its first number stays, nothing described here disappears or changes its
/// meaning.
pub const API_VERSION: &str = "2.0.0";

/// The description for a site.
pub fn openapi(records: &ExampleRecords, edition: Option<u32>) -> Value {
    let mut paths = Map::new();
    for address in Address::examples(records) {
        // Static files belong to pages and are no part of the API.
        if !matches!(address, Address::Asset(_)) {
            paths.insert(address.template().to_owned(), path_item(&address));
        }
    }
    let edition = edition_text(edition);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": SITE_NAME,
            "version": API_VERSION,
            "summary": "2018년 경산의 계획이 그 뒤 어떻게 되었는지 출처와 함께 정리한 기록",
            "description": format!(
                "읽기 전용이며 인증키가 필요 없습니다. 지금 내용은 {edition}입니다. 버전의 첫 숫자가 \
                 같은 동안 주소와 항목 이름, 뜻은 없어지거나 바뀌지 않습니다. 새 항목이 더해질 수는 \
                 있으니 모르는 항목은 무시하세요. 모르는 매개변수는 데이터에서는 400으로 거절하고, 페이지에서는 지나칩니다."
            ),
        },
        "servers": [{ "url": &*records.public_url }],
        "paths": paths,
        "components": { "schemas": schemas(), "responses": responses() },
    })
}

fn path_item(address: &Address) -> Value {
    let name = address.template().replace(['{', '}'], "");
    let in_path = address.path_parameters().into_iter().map(|(name, example)| {
        let (description, schema) = path_parameter(name);
        json!({
            "name": name, "in": "path", "required": true, "description": description,
            "schema": schema, "example": example,
        })
    });
    let mut item = json!({
        "parameters": in_path.collect::<Vec<_>>(),
        "get": {
            "summary": address_summary(address),
            "operationId": name,
            "parameters": query_parameters(address),
            "responses": responses_of(address),
        },
    });
    if let Address::Source(_) = address {
        item["post"] = sentence_check(&name);
    }
    item
}

/// The meaning and the schema of a name in a path template.
fn path_parameter(name: &str) -> (&'static str, Value) {
    match name {
        "code" => (
            "기록 번호",
            json!({ "type": "string", "pattern": "^GS-([0-9]{4}|[1-9][0-9]{4,8})-[0-9]$" }),
        ),
        "slug" => ("주소 이름", slug(SLUG)),
        "edition" => ("판", number()),
        "page" => {
            ("페이지의 경로", json!({ "type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)?$" }))
        }
        _ => ("번호", number()),
    }
}

fn query_parameters(address: &Address) -> Vec<Value> {
    match address {
        Address::List(listing) => list_parameters(listing),
        Address::SourceTable(table) => table_parameters(*table),
        Address::Search(_) | Address::SearchData(_) => {
            let facets = SEARCH_FACETS.map(|facet| facet_parameter(facet, None));
            [search_text()].into_iter().chain(facets).collect()
        }
        Address::Suggestions(_) => vec![search_text()],
        Address::Embedding(request) => {
            let uri = json!({ "type": "string", "format": "uri", "maxLength": URL_MAX });
            let mut url = query("url", "삽입할 주소", &uri);
            url["required"] = json!(true);
            url["allowEmptyValue"] = json!(false);
            url["example"] = json!(request.url);
            let json_alone = json!({ "type": "string", "enum": ["json"] });
            vec![
                url,
                query("maxwidth", "가로로 쓸 수 있는 픽셀", &number()),
                query("maxheight", "세로로 쓸 수 있는 픽셀", &number()),
                query("format", "json만 쓸 수 있습니다", &json_alone),
            ]
        }
        _ => Vec::new(),
    }
}

/// The parameter of a facet, in a list that may hold entities of one kind.
fn facet_parameter(facet: Facet, kind: Option<Kind>) -> Value {
    let keys = |keys: Vec<&str>| json!({ "type": "string", "enum": keys });
    let (description, schema) = match facet {
        Facet::Year => {
            ("날짜가 닿는 해", json!({ "type": "integer", "minimum": 1000, "maximum": 9999 }))
        }
        Facet::Status => ("구분", keys(Status::ALL.iter().map(|one| one.key()).collect())),
        Facet::State => ("계획의 상태", keys(STATES.iter().map(|one| one.key()).collect())),
        Facet::Theme => ("분야", slug(&format!("({SLUG})?"))),
        Facet::Source => ("출처", slug(&format!("({SLUG})?"))),
        Facet::Subject => {
            ("무엇을 다룬 기록인지", keys(Kind::ALL.iter().map(|one| one.key()).collect()))
        }
        Facet::Unit => {
            ("단위", json!({ "type": "string", "maxLength": SEARCH_MAX, "pattern": TEXT_PATTERN }))
        }
        // Facts have no types of their own.
        Facet::Type => ("종류", keys(kind.map_or(Vec::new(), EntityType::keys))),
        Facet::Record => {
            ("결과의 종류", keys(RecordKind::all().into_iter().map(RecordKind::key).collect()))
        }
        // An empty value counts as none.
        Facet::About(kind) => (kind_label(kind), slug(&format!("({SLUG})?"))),
    };
    // Values of one parameter are alternatives.
    let schema = json!({ "type": "array", "items": schema, "maxItems": VALUES_MAX });
    let mut parameter = query(facet_name(facet), description, &schema);
    parameter["style"] = json!("form");
    parameter["explode"] = json!(true);
    parameter
}

fn list_parameters(listing: &Listing) -> Vec<Value> {
    let (facets, kind) = (listing.list.facets().into_iter(), listing.list.kind());
    let mut parameters: Vec<Value> = facets.map(|facet| facet_parameter(facet, kind)).collect();
    parameters.push(search_text());
    if listing.format.is_paged() {
        parameters.push(query("page", "페이지, 1부터", &number()));
    }
    if let ListFormat::Table(table) = listing.format {
        parameters.extend(table_parameters(table));
    }
    parameters
}

fn table_parameters(table: TableFormat) -> Vec<Value> {
    let parameter = |name: &&str| {
        let (description, keys, default) = match *name {
            "bom" => ("0이면 맨 앞의 바이트 순서 표시를 뺍니다", ["0", "1"], "1"),
            _ => (
                "ko이면 머리글이 한국어이고, 표 계산 프로그램이 날짜로 바꿀 글은 ‘ ’로 감쌉니다",
                ["en", "ko"],
                "en",
            ),
        };
        query(name, description, &json!({ "type": "string", "enum": keys, "default": default }))
    };
    table.parameters().iter().map(parameter).collect()
}

fn query(name: &str, description: &str, schema: &Value) -> Value {
    json!({
        "name": name, "in": "query", "description": description, "schema": schema,
        "allowEmptyValue": true,
    })
}

/// Text without control characters, as a regular expression.
const TEXT_PATTERN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";

fn search_text() -> Value {
    let text = json!({
        "type": "string",
        "maxLength": SEARCH_MAX,
        "pattern": TEXT_PATTERN,
    });
    query("q", "검색어", &text)
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX })
}

/// A slug, as a regular expression.
const SLUG: &str = "[a-z0-9]+(-[a-z0-9]+)*";

fn slug(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^{pattern}$"), "maxLength": Slug::MAX_LEN })
}

/// The sentence check, which is the only `POST`: it says which sentences of a pasted text a source has.
fn sentence_check(name: &str) -> Value {
    let text = json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    let mut responses = json!({ "200": found(HTML, &json!({ "type": "string" })) });
    for (status, name) in [
        ("301", "Moved"),
        ("308", "Respelled"),
        ("400", "BadRequestPage"),
        ("404", "NotFoundPage"),
        ("408", "TooLatePage"),
        ("410", "GonePage"),
        ("413", "TooLargePage"),
        ("414", "TooLongPage"),
        ("503", "UnavailablePage"),
    ] {
        responses[status] = response(name);
    }
    json!({
        "summary": "붙여 넣은 문장이 원문에 있는지 확인",
        "operationId": format!("{name}/check"),
        "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": text } } },
        "responses": responses,
    })
}

/// The answers of an address.
fn responses_of(address: &Address) -> Value {
    let is_data = address.is_data();
    let takes_parameters = !address.parameters().is_empty();
    let names_a_record = address.template().contains('{');
    let is_optional = matches!(address, Address::File(FixedFile::Security));
    let mut answers = json!({
        "200": found(address.media_type(), &schema_of(address)),
        "304": response("NotModified"),
    });
    // A page tells people what a problem document tells programs.
    let form = if is_data { "Problem" } else { "Page" };
    for (status, name, may_be) in [
        ("301", "Moved".to_owned(), takes_parameters || names_a_record),
        ("308", "Respelled".to_owned(), takes_parameters || names_a_record),
        ("400", format!("BadRequest{form}"), takes_parameters || names_a_record || is_data),
        ("404", format!("NotFound{form}"), takes_parameters || names_a_record || is_optional),
        ("410", format!("Gone{form}"), takes_parameters || names_a_record),
        ("414", format!("TooLong{form}"), takes_parameters || names_a_record),
        ("501", format!("NotOffered{form}"), matches!(address, Address::Embedding(_))),
        ("503", format!("Unavailable{form}"), true),
    ] {
        if may_be {
            answers[status] = response(&name);
        }
    }
    answers
}

fn found(media_type: &str, schema: &Value) -> Value {
    json!({ "description": "있습니다.", "content": { media_type: { "schema": schema } } })
}

fn response(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// The schema of the content at an address.
fn schema_of(address: &Address) -> Value {
    let shape = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match address {
        Address::List(listing) if listing.format == ListFormat::Json => match listing.list {
            List::Plans => shape("PlansData"),
            List::Entities(_) => shape("ListData_EntityData"),
            List::Timeline | List::Facts | List::Figures => shape("ListData_FactData"),
        },
        Address::FactIn(_, _, FactFormat::Json) => shape("FactData"),
        Address::FactIn(_, _, FactFormat::CslJson) => json!({
            "type": "array",
            "description": "CSL JSON 1.0.2, 출처마다 하나",
            "items": { "type": "object", "required": ["id", "type", "title", "URL"] },
        }),
        Address::EntityData(..) => shape("EntityData"),
        Address::SourceData(_) => shape("SourceData"),
        Address::ThemeData(_) => shape("ThemeData"),
        Address::File(FixedFile::Sources) => shape("SourcesData"),
        Address::SearchData(_) => shape("SearchData"),
        Address::Suggestions(_) => shape("SuggestionsData"),
        Address::Embedding(_) => json!({
            "type": "object",
            "description": "oEmbed 1.0",
            "required": ["version", "type", "title"],
            "properties": { "version": { "const": "1.0" }, "type": { "enum": ["rich", "link"] } },
        }),
        Address::File(FixedFile::OpenApi)
        | Address::Download(Download::Catalog | Download::FactSchema | Download::EntitySchema) => {
            json!({ "type": "object" })
        }
        // A binary file has no schema.
        Address::Download(Download::Database | Download::Package) => json!({}),
        bytes if is_binary(bytes.media_type()) => json!({}),
        _ => json!({ "type": "string" }),
    }
}

/// The answers other than the requested content: each is a problem document (RFC 9457) for programs, and a page for
/// people.
fn responses() -> Value {
    let redirect = |description: &str| {
        let location = json!({ "schema": { "type": "string" }, "required": true });
        json!({ "description": description, "headers": { "Location": location } })
    };
    let mut answers = json!({
        "Moved": redirect("다른 주소로 옮겼습니다. Location에 있습니다."),
        "Respelled": redirect("같은 주소를 이 사이트가 적는 대로 적은 것이 Location에 있습니다."),
        "NotModified": { "description": "가진 것과 같습니다." },
    });
    for (name, description) in [
        ("BadRequest", "주소에 잘못된 값이 있습니다. 어느 것이 왜 그런지 답에 적혀 있습니다."),
        ("NotFound", "이 주소나 매개변수가 가리키는 것이 없습니다."),
        ("Gone", "내린 기록입니다."),
        ("TooLate", "보낸 글을 다 받지 못했습니다."),
        ("TooLong", "주소가 너무 깁니다."),
        ("TooLarge", "붙여 넣은 글이 너무 깁니다."),
        ("NotOffered", "제공하지 않는 형식입니다."),
        (
            "Unavailable",
            "지금 이용하는 사람이 많거나 검색이 오래 걸렸습니다. 잠시 뒤 다시 요청해 주세요.",
        ),
    ] {
        let of = |media_type: &str, schema: Value| json!({ "description": description, "content": { media_type: { "schema": schema } } });
        let problem = json!({ "$ref": "#/components/schemas/Problem" });
        answers[format!("{name}Problem")] = of(PROBLEM_JSON, problem);
        answers[format!("{name}Page")] = of(HTML, json!({ "type": "string" }));
    }
    answers
}

fn schemas() -> Value {
    let mut shapes: Vec<(String, RefOr<Schema>)> = Vec::new();
    add::<FactData>(&mut shapes);
    add::<EntityData>(&mut shapes);
    // The name of a generic type does not say what it holds.
    shapes.push(("ListData_FactData".to_owned(), ListData::<FactData>::schema()));
    shapes.push(("ListData_EntityData".to_owned(), ListData::<EntityData>::schema()));
    ListData::<FactData>::schemas(&mut shapes);
    add::<PlansData>(&mut shapes);
    add::<SourceData>(&mut shapes);
    add::<ThemeData>(&mut shapes);
    add::<SourcesData>(&mut shapes);
    add::<SearchData>(&mut shapes);
    add::<SuggestionsData>(&mut shapes);
    let mut schemas: Map<String, Value> =
        shapes.into_iter().map(|(name, schema)| (name, json!(schema))).collect();
    let problem = json!({
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail", "request_id"],
        "properties": {
            "type": { "type": "string", "const": "about:blank" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "무엇이 왜 잘못되었는지, 한국어로" },
            "request_id": { "type": "string", "description": "오류를 알릴 때 함께 적을 오류 번호" },
        },
    });
    schemas.insert("Problem".to_owned(), problem);
    Value::Object(schemas)
}

/// Adds a schema and every schema in it.
fn add<T: ToSchema>(shapes: &mut Vec<(String, RefOr<Schema>)>) {
    shapes.push((T::name().into_owned(), T::schema()));
    T::schemas(shapes);
}
