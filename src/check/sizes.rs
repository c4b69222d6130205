//! The sizes of documents that AWS takes only so large.

use crate::catalog::{ecs, iam};
use crate::diagnostic::{Diagnostics, counted};
use crate::model::{Map, ResourceType, Stack, Value};

/// A document with a limit.
struct Limit {
    kind: &'static ResourceType,
    /// The property that is limited; none for the resource as a whole.
    property: Option<&'static str>,
    what: &'static str,
    bytes: usize,
    help: &'static str,
}

static LIMITS: [Limit; 2] = [
    // Amazon ECS service quotas, "Task definition size": 64 KB, of which some is left for what AWS adds.
    Limit {
        kind: &ecs::TASK_DEFINITION,
        property: None,
        what: "the task definition",
        bytes: 60 * 1024,
        help: "ECS takes 64 KB: move long variables to a file, a bucket or a parameter",
    },
    // "IAM and AWS STS quotas": the inline policies of a role have 10,240 characters.
    Limit {
        kind: &iam::ROLE,
        property: Some("Policies"),
        what: "the policy of the role",
        bytes: 10_240,
        help: "IAM takes 10,240: name fewer secrets, actions and resources, or several at once with `*`",
    },
];

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    for resource in stack.resources() {
        for limit in LIMITS
            .iter()
            .filter(|limit| std::ptr::eq(limit.kind, resource.kind))
        {
            let bytes = match limit.property {
                None => map_size(&resource.properties),
                Some(property) => resource.properties.get(property).map_or(0, size),
            };
            if bytes > limit.bytes {
                let message = format!("{} has {}", limit.what, counted(bytes, "byte"));
                out.error(&resource.origin.path, message).help(limit.help);
            }
        }
    }
}

fn map_size(map: &Map) -> usize {
    map.iter()
        .map(|(key, value)| key.len() + "\"\":,".len() + size(value))
        .sum()
}

/// About what a value takes as JSON; what is known only at the deploy counts as an ARN.
fn size(value: &Value) -> usize {
    match value {
        Value::Bool(_) | Value::Int(_) => 5,
        Value::Str(text) => text.len() + 2,
        Value::List(items) => 2 + items.iter().map(|item| size(item) + 1).sum::<usize>(),
        Value::Map(map) => 2 + map_size(map),
        _ => 100,
    }
}
