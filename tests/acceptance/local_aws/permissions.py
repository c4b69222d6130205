"""Whether a role may do something: what decides if a task can start at all.

A task whose execution role cannot read its secrets or write its logs is accepted by
every API and then never starts.  Conditions of policies are taken to be met.
"""

from fnmatch import fnmatchcase

from .clients import client


def trusts(role_arn, principal, region):
    """Whether the role exists and can be assumed by a service."""
    iam = client("iam", region)
    role = iam.get_role(RoleName=_name(role_arn))["Role"]
    return any(
        statement["Effect"] == "Allow"
        and "sts:AssumeRole" in _list(statement["Action"])
        and principal in _list(statement["Principal"].get("Service", []))
        for statement in role["AssumeRolePolicyDocument"]["Statement"]
    )


def allows(role_arn, action, resource, region):
    """Whether the role's policies allow `action` on `resource`."""
    return any(
        statement["Effect"] == "Allow"
        and _matches(statement["Action"], action)
        and _matches(statement["Resource"], resource)
        for document in _documents(_name(role_arn), client("iam", region))
        for statement in document["Statement"]
    )


def _documents(role_name, iam):
    for name in iam.list_role_policies(RoleName=role_name)["PolicyNames"]:
        policy = iam.get_role_policy(RoleName=role_name, PolicyName=name)
        yield policy["PolicyDocument"]
    attached = iam.list_attached_role_policies(RoleName=role_name)
    for policy in attached["AttachedPolicies"]:
        arn = policy["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        document = iam.get_policy_version(PolicyArn=arn, VersionId=version)
        yield document["PolicyVersion"]["Document"]


def _matches(patterns, text):
    return any(fnmatchcase(text, pattern) for pattern in _list(patterns))


def _list(value):
    return value if isinstance(value, list) else [value]


def _name(role_arn):
    return role_arn.split("/")[-1]
