//! What a document says, and whether its readers are told that.

use ecsgen::render::cloudformation::{Document, to_yaml};
use serde_json::Value;

use crate::yaml;

/// Holds what is read back from YAML and JSON against what the document says.
pub fn judge(document: &Document<'_>) {
    let meant = meaning(document);
    let json = serde_json::to_value(document).expect("documents have no other keys than text");
    assert_eq!(json, meant, "in JSON");
    let text = to_yaml(document);
    let read = yaml::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read, meant, "in YAML:\n{text}");
}

fn meaning(document: &Document<'_>) -> Value {
    match document {
        Document::Bool(value) => (*value).into(),
        Document::Int(number) => (*number).into(),
        Document::Str(text) => text.as_ref().into(),
        Document::List(items) => items.iter().map(meaning).collect(),
        Document::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.to_string(), meaning(value)))
            .collect(),
        Document::Function(name, argument) => yaml::function(name, meaning(argument)),
    }
}
