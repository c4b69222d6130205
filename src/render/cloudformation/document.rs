//! What a template is made of, in YAML and JSON alike: scalars, lists, tables and intrinsic functions.

use std::borrow::Cow;

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Document<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Str(Cow<'a, str>),
    /// A list.
    List(Vec<Document<'a>>),
    /// A table, in order.
    Map(Vec<(Cow<'a, str>, Document<'a>)>),
    /// An intrinsic function and its argument: `Sub`, and the text it substitutes in.
    Function(&'static str, Box<Document<'a>>),
}

impl<'a> Document<'a> {
    /// An intrinsic function.
    pub fn function(name: &'static str, argument: Document<'a>) -> Self {
        Self::Function(name, Box::new(argument))
    }
}

impl<'a> From<&'a str> for Document<'a> {
    fn from(text: &'a str) -> Self {
        Self::Str(Cow::Borrowed(text))
    }
}

impl From<String> for Document<'_> {
    fn from(text: String) -> Self {
        Self::Str(Cow::Owned(text))
    }
}

/// The long name of an intrinsic function: `Fn::Sub`; `Ref` and `Condition` have no other.
pub(super) fn long_name(function: &str) -> Cow<'static, str> {
    match function {
        "Ref" => Cow::Borrowed("Ref"),
        "Condition" => Cow::Borrowed("Condition"),
        other => Cow::Owned(format!("Fn::{other}")),
    }
}
