//! The JSON syntax ("JSON Configuration Syntax" in Terraform's language documentation).

use std::borrow::Cow;

use indexmap::IndexMap;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::native::{write_on_a_line, write_template};
use super::{Block, Expression, Item};

/// Writes blocks as one JSON document.
pub fn json<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut root = Members::new();
    for block in blocks {
        place(&mut root, block);
    }
    // Only keys that are no text could make this fail.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

/// What stands in braces, in order.
type Members<'a> = IndexMap<&'a str, Member<'a>>;

#[derive(Default)]
struct Member<'a> {
    /// A comment.
    comment: Option<&'a str>,
    /// An argument.
    argument: Option<&'a Expression>,
    /// Blocks of one keyword and one set of labels.
    blocks: Vec<&'a Block>,
    /// Blocks with a further label.
    labelled: Members<'a>,
}

/// Puts a block where its keyword and its labels say; beside the others, if there is one already.
fn place<'a>(members: &mut Members<'a>, block: &'a Block) {
    let mut member = members.entry(&block.keyword).or_default();
    for label in &block.labels {
        member = member.labelled.entry(label).or_default();
    }
    member.blocks.push(block);
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(comment) = self.comment {
            return comment.serialize(serializer);
        }
        if let Some(argument) = self.argument {
            return argument.serialize(serializer);
        }
        match self.blocks.as_slice() {
            [] => self.labelled.serialize(serializer),
            [block] => block.serialize(serializer),
            blocks => blocks.serialize(serializer),
        }
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = Members::with_capacity(self.items.len() + 1);
        if let Some(comment) = &self.comment {
            members.entry("//").or_default().comment = Some(comment);
        }
        for item in &self.items {
            match item {
                Item::Argument(name, value) => {
                    members.entry(name).or_default().argument = Some(value);
                }
                Item::Block(block) => place(&mut members, block),
                Item::Gap => {}
            }
        }
        members.serialize(serializer)
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Str(text) => serializer.serialize_str(&escaped(text)),
            Self::Verbatim(text) | Self::Word(text) => serializer.serialize_str(text),
            Self::Template(parts) => {
                let mut text = String::new();
                write_template(&mut text, parts, |out, text| out.push_str(&escaped(text)));
                serializer.serialize_str(&text)
            }
            Self::List(items) => items.serialize(serializer),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(&escaped(name), value)?;
                }
                map.end()
            }
            other => {
                let mut text = "${".to_owned();
                write_on_a_line(&mut text, other);
                text.push('}');
                serializer.serialize_str(&text)
            }
        }
    }
}

/// Text in a JSON string is a template, keys of tables too. A byte order mark at its beginning would not be read as text.
fn escaped(text: &str) -> Cow<'_, str> {
    let (mark, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("${\"\\ufeff\"}", rest),
        None => ("", text),
    };
    let has_templates = text.contains("${") || text.contains("%{");
    if mark.is_empty() && !has_templates {
        return Cow::Borrowed(text);
    }
    let text = text.replace("${", "$${").replace("%{", "%%{");
    Cow::Owned(format!("{mark}{text}"))
}
