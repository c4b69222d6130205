//! Amazon Elastic Container Service.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{Block, Inline, Is, Json, Number, Tags, Word};
use crate::model::Attribute::{Arn, Name};
use crate::model::TerraformAttribute::Own;
use crate::model::{
    ArgumentRow, Constant, JsonKeys, LeftAlone, NameRule, Naming, Postcondition, TerraformResource,
};

types! {
    /// Where services run.
    CLUSTER = "AWS::ECS::Cluster", List,
        [reference(Name, Own("name"))],
        resource(TerraformResource {
            naming: Naming::App(NameRule { longest: 255, is_of_a_load_balancer: false, variant: None }),
            ..TerraformResource::new("aws_ecs_cluster", "Cluster", &[
                ("ClusterSettings", Block("setting", &[
                    ("Name", Is("name")),
                    ("Value", Is("value")),
                ])),
                ("Tags", Tags),
            ])
        });
    /// What capacity a cluster has.
    CLUSTER_CAPACITY_PROVIDER_ASSOCIATIONS = "AWS::ECS::ClusterCapacityProviderAssociations", None, [],
        resource(TerraformResource::new("aws_ecs_cluster_capacity_providers", "ClusterCapacity", &[
            ("Cluster", Is("cluster_name")),
            ("CapacityProviders", Is("capacity_providers")),
            ("DefaultCapacityProviderStrategy", Block("default_capacity_provider_strategy", STRATEGY)),
        ]));
    /// What a task is made of.
    TASK_DEFINITION = "AWS::ECS::TaskDefinition", List, [reference(Arn, Own("arn"))],
        resource(TerraformResource {
            // The service runs the old revision until it runs the new one.
            create_before_destroy: true,
            needs_whole: true,
            ..TerraformResource::new("aws_ecs_task_definition", "TaskDefinition", &[
                ("Family", Is("family")),
                ("RequiresCompatibilities", Is("requires_compatibilities")),
                ("NetworkMode", Is("network_mode")),
                ("Cpu", Number("cpu")),
                ("Memory", Number("memory")),
                ("ExecutionRoleArn", Is("execution_role_arn")),
                ("TaskRoleArn", Is("task_role_arn")),
                ("ContainerDefinitions", Json("container_definitions", JsonKeys::Camel(&["Options"]))),
                ("RuntimePlatform", Block("runtime_platform", &[
                    ("CpuArchitecture", Is("cpu_architecture")),
                    ("OperatingSystemFamily", Is("operating_system_family")),
                ])),
                ("Tags", Tags),
            ])
        });
    /// Tasks that are kept running.
    SERVICE = "AWS::ECS::Service", List,
        [get_att(Name, "Name", Own("name"))],
        resource(TerraformResource {
            naming: Naming::Own,
            // CloudFormation waits until the tasks run.
            constants: &[("wait_for_steady_state", Constant::Bool(true))],
            // Twenty minutes would end before a circuit breaker has given up on slow starters and gone back.
            timeout: Some("60m"),
            left_alone: Some(LeftAlone {
                property: "DesiredCount",
                argument: "desired_count",
                initial: 1,
            }),
            needs_whole: true,
            // Once a circuit breaker has gone back, the service is steady too.
            postcondition: Some(Postcondition {
                property: "TaskDefinition",
                argument: "task_definition",
                message: "The deployment failed: ECS went back to the task definition the service had before.",
            }),
            ..TerraformResource::new("aws_ecs_service", "Service", &[
                ("Cluster", Is("cluster")),
                ("TaskDefinition", Is("task_definition")),
                ("DesiredCount", Is("desired_count")),
                ("AvailabilityZoneRebalancing", Is("availability_zone_rebalancing")),
                ("HealthCheckGracePeriodSeconds", Is("health_check_grace_period_seconds")),
                ("EnableExecuteCommand", Is("enable_execute_command")),
                ("EnableECSManagedTags", Is("enable_ecs_managed_tags")),
                ("PropagateTags", Is("propagate_tags")),
                ("DeploymentConfiguration", Inline(&[
                    ("MinimumHealthyPercent", Is("deployment_minimum_healthy_percent")),
                    ("MaximumPercent", Is("deployment_maximum_percent")),
                    ("DeploymentCircuitBreaker", Block("deployment_circuit_breaker", &[
                        ("Enable", Is("enable")),
                        ("Rollback", Is("rollback")),
                    ])),
                ])),
                ("CapacityProviderStrategy", Block("capacity_provider_strategy", STRATEGY)),
                ("NetworkConfiguration", Inline(&[
                    ("AwsvpcConfiguration", Block("network_configuration", &[
                        ("Subnets", Is("subnets")),
                        ("SecurityGroups", Is("security_groups")),
                        ("AssignPublicIp", Word("assign_public_ip", "ENABLED")),
                    ])),
                ])),
                ("LoadBalancers", Block("load_balancer", &[
                    ("TargetGroupArn", Is("target_group_arn")),
                    ("ContainerName", Is("container_name")),
                    ("ContainerPort", Is("container_port")),
                ])),
                ("Tags", Tags),
            ])
        });
}

static STRATEGY: &[ArgumentRow] = &[
    ("CapacityProvider", Is("capacity_provider")),
    ("Weight", Is("weight")),
];
