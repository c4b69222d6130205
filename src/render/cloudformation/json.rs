//! Templates in JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::document::{Document, long_name};

/// A document as JSON, indented by two spaces, with a line break at its end.
pub(super) fn render(document: &Document<'_>) -> String {
    // Serialising to a string cannot fail: there are no maps with other keys than text, and no numbers but whole ones.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Document::Bool(value) => serializer.serialize_bool(*value),
            Document::Int(value) => serializer.serialize_i64(*value),
            Document::Str(text) => serializer.serialize_str(text),
            Document::List(items) => serializer.collect_seq(items),
            Document::Map(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
            Document::Function(name, argument) => {
                let mut map = serializer.serialize_map(Some(1))?;
                match (*name, &**argument) {
                    // In JSON the two parts of a GetAtt are a list.
                    ("GetAtt", Document::Str(text)) => {
                        let parts: Vec<&str> = text.splitn(2, '.').collect();
                        map.serialize_entry("Fn::GetAtt", &parts)?;
                    }
                    (name, argument) => map.serialize_entry(&long_name(name), argument)?,
                }
                map.end()
            }
        }
    }
}
