"""Deliberate mistakes, each with the judges that must notice it.

They prove that a clean verdict means something.  `complaint` is what the local AWS
has to say about the mistake, so that it is refused for the right reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

import mistakes

LINT = "cfn-lint"
VALIDATE = "cloudformation-validate"
DEPLOY = "deploy"


@dataclass(frozen=True)
class Mutation:
    """One mistake."""

    name: str
    mutate: Callable[[dict], None]
    noticed_by: tuple
    complaint: str


MUTATIONS = [
    Mutation(*row)
    for row in (
        (
            "unknown property",
            mistakes.unknown_property,
            (LINT, VALIDATE, DEPLOY),
            "property",
        ),
        (
            "unknown nested property",
            mistakes.unknown_nested_property,
            (LINT, VALIDATE, DEPLOY),
            "unknown property LogConfigurations",
        ),
        (
            "unknown type",
            mistakes.unknown_type,
            (LINT, VALIDATE, DEPLOY),
            "resource type",
        ),
        ("wrong enum", mistakes.wrong_enum, (LINT, VALIDATE, DEPLOY), "is not one of"),
        (
            "missing required",
            mistakes.missing_required,
            (LINT, VALIDATE, DEPLOY),
            "'Image' is missing",
        ),
        ("bad Ref", mistakes.bad_ref, (LINT, VALIDATE, DEPLOY), "Unresolved resource"),
        (
            "bad GetAtt",
            mistakes.bad_attribute,
            (LINT, VALIDATE, DEPLOY),
            "attribute type NoSuch",
        ),
        ("circle", mistakes.circle, (LINT, VALIDATE, DEPLOY), "Circular dependency"),
        (
            "impossible Fargate size",
            mistakes.impossible_size,
            (LINT, VALIDATE, DEPLOY),
            "no Fargate configuration",
        ),
        (
            "one subnet",
            mistakes.one_subnet,
            (LINT, VALIDATE, DEPLOY),
            "at least two subnets",
        ),
        (
            "HTTPS without certificate",
            mistakes.https_without_certificate,
            (LINT, VALIDATE, DEPLOY),
            "exactly one default certificate",
        ),
        (
            "missing certificate",
            mistakes.missing_certificate,
            (DEPLOY,),
            "ResourceNotFound",
        ),
        ("unknown TLS policy", mistakes.unknown_tls_policy, (DEPLOY,), "SSL policy"),
        ("wrong container", mistakes.wrong_container, (DEPLOY,), "wbe does not exist"),
        (
            "unmapped port",
            mistakes.unmapped_port,
            (DEPLOY,),
            "does not expose port 4999",
        ),
        ("instance targets", mistakes.instance_targets, (DEPLOY,), "target type ip"),
        (
            "target group without listener",
            mistakes.target_group_without_listener,
            (DEPLOY,),
            "does not have an associated load balancer",
        ),
        ("no gateway", mistakes.no_gateway, (DEPLOY,), "has no internet gateway"),
        (
            "no capacity provider",
            mistakes.no_capacity_provider,
            (DEPLOY,),
            "not associated with the cluster",
        ),
        (
            "no execution role",
            mistakes.no_execution_role,
            (DEPLOY,),
            "needs an execution role",
        ),
        (
            "missing secret",
            mistakes.missing_secret,
            (DEPLOY,),
            "can't find the specified secret",
        ),
        (
            "missing log group",
            mistakes.missing_log_group,
            (DEPLOY,),
            "log group does not exist",
        ),
        (
            "unsaid capability",
            mistakes.unsaid_capability,
            (DEPLOY,),
            "CAPABILITY_NAMED_IAM",
        ),
        ("taken priority", mistakes.taken_priority, (DEPLOY,), "currently in use"),
        (
            "shared target group",
            mistakes.shared_target_group,
            (DEPLOY,),
            "belongs to another load balancer",
        ),
        (
            "scaling of nothing",
            mistakes.scaling_of_nothing,
            (DEPLOY,),
            "ECS service doesn't exist",
        ),
        (
            "upside-down scaling",
            mistakes.upside_down_scaling,
            (DEPLOY,),
            "MinCapacity is greater",
        ),
        (
            "alias of nothing",
            mistakes.alias_of_nothing,
            (DEPLOY,),
            "there is no load balancer",
        ),
        ("foreign name", mistakes.foreign_name, (DEPLOY,), "is not in the zone"),
        (
            "foreign certificate",
            mistakes.foreign_certificate,
            (DEPLOY,),
            "cannot be validated in the zone",
        ),
        ("no way out", mistakes.no_way_out, (DEPLOY,), "have no way out"),
        (
            "overlapping subnets",
            mistakes.overlapping_subnets,
            (DEPLOY,),
            "conflicts with another subnet",
        ),
        (
            "powerless role",
            mistakes.powerless_role,
            (DEPLOY,),
            "the execution role may not",
        ),
        ("wrong trust", mistakes.wrong_trust, (DEPLOY,), "unable to assume the role"),
        (
            "slow health check",
            mistakes.slow_health_check,
            (DEPLOY,),
            "must be below its interval",
        ),
        (
            "unknown rule group",
            mistakes.unknown_rule_group,
            (DEPLOY,),
            "AWS has no rule group",
        ),
        (
            "wildcard log destination",
            mistakes.wildcard_log_destination,
            (DEPLOY,),
            "The ARN isn't valid",
        ),
    )
]
