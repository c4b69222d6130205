//! Application Auto Scaling.

use super::row::{reference, resource, types};
use crate::model::Argument::{Block, Is, SameAs, Tags};
use crate::model::Attribute::Id;
use crate::model::TerraformAttribute::Own;
use crate::model::TerraformResource;

types! {
    /// What is scaled: here, the number of tasks of a service.
    SCALABLE_TARGET = "AWS::ApplicationAutoScaling::ScalableTarget", List,
        [reference(Id, Own("id"))],
        resource(TerraformResource::new("aws_appautoscaling_target", "ScalableTarget", &[
            ("ServiceNamespace", Is("service_namespace")),
            ("ScalableDimension", Is("scalable_dimension")),
            ("ResourceId", Is("resource_id")),
            ("MinCapacity", Is("min_capacity")),
            ("MaxCapacity", Is("max_capacity")),
            ("Tags", Tags),
        ]));
    /// When it is scaled.
    SCALING_POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy", None, [],
        resource(TerraformResource::new("aws_appautoscaling_policy", "ScalingPolicy", &[
            ("PolicyName", Is("name")),
            ("PolicyType", Is("policy_type")),
            ("ScalingTargetId", SameAs(&["service_namespace", "scalable_dimension", "resource_id"])),
            ("TargetTrackingScalingPolicyConfiguration", Block(
                "target_tracking_scaling_policy_configuration",
                &[
                    ("TargetValue", Is("target_value")),
                    ("ScaleInCooldown", Is("scale_in_cooldown")),
                    ("ScaleOutCooldown", Is("scale_out_cooldown")),
                    ("PredefinedMetricSpecification", Block("predefined_metric_specification", &[
                        ("PredefinedMetricType", Is("predefined_metric_type")),
                        ("ResourceLabel", Is("resource_label")),
                    ])),
                ],
            )),
        ]));
}
