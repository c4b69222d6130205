"""Clusters, tasks, services and their scaling."""

import json

from .rules import argument, arn, between, length, matching, one_of

STRATEGY_BASE = between(0, 100000)
STRATEGY_WEIGHT = between(0, 1000)


def container_definitions(value):
    """ecs/container_definitions.go, expandContainerDefinitions."""
    try:
        definitions = json.loads(value)
    except ValueError as error:
        return f"container_definitions is invalid: {error}"
    if not isinstance(definitions, list):
        return "container_definitions is invalid: not a list"
    if not all(isinstance(item, dict) for item in definitions):
        return "container_definitions is invalid: not a list of objects"
    return None


CHECKS = {
    # ecs/cluster.go
    "aws_ecs_cluster": (
        argument("name", matching(r"^[0-9A-Za-z_-]{1,255}$")),
        argument("setting.name", one_of("containerInsights")),
        argument(
            "configuration.execute_command_configuration.logging",
            one_of("NONE", "DEFAULT", "OVERRIDE"),
        ),
    ),
    # ecs/cluster_capacity_providers.go
    "aws_ecs_cluster_capacity_providers": (
        argument("default_capacity_provider_strategy.base", STRATEGY_BASE),
        argument("default_capacity_provider_strategy.weight", STRATEGY_WEIGHT),
    ),
    # ecs/task_definition.go
    "aws_ecs_task_definition": (
        argument("container_definitions", container_definitions),
        argument("ephemeral_storage.size_in_gib", between(21, 200)),
        argument("execution_role_arn", arn),
        argument("task_role_arn", arn),
        argument("family", matching("^[0-9A-Za-z_-]{1,255}$")),
        argument("network_mode", one_of("bridge", "host", "awsvpc", "none")),
        argument(
            "requires_compatibilities",
            one_of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"),
        ),
        argument("runtime_platform.cpu_architecture", one_of("X86_64", "ARM64")),
    ),
    # ecs/service.go
    "aws_ecs_service": (
        argument("availability_zone_rebalancing", one_of("ENABLED", "DISABLED")),
        argument("capacity_provider_strategy.base", STRATEGY_BASE),
        argument("capacity_provider_strategy.weight", STRATEGY_WEIGHT),
        argument(
            "deployment_controller.type", one_of("ECS", "CODE_DEPLOY", "EXTERNAL")
        ),
        argument("health_check_grace_period_seconds", between(0, 2147483647)),
        argument(
            "launch_type", one_of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES")
        ),
        argument("load_balancer.container_port", between(0, 65536)),
        argument("load_balancer.target_group_arn", arn),
        argument("propagate_tags", one_of("TASK_DEFINITION", "SERVICE", "NONE")),
        argument("scheduling_strategy", one_of("REPLICA", "DAEMON")),
    ),
    # appautoscaling/target.go
    "aws_appautoscaling_target": (argument("role_arn", arn),),
    # appautoscaling/policy.go
    "aws_appautoscaling_policy": (
        argument("name", length(0, 255)),
        argument(
            "policy_type",
            one_of("StepScaling", "TargetTrackingScaling", "PredictiveScaling"),
        ),
        argument(
            "target_tracking_scaling_policy_configuration"
            ".predefined_metric_specification.resource_label",
            length(0, 1023),
        ),
    ),
}
