//! The shapes of records in JSON as JSON Schema 2020-12, taken from the very types that are written out.
//! Each schema stands alone: what it refers to is in its `$defs`.

use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::data::{EntityData, FactData};

/// The schema of a fact's JSON; `id` is the absolute address it stands at.
pub fn fact_schema(id: &str) -> Value {
    schema::<FactData>(id, "기록")
}

/// The schema of an entity's JSON; `id` is the absolute address it stands at.
pub fn entity_schema(id: &str) -> Value {
    schema::<EntityData>(id, "대상")
}

fn schema<T: ToSchema>(id: &str, title: &str) -> Value {
    let mut referred: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut referred);
    let definitions = referred.into_iter().map(|(name, schema)| (name, local(json!(schema))));
    let mut schema = local(json!(T::schema()));
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!(id);
    schema["title"] = json!(title);
    schema["$defs"] = Value::Object(definitions.collect());
    schema
}

/// A schema of `OpenAPI` 3.1 in the plain words of JSON Schema: references into the same document, and
/// examples by the keyword that it has for them.
fn local(schema: Value) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(key, value): (String, Value)| match (key.as_str(), value) {
                ("$ref", Value::String(target)) => {
                    (key, json!(target.replace("#/components/schemas/", "#/$defs/")))
                }
                ("example", value) => ("examples".to_owned(), json!([value])),
                (_, value) => (key, local(value)),
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        Value::Array(items) => items.into_iter().map(local).collect(),
        other => other,
    }
}
