//! YAML as a careful person writes it, and as every reader of templates reads it back.
//!
//! CloudFormation, the aws CLI and PyYAML read YAML 1.1, where `yes` is true, `22:22` is 1342 and `2012-10-17` is a date. What
//! could be read as anything but text is quoted. Knows nothing of AWS but the short form of intrinsic functions.

use std::fmt::Write as _;

use super::document::{Document, long_name};

/// Where a line should end if it can.
const WIDTH: usize = 110;

/// A document as a whole.
pub fn to_yaml(document: &Document<'_>) -> String {
    let mut out = String::new();
    match document {
        Document::Map(entries) if !entries.is_empty() => write_entries(&mut out, entries, 0),
        other => {
            write_value(&mut out, other, 0);
            out.push('\n');
        }
    }
    out
}

/// Entries of a table, each on lines of its own, at an indentation.
pub(super) fn write_entries(
    out: &mut String,
    entries: &[(std::borrow::Cow<'_, str>, Document<'_>)],
    indent: usize,
) {
    for (key, value) in entries {
        pad(out, indent);
        write_entry(out, key, value, indent);
        out.push('\n');
    }
}

fn write_entry(out: &mut String, key: &str, value: &Document<'_>, indent: usize) {
    scalar(out, key, false);
    out.push(':');
    write_value(out, value, indent);
}

/// A value, after its key's colon or its item's dash; `indent` is the indentation of that key or dash.
pub fn write_value(out: &mut String, value: &Document<'_>, indent: usize) {
    match value {
        Document::Str(text) if is_block(text) => block(out, text, indent),
        Document::List(items) if items.is_empty() => out.push_str(" []"),
        Document::List(items) => list(out, items, indent + 2),
        Document::Map(entries) if entries.is_empty() => out.push_str(" {}"),
        Document::Map(entries) => {
            out.push('\n');
            write_entries(out, entries, indent + 2);
            out.pop();
        }
        Document::Function(name, argument) => function(out, name, argument, indent),
        simple => {
            out.push(' ');
            flow(out, simple, false);
        }
    }
}

fn list(out: &mut String, items: &[Document<'_>], indent: usize) {
    for item in items {
        out.push('\n');
        pad(out, indent);
        out.push('-');
        match item {
            Document::Map(entries) if !entries.is_empty() => {
                // The first entry stands behind the dash, the others below it.
                for (position, (key, value)) in entries.iter().enumerate() {
                    if position == 0 {
                        out.push(' ');
                    } else {
                        out.push('\n');
                        pad(out, indent + 2);
                    }
                    write_entry(out, key, value, indent + 2);
                }
            }
            other => write_value(out, other, indent),
        }
    }
}

fn function(out: &mut String, name: &str, argument: &Document<'_>, indent: usize) {
    if let Document::Function(..) = argument {
        // A node of YAML takes one tag, so the outer function is written out.
        out.push('\n');
        pad(out, indent + 2);
        out.push_str(&long_name(name));
        out.push(':');
        write_value(out, argument, indent + 2);
        return;
    }
    out.push_str(" !");
    out.push_str(name);
    let fits = width(argument).is_some_and(|width| width + indent + name.len() < WIDTH);
    match argument {
        Document::List(_) if fits => {
            out.push(' ');
            flow(out, argument, true);
        }
        other => write_value(out, other, indent),
    }
}

/// About how wide a value is on one line; `None` if it cannot be.
fn width(value: &Document<'_>) -> Option<usize> {
    match value {
        Document::Bool(_) | Document::Int(_) => Some(8),
        Document::Str(text) => (!text.contains('\n')).then_some(text.len() + 2),
        Document::List(items) => items
            .iter()
            .try_fold(2, |sum, item| Some(sum + 2 + width(item)?)),
        Document::Map(entries) => entries.is_empty().then_some(2),
        Document::Function(_, argument) if matches!(**argument, Document::Function(..)) => None,
        Document::Function(name, argument) => Some(name.len() + 2 + width(argument)?),
    }
}

/// A value on one line; `in_list` says whether it stands between brackets.
fn flow(out: &mut String, value: &Document<'_>, in_list: bool) {
    match value {
        Document::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Document::Int(number) => {
            let _ = write!(out, "{number}");
        }
        Document::Str(text) => scalar(out, text, in_list),
        Document::List(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push_str(", ");
                }
                flow(out, item, true);
            }
            out.push(']');
        }
        Document::Map(_) => out.push_str("{}"),
        Document::Function(name, argument) => {
            out.push('!');
            out.push_str(name);
            out.push(' ');
            flow(out, argument, in_list);
        }
    }
}

/// Text on one line: plain if every reader takes it for this text, quoted otherwise.
pub(super) fn scalar(out: &mut String, text: &str, in_list: bool) {
    if is_plain(text, in_list) {
        out.push_str(text);
    } else if !text.contains('\'') && text.chars().all(is_printable) && text.contains(['"', '\\']) {
        out.push('\'');
        out.push_str(text);
        out.push('\'');
    } else {
        double_quoted(out, text);
    }
}

fn is_plain(text: &str, in_list: bool) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    if BYTES[usize::from(*first)] & NOT_FIRST != 0 || matches!(last, b' ' | b':') {
        return false;
    }
    let never = if in_list {
        CONTROL | BREAKS_LIST
    } else {
        CONTROL
    };
    let mut previous = 0;
    for byte in bytes {
        let kind = BYTES[usize::from(*byte)];
        if kind & never != 0 {
            return false;
        }
        if kind & MEANS_SOMETHING_AFTER != 0 {
            let breaks = matches!((previous, byte), (b':', b' ') | (b' ', b'#'));
            if breaks {
                return false;
            }
        }
        previous = *byte;
    }
    let is_typed = BYTES[usize::from(*first)] & MAY_BE_TYPED != 0 && is_typed(text);
    !is_typed && (text.is_ascii() || text.chars().all(is_printable))
}

/// What a byte can do to plain text, as a set of the bits below.
static BYTES: [u8; 256] = byte_kinds();
/// It cannot be the first.
const NOT_FIRST: u8 = 1;
/// It cannot stand in a list between brackets.
const BREAKS_LIST: u8 = 2;
/// It cannot stand in plain text at all.
const CONTROL: u8 = 4;
/// It means something after certain others.
const MEANS_SOMETHING_AFTER: u8 = 8;
/// Text that begins with it may be more than text.
const MAY_BE_TYPED: u8 = 16;

const fn byte_kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    add(&mut kinds, b"-?:,[]{}#&*!|>'\"%@` =<", NOT_FIRST);
    add(&mut kinds, b",[]{}:?", BREAKS_LIST);
    add(&mut kinds, b" #", MEANS_SOMETHING_AFTER);
    add(&mut kinds, b"0123456789+-.~yYnNoOtTfFiI", MAY_BE_TYPED);
    let mut byte = 0;
    while byte < 0x20 {
        kinds[byte] |= CONTROL;
        byte += 1;
    }
    kinds[0x7f] |= CONTROL;
    kinds
}

const fn add(kinds: &mut [u8; 256], bytes: &[u8], kind: u8) {
    let mut index = 0;
    while index < bytes.len() {
        kinds[bytes[index] as usize] |= kind;
        index += 1;
    }
}

/// Whether a reader of YAML 1.1 or 1.2 might take plain text for a boolean, null, number, date or time.
fn is_typed(text: &str) -> bool {
    // Others, as `=` and `<<`, begin with what no plain text begins with.
    const WORDS: [&str; 12] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan", "inf",
    ];
    if text.len() <= 5 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return true;
    }
    let starts_number = text
        .bytes()
        .next()
        .is_some_and(|b| b.is_ascii_digit() || b"+-.".contains(&b));
    starts_number
        && text
            .bytes()
            .all(|b| b.is_ascii_hexdigit() || b"xXoO_+-.:tTzZ iInN".contains(&b))
}

/// Whether YAML lets a character stand for itself, and no reader takes it for a line break.
fn is_printable(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a0}'..='\u{d7ff}'
        | '\u{e000}'..='\u{fefe}'
        | '\u{ff00}'..='\u{fffd}'
        | '\u{10000}'..='\u{10ffff}'
    ) && c != '\u{2028}'
        && c != '\u{2029}'
}

fn double_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        let code = u32::from(c);
        let _ = match c {
            '"' => write!(out, "\\\""),
            '\\' => write!(out, "\\\\"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            '\r' => write!(out, "\\r"),
            c if is_printable(c) => write!(out, "{c}"),
            _ if code < 0x100 => write!(out, "\\x{code:02x}"),
            _ if code < 0x10000 => write!(out, "\\u{code:04x}"),
            _ => write!(out, "\\U{code:08x}"),
        };
    }
    out.push('"');
}

/// Whether text of several lines can stand as a literal block, and be read there by a person.
fn is_block(text: &str) -> bool {
    let body = text.trim_end_matches('\n');
    text.contains('\n')
        // More line breaks at its end could not be told from the blank line before what comes next.
        && text.len() - body.len() <= 1
        && !body.is_empty()
        && !body.starts_with(['\n', '\t'])
        && text.chars().all(|c| c == '\n' || c == '\t' || is_printable(c))
        // Lines of nothing but blanks would lose them.
        && body
            .split('\n')
            .all(|line| line.is_empty() || !line.trim_matches([' ', '\t']).is_empty())
}

fn block(out: &mut String, text: &str, indent: usize) {
    let body = text.trim_end_matches('\n');
    out.push_str(" |");
    if text.starts_with(' ') {
        // Otherwise the blanks would count as indentation.
        out.push('2');
    }
    if body.len() == text.len() {
        out.push('-');
    }
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            pad(out, indent + 2);
            out.push_str(line);
        }
    }
}

pub(super) fn pad(out: &mut String, indent: usize) {
    const SPACES: &str = "                                        ";
    let mut left = indent;
    while left > 0 {
        let some = left.min(SPACES.len());
        out.push_str(&SPACES[..some]);
        left -= some;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(document: Document<'_>) -> String {
        let mut out = String::new();
        write_value(&mut out, &document, 0);
        out
    }

    #[test]
    fn quotes_what_would_not_be_text() {
        for text in [
            "",
            "yes",
            "No",
            "ON",
            "null",
            "~",
            "2012-10-17",
            "22:22",
            "1_000",
            "0755",
            "1e3",
            ".inf",
            "-",
            "- a",
            "a: b",
            "a #b",
            "*",
            "!Ref",
            "a:",
            " a",
            "a ",
            "@",
            "%",
            "=",
            "<<",
            "0x1F",
            "+1",
        ] {
            let written = value(text.into());
            assert!(
                written.starts_with([' ']) && written[1..].starts_with(['"', '\'']),
                "{text}: {written}"
            );
        }
        for text in [
            "a",
            "arn:aws:s3:::x",
            "nginx:1.29",
            "10.0.0.0/16",
            "a#b",
            "${X}",
            "AWS::ECS::Service",
        ] {
            assert_eq!(value(text.into()), format!(" {text}"));
        }
    }

    #[test]
    fn functions_are_short_and_never_doubled() {
        let reference = || Document::function("Ref", "Vpc".into());
        assert_eq!(value(reference()), " !Ref Vpc");
        let zones = Document::function("GetAZs", "".into());
        let select = Document::function("Select", Document::List(vec![Document::Int(0), zones]));
        assert_eq!(value(select), " !Select [0, !GetAZs \"\"]");
        let nested = Document::function("Base64", Document::function("Sub", "a${B}".into()));
        assert_eq!(value(nested), "\n  Fn::Base64: !Sub a${B}");
    }

    #[test]
    fn long_text_stands_in_a_block() {
        assert_eq!(value("a\nb\n".into()), " |\n  a\n  b");
        assert_eq!(value("a\n\nb".into()), " |-\n  a\n\n  b");
        assert_eq!(value(" a\nb".into()), " |2-\n   a\n  b");
        assert_eq!(value("a\n\n".into()), " \"a\\n\\n\"");
    }
}
