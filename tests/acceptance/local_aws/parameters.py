"""Stack parameters: the values given, checked against the template's declarations."""

import re

from botocore.exceptions import ClientError

from .clients import client
from .errors import TemplateError

ATTRIBUTES = {
    "Type",
    "Default",
    "Description",
    "AllowedValues",
    "AllowedPattern",
    "ConstraintDescription",
    "MinLength",
    "MaxLength",
    "MinValue",
    "MaxValue",
    "NoEcho",
}


def resolve(declarations, given, region):
    """The value of each declared parameter, or a `TemplateError`."""
    unknown = sorted(set(given) - set(declarations))
    if unknown:
        raise TemplateError(
            f"Parameters: [{', '.join(unknown)}] do not exist in the template"
        )
    missing = sorted(
        name
        for name, declaration in declarations.items()
        if name not in given and "Default" not in declaration
    )
    if missing:
        raise TemplateError(f"Parameters: [{', '.join(missing)}] must have values")
    return {
        name: _value(name, declaration, given, region)
        for name, declaration in declarations.items()
    }


def _value(name, declaration, given, region):
    unknown = sorted(set(declaration) - ATTRIBUTES)
    if unknown:
        raise TemplateError(f"Parameter {name} has unknown {', '.join(unknown)}")
    text = str(given.get(name, declaration.get("Default")))
    type_name = declaration.get("Type")
    if type_name not in _TYPES:
        raise TemplateError(f"Parameter {name}: unknown type {type_name}")
    _check_constraints(name, declaration, text)
    return _TYPES[type_name](name, text, region)


def _check_constraints(name, declaration, text):
    allowed = [str(value) for value in declaration.get("AllowedValues", [text])]
    if text not in allowed:
        raise TemplateError(f"Parameter {name}: {text!r} is not one of {allowed}")
    if not re.fullmatch(declaration.get("AllowedPattern", "(?s).*"), text):
        raise TemplateError(f"Parameter {name}: {text!r} does not match its pattern")
    if len(text) < int(declaration.get("MinLength", 0)):
        raise TemplateError(f"Parameter {name}: {text!r} is too short")
    if len(text) > int(declaration.get("MaxLength", len(text))):
        raise TemplateError(f"Parameter {name}: {text!r} is too long")
    for bound, is_outside in (("MinValue", float.__lt__), ("MaxValue", float.__gt__)):
        if bound in declaration and is_outside(float(text), float(declaration[bound])):
            raise TemplateError(f"Parameter {name}: {text} is outside its {bound}")


def _string(name, text, region):
    return text


def _number(name, text, region):
    try:
        float(text)
    except ValueError:
        raise TemplateError(f"Parameter {name}: {text!r} is no number") from None
    return text


def _list(name, text, region):
    return [item.strip() for item in text.split(",")]


def _hosted_zone(name, text, region):
    try:
        client("route53", region).get_hosted_zone(Id=text)
    except ClientError:
        raise TemplateError(
            f"Parameter {name}: the hosted zone {text!r} does not exist"
        ) from None
    return text


def _vpc(name, text, region):
    try:
        client("ec2", region).describe_vpcs(VpcIds=[text])
    except ClientError:
        raise TemplateError(
            f"Parameter {name}: the VPC {text!r} does not exist"
        ) from None
    return text


def _subnets(name, text, region):
    ids = _list(name, text, region)
    try:
        client("ec2", region).describe_subnets(SubnetIds=ids)
    except ClientError:
        raise TemplateError(
            f"Parameter {name}: not all of the subnets {text!r} exist"
        ) from None
    return ids


def _security_group(name, text, region):
    try:
        client("ec2", region).describe_security_groups(GroupIds=[text])
    except ClientError:
        raise TemplateError(
            f"Parameter {name}: the security group {text!r} does not exist"
        ) from None
    return text


# A type that starts with AWS:: means that CloudFormation looks the value up.
_TYPES = {
    "String": _string,
    "Number": _number,
    "CommaDelimitedList": _list,
    "AWS::EC2::SecurityGroup::Id": _security_group,
    "AWS::EC2::VPC::Id": _vpc,
    "AWS::Route53::HostedZone::Id": _hosted_zone,
    "List<AWS::EC2::Subnet::Id>": _subnets,
}
