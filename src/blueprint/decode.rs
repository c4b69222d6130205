//! From TOML to the blueprint's types, reporting every problem of shape and keeping everything that can be read.
//!
//! Serde stops at the first error; a blueprint is read to the end. What cannot be read becomes `None`, is reported where it
//! stands, and is remembered, so that later stages do not call it missing.

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::elsewhere::instead_of;
use super::shape::{FieldShape, Shape};
use crate::diagnostic::{Diagnostics, Path, listed, nearest};

/// A type that a blueprint can hold.
pub trait Decode: Sized {
    /// What it looks like: for error messages and for the reference.
    fn shape() -> Shape;

    /// Reads a value; `None` if it is of another shape, which has then been reported.
    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self>;

    /// Whether a value is of this kind, whatever its details: what tells the two sides of a [`OneOf`] apart.
    fn accepts(value: &DeValue<'_>) -> bool;
}

/// A value that may be written in a short and in a long form, told apart by its TOML type.
#[derive(Clone, Debug, PartialEq)]
pub enum OneOf<A, B> {
    /// The first form.
    First(A),
    /// The second form.
    Second(B),
}

impl<A: Decode, B: Decode> Decode for OneOf<A, B> {
    fn shape() -> Shape {
        Shape::OneOf(Box::new(A::shape()), Box::new(B::shape()))
    }

    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        if A::accepts(value) {
            A::decode(value, at, out).map(Self::First)
        } else if B::accepts(value) {
            B::decode(value, at, out).map(Self::Second)
        } else {
            wrong_type(value, &Self::shape(), at, out);
            None
        }
    }

    fn accepts(value: &DeValue<'_>) -> bool {
        A::accepts(value) || B::accepts(value)
    }
}

impl Decode for String {
    fn shape() -> Shape {
        Shape::String
    }

    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        scalar(value, at, out, |v| v.as_str().map(str::to_owned))
    }

    fn accepts(value: &DeValue<'_>) -> bool {
        value.is_str()
    }
}

impl Decode for bool {
    fn shape() -> Shape {
        Shape::Boolean
    }

    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        scalar(value, at, out, |v| v.as_bool())
    }

    fn accepts(value: &DeValue<'_>) -> bool {
        value.is_bool()
    }
}

impl Decode for i64 {
    fn shape() -> Shape {
        Shape::Integer
    }

    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        let integer = value.as_integer();
        let read = integer.and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
        if integer.is_some() && read.is_none() {
            out.error(at, format!("`{at}` is too large a number"))
                .help("write a whole number below 2^63");
            return None;
        }
        scalar(value, at, out, |_| read)
    }

    fn accepts(value: &DeValue<'_>) -> bool {
        value.is_integer()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        let Some(array) = value.as_array() else {
            wrong_type(value, &Self::shape(), at, out);
            return None;
        };
        // A list with a hole would have its later items at places where nobody wrote them.
        let items: Vec<Option<T>> = array
            .iter()
            .enumerate()
            .map(|(i, item)| T::decode(item.get_ref(), &at.index(i), out))
            .collect();
        items.into_iter().collect()
    }

    fn accepts(value: &DeValue<'_>) -> bool {
        value.is_array()
    }
}

impl<T: Decode> Decode for IndexMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }

    fn decode(value: &DeValue<'_>, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        let table = expect_table(value, &Self::shape(), at, out)?;
        let mut map = Self::with_capacity(table.len());
        for (key, value) in table.iter() {
            let key = key.get_ref().to_string();
            let at = at.key(key.clone());
            match T::decode(value.get_ref(), &at, out) {
                Some(item) => {
                    map.insert(key, item);
                }
                None => {
                    out.suggest(&at, format!("write {}", T::shape().in_words()));
                    out.mark_unreadable(at);
                }
            }
        }
        Some(map)
    }

    fn accepts(value: &DeValue<'_>) -> bool {
        value.is_table()
    }
}

/// The table that a section is read from.
pub(super) fn expect_table<'v, 'i>(
    value: &'v DeValue<'i>,
    shape: &Shape,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<&'v DeTable<'i>> {
    let table = value.as_table();
    if table.is_none() {
        wrong_type(value, shape, at, out);
    }
    table
}

/// One field of a section.
pub(super) fn field<T: Decode>(
    value: &Spanned<DeValue<'_>>,
    section: &Path,
    shape: &'static FieldShape,
    out: &mut Diagnostics,
) -> Option<T> {
    let at = section.key(shape.name);
    let decoded = T::decode(value.get_ref(), &at, out);
    if decoded.is_none() {
        let words = T::shape().in_words();
        out.suggest(
            &at,
            match shape.example() {
                Some(example) => format!("write {words}, as `{example}`"),
                None => format!("write {words}"),
            },
        );
        out.mark_unreadable(at);
    }
    decoded
}

/// Reports a key that its section does not have.
pub(super) fn unknown_key(
    key: &str,
    known: &'static [FieldShape],
    section: &Path,
    out: &mut Diagnostics,
) {
    let names = || known.iter().map(|field| field.name);
    let place = if section.is_root() {
        "the blueprint".to_owned()
    } else {
        format!("`{section}`")
    };
    let elsewhere = instead_of(key, section);
    let suggestion = nearest(key, names()).filter(|_| elsewhere.is_none());
    if let Some(meant) = suggestion {
        // Then its absence is not a second mistake.
        out.mark_unreadable(section.key(meant));
    }
    let diagnostic = out.error_at_key(
        &section.key(key.to_owned()),
        format!("{place} has no key `{}`", key.escape_debug()),
    );
    match suggestion {
        Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")),
        None => diagnostic.label("unknown key").help(match elsewhere {
            Some(help) => help.to_owned(),
            None => format!("the keys here are {}", listed(names(), "and")),
        }),
    };
}

/// Reports a value that is none of the words a choice allows.
pub(super) fn unknown_word(
    word: &str,
    words: &[(&'static str, &'static str)],
    at: &Path,
    out: &mut Diagnostics,
) {
    let known = || words.iter().map(|(word, _)| *word);
    let diagnostic = out.error(at, format!("`{at}` cannot be `{}`", word.escape_debug()));
    if let Some(meant) = nearest(word, known()) {
        diagnostic.label(format!("did you mean `{meant}`?"));
    }
    diagnostic.help(format!(
        "write {}",
        listed(known().map(|w| format!("\"{w}\"")), "or")
    ));
}

fn scalar<T: Decode>(
    value: &DeValue<'_>,
    at: &Path,
    out: &mut Diagnostics,
    read: impl FnOnce(&DeValue<'_>) -> Option<T>,
) -> Option<T> {
    let read = read(value);
    if read.is_none() {
        wrong_type(value, &T::shape(), at, out);
    }
    read
}

fn wrong_type(value: &DeValue<'_>, expected: &Shape, at: &Path, out: &mut Diagnostics) {
    let found = match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    let words = expected.in_words();
    let help = match (value, expected) {
        (DeValue::String(_), Shape::List(_)) => Some("put it in brackets: `[\"…\"]`"),
        (DeValue::String(_), Shape::Boolean) => Some("write `true` or `false`, without quotes"),
        (DeValue::String(_), Shape::Integer) => Some("leave out the quotes"),
        (_, Shape::Map(_) | Shape::Section(_)) => Some("write a table: `{ key = … }`"),
        // The field knows an example.
        _ => None,
    };
    let message = format!("`{at}` must be {words}, not {found}");
    let diagnostic = out.error(at, message);
    diagnostic.label(format!("expected {words}"));
    if let Some(help) = help {
        diagnostic.help(help);
    }
}
