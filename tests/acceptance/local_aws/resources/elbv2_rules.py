"""Elastic Load Balancing: the rules of listeners.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
"""

import ipaddress
import re

from . import elbv2_auth
from .base import Created, only
from .elbv2_actions import WithActions

VALUES_PER_RULE = 5
VALUES_PER_CONDITION = 3
# The guide says five, the page of quotas six.
WILDCARDS_PER_RULE = 5
# Conditions of which a rule has one at most.
SINGLE = ("host-header", "http-request-method", "path-pattern", "source-ip")
PATTERNS = {
    "host-header": r"(?=.*\.)[A-Za-z0-9_.*?-]{1,128}",
    "path-pattern": r"[A-Za-z0-9_.$/~\"'@:+&*?-]{1,128}",
    "http-request-method": r"[A-Z_-]{1,40}",
    "http-header": r"[\x20-\x7e]{1,128}",
    "query-string": r"[A-Za-z0-9_.$/~\"'@:+&()!,;=*?\\-]{1,128}",
}
HEADER_NAME = r"[A-Za-z0-9!#$%&'+.^_`|~-]{1,40}"
UNSUPPORTED = (r"\(\?[^:]", r"\\[1-9]", r"[*+?}]\+", r"\\[pP]")


class ListenerRule(WithActions):
    type_name = "AWS::ElasticLoadBalancingV2::ListenerRule"
    attributes = ("RuleArn", "IsDefault")
    in_place = ("Actions", "Conditions", "Priority", "Transforms")

    def create(self, properties):
        self._check(properties)
        self._check_priority(properties)
        rule = self.call("CreateRule", properties)["Rules"][0]
        return Created(
            rule["RuleArn"], {"RuleArn": rule["RuleArn"], "IsDefault": "false"}
        )

    def _check(self, properties):
        listener = self.client.describe_listeners(
            ListenerArns=[properties["ListenerArn"]]
        )["Listeners"][0]
        self.check_actions(
            properties["Actions"], listener["LoadBalancerArn"], listener["Protocol"]
        )
        elbv2_auth.check(properties["Actions"], listener["Protocol"], self)
        conditions = properties["Conditions"]
        fields = [condition["Field"] for condition in conditions]
        for field in SINGLE:
            if fields.count(field) > 1:
                self.refuse(f"a rule has one {field} condition at most")
        values = [self._values(condition) for condition in conditions]
        for condition in values:
            if not 1 <= len(condition) <= VALUES_PER_CONDITION:
                self.refuse(f"a condition has 1 to {VALUES_PER_CONDITION} values")
        count = sum(map(len, values))
        if not 1 <= count <= VALUES_PER_RULE:
            self.refuse(f"a rule has 1 to {VALUES_PER_RULE} values: {count}")
        texts = [re.sub(r"\\.", "", text) for item in values for text in item]
        wildcards = sum(text.count("*") + text.count("?") for text in texts)
        if wildcards > WILDCARDS_PER_RULE:
            self.refuse(f"a rule has {WILDCARDS_PER_RULE} wildcards at most")
        for transform in properties.get("Transforms", []):
            self._check_transform(transform)

    def _values(self, condition):
        """The values of a condition, wherever its kind of condition keeps them."""
        field = condition["Field"]
        values = list(condition.get("Values", []))
        for part in condition.values():
            if isinstance(part, dict):
                values += part.get("Values", [])
        if field == "source-ip":
            for value in values:
                ipaddress.ip_network(value)
            return values
        if field == "http-header":
            name = condition["HttpHeaderConfig"]["HttpHeaderName"]
            if not re.fullmatch(HEADER_NAME, name) or name.lower() == "host":
                self.refuse(f"{name!r} cannot be the header of a condition")
        if field == "query-string":
            for pair in values:
                self._check_values(field, pair.values())
            return [pair.get("Key", "") + pair["Value"] for pair in values]
        self._check_values(field, values)
        return values

    def _check_values(self, field, values):
        for value in values:
            if not re.fullmatch(PATTERNS[field], value):
                self.refuse(f"{value!r} cannot be the value of a {field} condition")

    def _check_transform(self, transform):
        (config,) = [part for part in transform.values() if isinstance(part, dict)]
        if len(config["Rewrites"]) != 1:
            self.refuse("a transform has exactly one rewrite")
        expression = config["Rewrites"][0]["Regex"]
        re.compile(expression)
        if any(re.search(pattern, expression) for pattern in UNSUPPORTED):
            self.refuse(f"the expression {expression!r} is not supported")

    def _check_priority(self, properties):
        # moto notices a taken priority only among numbers of the same type.
        rules = self.client.describe_rules(ListenerArn=properties["ListenerArn"])
        taken = [rule["Priority"] for rule in rules["Rules"]]
        if str(properties["Priority"]) in taken:
            self.refuse(f"Priority {properties['Priority']} is currently in use")

    def update(self, live, properties, changed):
        self._check(properties)
        if changed & {"Actions", "Conditions", "Transforms"}:
            self.call(
                "ModifyRule",
                only(properties, ("Actions", "Conditions", "Transforms")),
                RuleArn=live.physical_id,
                **({} if "Transforms" in properties else {"ResetTransforms": True}),
            )
        if "Priority" in changed:
            self._check_priority(properties)
            priority = {
                "RuleArn": live.physical_id,
                "Priority": int(properties["Priority"]),
            }
            self.client.set_rule_priorities(RulePriorities=[priority])

    def delete(self, live):
        self.client.delete_rule(RuleArn=live.physical_id)
