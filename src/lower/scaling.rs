//! Target tracking: how many tasks a service has.

use super::id;
use super::load_balancer::Edge;
use super::routing::Route;
use crate::app::Scaling;
use crate::catalog::application_auto_scaling::{SCALABLE_TARGET, SCALING_POLICY};
use crate::diagnostic::Path;
use crate::model::{Attribute, Handle, Map, Origin, Resource, Stack, Value, props};

pub(super) fn lower(
    name: &str,
    scaling: &Scaling,
    cluster: &Handle,
    service: &Handle,
    behind: Option<(&Edge, &Route)>,
    stack: &mut Stack,
) {
    let at = Path::of("services").key(name.to_owned()).key("scaling");
    let target = stack.add(Resource::new(
        id::of(name, "ScalableTarget"),
        &SCALABLE_TARGET,
        Origin::new(at.clone(), "how many tasks there may be"),
        props! {
            "ServiceNamespace": "ecs",
            "ScalableDimension": "ecs:service:DesiredCount",
            "ResourceId": Value::concat([
                "service/".into(),
                cluster.name(),
                "/".into(),
                service.name(),
            ]),
            "MinCapacity": scaling.min,
            "MaxCapacity": scaling.max,
        },
    ));
    let metrics = [
        (
            "cpu",
            "Cpu",
            scaling.cpu,
            "ECSServiceAverageCPUUtilization",
            None,
        ),
        (
            "memory",
            "Memory",
            scaling.memory,
            "ECSServiceAverageMemoryUtilization",
            None,
        ),
        (
            "requests",
            "Requests",
            scaling.requests,
            "ALBRequestCountPerTarget",
            behind.map(|(edge, route)| request_label(edge, route)),
        ),
    ];
    for (key, title, value, metric, label) in metrics {
        let Some(value) = value else {
            continue;
        };
        stack.add(Resource::new(
            id::of(name, &format!("{title}ScalingPolicy")),
            &SCALING_POLICY,
            Origin::new(
                at.key(key),
                format!("adds and removes tasks to keep {key} near the target"),
            ),
            props! {
                "PolicyName": key,
                "PolicyType": "TargetTrackingScaling",
                "ScalingTargetId": target.id(),
                "TargetTrackingScalingPolicyConfiguration": tracking(scaling, value, metric, label),
            },
        ));
    }
}

fn tracking(scaling: &Scaling, value: i64, metric: &'static str, label: Option<Value>) -> Map {
    props! {
        "TargetValue": value,
        "PredefinedMetricSpecification": props! {
            "PredefinedMetricType": metric,
            "ResourceLabel" ?: label,
        },
        "ScaleInCooldown": scaling.scale_in_cooldown,
        "ScaleOutCooldown": scaling.scale_out_cooldown,
    }
}

/// Application Auto Scaling API, "PredefinedMetricSpecification": `app/…/…/targetgroup/…/…`.
fn request_label(edge: &Edge, route: &Route) -> Value {
    Value::concat([
        edge.load_balancer.get(Attribute::FullName),
        "/".into(),
        route.target_group.get(Attribute::FullName),
    ])
}
