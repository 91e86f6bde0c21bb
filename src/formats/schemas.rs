//! The JSON Schemas (2020-12) of records, made from the types that are serialised. Each schema stands alone: the
//! schemas that it refers to are in its `$defs`.

use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::data::{EntityData, FactData};

/// The schema of a fact's JSON; `id` is the absolute address of the schema.
pub fn fact_schema(id: &str) -> Value {
    schema::<FactData>(id, "기록")
}

/// The schema of an entity's JSON; `id` is the absolute address of the schema.
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

/// Turns a schema of `OpenAPI` 3.1 into plain JSON Schema: references stay inside the document, and examples have the
/// keyword that JSON Schema uses.
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
