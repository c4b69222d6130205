//! The JSON syntax ("JSON Configuration Syntax" in Terraform's language documentation).

use serde_json::{Map, Value};

use super::native::{write_on_a_line, write_template};
use super::{Block, Expression, Item};

/// Writes blocks as one JSON document.
pub fn json<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut root = Map::new();
    for block in blocks {
        insert_block(&mut root, block);
    }
    format!("{:#}\n", Value::Object(root))
}

/// Puts a block where its keyword and its labels say; beside the others, if there is one already.
fn insert_block(body: &mut Map<String, Value>, block: &Block) {
    let mut place = body.entry(block.keyword.as_ref()).or_insert(Value::Null);
    for label in &block.labels {
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        if let Value::Object(map) = place {
            place = map.entry(label.as_ref()).or_insert(Value::Null);
        }
    }
    let content = content(block);
    *place = match place.take() {
        Value::Null => content,
        Value::Array(mut others) => {
            others.push(content);
            Value::Array(others)
        }
        other => Value::Array(vec![other, content]),
    };
}

fn content(block: &Block) -> Value {
    let mut body = Map::new();
    if let Some(comment) = &block.comment {
        body.insert("//".to_owned(), comment.as_str().into());
    }
    for item in &block.items {
        match item {
            Item::Argument(name, value) => {
                body.insert(name.to_string(), expression(value));
            }
            Item::Block(block) => insert_block(&mut body, block),
            Item::Gap => {}
        }
    }
    Value::Object(body)
}

fn expression(expression: &Expression) -> Value {
    match expression {
        Expression::Bool(value) => (*value).into(),
        Expression::Int(number) => (*number).into(),
        Expression::Str(text) => {
            let mut escaped = String::with_capacity(text.len());
            escape(&mut escaped, text);
            escaped.into()
        }
        Expression::Verbatim(text) | Expression::Word(text) => text.as_ref().into(),
        Expression::Template(parts) => {
            let mut text = String::new();
            write_template(&mut text, parts, escape);
            text.into()
        }
        Expression::List(items) => items.iter().map(self::expression).collect(),
        Expression::Object(entries) => entries
            .iter()
            .map(|(name, value)| (escaped_key(name), self::expression(value)))
            .collect(),
        other => {
            let mut text = "${".to_owned();
            write_on_a_line(&mut text, other);
            text.push('}');
            text.into()
        }
    }
}

/// Text in a JSON string is a template, keys of tables too.
fn escape(out: &mut String, text: &str) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        if matches!(c, '$' | '%') && rest.peek() == Some(&'{') {
            out.push(c);
        }
    }
}

fn escaped_key(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    escape(&mut escaped, name);
    escaped
}
