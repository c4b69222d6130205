//! The native syntax, as `terraform fmt` would leave it.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Block, Expression, For, Item};

/// A list longer than this is written an element a line.
const LINE: usize = 100;
const STEP: usize = 2;

/// Writes blocks, apart from each other.
pub fn native<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        write_block(&mut out, block, 0);
    }
    out
}

fn write_block(out: &mut String, block: &Block, indent: usize) {
    if let Some(comment) = &block.comment {
        pad(out, indent);
        out.push_str("# ");
        out.push_str(comment);
        out.push('\n');
    }
    pad(out, indent);
    out.push_str(&block.keyword);
    for label in &block.labels {
        out.push(' ');
        write_text(out, label);
    }
    if block.items.is_empty() {
        out.push_str(" {}\n");
        return;
    }
    out.push_str(" {\n");
    write_items(out, &block.items, indent + STEP);
    pad(out, indent);
    out.push_str("}\n");
}

/// Arguments that follow each other stand together; a block has an empty line around it.
fn write_items(out: &mut String, items: &[Item], indent: usize) {
    let mut neighbours = Vec::new();
    let mut is_first = true;
    let mut begin = |out: &mut String| {
        if !is_first {
            out.push('\n');
        }
        is_first = false;
    };
    for item in items {
        match item {
            Item::Argument(name, value) => {
                neighbours.push((Cow::Borrowed(name.as_ref()), value));
                continue;
            }
            Item::Block(_) | Item::Gap => {
                if !neighbours.is_empty() {
                    begin(out);
                    write_arguments(out, &neighbours, indent);
                    neighbours.clear();
                }
            }
        }
        if let Item::Block(block) = item {
            begin(out);
            write_block(out, block, indent);
        }
    }
    if !neighbours.is_empty() {
        begin(out);
        write_arguments(out, &neighbours, indent);
    }
}

/// One argument a line, with the `=` of neighbours under each other. A value of several lines ends the neighbourhood.
fn write_arguments(out: &mut String, arguments: &[(Cow<'_, str>, &Expression)], indent: usize) {
    let mut rest = arguments;
    while !rest.is_empty() {
        let is_long = |(_, value): &(Cow<'_, str>, &Expression)| breaks(value, indent);
        let count = rest.iter().position(is_long).unwrap_or(rest.len());
        let (neighbours, others) = rest.split_at(count.max(1));
        let width = neighbours.iter().map(|(name, _)| columns(name)).max();
        for (name, value) in neighbours {
            pad(out, indent);
            out.push_str(name);
            pad(out, width.unwrap_or(0) - columns(name));
            out.push_str(" = ");
            write_expression(out, value, indent);
            out.push('\n');
        }
        rest = others;
    }
}

/// Whether an expression is written on several lines.
fn breaks(expression: &Expression, indent: usize) -> bool {
    match expression {
        Expression::List(items) => !fits(items, indent),
        Expression::Object(entries) => !entries.is_empty(),
        Expression::Call(_, arguments) => arguments.iter().any(|a| breaks(a, indent)),
        Expression::ForEach(each) => each.key.is_some(),
        _ => false,
    }
}

/// Whether a list is written on one line.
fn fits(items: &[Expression], indent: usize) -> bool {
    if items.iter().any(has_table) {
        return false;
    }
    let mut flat = String::new();
    write_flat_list(&mut flat, items);
    indent + flat.len() <= LINE
}

fn write_expression(out: &mut String, expression: &Expression, indent: usize) {
    match expression {
        Expression::List(items) if !items.is_empty() => write_list(out, items, indent),
        Expression::Object(entries) if !entries.is_empty() => {
            out.push_str("{\n");
            let entries: Vec<_> = entries
                .iter()
                .map(|(name, value)| (key(name), value))
                .collect();
            write_arguments(out, &entries, indent + STEP);
            pad(out, indent);
            out.push('}');
        }
        Expression::Call(name, arguments) => {
            out.push_str(name);
            out.push('(');
            for (index, argument) in arguments.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_expression(out, argument, indent);
            }
            out.push(')');
        }
        Expression::ForEach(each) if each.key.is_some() => {
            out.push_str("{\n");
            pad(out, indent + STEP);
            write_for(out, each, |out, value| {
                write_expression(out, value, indent + STEP);
            });
            out.push('\n');
            pad(out, indent);
            out.push('}');
        }
        other => write_on_a_line(out, other),
    }
}

/// On one line if it fits and holds no table, else an element a line.
fn write_list(out: &mut String, items: &[Expression], indent: usize) {
    if fits(items, indent) {
        write_flat_list(out, items);
        return;
    }
    out.push_str("[\n");
    for item in items {
        pad(out, indent + STEP);
        write_expression(out, item, indent + STEP);
        out.push_str(",\n");
    }
    pad(out, indent);
    out.push(']');
}

fn has_table(expression: &Expression) -> bool {
    match expression {
        Expression::Object(entries) => !entries.is_empty(),
        Expression::List(items) => items.iter().any(has_table),
        _ => false,
    }
}

fn write_flat_list(out: &mut String, items: &[Expression]) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_on_a_line(out, item);
    }
    out.push(']');
}

/// Writes an expression without a line break.
pub(super) fn write_on_a_line(out: &mut String, expression: &Expression) {
    match expression {
        Expression::Null => out.push_str("null"),
        Expression::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Expression::Int(number) => {
            let _ = write!(out, "{number}");
        }
        Expression::Str(text) | Expression::Verbatim(text) => write_text(out, text),
        Expression::Word(text) => out.push_str(text),
        Expression::Reference(text) => out.push_str(text),
        Expression::Template(parts) => {
            out.push('"');
            write_template(out, parts, write_escaped);
            out.push('"');
        }
        Expression::List(items) => write_flat_list(out, items),
        Expression::Object(entries) => {
            out.push('{');
            for (index, (name, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { " " });
                out.push_str(&key(name));
                out.push_str(" = ");
                write_on_a_line(out, value);
            }
            out.push_str(if entries.is_empty() { "}" } else { " }" });
        }
        Expression::Call(name, arguments) => {
            out.push_str(name);
            let start = out.len();
            write_flat_list(out, arguments);
            out.replace_range(start..=start, "(");
            out.pop();
            out.push(')');
        }
        Expression::Conditional(parts) => {
            let [condition, holds, fails] = parts.as_ref();
            // A comparison binds more tightly than a condition.
            match condition {
                Expression::Equal(..) => write_on_a_line(out, condition),
                other => write_operand(out, other),
            }
            out.push_str(" ? ");
            write_operand(out, holds);
            out.push_str(" : ");
            write_operand(out, fails);
        }
        Expression::Equal(sides, is_equal) => {
            let [left, right] = sides.as_ref();
            write_operand(out, left);
            out.push_str(if *is_equal { " == " } else { " != " });
            write_operand(out, right);
        }
        Expression::ForEach(each) => {
            let (open, close) = match each.key {
                Some(_) => ('{', '}'),
                None => ('[', ']'),
            };
            out.push(open);
            write_for(out, each, write_on_a_line);
            out.push(close);
        }
    }
}

/// What an operator is given: in parentheses if it is an operation itself.
fn write_operand(out: &mut String, expression: &Expression) {
    let is_operation = matches!(
        expression,
        Expression::Conditional(_) | Expression::Equal(..)
    );
    if is_operation {
        out.push('(');
    }
    write_on_a_line(out, expression);
    if is_operation {
        out.push(')');
    }
}

fn write_for(out: &mut String, each: &For, write_value: impl Fn(&mut String, &Expression)) {
    out.push_str("for ");
    out.push_str(each.element);
    out.push_str(" in ");
    write_on_a_line(out, &each.list);
    out.push_str(" : ");
    if let Some(key) = &each.key {
        write_on_a_line(out, key);
        out.push_str(" => ");
    }
    write_value(out, &each.value);
    if each.key.is_some() {
        out.push_str("...");
    }
}

/// The inside of a template: `escape` writes its text.
pub(super) fn write_template(
    out: &mut String,
    parts: &[Expression],
    escape: impl Fn(&mut String, &str),
) {
    let mut text = String::new();
    for part in parts {
        match part {
            Expression::Str(more) => text.push_str(more),
            other => {
                // A sign before the brace of an interpolation would make it text.
                let plain = text.trim_end_matches(['$', '%']);
                escape(out, plain);
                for sign in text[plain.len()..].chars() {
                    out.extend(["${\"", sign.encode_utf8(&mut [0; 4]), "\"}"]);
                }
                text.clear();
                out.push_str("${");
                write_on_a_line(out, other);
                out.push('}');
            }
        }
    }
    escape(out, &text);
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    write_escaped(out, text);
    out.push('"');
}

/// HCL native syntax specification, "Quoted template expressions": what stands in quotes is a template, in which `$${` is `${`.
fn write_escaped(out: &mut String, text: &str) {
    let is_special = |c: char| matches!(c, '"' | '\\' | '$' | '%') || c.is_control();
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut after = special.chars();
        match after.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c @ ('$' | '%')) if special[1..].starts_with('{') => out.extend([c, c]),
            Some(c) if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            Some(c) => out.push(c),
            None => {}
        }
        rest = after.as_str();
    }
    out.push_str(rest);
}

/// The key of a table: as it is where that can be read as nothing else.
fn key(name: &str) -> Cow<'_, str> {
    // What these would mean in place of a key.
    const WORDS: [&str; 5] = ["for", "if", "true", "false", "null"];
    let mut bytes = name.bytes();
    let begins = bytes
        .next()
        .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    let goes_on = bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if begins && goes_on && !WORDS.contains(&name) {
        return Cow::Borrowed(name);
    }
    let mut quoted = String::new();
    write_text(&mut quoted, name);
    Cow::Owned(quoted)
}

/// How many columns a text takes, as `terraform fmt` counts them.
fn columns(text: &str) -> usize {
    text.chars().count()
}

fn pad(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
