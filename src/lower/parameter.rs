//! Values from outside the stack.

use crate::app::Given;
use crate::diagnostic::Path;
use crate::model::{LogicalId, Origin, Parameter, ParameterType, Stack, Value};

/// What a parameter that a blueprint names takes.
pub(super) struct Kind {
    pub(super) kind: ParameterType,
    pub(super) description: &'static str,
    /// The regular expression its value must match, and what to say if it does not.
    pub(super) pattern: Option<(&'static str, &'static str)>,
    pub(super) why: &'static str,
}

/// A bucket that is there.
pub(super) static BUCKET_NAME: Kind = Kind {
    kind: ParameterType::String,
    description: "Name of a bucket in the region of the stack",
    pattern: Some((
        "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
        "the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots",
    )),
    why: "the bucket is of the region the stack is deployed to",
};

/// The value; a parameter is added to the stack when it is first asked for.
pub(super) fn value<T: Clone + Into<Value>>(
    given: &Given<T>,
    kind: &Kind,
    at: Path,
    stack: &mut Stack,
) -> Value {
    match given {
        Given::Literal(value) => value.clone().into(),
        Given::Parameter(name) => Value::Parameter(stack.add_parameter(Parameter {
            id: LogicalId::chosen(name.as_str()),
            kind: kind.kind,
            description: kind.description.to_owned(),
            default: None,
            pattern: kind.pattern,
            origin: Origin::new(at, kind.why),
        })),
    }
}
