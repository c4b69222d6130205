//! The crate `jsonschema`, with the schemas of the catalog.

use std::fs;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::pattern;

/// The schema of a type, and its validator.
pub struct Oracle {
    schema: Value,
    validator: Validator,
}

impl Oracle {
    /// For properties that are known.
    pub fn of(kind: &str) -> Self {
        Self::with(vendored(kind))
    }

    /// For properties as they stand in a template: any of them can be an intrinsic function.
    pub fn of_template(kind: &str) -> Self {
        let mut schema = vendored(kind);
        admit_functions(&mut schema);
        Self::with(schema)
    }

    fn with(mut schema: Value) -> Self {
        translate_patterns(&mut schema);
        // Keywords beside a `$ref` count, and there is `dependentRequired`: the drafts of 2019 and later.
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .build(&schema)
            .expect("the schemas of the catalog are schemas");
        Self { schema, validator }
    }

    /// The schema, its patterns being JavaScript's.
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// Whether an instance obeys the schema.
    pub fn is_valid(&self, instance: &Value) -> bool {
        self.validator.is_valid(instance)
    }

    /// What is wrong with an instance.
    pub fn errors(&self, instance: &Value) -> Vec<String> {
        let errors = self.validator.iter_errors(instance);
        errors.map(|error| error.to_string()).collect()
    }
}

/// The schema of a type as the catalog has it.
fn vendored(kind: &str) -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalog/schemas.json");
    let text = fs::read_to_string(path).expect("the schemas are vendored");
    let mut document: Value = serde_json::from_str(&text).expect("JSON");
    let schema = document["types"][kind].take();
    assert!(schema.is_object(), "{kind} has no schema");
    schema
}

fn translate_patterns(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            if let Some(Value::String(text)) = keywords.get_mut("pattern") {
                *text = pattern::for_oracle(text);
            }
            if let Some(Value::Object(by_pattern)) = keywords.get_mut("patternProperties") {
                *by_pattern = std::mem::take(by_pattern)
                    .into_iter()
                    .map(|(text, schema)| (pattern::for_oracle(&text), schema))
                    .collect();
            }
            keywords.values_mut().for_each(translate_patterns);
        }
        Value::Array(items) => items.iter_mut().for_each(translate_patterns),
        _ => {}
    }
}

/// Lets a function stand wherever a property or an item can.
fn admit_functions(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return;
    };
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties", Value::Object(schemas)) => {
                schemas.values_mut().for_each(or_function);
            }
            ("definitions", Value::Object(schemas)) => {
                schemas.values_mut().for_each(admit_functions);
            }
            ("anyOf" | "oneOf" | "allOf", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(admit_functions);
            }
            ("items", schema) => or_function(schema),
            _ => {}
        }
    }
}

fn or_function(schema: &mut Value) {
    admit_functions(schema);
    let function = json!({
        "type": "object",
        "patternProperties": { "^(Ref|Fn::[A-Za-z0-9]+)$": true },
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    });
    *schema = Value::Object(Map::from_iter([(
        "anyOf".to_owned(),
        Value::Array(vec![function, schema.take()]),
    )]));
}
