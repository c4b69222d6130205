//! The size of a task definition.

use crate::catalog::ecs;
use crate::diagnostic::{Diagnostics, counted};
use crate::model::{Map, Stack, Value};

/// Amazon ECS service quotas, "Task definition size": 64 KB, of which some is left for what AWS adds.
const LARGEST: usize = 60 * 1024;

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    for resource in stack.resources() {
        if !std::ptr::eq(resource.kind, &ecs::TASK_DEFINITION) {
            continue;
        }
        let size = map_size(&resource.properties);
        if size > LARGEST {
            out.error(
                &resource.origin.path,
                format!("the task definition has {}", counted(size, "byte")),
            )
            .help("ECS takes 64 KB: move long variables to a file, a bucket or a parameter");
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
