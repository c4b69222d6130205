"""Policies of buckets: whether they are well-formed, and what they allow to whom."""

import json
import re
from fnmatch import fnmatchcase

from botocore.exceptions import ClientError

from .clients import client

STATEMENT = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
PRINCIPALS = {"AWS", "CanonicalUser", "Federated", "Service"}
SID = re.compile("[0-9A-Za-z]*")


def _like(patterns, text):
    return any(fnmatchcase(text, pattern) for pattern in _list(patterns))


def _equals(values, text):
    return text in [str(value).lower() if isinstance(value, bool) else value for value in _list(values)]


OPERATORS = {"ArnLike": _like, "Bool": _equals, "StringEquals": _equals, "StringLike": _like}


def check_policy(document, bucket):
    """What is wrong with a policy of a bucket, or None."""
    if set(document) - {"Id", "Statement", "Version"}:
        return f"unknown keys among {sorted(document)}"
    for statement in document["Statement"]:
        reason = _check_statement(statement, bucket)
        if reason:
            return reason
    return None


def _check_statement(statement, bucket):
    if set(statement) - STATEMENT:
        return f"unknown keys among {sorted(statement)}"
    if not SID.fullmatch(statement.get("Sid", "")):
        return f"the Sid {statement['Sid']!r} has other characters than letters and digits"
    if statement["Effect"] not in ("Allow", "Deny"):
        return f"unknown effect {statement['Effect']}"
    principal = statement["Principal"]
    if principal != "*" and set(principal) - PRINCIPALS:
        return f"invalid principal in policy: {principal}"
    if any(not action.startswith("s3:") for action in _list(statement["Action"])):
        return f"policy has invalid action: {statement['Action']}"
    own = f"arn:aws:s3:::{bucket}"
    for resource in _list(statement["Resource"]):
        if resource != own and not resource.startswith(f"{own}/"):
            return f"policy has invalid resource: {resource}"
    for operator, keys in statement.get("Condition", {}).items():
        if operator not in OPERATORS:
            return f"unknown condition operator {operator}"
        for key in keys:
            if ":" not in key:
                return f"{key!r} is not a condition key"
    return None


def allows(bucket, service, action, resource, context, region):
    """Whether the policy of a bucket lets a service of AWS do something.

    `context` are the condition keys that the service sends: of one that it does not
    send, nothing is true.
    """
    try:
        answer = client("s3", region).get_bucket_policy(Bucket=bucket)
    except ClientError:
        return False
    effects = {
        statement["Effect"]
        for statement in json.loads(answer["Policy"])["Statement"]
        if _is_of(statement["Principal"], service)
        and _like(statement["Action"], action)
        and _like(statement["Resource"], resource)
        and _is_met(statement.get("Condition", {}), context)
    }
    return effects == {"Allow"}


def _is_of(principal, service):
    return principal == "*" or service in _list(principal.get("Service", []))


def _is_met(condition, context):
    return all(
        key in context and OPERATORS[operator](values, context[key])
        for operator, keys in condition.items()
        for key, values in keys.items()
    )


def _list(value):
    return value if isinstance(value, list) else [value]
