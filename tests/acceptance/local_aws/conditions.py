"""Conditions: decided before anything is made, from the parameters alone."""

from .errors import TemplateError
from .intrinsics import evaluate
from .shapes import to_string


def decide(template, scope):
    """`template` with the conditions applied: only what is to be made is left.

    As in CloudFormation, a resource whose condition is false is gone, also from
    DependsOn lists, and what is still referring to it is an error later on.
    """
    conditions = template.get("Conditions", {})
    truth = {name: _truth(name, conditions, scope) for name in conditions}

    def choose(value):
        if isinstance(value, list):
            return [choose(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "Fn::If" in value:
            name, when_true, when_false = value["Fn::If"]
            return choose(when_true if _lookup(name, truth) else when_false)
        return {key: choose(item) for key, item in value.items()}

    def keep(section):
        return {
            name: choose(item)
            for name, item in template.get(section, {}).items()
            if "Condition" not in item or _lookup(item["Condition"], truth)
        }

    resources = keep("Resources")
    dropped = set(template["Resources"]) - set(resources)
    for resource in resources.values():
        _forget_dependencies(resource, dropped)
    return {**template, "Resources": resources, "Outputs": keep("Outputs")}


def every_branch(value):
    """`value` with both branches of each Fn::If in it, to check all there is."""
    if isinstance(value, list):
        return [every_branch(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "Fn::If" in value:
        return every_branch(value["Fn::If"][1:])
    return {key: every_branch(item) for key, item in value.items()}


def _forget_dependencies(resource, dropped):
    depends_on = resource.get("DependsOn", [])
    if isinstance(depends_on, str):
        depends_on = [depends_on]
    resource["DependsOn"] = [name for name in depends_on if name not in dropped]


def _lookup(name, truth):
    if name not in truth:
        raise TemplateError(f"the condition {name} does not exist")
    return truth[name]


def _truth(name, conditions, scope):
    if name not in conditions:
        raise TemplateError(f"the condition {name} does not exist")
    return _evaluate(conditions[name], conditions, scope)


def _evaluate(condition, conditions, scope):
    if not isinstance(condition, dict) or len(condition) != 1:
        raise TemplateError(f"not a condition: {condition}")
    function, argument = next(iter(condition.items()))
    if function == "Condition":
        return _truth(argument, conditions, scope)
    if function == "Fn::Equals":
        left, right = evaluate(argument, scope)
        return to_string(left, function) == to_string(right, function)
    operands = [_evaluate(item, conditions, scope) for item in argument]
    if function == "Fn::Not" and len(operands) == 1:
        return not operands[0]
    if function == "Fn::And" and 2 <= len(operands) <= 10:
        return all(operands)
    if function == "Fn::Or" and 2 <= len(operands) <= 10:
        return any(operands)
    raise TemplateError(f"not a condition: {condition}")
