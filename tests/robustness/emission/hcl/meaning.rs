//! What blocks say, and whether their readers are told that.

use ecsgen::hcl::{self, Expression, Item};

use crate::configuration::{Block, Body, Meaning};

/// Holds what is read back from both syntaxes against what the blocks say.
pub fn judge(blocks: &[hcl::Block]) {
    let meant = Body {
        blocks: blocks.iter().map(block).collect(),
        ..Body::default()
    };
    let meant = meant.sorted();
    let text = hcl::native(blocks);
    let is_raw = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(is_raw), "control characters in {text:?}");
    let read = Body::read([text.as_str()]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read, meant, "in the native syntax:\n{text}");
    assert_eq!(text, hcl::native(blocks), "the same blocks, another text");
    let text = hcl::json(blocks);
    let read = Body::read_json(&text, &meant).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read, meant, "in JSON:\n{text}");
    assert_eq!(text, hcl::json(blocks), "the same blocks, another text");
}

fn block(block: &hcl::Block) -> Block {
    let mut body = Body::default();
    for item in &block.items {
        match item {
            Item::Argument(name, value) => {
                body.arguments.insert(name.to_string(), meaning(value));
            }
            Item::Block(inner) => body.blocks.push(self::block(inner)),
            Item::Gap => {}
        }
    }
    Block {
        keyword: block.keyword.to_string(),
        labels: block.labels.iter().map(ToString::to_string).collect(),
        body,
    }
}

fn meaning(expression: &Expression) -> Meaning {
    match expression {
        Expression::Null => Meaning::Null,
        Expression::Bool(value) => Meaning::Bool(*value),
        Expression::Int(number) => Meaning::Int((*number).into()),
        Expression::Str(text) | Expression::Verbatim(text) => Meaning::Text(text.to_string()),
        Expression::Word(text) => named(text),
        Expression::Reference(text) => named(text),
        Expression::Template(parts) => Meaning::template(meanings(parts)),
        Expression::List(items) => Meaning::List(meanings(items)),
        Expression::Object(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| (key.to_string(), meaning(value)));
            Meaning::Table(entries.collect())
        }
        Expression::Call(name, parts) => Meaning::Computed(format!("{name}()"), meanings(parts)),
        Expression::Conditional(parts) => {
            Meaning::Computed("?:".to_owned(), meanings(parts.as_ref()))
        }
        Expression::Equal(sides, is_equal) => {
            let sign = if *is_equal { "==" } else { "!=" };
            Meaning::Computed(sign.to_owned(), meanings(sides.as_ref()))
        }
        Expression::ForEach(each) => for_each(each),
    }
}

fn meanings(expressions: &[Expression]) -> Vec<Meaning> {
    expressions.iter().map(meaning).collect()
}

fn named(text: &str) -> Meaning {
    Meaning::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn for_each(each: &hcl::For) -> Meaning {
    let kind = match each.key {
        Some(_) => "table of lists",
        None => "list",
    };
    let parts = [&each.list, &each.value].into_iter().chain(&each.key);
    Meaning::Computed(
        format!("{kind} for {}", each.element),
        parts.map(meaning).collect(),
    )
}
