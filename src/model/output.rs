//! What a stack tells.

use super::resource::LogicalId;
use super::value::Value;
use crate::diagnostic::Path;

/// An output of a stack.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its name.
    pub id: LogicalId,
    /// What it is.
    pub description: String,
    /// Its value: text, or a list of texts.
    pub value: Value,
    /// Whether other stacks can take it by name.
    pub is_exported: bool,
    /// The place in the blueprint it speaks of.
    pub path: Path,
}
