//! The target groups of services: which tasks get requests.

use super::load_balancer::Edge;
use super::network::Network;
use super::scope::Scope;
use crate::app::{Algorithm, Endpoint, HealthyTargets, Protocol};
use crate::catalog::elbv2;
use crate::model::{Handle, Map, Origin, Resource, Stack, props};

pub(super) fn lower(
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    network: &Network,
    edge: &Edge<'_>,
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
        edge.app.target_group_id(&scope.service.name),
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
    let group = &endpoint.target_group;
    let mut attributes = vec![
        attribute(
            "deregistration_delay.timeout_seconds",
            group.deregistration_delay.to_string(),
        ),
        attribute(
            "slow_start.duration_seconds",
            group.slow_start.unwrap_or(0).to_string(),
        ),
        attribute(
            "load_balancing.algorithm.type",
            match group.algorithm {
                Algorithm::RoundRobin => "round_robin",
                Algorithm::LeastOutstandingRequests => "least_outstanding_requests",
                Algorithm::WeightedRandom => "weighted_random",
            },
        ),
        attribute(
            "load_balancing.algorithm.anomaly_mitigation",
            if group.anomaly_mitigation {
                "on"
            } else {
                "off"
            },
        ),
        attribute(
            "load_balancing.cross_zone.enabled",
            // An Application Load Balancer's own is always on.
            if group.cross_zone {
                "use_load_balancer_configuration"
            } else {
                "false"
            },
        ),
    ];
    let health = [
        (
            group.dns_failover,
            "target_group_health.dns_failover.minimum_healthy_targets.count",
            "target_group_health.dns_failover.minimum_healthy_targets.percentage",
        ),
        (
            group.unhealthy_state_routing,
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
        ),
    ];
    for (HealthyTargets { count, percentage }, count_key, percentage_key) in health {
        attributes.push(attribute(count_key, count.to_string()));
        let percentage = percentage.map_or_else(|| "off".to_owned(), |it| it.to_string());
        attributes.push(attribute(percentage_key, percentage));
    }
    attributes.extend(stickiness(endpoint));
    attributes
}

fn stickiness(endpoint: &Endpoint) -> Vec<Map> {
    let stickiness = endpoint.target_group.stickiness.as_ref();
    let cookie = stickiness.and_then(|it| it.cookie.as_ref());
    let kind = match cookie {
        None => "lb_cookie",
        Some(_) => "app_cookie",
    };
    let mut attributes = vec![
        attribute("stickiness.enabled", stickiness.is_some().to_string()),
        attribute("stickiness.type", kind),
    ];
    if let Some(stickiness) = stickiness {
        let duration = match cookie {
            None => "stickiness.lb_cookie.duration_seconds",
            Some(_) => "stickiness.app_cookie.duration_seconds",
        };
        attributes.push(attribute(duration, stickiness.duration.to_string()));
    }
    if let Some(cookie) = cookie {
        attributes.push(attribute(
            "stickiness.app_cookie.cookie_name",
            cookie.clone(),
        ));
    }
    attributes
}

fn attribute(key: &'static str, value: impl Into<std::borrow::Cow<'static, str>>) -> Map {
    props! { "Key": key, "Value": crate::model::Value::Str(value.into()) }
}
