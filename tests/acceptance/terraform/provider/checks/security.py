"""Roles, logs and secrets."""

from .rules import (
    argument,
    arn,
    at_most_one,
    between,
    json_text,
    length,
    matching,
    not_matching,
    one_of,
    policy,
)

ROLE_NAME = matching(r"^[0-9A-Za-z_+=,.@-]*$")
LOG_GROUP_NAME = matching(r"^[0-9A-Za-z_./#-]+$")
SECRET_NAME = matching(r"^[0-9A-Za-z/_+=.@-]+$")
# logs/group.go; 0 is for ever.
RETENTION_DAYS = (
    *(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827),
    *(2192, 2557, 2922, 3288, 3653),
)


def recovery_window(value):
    return None if value == 0 else between(7, 30)(value)


CHECKS = {
    # iam/role.go
    "aws_iam_role": (
        argument("name", length(0, 64), ROLE_NAME),
        argument("name_prefix", length(0, 38), ROLE_NAME),
        at_most_one("name", "name_prefix"),
        argument("assume_role_policy", json_text),
        argument("description", length(0, 1000), not_matching("[“‘]")),
        argument("max_session_duration", between(3600, 43200)),
        argument("path", length(0, 512)),
        argument("permissions_boundary", arn),
    ),
    # iam/role_policy.go
    "aws_iam_role_policy": (
        argument("name", length(0, 128), ROLE_NAME),
        argument("name_prefix", length(0, 102), ROLE_NAME),
        at_most_one("name", "name_prefix"),
        argument("policy", policy),
    ),
    # logs/group.go, logs/validate.go
    "aws_cloudwatch_log_group": (
        argument("name", length(0, 512), LOG_GROUP_NAME),
        argument("name_prefix", length(0, 483), LOG_GROUP_NAME),
        at_most_one("name", "name_prefix"),
        argument("kms_key_id", arn),
        argument(
            "log_group_class", one_of("STANDARD", "INFREQUENT_ACCESS", "DELIVERY")
        ),
        argument("retention_in_days", one_of(*RETENTION_DAYS)),
    ),
    # secretsmanager/secret.go, secretsmanager/validate.go
    "aws_secretsmanager_secret": (
        argument("name", length(0, 512), SECRET_NAME),
        argument("name_prefix", length(0, 486), SECRET_NAME),
        at_most_one("name", "name_prefix"),
        argument("policy", json_text),
        argument("recovery_window_in_days", recovery_window),
    ),
    # secretsmanager/secret_version.go
    "aws_secretsmanager_secret_version": (
        at_most_one("secret_binary", "secret_string", "secret_string_wo"),
    ),
}
