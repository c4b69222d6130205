//! Log groups.

use crate::catalog::logs;
use crate::model::{Handle, Origin, Resource, Stack, Value, props};

/// A log group that is deleted with its stack.
pub(super) fn group(
    id: String,
    name: Value,
    retention: i64,
    origin: Origin,
    stack: &mut Stack,
) -> Handle {
    stack.add(Resource::new(
        id,
        &logs::LOG_GROUP,
        origin,
        props! { "LogGroupName": name, "RetentionInDays": retention },
    ))
}
