//! From a stack to the text of a target. Renderers spell; they decide nothing and cannot fail.

pub mod cloudformation;
pub mod reference;
mod template;

use crate::model::Stack;

/// A target, and how it is written.
#[derive(Debug)]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Writes a stack.
    pub render: fn(&Stack) -> String,
}

/// Every format.
pub static FORMATS: [Format; 2] = [
    Format {
        name: "yaml",
        about: "a CloudFormation template in YAML, with comments",
        render: cloudformation::yaml,
    },
    Format {
        name: "json",
        about: "a CloudFormation template in JSON",
        render: cloudformation::json,
    },
];
