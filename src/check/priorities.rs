//! Priorities of listener rules: two rules of a listener cannot have the same.

use indexmap::IndexMap;

use crate::catalog::elbv2;
use crate::diagnostic::{Diagnostics, Path};
use crate::model::{Stack, Value};

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    let mut taken: IndexMap<(&str, i64), &Path> = IndexMap::new();
    for rule in stack.resources() {
        if !std::ptr::eq(rule.kind, &elbv2::LISTENER_RULE) {
            continue;
        }
        let listener = rule.properties.get("ListenerArn");
        let priority = rule.properties.get("Priority");
        let (Some(Value::Attribute(listener, _)), Some(Value::Int(priority))) =
            (listener, priority)
        else {
            continue;
        };
        let path = &rule.origin.path;
        if let Some(other) = taken.insert((listener.logical_id().as_str(), *priority), path) {
            out.error(
                path,
                format!(
                    "`{path}` and `{other}` get the same priority on the load balancer, {priority}"
                ),
            )
            .help(super::schema::OUR_MISTAKE);
        }
    }
}
