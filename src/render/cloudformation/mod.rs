//! CloudFormation templates.

mod document;
mod json;
mod layout;
mod spelling;
mod yaml;

pub use document::Document;
pub use yaml::{to_yaml, write_value};

use crate::model::Stack;

/// A stack as a template in YAML, with a comment on every section and every resource.
pub fn yaml(stack: &Stack) -> String {
    layout::render(stack)
}

/// A stack as a template in JSON.
pub fn json(stack: &Stack) -> String {
    json::render(&spelling::template(stack))
}
