//! Quotas that an account begins with and that AWS raises when asked: passing one is no mistake, but a deploy fails on it.

use indexmap::IndexMap;

use crate::catalog::elbv2;
use crate::diagnostic::{Diagnostics, Path};
use crate::model::{ResourceType, Stack, Value};

/// A quota on how many resources of a type belong to one other.
struct Quota {
    kind: &'static ResourceType,
    /// The property that says what they belong to; none if there is only one of that.
    owner: Option<&'static str>,
    most: usize,
    what: &'static str,
    name: &'static str,
}

/// "Quotas for your Application Load Balancers".
static QUOTAS: [Quota; 2] = [
    Quota {
        kind: &elbv2::LISTENER_RULE,
        owner: Some("ListenerArn"),
        most: 100,
        what: "rules on the load balancer",
        name: "Rules per Application Load Balancer",
    },
    Quota {
        kind: &elbv2::TARGET_GROUP,
        owner: None,
        most: 100,
        what: "target groups on the load balancer",
        name: "Target Groups per Application Load Balancer",
    },
];

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    for quota in &QUOTAS {
        let found = most_of_one(stack, quota);
        if found > quota.most {
            let message = format!("there are {found} {}", quota.what);
            out.warning(&Path::of("services"), message).help(format!(
                "an account begins with {}: have the quota \"{}\" raised, or divide the app",
                quota.most, quota.name
            ));
        }
    }
}

/// How many resources the one has that has most of them.
fn most_of_one(stack: &Stack, quota: &Quota) -> usize {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for resource in stack.resources() {
        if !std::ptr::eq(resource.kind, quota.kind) {
            continue;
        }
        let owner = quota.owner.and_then(|owner| resource.properties.get(owner));
        let owner = match owner {
            Some(Value::Attribute(handle, _)) => handle.logical_id().as_str(),
            _ => "",
        };
        *counts.entry(owner).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}
