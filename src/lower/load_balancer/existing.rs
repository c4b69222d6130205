//! Load balancers that are there already: nothing of them is made, and what is known only at the deploy is a parameter.

use super::Edge;
use crate::app::{ExistingListener, Given, LoadBalancer};
use crate::lower::certificate;
use crate::lower::parameter::{Kind, value};
use crate::lower::rules;
use crate::lower::zone::Zones;
use crate::model::{ParameterType, Stack, Value};

const WHY: &str = "the services are behind a load balancer that is there already";

static LISTENER: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of the listener that the services put their rules on",
    pattern: Some((
        "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/app/.+",
        "the ARN of a listener of an Application Load Balancer: arn:aws:elasticloadbalancing:...:listener/app/...",
    )),
    why: WHY,
};

static DNS_NAME: Kind = Kind {
    kind: ParameterType::String,
    description: "Name of the load balancer in DNS",
    pattern: Some((
        "[A-Za-z0-9.-]+",
        "a name in DNS, as the load balancer tells it",
    )),
    why: WHY,
};

static HOSTED_ZONE_ID: Kind = Kind {
    kind: ParameterType::String,
    description: "Hosted zone of the load balancer's name in DNS, as the load balancer tells it",
    pattern: Some((
        "Z[A-Z0-9]{1,31}",
        "the id of a hosted zone, as the load balancer tells it: Z...",
    )),
    why: WHY,
};

static FULL_NAME: Kind = Kind {
    kind: ParameterType::String,
    description: "The end of the load balancer's ARN, from app/ on",
    pattern: Some((
        "app/[A-Za-z0-9-]+/[A-Za-z0-9]+",
        "the end of the load balancer's ARN: app/, its name, / and its id",
    )),
    why: WHY,
};

pub(super) fn lower<'a>(
    load_balancer: &'a LoadBalancer,
    listener: &ExistingListener,
    zones: &Zones,
    stack: &mut Stack,
) -> Edge<'a> {
    if !listener.certificates.is_empty() {
        stack.section("Certificates: for the listener that is there");
    }
    let existing = load_balancer.at.key("existing");
    let arn = value(&listener.arn, &LISTENER, existing.key("listener"), stack);
    let certificates = certificate::lower(load_balancer, &listener.certificates, zones, stack);
    certificate::attach(load_balancer, "", &certificates, &arn, stack);
    let mut wanted = |given: &Option<Given>, kind, key: &'static str| -> Option<Value> {
        let given = given.as_ref()?;
        Some(value(given, kind, existing.key(key), stack))
    };
    Edge {
        app: load_balancer,
        own: None,
        dns_name: wanted(&listener.dns_name, &DNS_NAME, "dns_name"),
        hosted_zone_id: wanted(&listener.hosted_zone_id, &HOSTED_ZONE_ID, "hosted_zone_id"),
        full_name: wanted(&listener.full_name, &FULL_NAME, "full_name"),
        security_group: rules::group_id(
            &listener.security_group,
            existing.key("security_group"),
            stack,
        ),
        listener: Some(arn),
        scheme: if listener.is_https { "https" } else { "http" },
    }
}
