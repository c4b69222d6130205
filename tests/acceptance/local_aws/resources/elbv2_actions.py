"""Elastic Load Balancing: what listeners and rules do with requests."""

from .base import Resource
from .elbv2_targets import load_balancers_of, target_groups_of

# "Quotas for your Application Load Balancers": target groups per action.
TARGET_GROUPS_PER_ACTION = 5
CONTENT_TYPES = (
    "text/plain",
    "text/css",
    "text/html",
    "application/javascript",
    "application/json",
)


class WithActions(Resource):
    """Listeners and rules: both send requests to target groups, or elsewhere."""

    service = "elbv2"

    def check_actions(self, actions, balancer_arn, protocol):
        for arn in target_groups_of(actions):
            if load_balancers_of(arn, self.client) - {balancer_arn}:
                self.refuse("the target group belongs to another load balancer")
        for action in actions:
            self._check_forward(action.get("ForwardConfig", {}))
            if "RedirectConfig" in action:
                self._check_redirect(action["RedirectConfig"], protocol)
            if "FixedResponseConfig" in action:
                self._check_response(action["FixedResponseConfig"])

    def _check_forward(self, config):
        groups = config.get("TargetGroups", [])
        if len(groups) > TARGET_GROUPS_PER_ACTION:
            self.refuse(f"an action has {TARGET_GROUPS_PER_ACTION} target groups at most")
        weights = [int(group.get("Weight", 1)) for group in groups]
        if any(not 0 <= weight <= 999 for weight in weights):
            self.refuse(f"weights are from 0 to 999: {weights}")
        sticky = config.get("TargetGroupStickinessConfig", {})
        if sticky and not 1 <= int(sticky["DurationSeconds"]) <= 604_800:
            self.refuse("stickiness lasts 1 to 604800 seconds")

    def _check_redirect(self, config, protocol):
        parts = {
            "Protocol": ("#{protocol}", protocol),
            "Port": ("#{port}", {"HTTP": "80", "HTTPS": "443"}[protocol]),
            "Host": ("#{host}",),
            "Path": ("/#{path}",),
        }
        if all(
            str(config.get(part, same[0])) in same for part, same in parts.items()
        ):
            self.refuse("a redirect must change the protocol, port, host or path")
        if protocol == "HTTPS" and config.get("Protocol") == "HTTP":
            self.refuse("HTTPS cannot be redirected to HTTP")
        if not config.get("Path", "/").startswith("/"):
            self.refuse("the path of a redirect must begin with a slash")

    def _check_response(self, config):
        if str(config["StatusCode"])[0] not in "245":
            self.refuse("a fixed response has a code of 2XX, 4XX or 5XX")
        if config.get("ContentType", "text/plain") not in CONTENT_TYPES:
            self.refuse(f"the content type {config['ContentType']} is not supported")
        if len(config.get("MessageBody", "")) > 1024:
            self.refuse("the body of a fixed response has 1024 characters at most")
