"""The provider's own configuration: internal/conns/config.go."""

from ..names import ACCOUNT_ID
from ..problem import Problem
from .rules import argument, arn, matching


def allowed_account(config):
    allowed = config["allowed_account_ids"]
    if allowed and ACCOUNT_ID not in allowed:
        yield Problem(f"account {ACCOUNT_ID} is not allowed", ("allowed_account_ids",))


CHECKS = (
    argument("region", matching(r"^[a-z]{2}(-[a-z]+)+-\d$")),
    argument("assume_role.role_arn", arn),
    allowed_account,
)
