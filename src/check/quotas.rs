//! Quotas that an account begins with and that AWS raises when asked: passing one is no mistake, but a deploy fails on it.

use crate::catalog::{ec2, elbv2};
use crate::diagnostic::{Diagnostics, Path};
use crate::model::{ResourceType, Stack};

/// A quota on how many resources of a type belong to one other.
struct Quota {
    kind: &'static ResourceType,
    most: usize,
    what: &'static str,
    name: &'static str,
}

/// "Quotas for your Application Load Balancers"; "Amazon VPC quotas". The load balancer's security group has a rule out for
/// every port of a service.
static QUOTAS: [Quota; 3] = [
    Quota {
        kind: &elbv2::LISTENER_RULE,
        most: 100,
        what: "rules on the load balancer",
        name: "Rules per Application Load Balancer",
    },
    Quota {
        kind: &elbv2::TARGET_GROUP,
        most: 100,
        what: "target groups on the load balancer",
        name: "Target Groups per Application Load Balancer",
    },
    Quota {
        kind: &ec2::SECURITY_GROUP_EGRESS,
        most: 60,
        what: "ports of services behind the load balancer",
        name: "Inbound or outbound rules per security group",
    },
];

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    for quota in &QUOTAS {
        let found = stack
            .resources()
            .filter(|r| std::ptr::eq(r.kind, quota.kind))
            .count();
        if found > quota.most {
            let message = format!("there are {found} {}", quota.what);
            out.warning(&Path::of("services"), message).help(format!(
                "an account begins with {}: have the quota \"{}\" raised, or divide the app",
                quota.most, quota.name
            ));
        }
    }
}
