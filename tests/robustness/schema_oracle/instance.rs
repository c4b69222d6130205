//! JSON as properties of ecsgen's model.

use ecsgen::model::{Map, Value as Property};
use serde_json::Value;

/// The properties that a JSON object holds.
pub fn properties(object: &Value) -> Map {
    let mut map = Map::new();
    for (name, value) in object.as_object().expect("an object") {
        map.set(name.clone(), property(value));
    }
    map
}

fn property(value: &Value) -> Property {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => number.as_i64().expect("a whole number").into(),
        Value::String(text) => text.clone().into(),
        Value::Array(items) => Property::List(items.iter().map(property).collect()),
        Value::Object(_) => properties(value).into(),
        Value::Null => panic!("the model has no null"),
    }
}
