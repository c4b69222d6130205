"""What AWS refuses, after Terraform and the provider have found nothing wrong.

Only what the arguments of one resource show; the local AWS of the other tests looks
further. The pages named are those of the service's API reference.
"""

from ..problem import Problem
from .rules import argument, exactly_one, given, matching, one_of

DEFAULT_INTERVAL = 30
METRICS = (
    "ALBRequestCountPerTarget",
    "ECSServiceAverageCPUUtilization",
    "ECSServiceAverageMemoryUtilization",
)


def ports_of_a_protocol(rule):
    """AuthorizeSecurityGroupIngress: all protocols have all ports, others do not."""
    if rule["ip_protocol"] != "-1":
        for name in ("from_port", "to_port"):
            if rule[name] is None:
                yield Problem(f"{name} is needed with {rule['ip_protocol']}", (name,))


def certificate_of_tls(listener):
    """CreateListener: a certificate for HTTPS and TLS, and only for them."""
    secure = listener["protocol"] in ("HTTPS", "TLS")
    if secure != bool(given(listener, ["certificate_arn"])):
        yield Problem("a certificate goes with HTTPS or TLS", ("certificate_arn",))


def trust_of_callers(listener):
    """CreateListener: certificates of callers are verified with a trust store."""
    for block in listener["mutual_authentication"]:
        verifies = block["mode"] == "verify"
        if verifies != (block["trust_store_arn"] is not None):
            yield Problem("verify needs a trust store", ("mutual_authentication",))


def timely_health_check(group):
    """CreateTargetGroup: a check ends before the next begins."""
    for check in group["health_check"]:
        if check["timeout"] >= (check["interval"] or DEFAULT_INTERVAL):
            yield Problem("the timeout must be below the interval", ("health_check",))


def rules_of_the_firewall(acl):
    """CreateWebACL: priorities differ; a rule has one kind of action."""
    priorities = [rule["priority"] for rule in acl["rule"]]
    if len(set(priorities)) != len(priorities):
        yield Problem("two rules have the same priority", ("rule",))
    for rule in acl["rule"]:
        managed = any(
            item["managed_rule_group_statement"] for item in rule["statement"]
        )
        needed = "override_action" if managed else "action"
        if given(rule, ["action", "override_action"]) != [needed]:
            yield Problem(f"rule {rule['name']} needs {needed}", ("rule",))
    for action in acl["default_action"]:
        yield from exactly_one("allow", "block")(action)


def ordered_capacity(target):
    """RegisterScalableTarget."""
    if target["min_capacity"] > target["max_capacity"]:
        yield Problem("max_capacity is below min_capacity", ("max_capacity",))


CHECKS = {
    "aws_appautoscaling_policy": (
        argument(
            "target_tracking_scaling_policy_configuration"
            ".predefined_metric_specification.predefined_metric_type",
            one_of(*METRICS),
        ),
    ),
    "aws_appautoscaling_target": (
        ordered_capacity,
        argument("service_namespace", one_of("ecs")),
        argument("scalable_dimension", one_of("ecs:service:DesiredCount")),
        argument("resource_id", matching("^service/[^/]+/[^/]+$")),
    ),
    "aws_ecs_cluster": (
        argument("setting.value", one_of("disabled", "enabled", "enhanced")),
    ),
    "aws_lb_listener": (certificate_of_tls, trust_of_callers),
    "aws_lb_target_group": (timely_health_check,),
    "aws_lb_trust_store": (
        argument("name", matching("^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+$")),
    ),
    "aws_vpc_security_group_egress_rule": (ports_of_a_protocol,),
    "aws_vpc_security_group_ingress_rule": (ports_of_a_protocol,),
    "aws_wafv2_web_acl": (rules_of_the_firewall,),
    # PutLoggingConfiguration
    "aws_wafv2_web_acl_logging_configuration": (
        argument(
            "log_destination_configs", matching(":log-group:aws-waf-logs-[^:*]+$")
        ),
    ),
}
