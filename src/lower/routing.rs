//! How requests reach a service: its target group, and its rules on the load balancer.

use std::collections::BTreeSet;

use super::id;
use super::load_balancer::Edge;
use super::network::Network;
use super::scope::Scope;
use crate::app::{Endpoint, HostName, Protocol};
use crate::catalog::elbv2;
use crate::model::{Handle, Map, Origin, Resource, Stack, props};

/// What a service needs of its place behind the load balancer.
pub(super) struct Route {
    pub(super) target_group: Handle,
    /// Rules that send requests to it. Until there is one, ECS refuses the target group.
    pub(super) rules: Vec<Handle>,
}

pub(super) fn lower(
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    network: &Network,
    edge: &Edge<'_>,
    priorities: &mut Priorities,
    stack: &mut Stack,
) -> Route {
    let target_group = target_group(scope, endpoint, network, stack);
    let rules = listener_rules(scope, endpoint, edge, &target_group, priorities, stack);
    Route {
        target_group,
        rules,
    }
}

fn target_group(
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    network: &Network,
    stack: &mut Stack,
) -> Handle {
    let check = &endpoint.health_check;
    let (version, matcher) = match endpoint.protocol {
        Protocol::Http => ("HTTP1", "HttpCode"),
        Protocol::Http2 => ("HTTP2", "HttpCode"),
        Protocol::Grpc => ("GRPC", "GrpcCode"),
    };
    let mut codes = Map::new();
    codes.set(matcher, check.codes.clone());
    stack.add(Resource::new(
        scope.id("TargetGroup"),
        &elbv2::TARGET_GROUP,
        Origin::new(
            scope.at.key("health_check"),
            "the tasks that get requests, as long as they are healthy",
        ),
        props! {
            "VpcId": network.vpc_id(),
            "TargetType": "ip",
            "Port": endpoint.port,
            "Protocol": "HTTP",
            "ProtocolVersion": version,
            "HealthCheckEnabled": true,
            "HealthCheckProtocol": "HTTP",
            "HealthCheckPath": check.path.clone(),
            "HealthCheckPort" ?: check.port.map(|port| port.to_string()),
            "HealthCheckIntervalSeconds": check.interval,
            "HealthCheckTimeoutSeconds": check.timeout,
            "HealthyThresholdCount": check.healthy_threshold,
            "UnhealthyThresholdCount": check.unhealthy_threshold,
            "Matcher": codes,
            "TargetGroupAttributes": attributes(endpoint),
        },
    ))
}

/// Application Load Balancers user guide, "Edit target group attributes". What is off is said too: an attribute that is left out
/// stays as it was.
fn attributes(endpoint: &Endpoint) -> Vec<Map> {
    let attribute = |key: &'static str, value: String| props! { "Key": key, "Value": value };
    let mut attributes = vec![
        attribute(
            "deregistration_delay.timeout_seconds",
            endpoint.deregistration_delay.to_string(),
        ),
        attribute(
            "slow_start.duration_seconds",
            endpoint.slow_start.unwrap_or(0).to_string(),
        ),
        attribute(
            "stickiness.enabled",
            endpoint.stickiness.is_some().to_string(),
        ),
        attribute("stickiness.type", "lb_cookie".to_owned()),
    ];
    if let Some(seconds) = endpoint.stickiness {
        attributes.push(attribute(
            "stickiness.lb_cookie.duration_seconds",
            seconds.to_string(),
        ));
    }
    attributes
}

fn listener_rules(
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    edge: &Edge<'_>,
    target_group: &Handle,
    priorities: &mut Priorities,
    stack: &mut Stack,
) -> Vec<Handle> {
    let at = scope.at.key("hosts");
    let why = if endpoint.hosts.is_empty() {
        "every request that no other rule takes goes to the service"
    } else {
        "requests for these names go to the service"
    };
    let rules = matches(&endpoint.hosts).into_iter().enumerate();
    rules
        .map(|(index, rule)| {
            stack.add(Resource::new(
                id::nth(scope.id("ListenerRule"), index),
                &elbv2::LISTENER_RULE,
                Origin::new(at.clone(), why),
                props! {
                    "ListenerArn": edge.listener.arn(),
                    "Priority": priorities.next(&endpoint.load_balancer, &scope.service.name, rule.band),
                    "Conditions": [rule.condition],
                    "Actions": [props! { "Type": "forward", "TargetGroupArn": target_group.arn() }],
                },
            ))
        })
        .collect()
}

/// What one rule matches, and how early it must be asked.
struct Match {
    condition: Map,
    band: Band,
}

/// The rules for the names of a service: exact names, then wildcards with as many labels as each other.
fn matches(hosts: &[HostName]) -> Vec<Match> {
    // Elastic Load Balancing API, "RuleCondition": a rule takes five values.
    const VALUES: usize = 5;
    if hosts.is_empty() {
        let condition = props! {
            "Field": "path-pattern",
            "PathPatternConfig": props! { "Values": ["/*"] },
        };
        return vec![Match {
            condition,
            band: Band::EveryName,
        }];
    }
    let mut bands: Vec<(Band, Vec<String>)> = Vec::new();
    for host in hosts {
        let band = Band::of(host);
        match bands.iter_mut().find(|(other, _)| *other == band) {
            Some((_, names)) => names.push(host.to_string()),
            None => bands.push((band, vec![host.to_string()])),
        }
    }
    let mut matches = Vec::new();
    for (band, names) in bands {
        for values in names.chunks(VALUES) {
            let config = props! { "Values": values.to_vec() };
            let condition = props! { "Field": "host-header", "HostHeaderConfig": config };
            matches.push(Match { condition, band });
        }
    }
    matches
}

/// How early a rule is asked. A `*` of the load balancer matches dots too, so the more of a name is written, the earlier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Band {
    ExactName,
    /// With so many labels.
    Wildcard(usize),
    EveryName,
}

impl Band {
    fn of(host: &HostName) -> Self {
        if host.is_wildcard() {
            Self::Wildcard(host.as_str().split('.').count())
        } else {
            Self::ExactName
        }
    }

    /// The first of its priorities, and how many there are, of the 50,000 that Elastic Load Balancing allows.
    fn priorities(self) -> (i64, i64) {
        const MOST_LABELS: usize = 10;
        match self {
            Self::ExactName => (10_000, 10_000),
            Self::Wildcard(labels) => {
                let missing = MOST_LABELS - labels.min(MOST_LABELS);
                (20_000 + missing as i64 * 1_000, 1_000)
            }
            Self::EveryName => (40_000, 10_000),
        }
    }
}

/// Hands out the priorities of the rules of every load balancer.
///
/// A rule's priority follows from the name of its service, so that no other service can move it; only where two names fall on
/// the same number, the later one moves on to the next that is free.
#[derive(Default)]
pub(super) struct Priorities {
    taken: BTreeSet<(String, i64)>,
}

impl Priorities {
    fn next(&mut self, load_balancer: &str, name: &str, band: Band) -> i64 {
        let (first, count) = band.priorities();
        let start = (fnv1a(name) % count.unsigned_abs()) as i64;
        let mut candidates = (0..count).map(|step| first + (start + step) % count);
        let on = |priority: i64| (load_balancer.to_owned(), priority);
        let free = candidates.find(|candidate| !self.taken.contains(&on(*candidate)));
        // A full band has many times the rules a load balancer takes; `check` reports the doubled number.
        let priority = free.unwrap_or(first);
        self.taken.insert(on(priority));
        priority
    }
}

/// The FNV-1a hash of a name: the same on every machine, for ever.
fn fnv1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
