"""CloudFormation's functions: what they refer to, and what they evaluate to.

Fn::If is not among them: conditions.py has chosen its branches before.
"""

import ipaddress
import json
import re

from .clients import client
from .errors import TemplateError
from .shapes import to_string

# `Ref: AWS::NoValue` removes the property or list item that it stands in.
NO_VALUE = object()

# In Fn::Sub, `${!Literal}` stands for the text `${Literal}`.
_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]*)\}")


# A name has no colon, an ARN has six.
_SECRET = re.compile(
    r"\{\{resolve:secretsmanager:(?P<id>arn(?::[^:{}]*){6}|[^:{}]+)"
    r"(?::SecretString:(?P<key>[^:{}]+))?\}\}"
)


class Scope:
    """Everything that a function can look up while a stack is being deployed.

    `values` are the parameters and pseudo parameters, `resources` what has been
    made so far.
    """

    def __init__(self, region, values):
        self.region = region
        self.values = values
        self.resources = {}

    def ref(self, name):
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self.values:
            return self.values[name]
        return self._resource(name).physical_id

    def get_att(self, name, attribute):
        attributes = self._resource(name).attributes
        if attribute not in attributes:
            raise TemplateError(f"resource {name} has no attribute {attribute}")
        return attributes[attribute]

    def _resource(self, name):
        if name not in self.resources:
            raise TemplateError(f"{name} is referred to and is not in the stack")
        return self.resources[name]


def evaluate(value, scope):
    """`value` with every function in it replaced by its result."""
    if isinstance(value, list):
        items = [evaluate(item, scope) for item in value]
        return [item for item in items if item is not NO_VALUE]
    if isinstance(value, dict):
        function = function_of(value)
        if function:
            return _FUNCTIONS[function](value[function], scope)
        pairs = {key: evaluate(item, scope) for key, item in value.items()}
        return {key: item for key, item in pairs.items() if item is not NO_VALUE}
    if value is None:
        raise TemplateError("null values are not allowed in templates")
    if isinstance(value, str):
        return _resolved(value, scope.region)
    return value


def _resolved(text, region):
    """The text with what is in a secret in place of a reference to it."""
    match = _SECRET.fullmatch(text)
    if match:
        return _secret(match["id"], match["key"], region)
    if "{{resolve:" in text:
        raise TemplateError(f"dynamic references are not supported here: {text}")
    return text


def _secret(secret_id, key, region):
    answer = client("secretsmanager", region).get_secret_value(SecretId=secret_id)
    if not key:
        return answer["SecretString"]
    fields = json.loads(answer["SecretString"])
    if key not in fields:
        raise TemplateError(f"Could not find a value associated with {key}")
    return fields[key]


def references(value):
    """Every (logical id or parameter, attribute or None) that `value` mentions."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        function = function_of(value)
        if function == "Ref":
            yield value["Ref"], None
        elif function == "Fn::GetAtt":
            yield _get_att_target(value["Fn::GetAtt"])
        elif function == "Fn::Sub":
            yield from _sub_references(value["Fn::Sub"])
        else:
            for item in value.values():
                yield from references(item)


def function_of(value):
    """The function that a map stands for, or None if it is an ordinary map."""
    functions = [key for key in value if key == "Ref" or key.startswith("Fn::")]
    if not functions:
        return None
    if len(value) > 1 or functions[0] not in _FUNCTIONS:
        raise TemplateError(f"unknown or misplaced function in {value}")
    return functions[0]


def _ref(argument, scope):
    return scope.ref(argument)


def _get_att(argument, scope):
    return scope.get_att(*_get_att_target(argument))


def _get_att_target(argument):
    if not isinstance(argument, list) or len(argument) != 2:
        raise TemplateError(f"Fn::GetAtt needs a resource and an attribute: {argument}")
    return argument[0], argument[1]


def _join(argument, scope):
    delimiter, items = argument
    return delimiter.join(
        to_string(item, "Fn::Join") for item in evaluate(items, scope)
    )


def _select(argument, scope):
    index, items = evaluate(argument, scope)
    if not 0 <= int(index) < len(items):
        raise TemplateError(f"Fn::Select cannot select index {index} of {items}")
    return items[int(index)]


def _split(argument, scope):
    delimiter, text = evaluate(argument, scope)
    return to_string(text, "Fn::Split").split(delimiter)


def _sub(argument, scope):
    text, variables = _sub_parts(argument)

    def replace(match):
        escaped, name = match.groups()
        if escaped:
            return "${" + name + "}"
        if name in variables:
            value = evaluate(variables[name], scope)
        elif "." in name:
            value = scope.get_att(*name.split(".", 1))
        else:
            value = scope.ref(name)
        return to_string(value, f"Fn::Sub ${{{name}}}")

    return _resolved(_PLACEHOLDER.sub(replace, text), scope.region)


def _sub_parts(argument):
    if isinstance(argument, str):
        return argument, {}
    text, variables = argument
    return text, variables


def _sub_references(argument):
    text, variables = _sub_parts(argument)
    yield from references(variables)
    for escaped, name in _PLACEHOLDER.findall(text):
        if escaped or name in variables:
            continue
        target, _, attribute = name.partition(".")
        yield target, attribute or None


def _get_azs(argument, scope):
    region = evaluate(argument, scope) or scope.region
    zones = client("ec2", region).describe_availability_zones()["AvailabilityZones"]
    return sorted(zone["ZoneName"] for zone in zones)


def _cidr(argument, scope):
    block, count, host_bits = evaluate(argument, scope)
    network = ipaddress.ip_network(block)
    prefix = network.max_prefixlen - int(host_bits)
    subnets = network.subnets(new_prefix=prefix)
    try:
        return [str(next(subnets)) for _ in range(int(count))]
    except StopIteration:
        raise TemplateError(f"Fn::Cidr: {block} has no room for {count}") from None


_FUNCTIONS = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Sub": _sub,
    "Fn::GetAZs": _get_azs,
    "Fn::Cidr": _cidr,
}
