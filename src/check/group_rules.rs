//! How many rules a security group has: an account begins with a quota that AWS raises when asked, on which a deploy fails.

use indexmap::IndexMap;

use crate::catalog::ec2;
use crate::diagnostic::{Diagnostics, Path};
use crate::model::{Map, Stack, Value};

/// "Amazon VPC quotas", security groups: so many each way, for IPv4 and for IPv6.
const MOST: usize = 60;

const NAME: &str = "Inbound or outbound rules per security group";

/// The rules of one group, one way.
#[derive(Default)]
struct Count<'a> {
    ipv4: usize,
    ipv6: usize,
    /// Where the rules about prefix lists come from.
    prefix_lists: Vec<&'a Path>,
}

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    let mut counts: IndexMap<(&str, &'static str), Count<'_>> = IndexMap::new();
    for resource in stack.resources() {
        let way = match resource.kind {
            kind if std::ptr::eq(kind, &ec2::SECURITY_GROUP_INGRESS) => "inbound",
            kind if std::ptr::eq(kind, &ec2::SECURITY_GROUP_EGRESS) => "outbound",
            _ => continue,
        };
        let rule = &resource.properties;
        let Some(Value::Attribute(group, _)) = rule.get("GroupId") else {
            continue;
        };
        let count = counts
            .entry((group.logical_id().as_str(), way))
            .or_default();
        // A group counts for both.
        count.ipv4 += usize::from(rule.get("CidrIpv6").is_none());
        count.ipv6 += usize::from(rule.get("CidrIp").is_none());
        if is_about_prefix_list(rule) {
            count.prefix_lists.push(&resource.origin.path);
        }
    }
    for ((group, way), count) in counts {
        let place = stack.resources().find(|it| it.id.as_str() == group);
        let Some(place) = place.map(|it| &it.origin.path) else {
            continue;
        };
        let most = count.ipv4.max(count.ipv6);
        if most > MOST {
            let message = format!("the security group has {most} {way} rules");
            out.warning(place, message).help(format!(
                "an account begins with {MOST}: have the quota \"{NAME}\" raised, or divide the app"
            ));
        }
        if let [first, _, ..] = count.prefix_lists.as_slice() {
            let message = format!(
                "{} {way} rules of the security group are about prefix lists, which count as many as they can have entries",
                count.prefix_lists.len()
            );
            out.warning(first, message).help(format!(
                "an account begins with {MOST}, and CloudFront's list counts 55: add them up, and have the quota \"{NAME}\" raised if need be"
            ));
        }
    }
}

fn is_about_prefix_list(rule: &Map) -> bool {
    let keys = ["SourcePrefixListId", "DestinationPrefixListId"];
    keys.iter().any(|key| rule.get(key).is_some())
}
