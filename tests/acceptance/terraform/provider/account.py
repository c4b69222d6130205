"""The account in which resources are made: some names can be used only once in it."""

import json
import threading
from collections import Counter

from .problem import Problem
from .values import known_part

# The arguments by which AWS knows a resource.
KEYS = {
    "aws_cloudwatch_log_group": ("name",),
    "aws_cognito_user_pool_domain": ("domain",),
    "aws_ecs_cluster": ("name",),
    "aws_ecs_service": ("cluster", "name"),
    "aws_iam_role": ("name",),
    "aws_iam_role_policy": ("role", "name"),
    "aws_lb": ("name",),
    "aws_lb_listener": ("load_balancer_arn", "port"),
    "aws_lb_listener_rule": ("listener_arn", "priority"),
    "aws_lb_target_group": ("name",),
    "aws_lb_trust_store": ("name",),
    "aws_route53_record": ("zone_id", "name", "type", "set_identifier"),
    "aws_s3_bucket": ("bucket",),
    "aws_secretsmanager_secret": ("name",),
    "aws_security_group": ("vpc_id", "name"),
    "aws_wafv2_ip_set": ("name",),
    "aws_wafv2_web_acl": ("name",),
}


class Account:
    """What was made in one run."""

    def __init__(self):
        self._lock = threading.Lock()
        self._seen = Counter()
        self._taken = set()

    def number(self, type_name, arguments):
        """How many resources with the same arguments came before this one."""
        seed = f"{type_name} {json.dumps(known_part(arguments), sort_keys=True)}"
        with self._lock:
            self._seen[seed] += 1
            return self._seen[seed] - 1

    def create(self, type_name, value):
        """Take the name of a resource; a problem if there is another one with it."""
        if type_name not in KEYS or value.get("allow_overwrite"):
            return []
        key = (type_name, *(value[part] for part in KEYS[type_name]))
        with self._lock:
            if key in self._taken:
                return [Problem(f"there is another {type_name} {key[1:]}")]
            self._taken.add(key)
        return []
