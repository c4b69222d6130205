//! Target tracking: how many tasks a service has.

use super::load_balancer::Edge;
use super::routing::Route;
use super::scope::Scope;
use crate::app::Scaling;
use crate::catalog::application_auto_scaling::{SCALABLE_TARGET, SCALING_POLICY};
use crate::model::{Attribute, Handle, Map, Origin, Resource, Stack, Value, props};

pub(super) fn lower(
    scope: &Scope<'_>,
    scaling: &Scaling,
    cluster: &Handle,
    service: &Handle,
    behind: Option<(&Edge<'_>, &Route)>,
    stack: &mut Stack,
) {
    let at = scope.at.key("scaling");
    let target = stack.add(Resource::new(
        scope.id("ScalableTarget"),
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
            "CpuScalingPolicy",
            scaling.cpu,
            "ECSServiceAverageCPUUtilization",
            None,
        ),
        (
            "memory",
            "MemoryScalingPolicy",
            scaling.memory,
            "ECSServiceAverageMemoryUtilization",
            None,
        ),
        (
            "requests",
            "RequestsScalingPolicy",
            scaling.requests,
            "ALBRequestCountPerTarget",
            behind.and_then(|(edge, route)| request_label(edge, route)),
        ),
    ];
    for (key, suffix, value, metric, label) in metrics {
        let Some(value) = value else {
            continue;
        };
        stack.add(Resource::new(
            scope.id(suffix),
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
fn request_label(edge: &Edge<'_>, route: &Route) -> Option<Value> {
    Some(Value::concat([
        edge.full_name.clone()?,
        "/".into(),
        route.target_group.get(Attribute::FullName),
    ]))
}
