//! A configuration as its readers see it: as JSON, with all text put together that is made of parts.

use serde_json::{Map, Value, json};

use crate::configuration::{Block, Body, Meaning};

/// What a configuration says. Blocks without labels stand in lists.
pub fn said(body: &Body) -> Value {
    let arguments = body.arguments.iter();
    let mut said: Value = arguments
        .map(|(name, value)| (name.clone(), put_together(value)))
        .collect();
    for block in &body.blocks {
        insert(&mut said, block);
    }
    said
}

/// The arguments of a resource.
pub fn resource<'s>(said: &'s Value, kind: &str, name: &str) -> &'s Value {
    &said["resource"][kind][name]
}

/// The arguments of all resources of a type.
pub fn all<'s>(said: &'s Value, kind: &str) -> impl Iterator<Item = &'s Value> {
    let resources = said["resource"][kind].as_object();
    resources
        .into_iter()
        .flat_map(|resources| resources.values())
}

fn insert(said: &mut Value, block: &Block) {
    let mut place = &mut said[&block.keyword];
    for label in &block.labels {
        place = &mut place[label];
    }
    let body = self::said(&block.body);
    match place {
        _ if !block.labels.is_empty() => *place = body,
        Value::Array(others) => others.push(body),
        place => *place = Value::Array(vec![body]),
    }
}

/// A value; a reference stands as its name between angle brackets, and what is made JSON text of as what it is.
fn put_together(value: &Meaning) -> Value {
    match value {
        Meaning::Null => Value::Null,
        Meaning::Bool(value) => (*value).into(),
        Meaning::Int(number) => json!(*number as i64),
        Meaning::Text(text) => text.as_str().into(),
        Meaning::List(items) => items.iter().map(put_together).collect(),
        Meaning::Table(entries) => {
            let entries = entries.iter();
            entries
                .map(|(key, value)| (key.clone(), put_together(value)))
                .collect()
        }
        Meaning::Computed(name, parts) if parts.is_empty() => format!("<{name}>").into(),
        Meaning::Computed(how, parts) => {
            let parts: Vec<Value> = parts.iter().map(put_together).collect();
            match (how.as_str(), parts.as_slice()) {
                ("template", parts) => parts.iter().map(text).collect::<String>().into(),
                ("jsonencode()", [value]) => value.clone(),
                _ => Value::Object(Map::from_iter([(how.clone(), parts.into())])),
            }
        }
    }
}

fn text(part: &Value) -> String {
    part.as_str()
        .map_or_else(|| part.to_string(), str::to_owned)
}
